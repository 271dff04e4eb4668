// What the programme holds about each legal duty in a financial year, and what one would look for
// and does not find. Pure. It is evidence, and not a finding of compliance.
#ifndef FIVESTEP_PROGRAMME_DOMAIN_DUTY_EVIDENCE_H_
#define FIVESTEP_PROGRAMME_DOMAIN_DUTY_EVIDENCE_H_

#include <string_view>
#include <vector>

#include "fivestep/programme/v1/business_case.pb.h"
#include "fivestep/programme/v1/decision.pb.h"
#include "fivestep/programme/v1/duty.pb.h"
#include "fivestep/programme/v1/ehia.pb.h"
#include "fivestep/programme/v1/equity_assessment.pb.h"
#include "fivestep/programme/v1/gate.pb.h"
#include "fivestep/programme/v1/partnership.pb.h"
#include "fivestep/programme/v1/planning.pb.h"
#include "programme/domain/duty.h"

namespace fivestep::programme {

inline constexpr std::string_view kDutyStatement =
    "This lists what the programme has recorded that bears on each duty, and what one would look "
    "for and is not recorded. It is evidence for those who judge, and not a finding of compliance: "
    "what was done and not recorded is not here, and what is recorded may not be enough.";

// Everything that is looked at, as far as the caller may see it.
struct DutyRows {
  std::vector<pb::Evidence> evidence;
  std::vector<pb::Ehia> ehias;
  std::vector<pb::Heat> heats;
  std::vector<pb::EquityAssessment> equity_assessments;
  std::vector<pb::PlanningMatrix> planning_matrices;
  std::vector<pb::Decision> decisions;
  std::vector<pb::Commitment> commitments;
  std::vector<pb::BusinessCase> business_cases;
  std::vector<pb::DutyJudgement> judgements;
  std::vector<pb::FollowedInequality> inequalities;  // of gate 5
};

// `Equality Act 2010, section 149`, for example.
std::string_view LawOf(pb::Duty duty);

// One for each duty, in their order. What was recorded, or signed, in the year is held; the gaps
// are those of the year, and of what was approved up to its end.
pb::GetDutyEvidenceResponse MakeDutyEvidence(const DutyRows& rows, const FinancialYear& year);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_DOMAIN_DUTY_EVIDENCE_H_
