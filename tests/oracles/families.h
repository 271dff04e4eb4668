// The families of oracle vectors that we can run.
#ifndef FIVESTEP_TESTS_ORACLES_FAMILIES_H_
#define FIVESTEP_TESTS_ORACLES_FAMILIES_H_

#include <span>

#include "agreement.h"

namespace fivestep::oracles {

Comparison RunByarsWilson(const OracleCase& one);
Comparison RunDirectRates(const OracleCase& one);
Comparison RunDistributions(const OracleCase& one);
Comparison RunFunnelHelpers(const OracleCase& one);
Comparison RunFunnels(const OracleCase& one);
Comparison RunHealthequal(const OracleCase& one);
Comparison RunIndirectRates(const OracleCase& one);
Comparison RunIndirectRatios(const OracleCase& one);
Comparison RunLifeExpectancy(const OracleCase& one);
Comparison RunMeans(const OracleCase& one);
Comparison RunPackageData(const OracleCase& one);
Comparison RunProportions(const OracleCase& one);
Comparison RunQuantiles(const OracleCase& one);
Comparison RunRates(const OracleCase& one);
Comparison RunSlopeIndices(const OracleCase& one);
Comparison RunSpc(const OracleCase& one);

// All of them. A new family is a function above and a line in families.cc.
std::span<const Family> Families();

}  // namespace fivestep::oracles

#endif  // FIVESTEP_TESTS_ORACLES_FAMILIES_H_
