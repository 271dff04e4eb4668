#include "analysis/import/table_builder.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace fivestep::analysis {
namespace {

constexpr int kNotMapped = -1;

// Finds the columns of a mapping in a header and gathers what it cannot find.
class ColumnFinder {
 public:
  explicit ColumnFinder(const std::vector<std::string>& header) : header_(header) {}

  int Find(const std::string& field, const std::string& column) {
    const std::string name = CleanText(column);
    if (name.empty()) return kNotMapped;
    const auto found = std::find(header_.begin(), header_.end(), name);
    if (found == header_.end()) {
      violations_.push_back({field, "the file has no column \"" + name + "\""});
    } else if (std::find(found + 1, header_.end(), name) != header_.end()) {
      violations_.push_back({field, "the file has several columns \"" + name + "\""});
    }
    return static_cast<int>(found - header_.begin());
  }

  // OK when every column was found once.
  Status status() const {
    if (violations_.empty()) return OkStatus();
    Status status = InvalidArgument("the columns of the mapping do not fit the header of the file");
    status.SetViolations(violations_);
    return status;
  }

 private:
  const std::vector<std::string>& header_;
  std::vector<FieldViolation> violations_;
};

auto Key(const TableRow& row) { return std::tie(row.group, row.area, row.period); }

}  // namespace

Status TableBuilder::ReadHeader(const CsvRow& row) {
  if (mapping_.numerator.empty() && mapping_.denominator.empty() && mapping_.value.empty()) {
    return InvalidArgument("a mapping names a column of numerators, denominators or values");
  }
  ColumnFinder finder(row.fields);
  places_.group = finder.Find("group", mapping_.group);
  places_.area = finder.Find("area", mapping_.area);
  places_.period = finder.Find("period", mapping_.period);
  places_.numerator = finder.Find("numerator", mapping_.numerator);
  places_.denominator = finder.Find("denominator", mapping_.denominator);
  places_.value = finder.Find("value", mapping_.value);
  for (ColumnFilter& filter : mapping_.filters) {
    if (CleanText(filter.column).empty()) return InvalidArgument("a filter names its column");
    places_.filters.push_back(finder.Find("filters", filter.column));
    filter.value = CleanText(filter.value);
  }
  FIVESTEP_RETURN_IF_ERROR(finder.status());
  int last = std::max({places_.group, places_.area, places_.period, places_.numerator,
                       places_.denominator, places_.value});
  for (const int place : places_.filters) last = std::max(last, place);
  places_.width = static_cast<std::size_t>(last) + 1;
  header_ = row.fields;
  return OkStatus();
}

// Fingertips leaves off the last cell of every row when it is blank, so a narrow row is used when
// it reaches the last column in use. A wide one is not: nobody can say where the extra cell came
// in.
bool TableBuilder::HasUsedColumns(const CsvRow& row) {
  if (row.fields.size() == header_.size()) return true;
  const bool narrow = row.fields.size() < header_.size();
  issues_.Add(narrow ? IssueKind::kNarrowRow : IssueKind::kWideRow, "", row.number);
  return narrow && row.fields.size() >= places_.width;
}

bool TableBuilder::PassesFilters(const CsvRow& row) const {
  for (std::size_t i = 0; i < places_.filters.size(); ++i) {
    const auto column = static_cast<std::size_t>(places_.filters[i]);
    if (row.fields[column] != mapping_.filters[i].value) return false;
  }
  return true;
}

TableRow TableBuilder::ReadRow(const CsvRow& row) const {
  const auto text = [&row](int place) {
    return place == kNotMapped ? std::string() : row.fields[static_cast<std::size_t>(place)];
  };
  const auto cell = [&](int place) {
    return place == kNotMapped ? Cell() : ParseCell(text(place));
  };
  return {row.number,
          text(places_.group),
          text(places_.area),
          text(places_.period),
          cell(places_.numerator),
          cell(places_.denominator),
          cell(places_.value),
          RowFlags()};
}

std::array<TableBuilder::Figure, 3> TableBuilder::FiguresOf(const TableRow& row) const {
  return {{{places_.numerator, row.numerator, /*is_count=*/true},
           {places_.denominator, row.denominator, /*is_count=*/true},
           {places_.value, row.value, /*is_count=*/false}}};
}

