// Where healthequal 1.0.1 is wrong: the rule on a case's inputs, the reason, and what becomes of
// our answer in its hands. healthequal_deviations_test.cc holds our own, correct values.
#ifndef FIVESTEP_TESTS_ORACLES_HEALTHEQUAL_DEVIATIONS_H_
#define FIVESTEP_TESTS_ORACLES_HEALTHEQUAL_DEVIATIONS_H_

#include <span>
#include <string_view>

#include "healthequal_answers.h"
#include "oracle_cases.h"

namespace fivestep::oracles {

enum class Defect {
  kStops,    // it stops with an error, or a row of missing values, where there is an answer: ours
  kAnswers,  // it answers where there is none, which we say
  kWrongAnswer,  // it answers with something that does not follow from the right answer
  kAltered,      // its answer follows from ours by `altered`, and is compared after that
};

struct HealthequalDeviation {
  std::string_view reason;
  bool (*holds)(const OracleCase&);
  Defect defect;
  // The reference's row from ours, for kAltered; none where ours is right as it stands. A row that
  // it leaves alone does not show the defect.
  MeasureRow (*altered)(const OracleCase&, MeasureRow) = nullptr;
};

std::span<const HealthequalDeviation> HealthequalDeviations();

}  // namespace fivestep::oracles

#endif  // FIVESTEP_TESTS_ORACLES_HEALTHEQUAL_DEVIATIONS_H_
