// How our answer to one oracle case compares with the reference's.
//
// A family is a function from a case to its agreement; `families.cc` lists them all. Neither the
// runner nor a family knows the name of a case: what is special about one follows from its inputs.
#ifndef FIVESTEP_TESTS_ORACLES_AGREEMENT_H_
#define FIVESTEP_TESTS_ORACLES_AGREEMENT_H_

#include <string>
#include <string_view>
#include <vector>

#include "oracle_cases.h"
#include "platform/core/status.h"

namespace fivestep::oracles {

enum class Agreement {
  kAgrees,    // every value within its tolerance
  kRefused,   // the reference stops with an error, and we refuse the same input
  kDeviates,  // the reference is defective here: the rule that says so holds, and we do better
  kDiffers,   // anything else: a defect of ours
};

// What came of one case. Collects every difference, so that a report shows all of them.
class Comparison {
 public:
  // Compares numbers: `tolerance` is relative, absolute where the expected value is 0. NaN (the
  // reference's missing value) and infinities match themselves only.
  void Number(std::string_view what, double expected, double actual,
              double tolerance = kRelativeTolerance);
  void Text(std::string_view what, std::string_view expected, std::string_view actual);
  // Something else is not as it should be.
  void Differs(std::string difference);

  // The reference is defective for this input: `reason` is a sentence for the table of deviations.
  // What was compared before or is compared after still has to agree.
  void Deviates(std::string_view reason);
  // The reference stops with an error here; `status` is our answer, which has to be a refusal with
  // kInvalidArgument and a sentence.
  void Refused(const Status& status);

  Agreement agreement() const;
  const std::vector<std::string>& differences() const { return differences_; }
  const std::vector<std::string>& deviations() const { return deviations_; }

 private:
  bool refused_ = false;
  std::vector<std::string> differences_;
  std::vector<std::string> deviations_;
};

// One family of cases: the name of its file without ".json", and what runs one of its cases.
struct Family {
  std::string_view name;
  Comparison (*run)(const OracleCase&);
};

}  // namespace fivestep::oracles

#endif  // FIVESTEP_TESTS_ORACLES_AGREEMENT_H_
