#include "deviations.h"

namespace fivestep::oracles {
namespace {

constexpr double kValueTypeRate = 1;

bool IsTransformedRateWithASmallMultiplier(const OracleCase& one) {
  const double multiplier = one.NumberOption("multiplier", 1);
  return one.NumberOption("value_type", 0) == kValueTypeRate &&
         one.FlagOption("transform", false) && multiplier > 0 && multiplier < 1;
}

}  // namespace

const Deviation kExchangedRateLimits{
    "phe_sii exchanges the limits of transformed rates for a multiplier between 0 and 1, as is "
    "right for a negative one only; ours have the lower limit below the upper one",
    IsTransformedRateWithASmallMultiplier};

}  // namespace fivestep::oracles
