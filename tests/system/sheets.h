// `fivestep` run against a stack, and spreadsheets filled in as people do.
#ifndef FIVESTEP_TESTS_SYSTEM_SHEETS_H_
#define FIVESTEP_TESTS_SYSTEM_SHEETS_H_

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "cli/sheet/sheet_file.h"
#include "system/journey.h"
#include "system/stack.h"

namespace fivestep::testing {

// What is written in a row, by heading.
using SheetRow = std::map<std::string, std::string>;

// Not thread-safe. All files lie in the stack's directory.
class Sheets {
 public:
  // The stack must outlive it.
  Sheets(const Stack& stack, std::string programme);

  // Runs the command-line program as `role`. Throws std::runtime_error when it does not end.
  Ended Run(const std::string& role, const std::vector<std::string>& words);

  // A blank sheet for the command, made by the program; its path. Adds a failure when there is
  // none.
  std::string Template(const std::string& service, const std::string& command,
                       const std::string& extension = ".xlsx");
  // Writes the rows under those that the sheet has. Numbers are written as numbers, all else as
  // text; headings that the sheet has not are added.
  void Fill(const std::string& path, const std::vector<SheetRow>& rows);
  // Changes one cell: in the row, counted from 0, under the heading.
  void Edit(const std::string& path, size_t row, const std::string& heading,
            const std::string& text);
  cli::sheet::SheetContent Read(const std::string& path) const;
  // The texts under a heading, one for each row.
  std::vector<std::string> Texts(const std::string& path, const std::string& heading) const;

  Ended Import(const std::string& role, const std::string& path,
               const std::vector<std::string>& more = {});
  // Template, fill, import, all at once. Adds a failure unless every row was recorded; gives the
  // names of what was recorded.
  std::vector<std::string> Record(const std::string& role, const std::string& service,
                                  const std::string& command, const std::vector<SheetRow>& rows);
  // The path of the exported sheet. Adds a failure when there is none.
  std::string Export(const std::string& role, const std::string& service, const std::string& what,
                     const std::vector<std::string>& more = {});

  std::string NewPath(const std::string& extension);
  const std::string& programme() const { return programme_; }

 private:
  void Write(const std::string& path, const cli::sheet::SheetContent& content) const;

  const Stack& stack_;
  const std::string programme_;
  std::filesystem::path folder_;
  int count_ = 0;
};

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_SYSTEM_SHEETS_H_
