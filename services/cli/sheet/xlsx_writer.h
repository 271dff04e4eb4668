// Writes workbooks (.xlsx).
#ifndef FIVESTEP_CLI_SHEET_XLSX_WRITER_H_
#define FIVESTEP_CLI_SHEET_XLSX_WRITER_H_

#include <string>
#include <vector>

#include "cli/sheet/grid.h"
#include "platform/core/status.h"

namespace fivestep::cli::sheet {

// Writes one worksheet for each table, code lists as drop-downs, and `about` in a hidden worksheet.
// Text is written as text whatever it begins with: `=1+1` is four characters, never a formula, and
// stays so when its cell is edited. The file is the owner's alone (mode 0600): it may hold people's
// words.
//
// Errors: FAILED_PRECONDITION when the file cannot be written; INVALID_ARGUMENT when a text is
// longer than a cell can be (32,767 characters).
Status WriteXlsx(const About& about, const std::vector<Table>& tables, const std::string& path);

}  // namespace fivestep::cli::sheet

#endif  // FIVESTEP_CLI_SHEET_XLSX_WRITER_H_
