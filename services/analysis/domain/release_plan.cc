#include "analysis/domain/release_plan.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/domain/suppression.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "platform/core/decision.h"

namespace fivestep::analysis {
namespace {

constexpr int kAllAreas = 0;

// Names of rows and columns of a CountTable, and which number they have there.
class Labels {
 public:
  int NumberOf(const std::string& label) const {
    const auto found = numbers_.find(label);
    return found == numbers_.end() ? -1 : found->second;
  }
  int Add(const std::string& label) {
    const auto [at, is_new] = numbers_.emplace(label, static_cast<int>(labels_.size()) + 1);
    if (is_new) labels_.push_back(label);
    return at->second;
  }
  int size() const { return static_cast<int>(labels_.size()); }
  const std::string& at(int number) const { return labels_[static_cast<size_t>(number - 1)]; }

 private:
  std::map<std::string, int> numbers_;
  std::vector<std::string> labels_;
};

// One period of a data set as counts by group and area.
struct Period {
  Labels groups;
  Labels areas;  // none: only over all areas
};

bool IsSelected(const v1::DataSetTable& table, const std::string& period, int row) {
  return period.empty() || !table.has_periods() ||
         table.periods().words(table.periods().index(row)) == period;
}

Period LabelsOf(const v1::DataSetTable& table, const std::string& period) {
  Period labels;
  for (int row = 0; row < table.groups().index_size(); ++row) {
    if (!IsSelected(table, period, row)) continue;
    labels.groups.Add(table.groups().words(table.groups().index(row)));
    if (table.has_areas()) labels.areas.Add(table.areas().words(table.areas().index(row)));
  }
  return labels;
}

bool AreasArePlanned(const Period& labels) {
  return labels.areas.size() > 0 &&
         static_cast<int64_t>(labels.groups.size() + 1) * (labels.areas.size() + 1) <=
             kMaxReleasedCells;
}

// The counts of one column of the file. An unknown number is NaN, and so is what it adds up to.
CountTable Count(const v1::DataSetTable& table, const v1::NumberColumn& numbers,
                 const std::string& period, const Period& labels) {
  const bool by_area = AreasArePlanned(labels);
  CountTable counts(labels.groups.size(), by_area ? labels.areas.size() : 1);
  for (int row = 0; row < table.groups().index_size(); ++row) {
    if (!IsSelected(table, period, row)) continue;
    const int group = labels.groups.NumberOf(table.groups().words(table.groups().index(row)));
    const int area =
        by_area ? labels.areas.NumberOf(table.areas().words(table.areas().index(row))) : 1;
    counts.at(group, area) += numbers.values(row);
  }
  counts.AddUp();
  return counts;
}

// Carries over what an earlier version withheld.
void CarryOver(const SuppressionPlan& before, const CountTable& counts_before,
               const Period& labels_before, const CountTable& counts, const Period& labels,
               SuppressionPlan& plan) {
  for (int row = 1; row <= labels.groups.size(); ++row) {
    const int group = labels_before.groups.NumberOf(labels.groups.at(row));
    if (group < 0) continue;
    bool part_withheld = false;
    for (int column = 1; column <= counts.columns(); ++column) {
      const int area = counts.columns() == 1 && counts_before.columns() == 1
                           ? 1
                           : labels_before.areas.NumberOf(labels.areas.at(column));
      if (area < 0 || area > counts_before.columns()) continue;
      if (before.Withholds(group, area) && plan.at(row, column) == CellPlan::kReleased) {
        plan.Set(row, column, CellPlan::kWithheldForOthers);
      }
      part_withheld = part_withheld || plan.Withholds(row, column);
    }
    const bool changed = counts.at(row, kAllAreas) != counts_before.at(group, kAllAreas);
    const bool withheld = before.Withholds(group, kAllAreas);
    if ((withheld || (part_withheld && changed)) &&
        plan.at(row, kAllAreas) == CellPlan::kReleased) {
      plan.Set(row, kAllAreas, CellPlan::kWithheldForOthers);
    }
  }
}

const v1::NumberColumn& Numerators(const v1::DataSetTable& table) { return table.numerators(); }
const v1::NumberColumn& Denominators(const v1::DataSetTable& table) { return table.denominators(); }
const v1::NumberColumn& Values(const v1::DataSetTable& table) { return table.values(); }
using NumbersOf = const v1::NumberColumn& (*)(const v1::DataSetTable&);

// Groups that are withheld in the column of `area` (0: over all areas).
std::set<std::string> WithheldIn(const v1::DataSetTable& table, NumbersOf numbers_of,
                                 const RowSelection& selection, const DisclosureRule& rule,
                                 const std::vector<v1::DataSetTable>& earlier) {
  std::set<std::string> withheld;
  const int rows = table.groups().index_size();
  if (numbers_of(table).values_size() != rows) return withheld;
  const Period labels = LabelsOf(table, selection.period);
  const CountTable counts = Count(table, numbers_of(table), selection.period, labels);
  SuppressionPlan plan = PlanSuppression(counts, rule);
  for (const v1::DataSetTable& before : earlier) {
    if (numbers_of(before).values_size() != before.groups().index_size()) continue;
    const Period labels_before = LabelsOf(before, selection.period);
    const CountTable counts_before =
        Count(before, numbers_of(before), selection.period, labels_before);
    CarryOver(PlanSuppression(counts_before, rule), counts_before, labels_before, counts, labels,
              plan);
  }
  int column = counts.columns() == 1 ? 1 : kAllAreas;
  if (!selection.area.empty()) {
    column = counts.columns() == 1 ? 1 : labels.areas.NumberOf(selection.area);
  }
  for (int row = 1; row <= labels.groups.size(); ++row) {
    if (plan.Withholds(row, column)) withheld.insert(labels.groups.at(row));
  }
  return withheld;
}

}  // namespace

Result<WithheldGroups> PlanRelease(const v1::DataSetTable& table, const RowSelection& selection,
                                   const DisclosureRule& rule,
                                   const std::vector<v1::DataSetTable>& earlier) {
  WithheldGroups withheld;
  if (rule.secondary == SecondaryMethod::kNone) return withheld;
  const auto not_planned = [&selection](const std::string& why) {
    return StatusOf(v1::CUT_NOT_PLANNED, {{"data_set", selection.data_set}, {"why", why}});
  };
  if (selection.period.empty() && table.periods().words_size() > 1) {
    return not_planned("several periods are not added up under its disclosure profile");
  }
  const Period labels = LabelsOf(table, selection.period);
  if (!selection.area.empty()) {
    if (labels.areas.NumberOf(selection.area) < 0) {
      return StatusOf(v1::AREA_NOT_IN_DATA_SET,
                      {{"data_set", selection.data_set}, {"area", selection.area}});
    }
    if (!AreasArePlanned(labels)) {
      return not_planned("it has more groups and areas than one family of tables holds (" +
                         std::to_string(kMaxReleasedCells) + " cells)");
    }
  }
  withheld.numerators = WithheldIn(table, Numerators, selection, rule, earlier);
  withheld.denominators = WithheldIn(table, Denominators, selection, rule, earlier);
  withheld.values = WithheldIn(table, Values, selection, rule, earlier);
  return withheld;
}

}  // namespace fivestep::analysis
