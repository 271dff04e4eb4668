#include "programme/domain/equity_assessment.h"

#include "platform/testing/given.h"

namespace fivestep::programme {
namespace {

using fivestep::testing::Given;

constexpr char kName[] = "programmes/p1/equityAssessments/e1";

pb::RecordEquityAssessmentRequest Record() {
  pb::RecordEquityAssessmentRequest request;
  request.set_title("EHIA screening");
  request.set_target_area("programmes/p1/targetAreas/a1");
  request.set_kind(pb::ASSESSMENT_KIND_EHIA_SCREENING);
  request.set_outcome(pb::ASSESSMENT_OUTCOME_PROCEED);
  request.set_summary("Young mothers gain; nobody loses.");
  request.add_considered_groups("pregnancy and maternity");
  request.set_assessed_by_role("equality lead");
  request.set_review_date("2027-03-31");
  return request;
}

pb::EquityAssessmentRecorded Recorded() {
  pb::EquityAssessmentRecorded recorded;
  recorded.set_equity_assessment(kName);
  recorded.set_title("EHIA screening");
  recorded.set_target_area("programmes/p1/targetAreas/a1");
  recorded.set_kind(pb::ASSESSMENT_KIND_EHIA_SCREENING);
  recorded.set_outcome(pb::ASSESSMENT_OUTCOME_PROCEED);
  recorded.set_summary("Young mothers gain; nobody loses.");
  recorded.add_considered_groups("pregnancy and maternity");
  recorded.set_assessed_by_role("equality lead");
  recorded.set_review_date("2027-03-31");
  return recorded;
}

TEST(EquityAssessmentDecider, RecordsWhoWouldBeAffectedAndHow) {
  Given<pb::EquityAssessment>().Naming(kName).When(Decide, Record()).ThenEmits(Recorded());
}

TEST(EquityAssessmentDecider, RejectsAReviewDateThatIsNoDay) {
  auto request = Record();
  request.set_review_date("2027-02-30");
  Given<pb::EquityAssessment>().When(Decide, request).ThenRejected(pb::DATE_NOT_VALID);
}

TEST(EquityAssessmentDecider, RejectsActionsThatAreAskedForAndNotNamed) {
  auto request = Record();
  request.set_outcome(pb::ASSESSMENT_OUTCOME_PROCEED_WITH_ACTIONS);
  Given<pb::EquityAssessment>().When(Decide, request).ThenRejected(pb::ACTIONS_MISSING);
  request.add_actions("an interpreter at every session");
  EXPECT_FALSE(Given<pb::EquityAssessment>().When(Decide, request).decision().rejected());
}

TEST(EquityAssessmentState, HoldsWhatWasRecorded) {
  Given<pb::EquityAssessment> given;
  given.After(Evolve, Recorded());
  EXPECT_EQ(given.state().target_area(), "programmes/p1/targetAreas/a1");
  EXPECT_EQ(given.state().outcome(), pb::ASSESSMENT_OUTCOME_PROCEED);
  EXPECT_EQ(given.state().considered_groups(0), "pregnancy and maternity");
}

}  // namespace
}  // namespace fivestep::programme
