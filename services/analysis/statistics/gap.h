// The gap between a disadvantaged group and its comparator: absolute and relative, always both.
//
// Orientation (every function here): positive differences and ratios above 1 mean worse for the
// disadvantaged group, whichever way the indicator points.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_GAP_H_
#define FIVESTEP_ANALYSIS_STATISTICS_GAP_H_

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "analysis/statistics/interval.h"
#include "platform/core/status.h"

namespace fivestep::analysis::statistics {

// Which way an indicator points: screening uptake is better higher, deaths are better lower.
enum class Polarity { kHigherIsBetter, kLowerIsBetter };

// Every small area of England three times over.
inline constexpr std::size_t kMaxGapGroups = 100'000;

// People (or events) counted in a group, and those they are counted out of.
struct GroupCount {
  double numerator = 0;
  double denominator = 0;
};

struct Gap {
  // Comparator minus disadvantaged when higher is better, else the reverse.
  Estimate absolute;
  // The same two as a ratio. Absent when the logarithm has no variance to stand on: a group without
  // events, or two groups that are both complete. The absolute gap is then all that is known.
  std::optional<Estimate> relative = std::nullopt;
  // Two-sided, of "no gap": for Benjamini-Hochberg over an audit. See each function for the test.
  double p_value = 1;
};

// Returns the gap between two independent proportions; `absolute` is a difference of proportions.
//
// absolute: Newcombe's hybrid-score interval (method 10): Newcombe (1998), Statistics in Medicine
//   17:873-890. Worked value: 56/70 against 48/80 -> 0.2 [0.0524, 0.3339].
// relative: the logarithmic interval: Katz et al. (1978), Biometrics 34:469-474.
//   Worked value: 48/80 against 56/70, higher better -> 1.3333 [1.0766, 1.6512].
// p_value: the pooled score test (z of two proportions, no continuity correction).
//
// Errors:
//   kInvalidArgument  a group is not a proportion (see WilsonInterval), or the confidence is out of
//                     range or exactly 1.
Result<Gap> ProportionGap(const GroupCount& disadvantaged, const GroupCount& comparator,
                          Polarity polarity, double confidence = kDefaultConfidence);

// Returns the gap between two independent rates of events; `absolute` is per `multiplier`.
//
// absolute: MOVER (square-and-add) on each rate's own interval, exact below 10 events and Byar's
// from
//   there: Zou and Donner (2008), Statistics in Medicine 27:1693-1702.
// relative: log of the rate ratio with variance 1/x1 + 1/x2: Rothman (1986), Modern Epidemiology.
//   Worked value: 30/1000 against 20/1000, lower better -> 1.5 [0.8519, 2.6413].
// p_value: the score test of two Poisson rates with their pooled rate.
//
// Errors:
//   kInvalidArgument  a group is not a rate (see EstimateRate), or the confidence is out of range
//   or
//                     exactly 1.
Result<Gap> RateGap(const GroupCount& disadvantaged, const GroupCount& comparator,
                    Polarity polarity, double confidence = kDefaultConfidence,
                    double multiplier = 1);

// Returns how many people of `group` would have to change for it to reach the comparator's rate:
// the number most boards remember. 0 when the group is level or ahead. Not rounded; show it rounded
// up.
//
// Errors:
//   kInvalidArgument  a numerator is negative, a denominator is not above 0, or one is not finite.
// Worked value: 48/80 against 56/70, higher better -> 16 people.
Result<double> PeopleToCloseGap(const GroupCount& group, const GroupCount& comparator,
                                Polarity polarity);

// What each of several groups lacks, and all of them together.
struct PeopleToCloseGaps {
  std::vector<double> by_group;  // in the order given
  double total = 0;
};

// Returns PeopleToCloseGap for each of `groups` and their sum: groups ahead of the comparator count
// 0, they do not make up for others. The comparator may be one of the groups.
//
// Errors: as PeopleToCloseGap; kInvalidArgument for more than 100,000 groups.
// Worked value: 48/80, 30/60 and 10/10 against 56/70, higher better -> {16, 18, 0}, 34 together.
Result<PeopleToCloseGaps> PeopleToCloseEveryGap(std::span<const GroupCount> groups,
                                                const GroupCount& comparator, Polarity polarity);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_GAP_H_
