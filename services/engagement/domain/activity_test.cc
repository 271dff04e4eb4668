#include "engagement/domain/activity.h"

#include "engagement/domain/evidence_index.h"
#include "engagement/domain/examples.h"
#include "engagement/domain/response_clock.h"
#include "platform/testing/given.h"

namespace fivestep::engagement {
namespace {

using fivestep::testing::Given;
using fivestep::testing::kNow;

pb::PlanActivityRequest Plan() {
  const pb::ActivityPlanned planned = Planned();
  pb::PlanActivityRequest request;
  request.set_parent("programmes/p1");
  request.set_title(planned.title());
  request.set_method(planned.method());
  request.set_purpose(planned.purpose());
  request.set_place(planned.place());
  request.set_planned_date(planned.planned_date());
  request.set_lawful_basis(planned.lawful_basis());
  request.set_special_category_condition(planned.special_category_condition());
  *request.mutable_consent_items() = planned.consent_items();
  return request;
}

pb::OpenActivityRequest Open() {
  pb::OpenActivityRequest request;
  request.set_name(kActivity);
  return request;
}

pb::CloseActivityRequest Close() {
  pb::CloseActivityRequest request;
  request.set_name(kActivity);
  return request;
}

TEST(PlanActivity, PutsAnActivityInTheCalendarWithFourWeeksToAnswer) {
  Given<pb::Activity>().Naming(kActivity).When(Decide, Plan()).ThenEmits(Planned());
}

TEST(PlanActivity, KeepsTheDaysThatThePeopleWerePromised) {
  pb::PlanActivityRequest request = Plan();
  request.set_response_days(14);
  pb::ActivityPlanned expected = Planned();
  expected.set_response_days(14);
  Given<pb::Activity>().Naming(kActivity).When(Decide, request).ThenEmits(expected);
}

TEST(PlanActivity, RejectsADayThatDoesNotExist) {
  pb::PlanActivityRequest request = Plan();
  for (const char* day : {"2026-02-30", "20 February", "2026-2-3"}) {
    request.set_planned_date(day);
    Given<pb::Activity>().Naming(kActivity).When(Decide, request).ThenRejected(pb::DATE_NOT_VALID);
  }
}

TEST(PlanActivity, RejectsAConsentItemThatIsAskedTwice) {
  pb::PlanActivityRequest request = Plan();
  request.add_consent_items(pb::CONSENT_ITEM_QUOTE);
  Given<pb::Activity>()
      .Naming(kActivity)
      .When(Decide, request)
      .ThenRejected(pb::CONSENT_ITEM_REPEATED);
}

TEST(PlanActivity, RejectsConsentAsABasisWhenNobodyIsAsked) {
  pb::PlanActivityRequest request = Plan();
  request.set_lawful_basis(pb::LAWFUL_BASIS_CONSENT);
  request.clear_consent_items();
  request.add_consent_items(pb::CONSENT_ITEM_QUOTE);
  Given<pb::Activity>().Naming(kActivity).When(Decide, request).ThenRejected(pb::CONSENT_NOT_ASKED);
}

TEST(OpenActivity, BeginsAPlannedActivity) {
  Given<pb::Activity>().After(Evolve, Planned()).When(Decide, Open()).ThenEmits(Opened());
}

TEST(OpenActivity, RejectsOneThatIsOpen) {
  Given<pb::Activity>()
      .After(Evolve, Planned())
      .After(Evolve, Opened())
      .When(Decide, Open())
      .ThenRejected(pb::ACTIVITY_NOT_PLANNED);
}

TEST(OpenActivity, RejectsOneThatIsOver) {
  Given<pb::Activity>()
      .After(Evolve, Planned())
      .After(Evolve, Opened())
      .After(Evolve, Closed())
      .When(Decide, Open())
      .ThenRejected(pb::ACTIVITY_NOT_PLANNED);
}

TEST(CloseActivity, EndsAnOpenActivityWithoutThemes) {
  Given<pb::Activity>()
      .After(Evolve, Planned())
      .After(Evolve, Opened())
      .When(Decide, Close())
      .ThenEmits(Closed());
}

TEST(CloseActivity, StartsTheClockOfTheThemesRaisedAtIt) {
  const pb::Theme theme = RowOf<pb::Theme>(Agreed(kTheme, kNow - std::chrono::days(3)));
  Given<pb::Activity>()
      .After(Evolve, Planned())
      .After(Evolve, Opened())
      .After(Evolve, Raised(kActivity, kTheme))
      .With(kTheme, theme)
      .When(Decide, Close())
      .ThenEmits(Closed(), DueSet(theme, kActivity, kNow + std::chrono::days(28)));
}

TEST(CloseActivity, LeavesAClockAloneThatIsDueEarlier) {
  pb::Theme theme = RowOf<pb::Theme>(Agreed());
  Evolve(theme, DueSet(theme, kOtherActivity, kNow + std::chrono::days(27)));
  Given<pb::Activity>()
      .After(Evolve, Planned())
      .After(Evolve, Opened())
      .After(Evolve, Raised(kActivity, kTheme))
      .With(kTheme, theme)
      .When(Decide, Close())
      .ThenEmits(Closed());
}

TEST(CloseActivity, IsFedBackAtOnceWhenEverythingRaisedIsAnswered) {
  const pb::Theme theme = RowOf<pb::Theme>(Agreed(), Published(kTheme, Doing()));
  Given<pb::Activity>()
      .After(Evolve, Planned())
      .After(Evolve, Opened())
      .After(Evolve, Raised(kActivity, kTheme))
      .After(Evolve, Reached(kActivity, kTheme, Doing()))
      .With(kTheme, theme)
      .When(Decide, Close())
      .ThenEmits(Closed(), FedBack(kActivity));
}

TEST(CloseActivity, RejectsOneThatNeverBegan) {
  Given<pb::Activity>()
      .After(Evolve, Planned())
      .When(Decide, Close())
      .ThenRejected(pb::ACTIVITY_NOT_OPEN);
}

TEST(CloseActivity, RejectsOneThatIsOver) {
  Given<pb::Activity>()
      .After(Evolve, Planned())
      .After(Evolve, Opened())
      .After(Evolve, Closed())
      .When(Decide, Close())
      .ThenRejected(pb::ACTIVITY_NOT_OPEN);
}

pb::ActivityPlanned PlannedWithDpia() {
  pb::ActivityPlanned planned = Planned();
  planned.mutable_arrangements()->set_dpia_need(pb::DPIA_NEED_REQUIRED);
  return planned;
}

pb::DpiaApproved Approved() {
  pb::DpiaApproved approved;
  approved.set_activity(kActivity);
  approved.set_dpia_reference("DPIA 2026-17");
  approved.set_dpia_approver_role("Data Protection Officer");
  approved.set_dpia_review_date("2027-03-02");
  return approved;
}

pb::FinishCodingRequest FinishCoding() {
  pb::FinishCodingRequest request;
  request.set_name(kActivity);
  request.set_saturation_statement("The last ten contributions raised nothing new.");
  return request;
}

pb::ActivityCoded Coded() {
  pb::ActivityCoded coded;
  coded.set_activity(kActivity);
  *coded.mutable_code_time() = ToTimestamp(kNow);
  coded.set_saturation_statement("The last ten contributions raised nothing new.");
  return coded;
}

TEST(PlanActivity, KeepsTheArrangements) {
  pb::PlanActivityRequest request = Plan();
  auto& arrangements = *request.mutable_arrangements();
  auto* partner = arrangements.add_organisations();
  partner->set_organisation("Healthwatch Blackpool");
  partner->set_kind(pb::PARTNER_KIND_HEALTHWATCH);
  arrangements.set_controller("NHS Lancashire and South Cumbria ICB");
  arrangements.set_sharing_agreement("DSA 12");
  arrangements.set_intended_rung(pb::LADDER_RUNG_CO_DESIGN);
  pb::ActivityPlanned expected = Planned();
  *expected.mutable_arrangements() = arrangements;
  Given<pb::Activity> given;
  given.Naming(kActivity).When(Decide, request).ThenEmits(expected);
  given.After(Evolve, expected);
  EXPECT_EQ(given.state().arrangements().intended_rung(), pb::LADDER_RUNG_CO_DESIGN);
}

TEST(OpenActivity, WaitsForTheDpiaWhereOneIsNeeded) {
  Given<pb::Activity> given;
  given.After(Evolve, PlannedWithDpia());
  given.When(Decide, Open()).ThenRejected(pb::DPIA_NOT_APPROVED);
  given.After(Evolve, Approved()).When(Decide, Open()).ThenEmits(Opened());
}

TEST(ApproveDpia, RecordsWhoApprovedWhat) {
  pb::ApproveDpiaRequest request;
  request.set_name(kActivity);
  request.set_dpia_reference("DPIA 2026-17");
  request.set_dpia_approver_role("Data Protection Officer");
  request.set_dpia_review_date("2027-03-02");
  Given<pb::Activity> given;
  given.After(Evolve, PlannedWithDpia()).When(Decide, request).ThenEmits(Approved());
  request.set_dpia_review_date("next year");
  given.When(Decide, request).ThenRejected(pb::DATE_NOT_VALID);
}

TEST(CloseActivity, RecordsTheRungThatWasReachedBesideTheOneThatWasMeant) {
  pb::CloseActivityRequest request = Close();
  request.set_achieved_rung(pb::LADDER_RUNG_CONSULTATION);
  request.set_rung_statement("Nine of eleven said so on their way out.");
  pb::ActivityClosed expected = Closed();
  expected.set_achieved_rung(pb::LADDER_RUNG_CONSULTATION);
  expected.set_rung_statement("Nine of eleven said so on their way out.");
  Given<pb::Activity>()
      .After(Evolve, Planned())
      .After(Evolve, Opened())
      .When(Decide, request)
      .ThenEmits(expected);
}

TEST(FinishCoding, NeedsAReasonForWhatIsPartOfNoTheme) {
  Given<pb::Activity> given;
  given.After(Evolve, Planned()).After(Evolve, Opened()).After(Evolve, Closed());
  given.When(Decide, FinishCoding()).ThenEmits(Coded());
  given.rows().PutViewValue(kEvidenceView, UncodedKey(kActivity), "2");
  given.When(Decide, FinishCoding()).ThenRejected(pb::CONTRIBUTIONS_UNCODED);
  pb::FinishCodingRequest request = FinishCoding();
  request.set_uncoded_reason("Two spoke of the parking at the venue.");
  pb::ActivityCoded expected = Coded();
  expected.set_uncoded_reason("Two spoke of the parking at the venue.");
  given.When(Decide, request).ThenEmits(expected);
}

TEST(Activity, IsCodedAgainWhenSomethingElseIsRaisedAfterwards) {
  const auto activity = RowOf<pb::Activity>(
      Planned(), Opened(), Closed(), Coded(), Raised(kActivity, kTheme),
      Reached(kActivity, kTheme, Doing()), FedBack(kActivity), Raised(kActivity, kOtherTheme));
  EXPECT_EQ(activity.state(), pb::Activity::STATE_CODED);
}

TEST(Activity, IsNotFedBackAnyMoreWhenSomethingElseIsRaised) {
  const auto activity = RowOf<pb::Activity>(Planned(), Opened(), Raised(kActivity, kTheme),
                                            Closed(), Reached(kActivity, kTheme, Doing()),
                                            FedBack(kActivity), Raised(kActivity, kOtherTheme));
  EXPECT_EQ(activity.state(), pb::Activity::STATE_CLOSED);
  EXPECT_FALSE(IsAnswered(activity));
  EXPECT_TRUE(IsAnswered(activity, kOtherTheme));
}

}  // namespace
}  // namespace fivestep::engagement
