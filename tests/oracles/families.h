// The families of oracle vectors that we can run.
#ifndef FIVESTEP_TESTS_ORACLES_FAMILIES_H_
#define FIVESTEP_TESTS_ORACLES_FAMILIES_H_

#include <span>

#include "agreement.h"

namespace fivestep::oracles {

Comparison RunByarsWilson(const OracleCase& one);
Comparison RunHealthequal(const OracleCase& one);

// All of them. A new family is a function above and a line in families.cc.
std::span<const Family> Families();

}  // namespace fivestep::oracles

#endif  // FIVESTEP_TESTS_ORACLES_FAMILIES_H_
