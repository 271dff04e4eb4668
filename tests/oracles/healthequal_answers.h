// Our answers to the questions of family healthequal: a case in, the row of the reference's answer
// out.
#ifndef FIVESTEP_TESTS_ORACLES_HEALTHEQUAL_ANSWERS_H_
#define FIVESTEP_TESTS_ORACLES_HEALTHEQUAL_ANSWERS_H_

#include <string>
#include <string_view>
#include <vector>

#include "oracle_cases.h"
#include "platform/core/status.h"

namespace fivestep::oracles {

// One row of a summary measure; NaN where there is none.
struct MeasureRow {
  double estimate = 0;
  double se = 0;
  double lower = 0;
  double upper = 0;
};

// What the reference calls the measure of a function: "par" for "parisk".
std::string HealthequalMeasure(const OracleCase& one);

// Our row, or our refusal.
Result<MeasureRow> HealthequalAnswer(const OracleCase& one);

// What the inputs say, for rules: an input of this name was given; it is complete; a number is
// missing in it; its largest number (NaN where there is none).
bool IsGiven(const OracleCase& one, std::string_view input);
bool IsComplete(const OracleCase& one, std::string_view input);
bool HasMissing(const OracleCase& one, std::string_view input);
double Largest(const OracleCase& one, std::string_view input);
bool IsOrdered(const OracleCase& one);

// The smallest power of ten among 1, 100, 1,000 ... 1,000,000 that holds all estimates.
double HealthequalScale(const OracleCase& one);

// The limits of a mean difference from everybody whose level is drawn too, though it is given.
Result<MeasureRow> MeanDifferenceFromDrawnMean(const OracleCase& one);

// The rows of paf or parisk with each of the groups as the reference.
std::vector<MeasureRow> AttributableRiskByReference(const OracleCase& one);

}  // namespace fivestep::oracles

#endif  // FIVESTEP_TESTS_ORACLES_HEALTHEQUAL_ANSWERS_H_
