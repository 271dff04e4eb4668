// Where we answer otherwise than the reference, and why: the whole list is deviations.cc.
//
// A rule looks at a case's inputs and options only. The families compare what is left to compare,
// and `deviations_test.cc` holds our own, correct value for each.
#ifndef FIVESTEP_TESTS_ORACLES_DEVIATIONS_H_
#define FIVESTEP_TESTS_ORACLES_DEVIATIONS_H_

#include <string_view>

#include "oracle_cases.h"

namespace fivestep::oracles {

struct Deviation {
  // What is wrong in the reference, and what we do instead: a line of the runner's report.
  std::string_view reason;
  // Whether the reference is wrong for this case.
  bool (*holds)(const OracleCase&);
};

extern const Deviation kExchangedRateLimits;

}  // namespace fivestep::oracles

#endif  // FIVESTEP_TESTS_ORACLES_DEVIATIONS_H_
