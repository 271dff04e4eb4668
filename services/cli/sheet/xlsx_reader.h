// Reads workbooks (.xlsx, ECMA-376) of any spreadsheet program.
#ifndef FIVESTEP_CLI_SHEET_XLSX_READER_H_
#define FIVESTEP_CLI_SHEET_XLSX_READER_H_

#include <string_view>

#include "cli/sheet/grid.h"
#include "platform/core/status.h"

namespace fivestep::cli::sheet {

// Hidden worksheets that the writer makes; people's own may have any other name.
inline constexpr char kAboutSheet[] = "about";
inline constexpr char kListsSheet[] = "lists";
// Worksheets that are looked through.
inline constexpr size_t kMaxSheets = 50;

struct Workbook {
  Grid table;  // the first worksheet that is neither hidden nor one of the above
  Grid about;  // empty where there is none
};

// Whether the bytes begin as those of a workbook do, or of what is often taken for one.
bool IsWorkbook(std::string_view bytes);

// Understands shared, inline and rich text; numbers, days and times in the systems of 1900 and
// 1904; yes and no; the last results of formulas, which are never worked out anew. What the file
// says about its own extent is not believed.
//
// Errors: INVALID_ARGUMENT for what is no workbook, is encrypted, damaged, or larger than the
// limits of zip_parts.h and grid.h. The message may name a row, and never quotes the file.
Result<Workbook> ReadXlsx(std::string_view bytes);

// The column of a cell's reference, `AB12` -> 27; kMaxColumns or more for what is too far right or
// no reference.
size_t ColumnOfReference(std::string_view reference);

}  // namespace fivestep::cli::sheet

#endif  // FIVESTEP_CLI_SHEET_XLSX_READER_H_
