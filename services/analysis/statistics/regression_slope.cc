#include "analysis/statistics/regression_slope.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <vector>

namespace fivestep::analysis::statistics {
namespace {

// What estimates are out of.
constexpr std::array<double, 6> kScales = {1, 100, 1000, 1e4, 1e5, 1e6};

Result<double> ScaleOf(std::span<const double> values, LineModel model) {
  const auto [smallest, largest] = std::minmax_element(values.begin(), values.end());
  if (*smallest == *largest) {
    return InvalidArgument("all estimates are the same: the slope is 0, and its error unknown");
  }
  if (model == LineModel::kLinear) return 1.0;
  const auto scale = std::lower_bound(kScales.begin(), kScales.end(), *largest);
  if (*smallest < 0 || scale == kScales.end()) {
    return InvalidArgument(
        "a logistic slope needs estimates from 0 to 1,000,000; use a linear one for others");
  }
  return *scale;
}

// The groups that have people, in order.
RankedRows RowsOfGroups(const KnownSubgroups& groups) {
  RankedRows rows;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const double people = groups.populations.empty() ? 1 : std::ceil(groups.populations[i]);
    if (people == 0) continue;
    rows.values.push_back(groups.estimates[i]);
    rows.weights.push_back(people);
  }
  std::vector<int> orders(rows.values.size());
  std::iota(orders.begin(), orders.end(), 0);
  rows.ranks = MidpointRanks(orders, rows.weights);
  return rows;
}

// From estimates to what is fitted: shares of the scale, for kLogistic of whole people.
void ScaleValues(LineModel model, double scale, RankedRows& rows) {
  for (std::size_t i = 0; i < rows.values.size(); ++i) {
    double& value = rows.values[i];
    value /= scale;
    if (model == LineModel::kLinear) continue;
    value = std::nearbyint(value * rows.weights[i]) / rows.weights[i];
    rows.weights[i] *= rows.weights[i];
  }
}

// HC1: the squares of the groups' scores, times n / (n - 2).
LineMatrix RobustScores(std::span<const LineScore> scores) {
  const auto count = static_cast<double>(scores.size());
  LineMatrix squares;
  for (const LineScore& score : scores) squares.AddSquare(score, count / (count - 2));
  return squares;
}

// How much a value changes with the predictor.
double Steepness(LineModel model, double value) {
  return model == LineModel::kLogistic ? value * (1 - value) : 1;
}

Result<RegressionSlope> SlopeOf(const CentredLine& line, const LineMatrix& scores, double scale,
                                double confidence) {
  const LineMatrix covariance = Sandwich(line, scores);
  const double at_0 = line.ValueAt(0);
  const double at_1 = line.ValueAt(1);
  const double by_0 = Steepness(line.model, at_0);
  const double by_1 = Steepness(line.model, at_1);
  const double error = std::sqrt(EndsVariance(line, covariance, -by_0, by_1));
  const auto absolute = Measured((at_1 - at_0) * scale, error * scale, confidence);
  if (!absolute.ok()) return absolute.status();
  RegressionSlope slope{*absolute};
  // A line that crosses 0 has no ratio, and near 0 none that is finite.
  if (!(at_1 / at_0 > 0) || !std::isfinite(at_1 / at_0)) return slope;
  const double log_error = std::sqrt(EndsVariance(line, covariance, -by_0 / at_0, by_1 / at_1));
  const auto relative = MeasuredRatio(at_1 / at_0, log_error, confidence);
  if (!relative.ok()) return relative.status();
  slope.relative = *relative;
  return slope;
}

}  // namespace

Result<RegressionSlope> SlopeOverGroups(std::span<const Subgroup> groups,
                                        const RegressionSlopeOptions& options) {
  SubgroupNeeds needs;
  needs.order = true;
  needs.population = options.model == LineModel::kLogistic ||
                     std::any_of(groups.begin(), groups.end(),
                                 [](const Subgroup& one) { return one.population.has_value(); });
  const auto known = KnownGroups(groups, needs, options.missing);
  if (!known.ok()) return known.status();
  const Result<double> scale = ScaleOf(known->estimates, options.model);
  if (!scale.ok()) return scale.status();
  RankedRows rows = RowsOfGroups(*known);
  if (rows.values.size() < kMinSubgroups) {
    return InvalidArgument("more than two groups with people are needed for a slope");
  }
  ScaleValues(options.model, *scale, rows);
  const auto line = FitLine(rows, options.model);
  if (!line.ok()) return line.status();
  return SlopeOf(*line, RobustScores(ScoresOf(rows, *line)), *scale, options.confidence);
}

Result<RegressionSlope> SlopeOverPeople(std::span<const Respondent> respondents,
                                        const RegressionSlopeOptions& options) {
  auto rows = RowsOf(respondents);
  if (!rows.ok()) return rows.status();
  const Result<double> scale = ScaleOf(rows->values, options.model);
  if (!scale.ok()) return scale.status();
  for (double& value : rows->values) value /= *scale;
  const auto line = FitLine(*rows, options.model);
  if (!line.ok()) return line.status();
  const auto scores = DesignCovariance(respondents, ScoresOf(*rows, *line));
  if (!scores.ok()) return scores.status();
  return SlopeOf(*line, *scores, *scale, options.confidence);
}

}  // namespace fivestep::analysis::statistics
