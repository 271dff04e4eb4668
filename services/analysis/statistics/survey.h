// Answers of single people to a survey, and the variance that its design gives to what is computed
// from them.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_SURVEY_H_
#define FIVESTEP_ANALYSIS_STATISTICS_SURVEY_H_

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "analysis/statistics/line_fit.h"
#include "platform/core/status.h"

namespace fivestep::analysis::statistics {

// One person who answered. Never leaves the process: see disclosure.h.
struct Respondent {
  double value = 0;  // of the indicator: 0 or 1 for an outcome that one has or has not
  int order = 0;     // of the group in an ordered dimension, most disadvantaged first
  double weight = 1;
  // The primary sampling unit: people of one unit are not independent. Without one each person is a
  // unit. Units are numbered within their stratum.
  std::optional<int> unit = std::nullopt;
  int stratum = 0;
};

inline constexpr std::size_t kMaxRespondents = 10'000'000;

// Returns the respondents as rows: ranks are those of MidpointRanks.
//
// Errors:
//   kInvalidArgument  fewer than kMinSubgroups orders, or more than kMaxRespondents people; a value
//                     that is not finite; a weight that is not above 0 and finite; units given for
//                     some people only. All that apply, in one message.
Result<RankedRows> RowsOf(std::span<const Respondent> respondents);

// Returns the covariance of the sum of `scores`, one for each respondent, under the design: units
// drawn with replacement, stratum by stratum.
//
// Errors:
//   kInvalidArgument  a stratum with a single unit: its variance cannot be known.
// Source: Binder (1983), International Statistical Review 51:279-292.
Result<LineMatrix> DesignCovariance(std::span<const Respondent> respondents,
                                    std::span<const LineScore> scores);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_SURVEY_H_
