// Where we answer otherwise than the reference, and why: the whole list is below.
//
// A rule looks at a case's inputs and options. The families compare all that is left to compare,
// which is the reference's own figure wherever we can say how it comes about; `deviations_test.cc`
// holds our own, correct value for each.
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

// phe_sii
extern const Deviation kExchangedRateLimits;
extern const Deviation kQuantilesSortedAsText;
// calculate_ISRate, calculate_ISRatio
extern const Deviation kEventsOfNobody;
extern const Deviation kNothingExpected;
// phe_life_expectancy
extern const Deviation kMissingCountsOfALifeTable;
// calculate_funnel_limits, assign_funnel_significance
extern const Deviation kClampedAt100;
extern const Deviation kRatesWithoutDenominators;
// ptd_spc
extern const Deviation kMissingInARun;
extern const Deviation kDatesHeldAsText;
extern const Deviation kAssuranceOfNothing;
extern const Deviation kIconOfNoReading;

}  // namespace fivestep::oracles

#endif  // FIVESTEP_TESTS_ORACLES_DEVIATIONS_H_
