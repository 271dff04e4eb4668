// Family means: phe_mean, by group.
#include <algorithm>
#include <cmath>

#include "analysis/statistics/mean.h"
#include "families.h"
#include "phe_reading.h"

namespace fivestep::oracles {
namespace {

using analysis::statistics::EstimateMean;
using analysis::statistics::MeanEstimate;

struct Columns {
  std::vector<double> sum;
  std::vector<double> count;
  std::vector<double> deviation;
  std::vector<double> value;

  void Add(const MeanEstimate& estimate) {
    sum.push_back(estimate.sum);
    count.push_back(static_cast<double>(estimate.count));
    deviation.push_back(estimate.standard_deviation.value_or(kMissing));
    value.push_back(estimate.value);
  }
};

// With a missing value the reference's group has a count only; our estimate refuses it.
MeanEstimate Missing(std::size_t count) {
  return {kMissing, kMissing, count, kMissing, kMissingInterval};
}

Result<Table> Means(const OracleCase& one) {
  FIVESTEP_RETURN_IF_ERROR(CheckColumnChoice(one));
  const auto levels = PairOfLevels(one);
  if (!levels.ok()) return levels.status();
  const auto values = NumberColumn(one, "x", "value");
  if (!values.ok()) return values.status();
  const std::vector<RowGroup> groups = GroupRows(one, values->size());
  Columns columns;
  LimitColumns limits(*levels);
  for (const RowGroup& group : groups) {
    std::vector<double> own;
    for (const std::size_t row : group.rows) own.push_back(values->at(row));
    const bool missing =
        std::any_of(own.begin(), own.end(), [](double value) { return std::isnan(value); });
    MeanEstimate shown = Missing(own.size());
    for (std::size_t level = 0; level < levels->size(); ++level) {
      const auto estimate = EstimateMean(own, levels->at(level));
      if (!estimate.ok() && !missing) return estimate.status();
      if (estimate.ok()) shown = *estimate;
      limits.Add(level, shown.interval.value_or(kMissingInterval));
    }
    columns.Add(shown);
  }
  Table table = KeyTable(one, groups);
  limits.AddTo(table);
  table["value_sum"] = columns.sum;
  table["value_count"] = columns.count;
  table["stdev"] = columns.deviation;
  table["value"] = columns.value;
  table["confidence"] = std::vector<std::string>(groups.size(), LevelsLabel(*levels));
  table["statistic"] = std::vector<std::string>(groups.size(), "mean");
  table["method"] = std::vector<std::string>(groups.size(), "Student's t-distribution");
  return table;
}

}  // namespace

Comparison RunMeans(const OracleCase& one) {
  Comparison comparison;
  CompareAnswer(one, Means(one), comparison);
  return comparison;
}

}  // namespace fivestep::oracles
