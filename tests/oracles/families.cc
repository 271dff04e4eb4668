#include "families.h"

namespace fivestep::oracles {

std::span<const Family> Families() {
  static constexpr Family kFamilies[] = {
      {"byars_wilson", RunByarsWilson},
      {"distributions_rng", RunDistributions},
      {"dsr", RunDirectRates},
      {"funnel_helpers", RunFunnelHelpers},
      {"funnels", RunFunnels},
      {"healthequal", RunHealthequal},
      {"israte", RunIndirectRates},
      {"isratio", RunIndirectRatios},
      {"life_expectancy", RunLifeExpectancy},
      {"means", RunMeans},
      {"pkgdata_cases", RunPackageData},
      {"proportions", RunProportions},
      {"quantiles", RunQuantiles},
      {"rates", RunRates},
      {"sii", RunSlopeIndices},
      {"spc", RunSpc},
  };
  return kFamilies;
}

}  // namespace fivestep::oracles