// Looks at every figure, so that one upload shows all that is wrong with a row.
bool TableBuilder::IsUsable(const TableRow& row) {
  bool usable = true;
  for (const auto& [place, cell, is_count] : FiguresOf(row)) {
    const bool unreadable = cell.state == CellState::kUnreadable || (is_count && cell.percentage);
    const bool negative = is_count && cell.state == CellState::kNumber && cell.number < 0;
    if (!unreadable && !negative) continue;
    issues_.Add(unreadable ? IssueKind::kUnreadable : IssueKind::kNegativeCount,
                header_[static_cast<std::size_t>(place)], row.number);
    usable = false;
  }
  return usable;
}

// Flags and reports what a row that is kept does not say.
void TableBuilder::NoteGaps(TableRow& row) {
  const std::array<std::pair<int, const std::string&>, 3> labels = {
      {{places_.group, row.group}, {places_.area, row.area}, {places_.period, row.period}}};
  for (const auto& [place, label] : labels) {
    if (place == kNotMapped || !label.empty()) continue;
    row.flags.blank_label = true;
    issues_.Add(IssueKind::kBlankLabel, header_[static_cast<std::size_t>(place)], row.number);
  }
  for (const auto& [place, cell, is_count] : FiguresOf(row)) {
    const bool missing = cell.state == CellState::kMissing;
    if (!missing && cell.state != CellState::kSuppressed) continue;
    (missing ? row.flags.missing : row.flags.suppressed) = true;
    issues_.Add(missing ? IssueKind::kMissing : IssueKind::kSuppressed,
                header_[static_cast<std::size_t>(place)], row.number);
  }
  row.flags.percentage = row.value.percentage;
}

Status TableBuilder::AddRow(const CsvRow& row) {
  if (header_.empty()) return ReadHeader(row);
  QualityReport& report = table_.report;
  ++report.rows_read;
  if (!HasUsedColumns(row)) {
    ++report.rows_ragged;
    return OkStatus();
  }
  if (!PassesFilters(row)) {
    ++report.rows_filtered;
    return OkStatus();
  }
  TableRow out = ReadRow(row);
  if (!IsUsable(out)) {
    ++report.rows_unreadable;
    return OkStatus();
  }
  if (table_.rows.size() == kMaxTableRows) {
    return InvalidArgument("more than 1,000,000 rows pass the filters; add a filter");
  }
  table_.rows.push_back(std::move(out));
  return OkStatus();
}

// Sorting places finds repeats without a second copy of every key.
void TableBuilder::TakeOutDuplicates() {
  std::vector<TableRow>& rows = table_.rows;
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&rows](std::size_t a, std::size_t b) { return Key(rows[a]) < Key(rows[b]); });
  std::vector<bool> repeated(rows.size(), false);
  for (std::size_t i = 1; i < order.size(); ++i) {
    repeated[order[i]] = Key(rows[order[i]]) == Key(rows[order[i - 1]]);
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (repeated[i]) {
      ++table_.report.rows_duplicate;
      issues_.Add(IssueKind::kDuplicate, "", rows[i].number);
    } else if (kept++ != i) {
      rows[kept - 1] = std::move(rows[i]);
    }
  }
  rows.resize(kept);
}

Result<ImportedTable> TableBuilder::Finish() {
  if (header_.empty()) return InvalidArgument("the file is empty: it has no header");
  TakeOutDuplicates();
  for (TableRow& row : table_.rows) {
    NoteGaps(row);
    table_.report.rows_missing += row.flags.missing;
    table_.report.rows_suppressed += row.flags.suppressed;
  }
  table_.report.rows_kept = static_cast<std::int64_t>(table_.rows.size());
  table_.report.issues = issues_.Issues();
  return std::move(table_);
}

CsvImport::CsvImport(ColumnMapping mapping)
    : builder_(std::move(mapping)),
      reader_([this](const CsvRow& row) { return builder_.AddRow(row); }) {}

Result<ImportedTable> CsvImport::Finish() {
  FIVESTEP_RETURN_IF_ERROR(reader_.Finish());
  return builder_.Finish();
}

}  // namespace fivestep::analysis
