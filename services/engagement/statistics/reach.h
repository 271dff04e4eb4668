// Who was reached, held against a target population.
#ifndef FIVESTEP_ENGAGEMENT_STATISTICS_REACH_H_
#define FIVESTEP_ENGAGEMENT_STATISTICS_REACH_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "engagement/statistics/band.h"
#include "platform/core/status.h"

namespace fivestep::engagement::statistics {

// What may be said of a group.
enum class Verdict {
  // Nobody was reached. 0 of 12 has a Wilson upper limit of 24 %, so the interval alone would call
  // a group that is wholly absent "in line" up to that share.
  kNotReached,
  // Neither under nor over its share, and half its share cannot be ruled out: an index of 50 lies
  // inside the interval.
  kCannotTell,
  // The interval of its share of those reached lies below its share of the target population.
  kUnder,
  kInLine,
  // The interval lies above.
  kOver,
  // There is no denominator.
  kPopulationUnknown,
};

// An index below this is worth a look, whatever chance says: the four-fifths rule.
inline constexpr double kFourFifths = 80;

// One group as it goes in.
struct GroupCount {
  int64_t reached = 0;
  // People of the group in the target population; nothing where nobody knows.
  std::optional<double> population;
};

// One group as it comes out. Every figure follows from bands.
struct GroupReach {
  Band reached;
  Verdict verdict = Verdict::kPopulationUnknown;
  // Share of the target population, in [0, 1]; of groups with a denominator.
  std::optional<double> target_share;
  // 100 times the share of those reached over the share of the target population, with its 95 %
  // interval. Nothing for 1 to 7 people, of whom only the band is shown.
  std::optional<double> index;
  std::optional<double> lower_index;
  std::optional<double> upper_index;
  bool below_four_fifths = false;
};

struct ReachCounts {
  std::vector<GroupCount> groups;
  int64_t unknown = 0;
  int64_t prefer_not_to_say = 0;
};

struct Reach {
  std::vector<GroupReach> groups;  // in the order of the counts
  Band unknown;
  Band prefer_not_to_say;
  // Known / (known + unknown + prefer not to say), in [0, 1]; nothing where nobody was reached.
  std::optional<double> coverage;
  // D = 1/2 sum |p_g - q_g| over groups with a denominator, in [0, 1]; nothing where none of them
  // was reached.
  std::optional<double> dissimilarity;
};

// Computes indices, verdicts, coverage and dissimilarity.
//
// The shares of those reached are taken among groups with a denominator, since only those can be
// compared. A count of 1 to 7 enters sums as 4, so results are the same whichever it is; its
// verdict is given only where 1 and 7 lead to the same one, and else "cannot tell".
//
// Errors: kInvalidArgument when a count is below 0, or a population is not a number above 0.
// Sources: Wilson (1927), JASA 22(158):209-212 for intervals; Duncan and Duncan (1955), American
// Sociological Review 20(2):210-217 for dissimilarity.
// Worked value: 30 and 70 reached of populations 50 and 50 -> indices 60 and 140, dissimilarity
// 0.2, verdicts under and over.
Result<Reach> ComputeReach(const ReachCounts& counts);

}  // namespace fivestep::engagement::statistics

#endif  // FIVESTEP_ENGAGEMENT_STATISTICS_REACH_H_
