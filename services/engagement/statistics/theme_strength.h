// How strong a theme is among the people whom a programme is for, and not only among those who
// came.
#ifndef FIVESTEP_ENGAGEMENT_STATISTICS_THEME_STRENGTH_H_
#define FIVESTEP_ENGAGEMENT_STATISTICS_THEME_STRENGTH_H_

#include <cstdint>
#include <vector>

#include "platform/core/status.h"

namespace fivestep::engagement::statistics {

// One group with a denominator.
struct GroupVoice {
  double population = 0;
  int64_t reached = 0;
  // Those of them who raised the theme.
  int64_t raised = 0;
};

// Shares in [0, 1].
struct ThemeStrength {
  // Of all who were reached, how many raised it.
  double raw = 0;
  // The same, each group that was reached weighted by its share of the population of those groups:
  // post-stratification.
  double adjusted = 0;
  // Share of the population whose groups were reached.
  double covered = 0;
  // The least and the most that the share in the population can be: groups that were not reached
  // may all have raised it or none of them, and a band stands for all its counts. What chance adds
  // within a group is not in it.
  double lower = 0;
  double upper = 0;
};

// Computes the strength from the bands of the counts, so it is the same whichever count of 1 to 7
// it was.
//
// Errors: kInvalidArgument when a group has more who raised it than were reached, a count below 0,
// a population that is not a number above 0, or nobody was reached at all.
// Sources: Holt and Smith (1979), JRSS A 142(1):33-46 for post-stratification; Manski (1989),
// Journal of Human Resources 24(3):343-360 for bounds without assumptions on who did not answer.
// Worked value: populations 80, 20, reached 100, 20, raised 40, 20 -> raw 0.5, adjusted 0.52.
Result<ThemeStrength> ComputeStrength(const std::vector<GroupVoice>& groups);

}  // namespace fivestep::engagement::statistics

#endif  // FIVESTEP_ENGAGEMENT_STATISTICS_THEME_STRENGTH_H_
