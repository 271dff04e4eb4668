// The groups of people that a summary measure of inequality compares, and what every such measure
// answers with.
//
// The measures are those of the WHO (Handbook on Health Inequality Monitoring, 2013, and
// World Health Statistics' Health Equity Assessment Toolkit, technical notes, 2021). Results are
// those of the WHO's R package healthequal 1.0.1, its defects apart: see README.md here.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_SUBGROUPS_H_
#define FIVESTEP_ANALYSIS_STATISTICS_SUBGROUPS_H_

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "analysis/statistics/interval.h"
#include "platform/core/status.h"

namespace fivestep::analysis::statistics {

// One group, for example a deprivation decile or an ethnic group.
struct Subgroup {
  // In the indicator's unit. Absent: not measured, or not released.
  std::optional<double> estimate = std::nullopt;
  // Of `estimate`, in its unit.
  std::optional<double> standard_error = std::nullopt;
  // People, or any multiple of their share.
  std::optional<double> population = std::nullopt;
  // The place in an ordered dimension, most disadvantaged first. Read by ordered measures only.
  std::optional<int> order = std::nullopt;
  // The group that others are compared with. Read by measures that have a reference.
  bool is_reference = false;
};

// A summary measure. The interval is absent where nothing is known to compute it from.
struct SummaryMeasure {
  double value = 0;
  // In the unit of `value`; of its logarithm for ratios. Absent for simulated intervals too.
  std::optional<double> standard_error = std::nullopt;
  std::optional<Interval> interval = std::nullopt;
};

// Whether a measure may be made when some groups have no estimate.
enum class MissingEstimates {
  // None in an ordered dimension; elsewhere at most kMaxMissingShare of the groups, left out.
  kFew,
  // Any number, left out: the caller says so beside the figure.
  kAny,
};

// The WHO's rule: at least 85 % of groups have an estimate.
inline constexpr double kMaxMissingShare = 0.15;
// Fewer say nothing that their difference does not; the WHO's rule.
inline constexpr std::size_t kMinSubgroups = 3;
// Every small area of England three times over.
inline constexpr std::size_t kMaxSubgroups = 100'000;

// What a measure needs of its groups besides estimates.
struct SubgroupNeeds {
  bool population = false;
  bool order = false;
  bool reference = false;
  std::size_t min_groups = kMinSubgroups;
};

// The groups that have an estimate, as columns of one length.
struct KnownSubgroups {
  std::vector<double> estimates;
  std::vector<double> standard_errors;  // empty unless every group has one
  std::vector<double> populations;      // empty unless needed
  std::vector<double> shares;           // of the populations; empty unless needed
  std::size_t reference = 0;            // its index, where needed

  std::size_t size() const { return estimates.size(); }
  // Mean of the estimates, or of `values` in their place, weighted by population.
  double WeightedMean() const { return WeightedMean(estimates); }
  double WeightedMean(std::span<const double> values) const;
};

// Returns the groups that have an estimate; those of an ordered dimension in its order.
//
// Errors:
//   kInvalidArgument  too few or too many groups; more estimates missing than `missing` allows; a
//                     number that is not finite; a standard error below 0; and, where needed:
//                     populations missing, negative or all 0; orders that are not consecutive
//                     whole numbers, each once; not exactly one reference, or one without an
//                     estimate. All that apply, in one message.
Result<KnownSubgroups> KnownGroups(std::span<const Subgroup> groups, const SubgroupNeeds& needs,
                                   MissingEstimates missing);

// Returns `value` with the symmetric interval of `standard_error`; without one when there is none.
//
// Errors:
//   kInvalidArgument  the confidence is out of range, or the value is not finite because the
//                     groups' numbers are too large or cancel.
Result<SummaryMeasure> Measured(double value, std::optional<double> standard_error,
                                double confidence);

// The same on the scale of logarithms: `value` is a ratio, `log_error` the standard error of its
// logarithm, and the interval is found there. A ratio of 0 has none.
//
// Errors: as Measured; kInvalidArgument when `value` is negative.
Result<SummaryMeasure> MeasuredRatio(double value, std::optional<double> log_error,
                                     double confidence);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_SUBGROUPS_H_
