// What must be there before the benchmark may send its commands.
#ifndef FIVESTEP_BENCH_SETTING_H_
#define FIVESTEP_BENCH_SETTING_H_

#include <string>

#include "platform/core/status.h"

namespace fivestep::bench {

// Where the commands go; the same names in every service.
inline constexpr char kProgramme[] = "programmes/bench";
inline constexpr char kActivity[] = "programmes/bench/activities/bench";  // open

// Opens the programme and, once the engagement service has heard of it, the activity.
Status MakeSetting(const std::string& programme_target, const std::string& engagement_target);

}  // namespace fivestep::bench

#endif  // FIVESTEP_BENCH_SETTING_H_
