#include "programme/domain/business_case.h"

#include "fivestep/programme/v1/board.pb.h"
#include "fivestep/programme/v1/internal.pb.h"
#include "platform/testing/given.h"

namespace fivestep::programme {
namespace {

using fivestep::testing::Given;
using ::testing::HasSubstr;

constexpr char kCase[] = "programmes/p1/businessCases/c1";
constexpr char kAppraisal[] = "programmes/p1/appraisals/a1";
constexpr char kLedger[] = "programmes/p1/repurposings/r1";
constexpr char kBoard[] = "programmes/p1/governanceBoards/b1";

std::string Appraised(int64_t benefit, platform::v1::Visibility visibility) {
  pb::StoredMoney money;
  money.mutable_appraisal()->set_appraisal(kAppraisal);
  money.mutable_appraisal()->set_benefit_pence(benefit);
  money.set_owning_organisation("QE1");
  money.set_visibility(visibility);
  return money.SerializeAsString();
}

std::string Repurposed() {
  pb::StoredMoney money;
  money.mutable_repurposing()->set_repurposing(kLedger);
  money.mutable_repurposing()->set_source_pence(700);
  return money.SerializeAsString();
}

pb::BusinessCaseDetails Details() {
  pb::BusinessCaseDetails details;
  details.set_title("Evening clinics");
  details.set_appraisal(kAppraisal);
  details.add_repurposings(kLedger);
  return details;
}

pb::DraftBusinessCaseRequest Draft() {
  pb::DraftBusinessCaseRequest command;
  *command.mutable_details() = Details();
  return command;
}

Given<pb::BusinessCase> WithMoney(const pb::BusinessCase& row,
                                  platform::v1::Visibility visibility) {
  Given<pb::BusinessCase> given(row);
  given.Naming(kCase).By("RXX");
  given.rows().PutViewValue(kMoneyView, kAppraisal, Appraised(900, visibility));
  given.rows().PutViewValue(kMoneyView, kLedger, Repurposed());
  return given;
}

pb::BusinessCaseDrafted Drafted() {
  pb::BusinessCaseDrafted event;
  event.set_business_case(kCase);
  *event.mutable_details() = Details();
  event.mutable_figures()->mutable_appraisal()->set_appraisal(kAppraisal);
  event.mutable_figures()->mutable_appraisal()->set_benefit_pence(900);
  auto& repurposing = *event.mutable_figures()->add_repurposings();
  repurposing.set_repurposing(kLedger);
  repurposing.set_source_pence(700);
  return event;
}

pb::BusinessCase Row() {
  pb::BusinessCase row;
  Keep(row, Drafted());
  return row;
}

TEST(DraftBusinessCase, DrawsItsFiguresFromTheMetricsLog) {
  WithMoney({}, platform::v1::VISIBILITY_PROGRAMME).When(Decide, Draft()).ThenEmits(Drafted());
}

TEST(DraftBusinessCase, NamesAllFiguresThatAreNotKnownAtOnce) {
  auto then = Given<pb::BusinessCase>().Naming(kCase).When(Decide, Draft());
  then.ThenRejected(pb::FIGURES_NOT_KNOWN);
  EXPECT_THAT(then.decision().rejection().message(), HasSubstr(kAppraisal));
  EXPECT_THAT(then.decision().rejection().message(), HasSubstr(kLedger));
}

TEST(DraftBusinessCase, DoesNotDrawWhatAnotherOrganisationKeepsToItself) {
  WithMoney({}, platform::v1::VISIBILITY_OWNER)
      .When(Decide, Draft())
      .ThenRejected(pb::FIGURES_NOT_KNOWN);
  EXPECT_FALSE(WithMoney({}, platform::v1::VISIBILITY_OWNER)
                   .By("QE1")
                   .When(Decide, Draft())
                   .decision()
                   .rejected());
}

TEST(SubmitBusinessCase, DrawsTheFiguresAnewForTheBoard) {
  pb::SubmitBusinessCaseRequest command;
  command.set_name(kCase);
  command.set_governance_board(kBoard);
  pb::GovernanceBoard board;
  board.set_state(pb::GovernanceBoard::STATE_ACTIVE);
  auto given = WithMoney(Row(), platform::v1::VISIBILITY_PROGRAMME);
  given.rows().PutViewValue(kMoneyView, kAppraisal,
                            Appraised(1000, platform::v1::VISIBILITY_PROGRAMME));
  const auto then = given.With(kBoard, board).When(Decide, command);
  ASSERT_FALSE(then.decision().rejected());
  const auto& submitted =
      dynamic_cast<const pb::BusinessCaseSubmitted&>(*then.decision().events()[0]);
  EXPECT_EQ(submitted.figures().appraisal().benefit_pence(), 1000);
  board.set_state(pb::GovernanceBoard::STATE_DISSOLVED);
  given.With(kBoard, board).When(Decide, command).ThenRejected(pb::BOARD_DISSOLVED);
}

TEST(ReviseBusinessCase, GoesBackToADraftWithNewFigures) {
  pb::BusinessCase declined = Row();
  declined.set_state(pb::BusinessCase::STATE_DECLINED);
  pb::ReviseBusinessCaseRequest command;
  command.set_name(kCase);
  command.mutable_details()->set_title("Evening clinics, smaller");
  command.set_reason("The board asked for a smaller one.");
  const auto then = Given<pb::BusinessCase>(declined).When(Decide, command);
  ASSERT_FALSE(then.decision().rejected());
  const auto& revised = dynamic_cast<const pb::BusinessCaseRevised&>(*then.decision().events()[0]);
  Keep(declined, revised);
  EXPECT_EQ(declined.state(), pb::BusinessCase::STATE_DRAFTED);
  EXPECT_FALSE(declined.figures().has_appraisal());
}

}  // namespace
}  // namespace fivestep::programme
