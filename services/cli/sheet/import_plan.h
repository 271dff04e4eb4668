// From the rows of a sheet to the calls that record them. Pure.
#ifndef FIVESTEP_CLI_SHEET_IMPORT_PLAN_H_
#define FIVESTEP_CLI_SHEET_IMPORT_PLAN_H_

#include <google/protobuf/message.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/sheet/command_shape.h"
#include "cli/sheet/row_codec.h"
#include "cli/sheet/sheet_file.h"
#include "platform/core/status.h"

namespace fivestep::cli::sheet {

// Columns of the sheet itself. Those in parentheses, `(title)`, are for people and are passed over.
inline constexpr char kRowKeyHeading[] = "row key";
inline constexpr char kAsExportedHeading[] = "as exported";
inline constexpr char kResultHeading[] = "result";
inline constexpr char kErrorHeading[] = "error";

// The first column of every sheet of a command.
Heading RowKeyHeading(const CommandShape& shape);

// What is wrong with a row, or with the headings, whose row it is then.
struct RowProblem {
  int row = 0;          // as the spreadsheet counts
  std::string heading;  // empty: the whole row
  std::string sentence;

  // "row 7, column due date: is no day of the calendar: …", in one line without control characters.
  std::string Text() const;
  bool operator==(const RowProblem&) const = default;
};

struct PlannedCall {
  std::unique_ptr<google::protobuf::Message> request;
  std::vector<int> rows;                        // whose numbers they are; several of a list
  std::vector<int> item_rows;                   // of each item of the list, the row that says it
  std::map<std::string, std::string> headings;  // of each field that was set, by its path
};

struct ImportPlan {
  std::vector<PlannedCall> calls;
  std::vector<RowProblem> problems;  // by row
  int unchanged_count = 0;           // exported rows that nobody has edited
};

using NewRequest = std::function<std::unique_ptr<google::protobuf::Message>()>;

// Reads each row, gives each call its request id and holds it against the rules of the command's
// proto, as the service will. All problems are found; `calls` is to be sent only when there are
// none.
//
// A row is a call. Rows that are items of a list are one call where they share a row key; and where
// the items are not recorded each by itself, also where they follow each other and say the same
// beside the item, or nothing.
//
// The request id is made of the sheet's key and the row key, or of the sheet's key and what the row
// says where there is no row key; the second of two equal rows counts as another. So a sheet that
// is imported again records what is new in it, and nothing twice.
ImportPlan PlanImport(const SheetContent& content, const CommandShape& shape,
                      const std::string& programme, const NewRequest& new_request);

// What is wrong with the rows of a call that a service refused.
std::vector<RowProblem> ProblemsOf(const Status& refusal, const PlannedCall& call,
                                   const CommandShape& shape);

// The mark in `as exported` by which an unedited row is known: of the request that its cells make,
// whatever its request id.
std::string MarkOf(const google::protobuf::Message& request);

}  // namespace fivestep::cli::sheet

#endif  // FIVESTEP_CLI_SHEET_IMPORT_PLAN_H_
