#include "analysis/domain/group_counts.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "fivestep/analysis/v1/error_reason.pb.h"
#include "platform/core/decision.h"

namespace fivestep::analysis {
namespace {

// Periods that an error text lists: enough to see how they are written.
constexpr int kPeriodsInText = 12;

// Index of `word`, or nothing.
std::optional<int> Find(const v1::WordColumn& column, const std::string& word) {
  const auto found = std::find(column.words().begin(), column.words().end(), word);
  if (found == column.words().end()) return std::nullopt;
  return static_cast<int>(found - column.words().begin());
}

bool Fits(const v1::WordColumn& column, int rows) {
  if (column.index_size() != rows) return false;
  return std::all_of(column.index().begin(), column.index().end(),
                     [&](int index) { return index >= 0 && index < column.words_size(); });
}

bool Fits(const v1::DataSetTable& table) {
  const int rows = table.groups().index_size();
  const auto numbers_fit = [rows](const v1::NumberColumn& column) {
    return column.values_size() == rows;
  };
  return Fits(table.groups(), rows) && (!table.has_periods() || Fits(table.periods(), rows)) &&
         (!table.has_areas() || Fits(table.areas(), rows)) &&
         (!table.has_numerators() || numbers_fit(table.numerators())) &&
         (!table.has_denominators() || numbers_fit(table.denominators())) &&
         (!table.has_values() || numbers_fit(table.values()));
}

Status NoSuchPeriod(const v1::DataSetTable& table, const RowSelection& selection) {
  std::string periods;
  for (int i = 0; i < std::min(table.periods().words_size(), kPeriodsInText); ++i) {
    periods += (i == 0 ? "" : ", ") + table.periods().words(i);
  }
  if (table.periods().words_size() > kPeriodsInText) periods += ", …";
  if (periods.empty()) periods = "none; leave it empty";
  return StatusOf(
      v1::PERIOD_NOT_IN_DATA_SET,
      {{"data_set", selection.data_set}, {"period", selection.period}, {"periods", periods}});
}

// Whether the publisher withheld the number of `row`.
bool Withheld(const v1::NumberColumn& column, int row) {
  return std::binary_search(column.withheld_rows().begin(), column.withheld_rows().end(), row);
}

void AddTo(Sum& sum, bool has_column, const v1::NumberColumn& column, int row) {
  if (!has_column) return;
  const double number = column.values(row);
  if (!std::isnan(number)) {
    sum.total += number;
  } else if (Withheld(column, row)) {
    ++sum.withheld_rows;
  } else {
    ++sum.missing_rows;
  }
}

// Index of the selected word, -1 for all rows, nothing where the column has no such word.
std::optional<int> Selected(bool has_column, const v1::WordColumn& column,
                            const std::string& word) {
  if (word.empty()) return -1;
  return has_column ? Find(column, word) : std::nullopt;
}

}  // namespace

Result<std::vector<GroupCounts>> AddUpByGroup(const v1::DataSetTable& table,
                                              const RowSelection& selection) {
  if (!Fits(table)) return DataLoss("The columns of " + selection.data_set + " do not fit.");
  const auto period = Selected(table.has_periods(), table.periods(), selection.period);
  if (!period) return NoSuchPeriod(table, selection);
  const auto area = Selected(table.has_areas(), table.areas(), selection.area);
  const Status no_such_area = StatusOf(
      v1::AREA_NOT_IN_DATA_SET, {{"data_set", selection.data_set}, {"area", selection.area}});
  if (!area) return no_such_area;
  std::vector<GroupCounts> groups(static_cast<size_t>(table.groups().words_size()));
  for (int row = 0; row < table.groups().index_size(); ++row) {
    if (*period >= 0 && table.periods().index(row) != *period) continue;
    if (*area >= 0 && table.areas().index(row) != *area) continue;
    GroupCounts& group = groups[static_cast<size_t>(table.groups().index(row))];
    ++group.row_count;
    AddTo(group.numerator, table.has_numerators(), table.numerators(), row);
    AddTo(group.denominator, table.has_denominators(), table.denominators(), row);
    AddTo(group.value, table.has_values(), table.values(), row);
  }
  for (size_t i = 0; i < groups.size(); ++i) {
    groups[i].group = table.groups().words(static_cast<int>(i));
  }
  std::erase_if(groups, [](const GroupCounts& group) { return group.row_count == 0; });
  if (groups.empty() && *area >= 0) return no_such_area;
  return groups;
}

}  // namespace fivestep::analysis
