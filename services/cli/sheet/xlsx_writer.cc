#include "cli/sheet/xlsx_writer.h"

#include <fcntl.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <map>
#include <utility>

#include "cli/sheet/serial_day.h"
#include "cli/sheet/xlsx_reader.h"
#include "cli/sheet/xlsx_xml.h"

namespace fivestep::cli::sheet {
namespace {

// ECMA-376: the longest name of a worksheet.
constexpr size_t kMaxSheetName = 31;
// Characters that a column shows; wider texts wrap.
constexpr double kTextWidth = 28;
constexpr double kFigureWidth = 16;
// Four lines of a hint.
constexpr double kHintHeight = 60;

struct Formats {
  lxw_format* heading = nullptr;
  lxw_format* hint = nullptr;
  lxw_format* text = nullptr;
  lxw_format* day = nullptr;
};

Formats FormatsOf(lxw_workbook* workbook) {
  Formats formats;
  formats.heading = workbook_add_format(workbook);
  format_set_bold(formats.heading);
  format_set_text_wrap(formats.heading);
  formats.hint = workbook_add_format(workbook);
  format_set_italic(formats.hint);
  format_set_text_wrap(formats.hint);
  format_set_align(formats.hint, LXW_ALIGN_VERTICAL_TOP);
  formats.text = workbook_add_format(workbook);
  // "@": what is typed is kept as it is typed, `1-2` and `=…` too.
  format_set_num_format(formats.text, "@");
  formats.day = workbook_add_format(workbook);
  format_set_num_format(formats.day, "yyyy-mm-dd");
  return formats;
}

// The code lists, each once, in columns of a hidden worksheet: a list in the cell's own rule may
// have 255 characters only.
class Lists {
 public:
  explicit Lists(lxw_workbook* workbook) : workbook_(workbook) {}

  // `=lists!$A$1:$A$7`.
  std::string RangeOf(const std::vector<std::string>& choices) {
    const auto [place, is_new] = known_.try_emplace(choices);
    if (!is_new) return place->second;
    if (sheet_ == nullptr) sheet_ = workbook_add_worksheet(workbook_, kListsSheet);
    const auto column = static_cast<lxw_col_t>(known_.size() - 1);
    for (size_t i = 0; i < choices.size(); ++i) {
      worksheet_write_string(sheet_, static_cast<lxw_row_t>(i), column, choices[i].c_str(),
                             nullptr);
    }
    char range[LXW_MAX_CELL_RANGE_LENGTH];
    lxw_rowcol_to_range_abs(range, 0, column, static_cast<lxw_row_t>(choices.size() - 1), column);
    place->second = std::string("=") + kListsSheet + "!" + range;
    return place->second;
  }
  void Hide() {
    if (sheet_ != nullptr) worksheet_hide(sheet_);
  }

