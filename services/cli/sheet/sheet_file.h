// A sheet as a file, .xlsx or .csv by its name: what it is for, headings, rows.
#ifndef FIVESTEP_CLI_SHEET_SHEET_FILE_H_
#define FIVESTEP_CLI_SHEET_SHEET_FILE_H_

#include <string>
#include <vector>

#include "cli/sheet/grid.h"
#include "platform/core/status.h"

namespace fivestep::cli::sheet {

// Keys of About. A workbook has them in a hidden worksheet; a .csv file in its first line, as
// `# fivestep sheet,command=PlanAction,…`.
inline constexpr char kVersionKey[] = "version";  // of what is said here: kSheetVersion
inline constexpr char kServiceKey[] = "service";
inline constexpr char kCommandKey[] = "command";  // absent: the sheet is for reading
inline constexpr char kProgrammeKey[] = "programme";
inline constexpr char kKeyKey[] = "key";  // random; the same in every copy of the sheet
inline constexpr char kSheetVersion[] = "1";

// A row whose first cell begins so is for people: hints, notes.
inline constexpr char kNoteMark = '#';

struct SheetContent {
  About about;
  GridRow headings;
  std::vector<GridRow> rows;  // without notes
};

// Whether a file of that name is a .csv.
bool IsCsvName(const std::string& path);

// Reads the bytes of either format, told apart by how they begin.
//
// Errors: as ReadXlsx and ReadCsv; INVALID_ARGUMENT when there is no heading row, or the sheet is
// of a version that this program does not know.
Result<SheetContent> ReadSheet(const std::string& bytes);

// Writes `tables` to `path`; several take an .xlsx.
//
// Errors: as WriteXlsx; INVALID_ARGUMENT for several tables in a .csv, or a name that ends
// otherwise.
Status WriteSheet(const About& about, const std::vector<Table>& tables, const std::string& path);

}  // namespace fivestep::cli::sheet

#endif  // FIVESTEP_CLI_SHEET_SHEET_FILE_H_
