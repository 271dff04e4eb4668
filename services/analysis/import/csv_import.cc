#include "analysis/import/csv_import.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/import/area_code.h"
#include "analysis/import/cell.h"

namespace fivestep::analysis {
namespace {

constexpr Cell kAbsentCell{CellState::kAbsent};

std::size_t Index(int column) { return static_cast<std::size_t>(column); }

bool IsPerson(const v1::ColumnMapping& mapping) {
  return mapping.row_meaning() == v1::ROW_MEANING_PERSON;
}

// The figures of each table row, in the order of Figures3.
std::array<std::pair<int, bool>, kFigureCount> ColumnsOf(const FigurePlaces& places) {
  return {{{places.numerator, true}, {places.denominator, true}, {places.value, false}}};
}

}  // namespace

CsvImport::CsvImport(v1::ColumnMapping mapping, TableWriter::Sink sink)
    : mapping_(std::move(mapping)),
      sink_(std::move(sink)),
      search_(mapping_),
      reader_([this](const CsvRow& row, Status& why) { return TakeRow(row, why); }) {}

bool CsvImport::TakeRow(const CsvRow& row, Status& why) {
  if (has_headings_) return TakeData(row, why);
  if (search_.Offer(row)) return BeginTable(row, why);
  if (!search_.exhausted()) return true;
  why = search_.NotFound();
  return false;
}

bool CsvImport::BeginTable(const CsvRow&, Status&) {
  has_headings_ = true;
  headings_ = search_.headings();
  places_ = search_.places();
  for (const std::int64_t row : search_.preamble()) {
    issues_.Add(v1::QUALITY_ISSUE_KIND_PREAMBLE, kWholeRow, row);
  }
  for (const LabelPlace& place : places_.labels) {
    (place.column == kNotMapped ? wide_labels_ : own_labels_).push_back(labels_.size());
    labels_.emplace_back(place, mapping_, headings_);
  }
  table_.emplace(HeadOf(), sink_);
  codes_.resize(labels_.size());
  repeats_.emplace(labels_.size() + (places_.rules.empty() ? 0 : 1));
  figures_.assign(places_.figures.size(), {kAbsentCell, kAbsentCell, kAbsentCell});
  for (std::size_t k = 0; k < places_.figures.size(); ++k) {
    std::size_t figure = 0;
    for (const auto& [column, is_count] : ColumnsOf(places_.figures[k])) {
      // The number that rules speak of is a count.
      const bool count = is_count || !places_.rules.empty();
      if (column != kNotMapped) figure_columns_.push_back({k, figure, column, count});
      ++figure;
    }
  }
  figure_quality_.resize(headings_.size());
  filled_.resize(places_.fill_down.size());
  if (IsPerson(mapping_)) persons_.emplace(labels_.size());
  for (const FigurePlaces& places : places_.figures) {
    std::vector<std::uint32_t> codes;
    for (const std::size_t label : wide_labels_) {
      const std::string& word = places.wide_labels[Index(labels_[label].place().wide_label)];
      codes.push_back(labels_[label].CodeOf(CleanText(word), table_->words(label)));
    }
    wide_codes_.push_back(std::move(codes));
  }
  return true;
}

v1::TableHead CsvImport::HeadOf() const {
  v1::TableHead head;
  for (const LabelPlace& place : places_.labels) {
    v1::LabelColumn& label = *head.add_labels();
    label.set_name(place.name);
    if (place.column != kNotMapped) label.set_heading(headings_[Index(place.column)]);
  }
  for (const FigurePlaces& places : places_.figures) {
    if (places.numerator != kNotMapped) head.set_has_numerators(true);
    if (places.denominator != kNotMapped) head.set_has_denominators(true);
    if (places.value != kNotMapped && places_.rules.empty()) head.set_has_values(true);
  }
  for (const ColumnPlaces::Rule& rule : places_.rules) {
    if (rule.numerator) head.set_has_numerators(true);
    if (rule.denominator) head.set_has_denominators(true);
    if (rule.other) head.set_has_values(true);
  }
  if (IsPerson(mapping_)) head.set_has_denominators(true);
  return head;
}

bool CsvImport::TakeData(const CsvRow& row, Status& why) {
  report_.set_row_count(report_.row_count() + 1);
  fields_ = row.fields;
  if (IsNote(row)) {
    issues_.Add(v1::QUALITY_ISSUE_KIND_NOTE_ROW, kWholeRow, row.number);
    report_.set_note_row_count(report_.note_row_count() + 1);
    return true;
  }
  if (!HasUsedColumns(row)) {
    report_.set_ragged_row_count(report_.ragged_row_count() + 1);
    return true;
  }
  if (!places_.fill_down.empty()) FillDown();
  if (!PassesFilters()) {
    report_.set_filtered_row_count(report_.filtered_row_count() + 1);
    return true;
  }
  if (persons_) return CountPerson(row.number, why);
  if (!ReadFigures(row.number)) {
    report_.set_unreadable_row_count(report_.unreadable_row_count() + 1);
    return true;
  }
  if (!places_.rules.empty() && !ApplyRule()) {
    report_.set_filtered_row_count(report_.filtered_row_count() + 1);
    return true;
  }
  return ReadLabels(why) && (IsRepeat(row.number) || AddRows(row.number, why));
}

// A row with one cell of text, in a table of at least three columns, and no figure.
bool CsvImport::IsNote(const CsvRow& row) const {
  constexpr std::size_t kMinWidth = 3;
  if (headings_.size() < kMinWidth) return false;
  // Nearly every row of a table has more: looking at a few cells settles it.
  const std::string_view* only = nullptr;
  for (const std::string_view& field : row.fields) {
    if (field.empty()) continue;
    if (only != nullptr) return false;
    only = &field;
  }
  const auto is_figure = [&](int column) {
    return column != kNotMapped && Index(column) < row.fields.size() &&
           &row.fields[Index(column)] == only;
  };
  return std::none_of(places_.figures.begin(), places_.figures.end(), [&](const auto& places) {
    return is_figure(places.numerator) || is_figure(places.denominator) || is_figure(places.value);
  });
}

// Fingertips leaves off the last cell of every row when it is blank, so a narrow row is used when
// it reaches the last column in use. A wide one is not: nobody can say where the extra cell came
// in; only blank cells at its end mean nothing.
bool CsvImport::HasUsedColumns(const CsvRow& row) {
  if (row.fields.size() == headings_.size()) return true;
  const bool narrow = row.fields.size() < headings_.size();
  if (!narrow) {
    const auto first = row.fields.begin() + static_cast<std::ptrdiff_t>(headings_.size());
    const auto blank = [](std::string_view field) { return field.empty(); };
    if (std::all_of(first, row.fields.end(), blank)) return true;
  }
  issues_.Add(narrow ? v1::QUALITY_ISSUE_KIND_NARROW_ROW : v1::QUALITY_ISSUE_KIND_WIDE_ROW,
              kWholeRow, row.number);
  return narrow && row.fields.size() >= places_.width;
}

void CsvImport::FillDown() {
  filled_fields_.assign(fields_.begin(), fields_.end());
  fields_ = filled_fields_;
  for (std::size_t i = 0; i < filled_.size(); ++i) {
    std::string_view& field = filled_fields_[Index(places_.fill_down[i])];
    if (field.empty()) {
      field = filled_[i];
    } else {
      filled_[i] = field;
    }
  }
}

bool CsvImport::PassesFilters() const {
  return std::all_of(places_.filters.begin(), places_.filters.end(), [this](const auto& filter) {
    const std::string_view field = fields_[Index(filter.column)];
    return std::find(filter.values.begin(), filter.values.end(), field) != filter.values.end();
  });
}

bool CsvImport::CheckFigure(int column, const Cell& cell, bool is_count, std::int64_t row) {
  const bool unreadable = cell.state == CellState::kUnreadable || (is_count && cell.percentage);
  const bool negative = is_count && cell.state == CellState::kNumber && cell.number < 0;
  if (!unreadable && !negative) return true;
  issues_.Add(
      unreadable ? v1::QUALITY_ISSUE_KIND_UNREADABLE : v1::QUALITY_ISSUE_KIND_NEGATIVE_COUNT,
      column, row);
  return false;
}

// Looks at every figure, so that one upload shows all that is wrong with a row.
bool CsvImport::ReadFigures(std::int64_t row) {
  bool usable = true;
  for (const FigureColumn& figure : figure_columns_) {
    Cell& cell = figures_[figure.row][figure.figure];
    cell = ParseCell(fields_[Index(figure.column)]);
    usable = CheckFigure(figure.column, cell, figure.is_count, row) && usable;
  }
  return usable;
}

// Makes the number of the row what the rule for its measure says. False: no rule for it.
bool CsvImport::ApplyRule() {
  const std::string_view measure = fields_[Index(places_.rule_column)];
  for (const ColumnPlaces::Rule& rule : places_.rules) {
    if (rule.value != measure) continue;
    Figures3& figures = figures_.front();
    const Cell cell = figures[2];
    figures = {rule.numerator ? cell : kAbsentCell, rule.denominator ? cell : kAbsentCell,
               rule.other ? cell : kAbsentCell};
    return true;
  }
  return false;
}

bool CsvImport::CheckLabels(const LabelColumn& label, Status& why) const {
  // One in eleven numbers of ten digits passes the check; a column of NHS numbers passes always.
  constexpr std::uint32_t kFewNumbers = 10;
  if (label.raw_labels() > kMaxLabels) {
    why = InvalidArgument("column \"" + HeadingOf(label.place()) +
                          "\" has more than 500,000 different labels, so it is no dimension; leave "
                          "it out of the mapping");
    return false;
  }
  if (label.nhs_numbers() >= kFewNumbers && label.nhs_numbers() * 2 > label.raw_labels()) {
    why = InvalidArgument("column \"" + HeadingOf(label.place()) +
                          "\" holds NHS numbers; leave it out of the mapping, and of the file");
    return false;
  }
  return true;
}

bool CsvImport::ReadLabels(Status& why) {
  for (const std::size_t i : own_labels_) {
    LabelColumn& label = labels_[i];
    const std::uint32_t before = label.raw_labels();
    codes_[i] = label.CodeOf(fields_[Index(label.place().column)], table_->words(i));
    if (label.raw_labels() != before && !CheckLabels(label, why)) return false;
  }
  return true;
}

// Of columns that become rows all have the labels of their row, so looking at those is enough. Rows
// that rules tell apart are different by their figure.
bool CsvImport::IsRepeat(std::int64_t row) {
  if (mapping_.repeat_rule() == v1::REPEAT_RULE_ADD_UP) return false;
  for (const std::size_t i : wide_labels_) codes_[i] = 0;
  std::span<const std::uint32_t> codes = codes_;
  if (!places_.rules.empty()) {
    std::uint32_t measure = 0;
    while (places_.rules[measure].value != fields_[Index(places_.rule_column)]) ++measure;
    repeat_codes_.assign(codes_.begin(), codes_.end());
    repeat_codes_.push_back(measure);
    codes = repeat_codes_;
  }
  if (!repeats_->IsRepeat(codes)) return false;
  report_.set_duplicate_row_count(report_.duplicate_row_count() + 1);
  issues_.Add(v1::QUALITY_ISSUE_KIND_DUPLICATE, kWholeRow, row);
  return true;
}

bool CsvImport::AddRows(std::int64_t row, Status& why) {
  report_.set_kept_row_count(report_.kept_row_count() + 1);
  NoteLabels(row);
  bool missing = false;
  bool suppressed = false;
  NoteGaps(row, missing, suppressed);
  for (std::size_t k = 0; k < figures_.size(); ++k) {
    for (std::size_t i = 0; i < wide_labels_.size(); ++i) {
      codes_[wide_labels_[i]] = wide_codes_[k][i];
      labels_[wide_labels_[i]].Count(wide_codes_[k][i]);
    }
    NoteFigures(places_.figures[k], figures_[k], row);
    if (table_->row_count() == kMaxTableRows) {
      why = InvalidArgument("the table would have more than 20,000,000 rows; add a filter");
      return false;
    }
    if (!table_->Add(codes_, figures_[k], why)) return false;
  }
  if (missing) report_.set_missing_row_count(report_.missing_row_count() + 1);
  if (suppressed) report_.set_suppressed_row_count(report_.suppressed_row_count() + 1);
  return true;
}

bool CsvImport::CountPerson(std::int64_t row, Status& why) {
  bool in_numerator = false;
  if (!places_.rules.empty()) {
    const std::string_view answer = fields_[Index(places_.rule_column)];
    // Whose status nobody knows is in neither count.
    if (answer.empty() || ClassOf(answer, false) != LabelClass::kNamed) {
      issues_.Add(v1::QUALITY_ISSUE_KIND_MISSING, places_.rule_column, row);
      ++figure_quality_[Index(places_.rule_column)].missing;
      report_.set_missing_row_count(report_.missing_row_count() + 1);
      report_.set_kept_row_count(report_.kept_row_count() + 1);
      return true;
    }
    ++figure_quality_[Index(places_.rule_column)].filled;
    in_numerator = std::any_of(places_.rules.begin(), places_.rules.end(),
                               [answer](const auto& rule) { return rule.value == answer; });
  }
  if (!ReadLabels(why)) return false;
  report_.set_kept_row_count(report_.kept_row_count() + 1);
  NoteLabels(row);
  if (persons_->Count(codes_, in_numerator)) return true;
  why = InvalidArgument(
      "the persons fall into more than 500,000 combinations of labels, nearly one for each; map "
      "fewer or coarser dimensions");
  return false;
}

void CsvImport::NoteLabels(std::int64_t row) {
  for (const std::size_t i : own_labels_) {
    LabelColumn& label = labels_[i];
    label.Count(codes_[i]);
    const LabelClass what = label.class_of(codes_[i]);
    if (what == LabelClass::kNamed) continue;
    const int column = label.place().column;
    v1::QualityIssueKind kind = what == LabelClass::kNotStated
                                    ? v1::QUALITY_ISSUE_KIND_NOT_STATED_LABEL
                                    : v1::QUALITY_ISSUE_KIND_UNKNOWN_LABEL;
    if (fields_[Index(column)].empty()) kind = v1::QUALITY_ISSUE_KIND_BLANK_LABEL;
    issues_.Add(kind, column, row);
  }
}

void CsvImport::NoteGaps(std::int64_t row, bool& missing, bool& suppressed) {
  if (places_.rules.empty()) {
    for (const FigureColumn& figure : figure_columns_) {
      const Cell& cell = figures_[figure.row][figure.figure];
      NoteGap(figure.column, cell, row, missing, suppressed);
    }
    return;
  }
  for (const Cell& cell : figures_.front()) {
    if (cell.state == CellState::kAbsent) continue;
    // A rule's number stands in the value column, whatever it becomes.
    return NoteGap(places_.figures.front().value, cell, row, missing, suppressed);
  }
}

void CsvImport::NoteGap(int column, const Cell& cell, std::int64_t row, bool& missing,
                        bool& suppressed) {
  FigureQuality& quality = figure_quality_[Index(column)];
  if (cell.state == CellState::kNumber) {
    ++quality.filled;
    return;
  }
  const bool is_missing = cell.state == CellState::kMissing;
  ++(is_missing ? quality.missing : quality.suppressed);
  (is_missing ? missing : suppressed) = true;
  issues_.Add(is_missing ? v1::QUALITY_ISSUE_KIND_MISSING : v1::QUALITY_ISSUE_KIND_SUPPRESSED,
              column, row);
}

void CsvImport::NoteFigures(const FigurePlaces& places, const Figures3& figures, std::int64_t row) {
  const auto& [numerator, denominator, value] = figures;
  const bool has_numerator = numerator.state == CellState::kNumber;
  const bool has_denominator = denominator.state == CellState::kNumber;
  for (const Cell* count : {&numerator, &denominator}) {
    if (count->state != CellState::kNumber || count->number <= 0) continue;
    smallest_count_ = std::min(smallest_count_.value_or(count->number), count->number);
  }
  if (!places_.rules.empty()) return;  // a row has one of the two
  if (has_numerator && has_denominator) {
    if (numerator.number > denominator.number) {
      issues_.Add(v1::QUALITY_ISSUE_KIND_NUMERATOR_ABOVE_DENOMINATOR, places.numerator, row);
    }
    if (denominator.number > 0) {
      far_.Add(numerator.number / denominator.number, row);
      far_column_ = places.numerator;
    }
  } else if (value.state == CellState::kNumber) {
    far_.Add(value.number, row);
    far_column_ = places.value;
  }
}

Status CsvImport::AddPersons() {
  for (std::size_t i = 0; i < persons_->size(); ++i) {
    const auto count = [](std::int64_t people) {
      return Cell{CellState::kNumber, static_cast<double>(people)};
    };
    const Figures3 figures = {count(persons_->in_numerator(i)), count(persons_->people(i)),
                              kAbsentCell};
    NoteFigures({}, figures, 0);
    Status why;
    if (!table_->Add(persons_->codes(i), figures, why)) return why;
  }
  return OkStatus();
}

Status CsvImport::Finish() {
  FIVESTEP_RETURN_IF_ERROR(reader_.Finish());
  if (!has_headings_) return search_.NotFound();
  if (persons_) FIVESTEP_RETURN_IF_ERROR(AddPersons());
  FIVESTEP_RETURN_IF_ERROR(table_->Finish());
  CloseReport();
  return OkStatus();
}

std::string CsvImport::HeadingOf(const LabelPlace& place) const {
  return place.column == kNotMapped ? place.name : headings_[Index(place.column)];
}

void CsvImport::AddIssue(v1::QualityIssueKind kind, const LabelPlace& place,
                         std::int64_t row_count) {
  issues_.Add(kind, place.column, 0, row_count);
  *report_.mutable_issues() = issues_.Issues(headings_);
}

void CsvImport::AddLabelQuality(std::size_t label) {
  if (report_.columns_size() == kMaxColumnQualities) return;
  v1::ColumnQuality& quality = *report_.add_columns();
  const LabelColumn& column = labels_[label];
  quality.set_column(HeadingOf(column.place()));
  for (std::uint32_t code = 0; code < column.rows().size(); ++code) {
    const std::int64_t rows = column.rows()[code];
    if (table_->words(label).word(code) == kNotRecorded) {
      quality.set_missing_row_count(rows);
    } else if (column.class_of(code) == LabelClass::kUnknown) {
      quality.set_unknown_row_count(quality.unknown_row_count() + rows);
    } else if (column.class_of(code) == LabelClass::kNotStated) {
      quality.set_not_stated_row_count(quality.not_stated_row_count() + rows);
    } else {
      quality.set_filled_row_count(quality.filled_row_count() + rows);
    }
  }
}

// Where nearly all labels of a column are codes of the ONS, those that no geography has are told.
void CsvImport::CheckAreaCodes(std::size_t label) {
  const LabelColumn& column = labels_[label];
  const WordList& words = table_->words(label);
  std::uint32_t codes = 0;
  std::int64_t impossible_rows = 0;
  for (std::uint32_t word = 0; word < words.size(); ++word) {
    const bool is_code = IsOnsCode(words.word(word));
    codes += is_code ? 1 : 0;
    if (!is_code && column.class_of(word) == LabelClass::kNamed)
      impossible_rows += column.rows()[word];
    if (is_code && IsImpossible(words.word(word))) impossible_rows += column.rows()[word];
  }
  if (codes * 10 < words.size() * 9 || impossible_rows == 0) return;
  issues_.Add(v1::QUALITY_ISSUE_KIND_IMPOSSIBLE_CODE, column.place().column, 0, impossible_rows);
}

void CsvImport::CloseReport() {
  std::int64_t figures = 0;
  std::int64_t suppressed = 0;
  for (std::size_t label = 0; label < labels_.size(); ++label) {
    AddLabelQuality(label);
    CheckAreaCodes(label);
  }
  for (std::size_t column = 0; column < figure_quality_.size(); ++column) {
    const FigureQuality& quality = figure_quality_[column];
    const std::int64_t all = quality.filled + quality.missing + quality.suppressed;
    figures += all;
    suppressed += quality.suppressed;
    if (all == 0 || report_.columns_size() == kMaxColumnQualities) continue;
    v1::ColumnQuality& shown = *report_.add_columns();
    shown.set_column(headings_[column]);
    shown.set_filled_row_count(quality.filled);
    shown.set_missing_row_count(quality.missing);
    shown.set_suppressed_row_count(quality.suppressed);
  }
  for (const std::int64_t row : far_.FarRows()) {
    if (row > 0) issues_.Add(v1::QUALITY_ISSUE_KIND_OUTLIER, far_column_, row);
  }
  report_.set_table_row_count(table_->row_count());
  if (figures > 0) {
    report_.set_suppressed_share(static_cast<double>(suppressed) / static_cast<double>(figures));
  }
  report_.set_person_level(persons_.has_value());
  *report_.mutable_issues() = issues_.Issues(headings_);
}

}  // namespace fivestep::analysis
