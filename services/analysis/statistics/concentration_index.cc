#include "analysis/statistics/concentration_index.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

#include "analysis/statistics/line_fit.h"

namespace fivestep::analysis::statistics {
namespace {

enum class Kind { kAbsolute, kRelative };

Status CheckOptions(Kind kind, const ConcentrationOptions& options) {
  if (!options.bounds) {
    if (kind == Kind::kRelative && options.normalisation != Normalisation::kNone) {
      return InvalidArgument("a normalisation needs the least and the greatest possible value");
    }
    return OkStatus();
  }
  const Interval& bounds = *options.bounds;
  if (!std::isfinite(bounds.lower) || !std::isfinite(bounds.upper) ||
      !(bounds.lower < bounds.upper)) {
    return InvalidArgument("the bounds of an indicator are two finite numbers, the lesser first");
  }
  return OkStatus();
}

// Puts values between their bounds.
Status Bound(const ConcentrationOptions& options, std::vector<double>& values) {
  if (!options.bounds) return OkStatus();
  const auto [lower, upper] = *options.bounds;
  for (double& value : values) {
    if (value < lower || value > upper) {
      return InvalidArgument("an estimate lies outside the bounds of the indicator");
    }
    value = (value - lower) / (upper - lower);
  }
  return OkStatus();
}

double Mean(const RankedRows& rows) {
  const double total = std::accumulate(rows.weights.begin(), rows.weights.end(), 0.0);
  return std::inner_product(rows.values.begin(), rows.values.end(), rows.weights.begin(), 0.0) /
         total;
}

// What the absolute index is multiplied by to be a relative one; not finite where there is none.
double RelativeFactor(Normalisation normalisation, double mean) {
  switch (normalisation) {
    case Normalisation::kNone:
      return 1 / mean;
    case Normalisation::kWagstaff:
      return 1 / (mean * (1 - mean));
    case Normalisation::kErreygers:
      return 4;
  }
  return 1 / mean;
}

// Multiplies the values by twice the variance of the rank, which makes the slope the index.
void Prepare(double factor, RankedRows& rows) {
  const double total = std::accumulate(rows.weights.begin(), rows.weights.end(), 0.0);
  double variance = 0;
  for (std::size_t i = 0; i < rows.ranks.size(); ++i) {
    const double distance = rows.ranks[i] - 0.5;
    variance += rows.weights[i] / total * distance * distance;
  }
  for (double& value : rows.values) value *= 2 * variance * factor;
}

// The line whose slope is the index, and the rows it was fitted to.
struct IndexLine {
  RankedRows rows;
  CentredLine line;
};

Result<IndexLine> FitIndex(Kind kind, const ConcentrationOptions& options, RankedRows rows) {
  if (const Status status = CheckOptions(kind, options); !status.ok()) return status;
  if (const Status status = Bound(options, rows.values); !status.ok()) return status;
  const double factor =
      kind == Kind::kAbsolute ? 1 : RelativeFactor(options.normalisation, Mean(rows));
  if (!std::isfinite(factor)) {
    return InvalidArgument("the mean leaves nothing to relate the index to: use the absolute one");
  }
  Prepare(factor, rows);
  const auto line = FitLine(rows, LineModel::kLinear);
  if (!line.ok()) return line.status();
  return IndexLine{std::move(rows), *line};
}

Result<RankedRows> RowsOfGroups(std::span<const Subgroup> groups, MissingEstimates missing) {
  SubgroupNeeds needs;
  needs.order = true;
  needs.population = std::any_of(groups.begin(), groups.end(),
                                 [](const Subgroup& one) { return one.population.has_value(); });
  auto known = KnownGroups(groups, needs, missing);
  if (!known.ok()) return known.status();
  RankedRows rows{{}, std::move(known->estimates), std::move(known->populations)};
  if (!needs.population) rows.weights.assign(rows.values.size(), 1);
  std::vector<int> orders(rows.values.size());
  std::iota(orders.begin(), orders.end(), 0);
  rows.ranks = MidpointRanks(orders, rows.weights);
  return rows;
}

// The error of the slope where every group's variance is inverse to its weight.
double OrdinaryError(const IndexLine& fit) {
  double squares = 0;
  for (std::size_t i = 0; i < fit.rows.values.size(); ++i) {
    const double residual = fit.rows.values[i] - fit.line.ValueAt(fit.rows.ranks[i]);
    squares += fit.rows.weights[i] * residual * residual;
  }
  const double freedom = static_cast<double>(fit.rows.values.size()) - 2;
  return std::sqrt(squares / freedom / fit.line.slope_information);
}

Result<SummaryMeasure> OverGroups(Kind kind, std::span<const Subgroup> groups,
                                  const ConcentrationOptions& options) {
  auto rows = RowsOfGroups(groups, options.missing);
  if (!rows.ok()) return rows.status();
  const auto fit = FitIndex(kind, options, std::move(*rows));
  if (!fit.ok()) return fit.status();
  return Measured(fit->line.slope, OrdinaryError(*fit), options.confidence);
}

Result<SummaryMeasure> OverPeople(Kind kind, std::span<const Respondent> respondents,
                                  const ConcentrationOptions& options) {
  auto rows = RowsOf(respondents);
  if (!rows.ok()) return rows.status();
  const auto fit = FitIndex(kind, options, std::move(*rows));
  if (!fit.ok()) return fit.status();
  const auto scores = DesignCovariance(respondents, ScoresOf(fit->rows, fit->line));
  if (!scores.ok()) return scores.status();
  return Measured(fit->line.slope, std::sqrt(Sandwich(fit->line, *scores).slope),
                  options.confidence);
}

}  // namespace

Result<SummaryMeasure> AbsoluteConcentration(std::span<const Subgroup> groups,
                                             const ConcentrationOptions& options) {
  return OverGroups(Kind::kAbsolute, groups, options);
}

Result<SummaryMeasure> RelativeConcentration(std::span<const Subgroup> groups,
                                             const ConcentrationOptions& options) {
  return OverGroups(Kind::kRelative, groups, options);
}

Result<SummaryMeasure> AbsoluteConcentration(std::span<const Respondent> respondents,
                                             const ConcentrationOptions& options) {
  return OverPeople(Kind::kAbsolute, respondents, options);
}

Result<SummaryMeasure> RelativeConcentration(std::span<const Respondent> respondents,
                                             const ConcentrationOptions& options) {
  return OverPeople(Kind::kRelative, respondents, options);
}

}  // namespace fivestep::analysis::statistics
