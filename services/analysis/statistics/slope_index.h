// The slope index (SII) and relative index (RII) of inequality across ordered groups.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_SLOPE_INDEX_H_
#define FIVESTEP_ANALYSIS_STATISTICS_SLOPE_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analysis/statistics/fast_random_stream.h"
#include "analysis/statistics/interval.h"
#include "analysis/statistics/random_stream.h"
#include "platform/core/status.h"

namespace fivestep::analysis::statistics {

// With fewer than five groups a slope says little; more than a hundred are not quantiles.
inline constexpr std::size_t kMinSlopeGroups = 5;
inline constexpr std::size_t kMaxSlopeGroups = 100;
// Percentile limits need at least a thousand draws; a million is several seconds of work.
inline constexpr int kMinSlopeRepetitions = 1000;
inline constexpr int kMaxSlopeRepetitions = 1'000'000;
// The reliability statistic compares this many runs with one another.
inline constexpr int kReliabilityRuns = 10;

// The scale on which the value's uncertainty is symmetric.
enum class SlopeValueType {
  kNormal,      // as it stands: life expectancy
  kRate,        // logarithm: a directly standardised rate
  kProportion,  // logit: a proportion from 0 to 1
};

// One group, for example a deprivation decile.
struct SlopeGroup {
  double population = 0;
  double value = 0;
  // 95 % limits of `value`, from which the standard error is taken; not read when one is given.
  Interval limits;
  // On the scale of the value type (so of the logarithm for a rate).
  std::optional<double> standard_error = std::nullopt;
};

struct SlopeOptions {
  SlopeValueType value_type = SlopeValueType::kNormal;
  // Fit the line on the scale of the value type (not for kNormal), instead of on the values.
  bool transform = false;
  // Multiplies the SII: 100 shows a proportion as percentage points; a negative one turns the
  // orientation round, and inverts the RII.
  double multiplier = 1;
  // One pair of limits for each; see ConfidenceFraction. Below exactly 1.
  std::vector<double> confidence = {kDefaultConfidence};
  int repetitions = 100'000;
  // Also measure how far the limits move from run to run; ten times the work.
  bool reliability = false;
};

struct SlopeLimits {
  double confidence = 0;  // as a fraction
  Interval sii;
  Interval rii;
  // Mean absolute difference of the limits between the first and the nine further runs.
  std::optional<double> sii_reliability = std::nullopt;
  std::optional<double> rii_reliability = std::nullopt;
};

struct SlopeIndex {
  // The fitted value for the least deprived minus that for the most deprived, times the multiplier.
  // Positive: the value rises as deprivation falls.
  double sii = 0;
  // The same two as a ratio.
  double rii = 0;
  // The fitted value for the most deprived; multiplied by |multiplier| only when `transform`.
  double intercept = 0;
  std::vector<SlopeLimits> limits = {};  // in the order of SlopeOptions::confidence
};

// Returns SII and RII of `groups`, ordered from the most to the least deprived, with simulated
// percentile limits. The groups must have an order: for ethnicity use a gap or a range instead.
//
// Deterministic: `random` is the only source of chance, and is left where the draws ended, so
// several areas drawn one after another from one stream repeat a grouped run of
// PHEindicatormethods' phe_sii exactly. (One difference: there, limits of transformed rates are
// exchanged for any multiplier below 1; here only for a negative one.)
//
// Errors:
//   kInvalidArgument  too few or too many groups; a population not above 0; a value, limit or
//   standard
//                     error missing, or without a logarithm or logit where one is needed;
//                     `transform` with kNormal or with given standard errors; a confidence, a
//                     multiplier (0) or a number of repetitions out of range; too few repetitions
//                     for a confidence; values that are all 0, so that no ratio is one, or that are
//                     too large to reckon with.
// Source: Low and Low (2004), J Public Health 26(4):390-395. Worked value: five groups of 1,000
// with values 70, 72, 74, 76, 78 -> SII 10, RII 1.144928, intercept 69.
Result<SlopeIndex> EstimateSlopeIndex(std::span<const SlopeGroup> groups,
                                      const SlopeOptions& options, RandomStream& random);

// The same with faster draws that are not R's, in a third of the time: for an audit of hundreds of
// indicators. Errors: as above.
Result<SlopeIndex> EstimateSlopeIndex(std::span<const SlopeGroup> groups,
                                      const SlopeOptions& options, FastRandomStream& random);

// The same with a stream of R's of its own. Errors: as above.
Result<SlopeIndex> EstimateSlopeIndex(std::span<const SlopeGroup> groups,
                                      const SlopeOptions& options, std::uint32_t seed);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_SLOPE_INDEX_H_
