#include "analysis/import/column_mapping.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "analysis/import/cell.h"

namespace fivestep::analysis {
namespace {

bool IsDimensionName(std::string_view name) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789_";
  return !name.empty() && name.find_first_not_of(kLetters) == std::string_view::npos &&
         name != "group" && name != "area" && name != "period";
}

int WideDimensions(const v1::ColumnMapping& mapping) {
  const auto wide = [](const v1::Dimension& dimension) { return dimension.column().empty(); };
  return static_cast<int>(
      std::count_if(mapping.dimensions().begin(), mapping.dimensions().end(), wide));
}

std::string At(const char* field, int index) {
  return std::string(field) + "[" + std::to_string(index) + "]";
}

void CheckDimensions(const v1::ColumnMapping& mapping, std::vector<FieldViolation>& violations) {
  std::set<std::string> names;
  for (int i = 0; i < mapping.dimensions_size(); ++i) {
    const v1::Dimension& dimension = mapping.dimensions(i);
    if (!IsDimensionName(dimension.name()) || !names.insert(dimension.name()).second) {
      violations.push_back({At("dimensions", i) + ".name",
                            "use lower-case letters, digits and underscores, another name for each "
                            "dimension, and not group, area or period"});
    }
  }
  if (mapping.group_column().empty() && mapping.dimensions().empty() &&
      mapping.area_column().empty()) {
    violations.push_back(
        {"group_column", "name the column of the group, a dimension, or the column of the area"});
  }
}

void CheckWide(const v1::ColumnMapping& mapping, std::vector<FieldViolation>& violations) {
  const int wide = WideDimensions(mapping);
  if (wide > 0 && mapping.wide_columns().empty()) {
    violations.push_back(
        {"dimensions", "a dimension has a column, or wide_columns give its labels"});
  }
  if (wide == 0 && !mapping.wide_columns().empty()) {
    violations.push_back({"wide_columns",
                          "name the dimension that the headings are labels of, "
                          "without a column"});
  }
  std::set<std::pair<std::vector<std::string>, int>> seen;
  for (int i = 0; i < mapping.wide_columns_size(); ++i) {
    const v1::WideColumn& column = mapping.wide_columns(i);
    if (wide > 0 && column.labels_size() != wide) {
      violations.push_back({At("wide_columns", i) + ".labels",
                            "give one label for each dimension without a column"});
    }
    std::vector<std::string> labels(column.labels().begin(), column.labels().end());
    if (!seen.emplace(std::move(labels), column.figure()).second) {
      violations.push_back(
          {At("wide_columns", i), "an earlier column has the same labels and the same figure"});
    }
  }
}

void CheckFigures(const v1::ColumnMapping& mapping, std::vector<FieldViolation>& violations) {
  const bool counts = !mapping.numerator_column().empty() || !mapping.denominator_column().empty();
  const bool person = mapping.row_meaning() == v1::ROW_MEANING_PERSON;
  const bool wide = !mapping.wide_columns().empty();
  if (person && (counts || wide || !mapping.value_column().empty())) {
    violations.push_back(
        {"row_meaning", "a row that is a person has no figures: leave their columns out"});
  }
  if (wide && (counts || !mapping.value_column().empty())) {
    violations.push_back(
        {"wide_columns", "the figures are in the wide columns: leave the other columns out"});
  }
  if (!person && !wide && !counts && mapping.value_column().empty()) {
    violations.push_back({"numerator_column",
                          "name a column of numerators, denominators or values, wide_columns, or "
                          "say in row_meaning that a row is a person"});
  }
  if (mapping.figure_rules().empty()) return;
  if (!person && (mapping.value_column().empty() || counts)) {
    violations.push_back({"figure_rules",
                          "name the column of the numbers in value_column, and no "
                          "column of numerators or denominators"});
  }
  const std::string& column = mapping.figure_rules(0).column();
  for (int i = 0; i < mapping.figure_rules_size(); ++i) {
    if (mapping.figure_rules(i).column() != column) {
      violations.push_back({At("figure_rules", i) + ".column", "all rules look at one column"});
    }
    if (person && mapping.figure_rules(i).figure() != v1::FIGURE_KIND_NUMERATOR) {
      violations.push_back(
          {At("figure_rules", i) + ".figure", "of persons the rules say who is in the numerator"});
    }
  }
}

// A heading of blanks alone would be none once it is cleaned.
void CheckNames(const v1::ColumnMapping& mapping, std::vector<FieldViolation>& violations) {
  const auto check = [&violations](std::string field, const std::string& column, bool needed) {
    if (!CleanText(column).empty() || (column.empty() && !needed)) return;
    violations.push_back({std::move(field), "write the heading of a column"});
  };
  check("group_column", mapping.group_column(), false);
  check("area_column", mapping.area_column(), false);
  check("period_column", mapping.period_column(), false);
  check("numerator_column", mapping.numerator_column(), false);
  check("denominator_column", mapping.denominator_column(), false);
  check("value_column", mapping.value_column(), false);
  for (int i = 0; i < mapping.dimensions_size(); ++i) {
    check(At("dimensions", i) + ".column", mapping.dimensions(i).column(), false);
  }
  for (int i = 0; i < mapping.wide_columns_size(); ++i) {
    check(At("wide_columns", i) + ".column", mapping.wide_columns(i).column(), true);
  }
  for (int i = 0; i < mapping.figure_rules_size(); ++i) {
    check(At("figure_rules", i) + ".column", mapping.figure_rules(i).column(), true);
  }
  for (int i = 0; i < mapping.filters_size(); ++i) {
    check(At("filters", i) + ".column", mapping.filters(i).column(), true);
  }
  for (int i = 0; i < mapping.relabellings_size(); ++i) {
    check(At("relabellings", i) + ".column", mapping.relabellings(i).column(), true);
  }
  for (int i = 0; i < mapping.fill_down_columns_size(); ++i) {
    check(At("fill_down_columns", i), mapping.fill_down_columns(i), true);
  }
}

// Finds the columns of a mapping among headings and gathers what it cannot find.
class ColumnFinder {
 public:
  ColumnFinder(const std::vector<std::string>& headings, std::vector<FieldViolation>& violations)
      : headings_(headings), violations_(violations) {}