 private:
  lxw_workbook* workbook_;
  lxw_worksheet* sheet_ = nullptr;
  std::map<std::vector<std::string>, std::string> known_;
};

lxw_error WriteCell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Cell& cell,
                    const Formats& formats) {
  switch (cell.kind) {
    case Cell::Kind::kEmpty:
      return LXW_NO_ERROR;
    case Cell::Kind::kNumber:
      return worksheet_write_number(sheet, row, column, cell.number, nullptr);
    case Cell::Kind::kMoment:
      return worksheet_write_number(sheet, row, column, SerialOfSeconds(cell.seconds), formats.day);
    case Cell::Kind::kText:
      return worksheet_write_string(sheet, row, column, Escaped(cell.text).c_str(), formats.text);
    case Cell::Kind::kYesNo:
    case Cell::Kind::kBroken:
      break;
  }
  return worksheet_write_string(sheet, row, column, ShownText(cell).c_str(), formats.text);
}

void WriteHeading(lxw_worksheet* sheet, lxw_col_t column, const Heading& heading, bool hints,
                  const Formats& formats, Lists& lists) {
  const bool figure = heading.look != Heading::Look::kText;
  lxw_format* look = heading.look == Heading::Look::kText  ? formats.text
                     : heading.look == Heading::Look::kDay ? formats.day
                                                           : nullptr;
  lxw_row_col_options options{};
  options.hidden = heading.hidden ? 1 : 0;
  worksheet_set_column_opt(sheet, column, column, figure ? kFigureWidth : kTextWidth, look,
                           &options);
  worksheet_write_string(sheet, 0, column, heading.text.c_str(), formats.heading);
  if (hints) worksheet_write_string(sheet, 1, column, heading.hint.c_str(), formats.hint);
  if (heading.choices.empty()) return;
  std::string range = lists.RangeOf(heading.choices);
  lxw_data_validation rule{};
  rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
  rule.value_formula = range.data();
  rule.ignore_blank = LXW_VALIDATION_ON;
  rule.dropdown = LXW_VALIDATION_ON;
  worksheet_data_validation_range(sheet, hints ? 2 : 1, column, kMaxRows, column, &rule);
}

Status WriteRows(lxw_worksheet* sheet, const Table& table, const Formats& formats) {
  const size_t first = table.hints ? 2 : 1;
  for (size_t i = 0; i < table.rows.size(); ++i) {
    for (size_t j = 0; j < table.rows[i].size(); ++j) {
      const lxw_error error = WriteCell(sheet, static_cast<lxw_row_t>(first + i),
                                        static_cast<lxw_col_t>(j), table.rows[i][j], formats);
      if (error == LXW_NO_ERROR) continue;
      return InvalidArgument("Row " + std::to_string(first + i + 1) + ", column " +
                             table.headings[j].text +
                             ": the text is longer than a cell holds. Write a .csv file.");
    }
  }
  return OkStatus();
}

lxw_worksheet* AddSheet(lxw_workbook* workbook, const std::string& name) {
  return workbook_add_worksheet(workbook, name.substr(0, kMaxSheetName).c_str());
}

Status WriteTable(lxw_workbook* workbook, const Table& table, const Formats& formats,
                  Lists& lists) {
  lxw_worksheet* sheet = AddSheet(workbook, table.name);
  if (sheet == nullptr) return Internal("No worksheet can be named " + table.name + ".");
  for (size_t i = 0; i < table.headings.size(); ++i) {
    WriteHeading(sheet, static_cast<lxw_col_t>(i), table.headings[i], table.hints, formats, lists);
  }
  if (table.hints) worksheet_set_row(sheet, 1, kHintHeight, formats.hint);
  worksheet_freeze_panes(sheet, table.hints ? 2 : 1, 1);
  return WriteRows(sheet, table, formats);
}

void WriteAbout(lxw_workbook* workbook, const About& about) {
  if (about.empty()) return;
  lxw_worksheet* sheet = workbook_add_worksheet(workbook, kAboutSheet);
  lxw_row_t row = 0;
  for (const auto& [key, value] : about) {
    worksheet_write_string(sheet, row, 0, key.c_str(), nullptr);
    worksheet_write_string(sheet, row++, 1, value.c_str(), nullptr);
  }
  worksheet_hide(sheet);
}

Status NotWritten(const std::string& path) {
  return FailedPrecondition("The file " + path +
                            " cannot be written: is its folder there, and the file not open?");
}

Status MakePrivate(const std::string& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return NotWritten(path);
  ::close(file);
  return OkStatus();
}

}  // namespace

Status WriteXlsx(const About& about, const std::vector<Table>& tables, const std::string& path) {
  FIVESTEP_RETURN_IF_ERROR(MakePrivate(path));
  lxw_workbook* workbook = workbook_new(path.c_str());
  if (workbook == nullptr) return NotWritten(path);
  const Formats formats = FormatsOf(workbook);
  Lists lists(workbook);
  Status status;
  for (const Table& table : tables) {
    if (status.ok()) status = WriteTable(workbook, table, formats, lists);
  }
  lists.Hide();
  WriteAbout(workbook, about);
  const lxw_error closed = workbook_close(workbook);  // frees it, whatever comes of it
  if (!status.ok()) return status;
  return closed == LXW_NO_ERROR ? OkStatus() : NotWritten(path);
}

}  // namespace fivestep::cli::sheet
