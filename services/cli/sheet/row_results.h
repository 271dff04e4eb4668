// What came of each row, as a copy of the sheet that says so. Pure.
#ifndef FIVESTEP_CLI_SHEET_ROW_RESULTS_H_
#define FIVESTEP_CLI_SHEET_ROW_RESULTS_H_

#include <google/protobuf/message.h>

#include <map>
#include <string>
#include <vector>

#include "cli/sheet/import_plan.h"

namespace fivestep::cli::sheet {

struct RowResult {
  std::string result;  // "recorded programmes/p/actions/a"
  std::string error;
};

// By row.
using RowResults = std::map<int, RowResult>;

// Adds what is wrong to what is known already of the rows.
void AddProblems(const std::vector<RowProblem>& problems, RowResults& results);

// The sheet's headings and rows, each where it stood, with the columns `result` and `error`. What
// the sheet had in these before is left out.
Table ResultTable(const SheetContent& content, const CommandShape& shape, const RowResults& results,
                  bool csv);

// The names of what a call recorded, in the order of its rows: of the resource that it answers
// with, or those in the first list of names.
std::vector<std::string> NamesRecorded(const google::protobuf::Message& answer);

// `actions.xlsx` -> `actions-results.xlsx`; .csv for a .csv, .xlsx for all else.
std::string ResultsName(const std::string& file);

}  // namespace fivestep::cli::sheet

#endif  // FIVESTEP_CLI_SHEET_ROW_RESULTS_H_