  int Find(const std::string& field, const std::string& column) {
    const std::string name = CleanText(column);
    if (name.empty()) return kNotMapped;
    const auto count = std::count(headings_.begin(), headings_.end(), name);
    int place = kNotMapped;
    if (count == 1) {
      place = Nth(name, 1);
    } else if (count > 1) {
      violations_.push_back({field, "the file has several columns \"" + name + "\": write \"" +
                                        name + " #1\" for the first of them"});
    } else {
      place = FindNumbered(name);
      if (place == kNotMapped) {
        violations_.push_back({field, "the file has no column \"" + name + "\""});
      }
    }
    width_ = std::max(width_, place + 1);
    return place;
  }

  std::size_t width() const { return static_cast<std::size_t>(width_); }

 private:
  // "Count #2".
  int FindNumbered(const std::string& name) const {
    const std::size_t mark = name.rfind(" #");
    if (mark == std::string::npos) return kNotMapped;
    int number = 0;
    const char* end = name.data() + name.size();
    const auto [stop, error] = std::from_chars(name.data() + mark + 2, end, number);
    if (error != std::errc() || stop != end || number < 1) return kNotMapped;
    return Nth(name.substr(0, mark), number);
  }
  int Nth(const std::string& name, int number) const {
    for (std::size_t i = 0; i < headings_.size(); ++i) {
      if (headings_[i] == name && --number == 0) return static_cast<int>(i);
    }
    return kNotMapped;
  }

  const std::vector<std::string>& headings_;
  std::vector<FieldViolation>& violations_;
  int width_ = 0;
};

void AddWideColumns(const v1::ColumnMapping& mapping, ColumnFinder& finder, ColumnPlaces& places) {
  std::map<std::vector<std::string>, std::size_t> rows;
  for (int i = 0; i < mapping.wide_columns_size(); ++i) {
    const v1::WideColumn& column = mapping.wide_columns(i);
    const int place = finder.Find(At("wide_columns", i) + ".column", column.column());
    std::vector<std::string> labels(column.labels().begin(), column.labels().end());
    const auto [at, is_new] = rows.emplace(labels, places.figures.size());
    if (is_new) places.figures.push_back({.wide_labels = std::move(labels)});
    FigurePlaces& row = places.figures[at->second];
    (column.figure() == v1::FIGURE_KIND_NUMERATOR     ? row.numerator
     : column.figure() == v1::FIGURE_KIND_DENOMINATOR ? row.denominator
                                                      : row.value) = place;
  }
}

void AddRules(const v1::ColumnMapping& mapping, ColumnFinder& finder, ColumnPlaces& places) {
  if (mapping.figure_rules().empty()) return;
  places.rule_column = finder.Find("figure_rules[0].column", mapping.figure_rules(0).column());
  for (const v1::FigureRule& rule : mapping.figure_rules()) {
    const std::string value = CleanText(rule.value());
    auto at = std::find_if(places.rules.begin(), places.rules.end(),
                           [&value](const auto& known) { return known.value == value; });
    if (at == places.rules.end()) {
      places.rules.push_back({.value = value});
      at = places.rules.end() - 1;
    }
    at->numerator |= rule.figure() == v1::FIGURE_KIND_NUMERATOR;
    at->denominator |= rule.figure() == v1::FIGURE_KIND_DENOMINATOR;
    at->other |= rule.figure() == v1::FIGURE_KIND_VALUE;
  }
}

}  // namespace

std::vector<FieldViolation> CheckMapping(const v1::ColumnMapping& mapping) {
  std::vector<FieldViolation> violations;
  CheckDimensions(mapping, violations);
  CheckWide(mapping, violations);
  CheckFigures(mapping, violations);
  CheckNames(mapping, violations);
  return violations;
}

