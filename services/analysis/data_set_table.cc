#include "analysis/data_set_table.h"

#include <algorithm>
#include <limits>
#include <string>
#include <unordered_map>

namespace fivestep::analysis {
namespace {

// Stores each word of a column once.
class WordColumnWriter {
 public:
  explicit WordColumnWriter(v1::WordColumn* column) : column_(column) {}
  void Add(const std::string& word) {
    const std::string& shown = word.empty() ? kNotStatedText : word;
    const auto [at, is_new] = places_.emplace(shown, column_->words_size());
    if (is_new) column_->add_words(shown);
    column_->add_index(at->second);
  }

 private:
  inline static const std::string kNotStatedText = kNotStated;
  v1::WordColumn* column_;
  std::unordered_map<std::string, int> places_;
};

void AddNumber(const Cell& cell, v1::NumberColumn* column) {
  if (cell.state == CellState::kSuppressed) column->add_withheld_rows(column->values_size());
  column->add_values(cell.state == CellState::kNumber ? cell.number
                                                      : std::numeric_limits<double>::quiet_NaN());
}

v1::QualityIssueKind ToKind(IssueKind kind) {
  switch (kind) {
    case IssueKind::kNarrowRow:
      return v1::QUALITY_ISSUE_KIND_NARROW_ROW;
    case IssueKind::kWideRow:
      return v1::QUALITY_ISSUE_KIND_WIDE_ROW;
    case IssueKind::kUnreadable:
      return v1::QUALITY_ISSUE_KIND_UNREADABLE;
    case IssueKind::kNegativeCount:
      return v1::QUALITY_ISSUE_KIND_NEGATIVE_COUNT;
    case IssueKind::kDuplicate:
      return v1::QUALITY_ISSUE_KIND_DUPLICATE;
    case IssueKind::kBlankLabel:
      return v1::QUALITY_ISSUE_KIND_BLANK_LABEL;
    case IssueKind::kMissing:
      return v1::QUALITY_ISSUE_KIND_MISSING;
    case IssueKind::kSuppressed:
      return v1::QUALITY_ISSUE_KIND_SUPPRESSED;
  }
  return v1::QUALITY_ISSUE_KIND_UNSPECIFIED;
}

}  // namespace

ColumnMapping ToImportMapping(const v1::ColumnMapping& mapping) {
  ColumnMapping columns;
  columns.group = mapping.group_column();
  columns.area = mapping.area_column();
  columns.period = mapping.period_column();
  columns.numerator = mapping.numerator_column();
  columns.denominator = mapping.denominator_column();
  columns.value = mapping.value_column();
  for (const v1::RowFilter& filter : mapping.filters()) {
    columns.filters.push_back({filter.column(), filter.value()});
  }
  return columns;
}

v1::DataSetTable ToTable(const std::vector<TableRow>& rows, const v1::ColumnMapping& mapping) {
  v1::DataSetTable table;
  WordColumnWriter groups(table.mutable_groups());
  for (const TableRow& row : rows) groups.Add(row.group);
  if (!mapping.period_column().empty()) {
    WordColumnWriter periods(table.mutable_periods());
    for (const TableRow& row : rows) periods.Add(row.period);
  }
  if (!mapping.area_column().empty()) {
    WordColumnWriter areas(table.mutable_areas());
    for (const TableRow& row : rows) areas.Add(row.area);
  }
  if (!mapping.numerator_column().empty()) {
    for (const TableRow& row : rows) AddNumber(row.numerator, table.mutable_numerators());
  }
  if (!mapping.denominator_column().empty()) {
    for (const TableRow& row : rows) AddNumber(row.denominator, table.mutable_denominators());
  }
  if (!mapping.value_column().empty()) {
    for (const TableRow& row : rows) AddNumber(row.value, table.mutable_values());
  }
  return table;
}

v1::QualityReport ToReport(const QualityReport& report, int max_issues) {
  v1::QualityReport shown;
  shown.set_row_count(report.rows_read);
  shown.set_kept_row_count(report.rows_kept);
  shown.set_filtered_row_count(report.rows_filtered);
  shown.set_missing_row_count(report.rows_missing);
  shown.set_suppressed_row_count(report.rows_suppressed);
  shown.set_duplicate_row_count(report.rows_duplicate);
  shown.set_unreadable_row_count(report.rows_unreadable);
  shown.set_ragged_row_count(report.rows_ragged);
  for (const QualityIssue& issue : report.issues) {
    if (shown.issues_size() == max_issues) break;
    v1::QualityIssue& one = *shown.add_issues();
    one.set_kind(ToKind(issue.kind));
    one.set_column(issue.column);
    one.set_row_count(issue.count);
    one.mutable_first_rows()->Assign(issue.first_rows.begin(), issue.first_rows.end());
    one.set_message(issue.sentence);
  }
  return shown;
}

}  // namespace fivestep::analysis
