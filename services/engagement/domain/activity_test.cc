#include "engagement/domain/activity.h"

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
