// Percentile limits of a measure that has no formula for its error: the groups' estimates are drawn
// again many times.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_SIMULATED_LIMITS_H_
#define FIVESTEP_ANALYSIS_STATISTICS_SIMULATED_LIMITS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>

#include "analysis/statistics/interval.h"
#include "analysis/statistics/subgroups.h"
#include "platform/core/status.h"

namespace fivestep::analysis::statistics {

// Draws behind a limit. The WHO's package makes 100, whose limits move by a tenth of the interval
// from seed to seed.
inline constexpr int kDefaultDraws = 10'000;
// Fewer have no 2.5 % percentile.
inline constexpr int kMinDraws = 40;
// Groups times draws: about a second of work.
inline constexpr std::size_t kMaxSimulatedValues = 10'000'000;
// A value outside its range is drawn again. When so many draws are needed on average, an error is
// out of all proportion to the range.
inline constexpr std::size_t kMaxDrawsPerValue = 50;

struct Simulation {
  // The largest value an estimate can have: 100 for percentages. The smallest is 0.
  double largest = std::numeric_limits<double>::infinity();
  int draws = kDefaultDraws;
  // The default of the WHO's package.
  std::uint32_t seed = 123456;
  double confidence = kDefaultConfidence;
};

// A measure as a function of the groups' estimates.
using Statistic = std::function<double(std::span<const double> estimates)>;

// Returns the limits of `statistic` over draws of the groups' estimates, each from a normal
// distribution with its standard error, drawn again while below 0 or above `largest`. Absent
// without a simulation, or without a standard error for every group.
//
// Deterministic: the draws are those of R after set.seed(seed), one set of groups after another, so
// that an analyst can repeat them. The limits are percentiles of R's type 7.
//
// Errors:
//   kInvalidArgument  too few or too many draws; `largest` not above 0; a confidence out of range;
//                     groups whose draws keep falling outside their range.
Result<std::optional<Interval>> SimulatedLimits(const KnownSubgroups& groups,
                                                const std::optional<Simulation>& simulation,
                                                const Statistic& statistic);

// Returns `value` with simulated limits: what every measure without a formula answers with.
// Errors: as SimulatedLimits and Measured.
Result<SummaryMeasure> MeasuredBySimulation(const KnownSubgroups& groups,
                                            const std::optional<Simulation>& simulation,
                                            const Statistic& statistic);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_SIMULATED_LIMITS_H_
