#include "metrics/spc/convention.h"

#include <sstream>

#include "metrics/spc/xmr.h"

namespace fivestep::metrics::spc {
namespace {

constexpr std::size_t kMakingDataCountTrend = 6;

const char* NameOf(Convention convention) {
  return convention == Convention::kMakingDataCount ? "NHS England's Making Data Count workbook"
                                                    : "NHSRplotthedots 0.2.2";
}

std::string SpecialCauses(Convention convention) {
  const ConventionRules rules = RulesOf(convention);
  std::ostringstream text;
  text << "shifts of " << rules.shift_length << " points, trends of " << rules.trend_length
       << " points, two of three near a limit, as " << NameOf(convention) << "; no limits below "
       << kMinPoints << " points";
  return text.str();
}

}  // namespace

ConventionRules RulesOf(Convention convention) {
  if (convention == Convention::kMakingDataCount) {
    return {false, kDefaultShiftLength, kMakingDataCountTrend};
  }
  return {true, kDefaultShiftLength, kDefaultTrendLength};
}

std::string DescribeXmr(Convention convention) {
  std::ostringstream text;
  text << "XmR: limits at the mean ± " << kLimitFactor << " average moving ranges, moving ranges ";
  if (RulesOf(convention).screen_moving_ranges) {
    text << "of " << kScreeningFactor << " averages or more screened out once; ";
  } else {
    text << "not screened; ";
  }
  text << SpecialCauses(convention);
  return text.str();
}

std::string DescribeAttribute(Convention convention, bool proportion) {
  return std::string(proportion ? "p'" : "u'") +
         ": limits at the mean ± 3 standard errors of each point's denominator, widened or "
         "narrowed by the variation between points (Laney 2002); " +
         SpecialCauses(convention);
}

}  // namespace fivestep::metrics::spc