std::vector<LabelPlace> LabelsOf(const v1::ColumnMapping& mapping) {
  std::vector<LabelPlace> labels;
  int wide = 0;
  const auto add_dimension = [&](const v1::Dimension& dimension) {
    const int label = dimension.column().empty() ? wide++ : kNotMapped;
    labels.push_back({dimension.name(), dimension.kind(), kNotMapped, label});
  };
  int next = 0;
  if (!mapping.group_column().empty()) {
    labels.push_back({"group", mapping.group_kind()});
  } else if (!mapping.dimensions().empty()) {
    add_dimension(mapping.dimensions(next++));
  }
  if (!mapping.area_column().empty()) labels.push_back({"area", v1::GROUP_DIMENSION_AREA});
  if (!mapping.period_column().empty()) labels.push_back({"period"});
  for (; next < mapping.dimensions_size(); ++next) add_dimension(mapping.dimensions(next));
  return labels;
}

ColumnPlaces FindColumns(const v1::ColumnMapping& mapping, const std::vector<std::string>& headings,
                         std::vector<FieldViolation>& violations) {
  ColumnFinder finder(headings, violations);
  ColumnPlaces places;
  places.labels = LabelsOf(mapping);
  for (LabelPlace& label : places.labels) {
    if (label.name == "group") label.column = finder.Find("group_column", mapping.group_column());
    if (label.name == "area") label.column = finder.Find("area_column", mapping.area_column());
    if (label.name == "period")
      label.column = finder.Find("period_column", mapping.period_column());
    for (int i = 0; i < mapping.dimensions_size(); ++i) {
      if (mapping.dimensions(i).name() != label.name) continue;
      label.column = finder.Find(At("dimensions", i) + ".column", mapping.dimensions(i).column());
    }
  }
  AddWideColumns(mapping, finder, places);
  if (places.figures.empty()) {
    places.figures.push_back(
        {.numerator = finder.Find("numerator_column", mapping.numerator_column()),
         .denominator = finder.Find("denominator_column", mapping.denominator_column()),
         .value = finder.Find("value_column", mapping.value_column()),
         .wide_labels = {}});
  }
  AddRules(mapping, finder, places);
  for (int i = 0; i < mapping.filters_size(); ++i) {
    const v1::RowFilter& filter = mapping.filters(i);
    ColumnPlaces::Filter place{finder.Find(At("filters", i) + ".column", filter.column()),
                               {CleanText(filter.value())}};
    for (const std::string& value : filter.or_values()) place.values.push_back(CleanText(value));
    places.filters.push_back(std::move(place));
  }
  for (int i = 0; i < mapping.relabellings_size(); ++i) {
    finder.Find(At("relabellings", i) + ".column", mapping.relabellings(i).column());
  }
  for (int i = 0; i < mapping.fill_down_columns_size(); ++i) {
    const int place = finder.Find(At("fill_down_columns", i), mapping.fill_down_columns(i));
    if (place != kNotMapped) places.fill_down.push_back(place);
  }
  places.width = finder.width();
  return places;
}

std::vector<std::string> JoinHeadings(const std::vector<std::string>& upper,
                                      const std::vector<std::string>& lower) {
  std::vector<std::string> joined;
  std::string over;
  for (std::size_t i = 0; i < std::max(upper.size(), lower.size()); ++i) {
    if (i < upper.size() && !upper[i].empty()) over = upper[i];
    const std::string under = i < lower.size() ? lower[i] : std::string();
    if (over.empty() || under.empty()) {
      joined.push_back(over.empty() ? under : over);
    } else {
      joined.push_back(over + " | " + under);
    }
  }
  return joined;
}

bool HeadingSearch::Try(const std::vector<std::string>& headings) {
  std::vector<FieldViolation> violations;
  ColumnPlaces places = FindColumns(mapping_, headings, violations);
  if (violations.empty()) {
    headings_ = headings;
    places_ = std::move(places);
    return true;
  }
  if (!any_row_ || violations.size() < nearest_.size()) nearest_ = std::move(violations);
  any_row_ = true;
  return false;
}

bool HeadingSearch::Offer(const CsvRow& row) {
  const std::vector<std::string> cells(row.fields.begin(), row.fields.end());
  const bool named = mapping_.heading_row() > 0;
  const bool here = !named || row.number == mapping_.heading_row();
  const int rows = mapping_.heading_row_count();
  bool found = here && rows != 2 && Try(cells);
  // Two rows: the mapping names the upper one.
  const bool below = above_number_ > 0 && (!named || above_number_ == mapping_.heading_row());
  if (!found && rows != 1 && below && (!named || rows == 2) && Try(JoinHeadings(above_, cells))) {
    preamble_.pop_back();
    found = true;
  }
  if (found) return true;
  preamble_.push_back(row.number);
  above_ = cells;
  above_number_ = row.number;
  exhausted_ =
      named ? row.number > mapping_.heading_row() + 1 : preamble_.size() >= kMaxPreambleRows;
  return false;
}

Status HeadingSearch::NotFound() const {
  if (preamble_.empty()) return InvalidArgument("the file is empty: it has no header");
  if (!any_row_) return InvalidArgument("the file ends before the row that heading_row names");
  Status status = InvalidArgument("the columns of the mapping do not fit the header of the file");
  status.SetViolations(nearest_);
  return status;
}

}  // namespace fivestep::analysis
