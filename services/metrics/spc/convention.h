// By whose rules a chart is drawn. Packages differ, so every chart names its convention.
#ifndef FIVESTEP_METRICS_SPC_CONVENTION_H_
#define FIVESTEP_METRICS_SPC_CONVENTION_H_

#include <cstddef>
#include <string>

namespace fivestep::metrics::spc {

enum class Convention {
  // The R package NHSRplotthedots 0.2.2: outlying moving ranges are screened out once; trends are 7
  // points long.
  kNhsrPlotTheDots,
  // NHS England's Making Data Count workbook: moving ranges are not screened; trends are reportedly
  // 6 points long (NHSRplotthedots, issue 195).
  kMakingDataCount,
};

struct ConventionRules {
  bool screen_moving_ranges = true;
  std::size_t shift_length = 7;
  std::size_t trend_length = 7;
};

ConventionRules RulesOf(Convention convention);

// How limits are found and special causes flagged, for people to read and repeat.
std::string DescribeXmr(Convention convention);
// The same of a p' or u' chart; `proportion` says which.
std::string DescribeAttribute(Convention convention, bool proportion);

}  // namespace fivestep::metrics::spc

#endif  // FIVESTEP_METRICS_SPC_CONVENTION_H_
