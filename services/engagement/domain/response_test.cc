#include "engagement/domain/response.h"

#include "engagement/domain/examples.h"
#include "platform/testing/given.h"

namespace fivestep::engagement {
namespace {

using fivestep::testing::Given;

pb::PublishResponseRequest Publish(const pb::Response& response) {
  pb::PublishResponseRequest request;
  request.set_name(kTheme);
  *request.mutable_response() = response;
  return request;
}

pb::Response OfKind(pb::ResponseKind kind) {
  pb::Response response = Doing();
  response.set_kind(kind);
  return response;
}

Given<pb::Theme> AThemeHeardOnce() {
  Given<pb::Theme> given;
  given.After(Evolve, Agreed()).After(Evolve, HeardIn(kTheme, kActivity));
  given.With(kActivity, RowOf<pb::Activity>(Planned(), Opened(), Raised(kActivity, kTheme)));
  return given;
}

pb::Activity AClosedOneWaitingFor(std::initializer_list<std::string> themes) {
  auto activity = RowOf<pb::Activity>(Planned(), Opened());
  for (const std::string& theme : themes) Evolve(activity, Raised(kActivity, theme));
  Evolve(activity, Closed());
  return activity;
}

TEST(PublishResponse, ReachesEveryActivityInTheSameMoment) {
  AThemeHeardOnce()
      .After(Evolve, HeardIn(kTheme, kOtherActivity))
      .With(kOtherActivity,
            RowOf<pb::Activity>(Planned(kOtherActivity), Opened(kOtherActivity),
                                Raised(kOtherActivity, kTheme), Closed(kOtherActivity)))
      .When(Decide, Publish(Doing()))
      .ThenEmits(Published(kTheme, Doing()), Reached(kActivity, kTheme, Doing()),
                 Reached(kOtherActivity, kTheme, Doing()), FedBack(kOtherActivity));
}

TEST(PublishResponse, DoesNotCallAnActivityFedBackThatWaitsForAnotherTheme) {
  AThemeHeardOnce()
      .With(kActivity, AClosedOneWaitingFor({kTheme, kOtherTheme}))
      .When(Decide, Publish(Doing()))
      .ThenEmits(Published(kTheme, Doing()), Reached(kActivity, kTheme, Doing()));
}

TEST(PublishResponse, TakesNewsAfterAnEarlierAnswerWithoutFeedingBackTwice) {
  pb::Activity fed_back = AClosedOneWaitingFor({kTheme});
  Evolve(fed_back, Reached(kActivity, kTheme, Doing()));
  Evolve(fed_back, FedBack(kActivity));
  const pb::Response done = OfKind(pb::RESPONSE_KIND_DONE);
  AThemeHeardOnce()
      .After(Evolve, Published(kTheme, Doing()))
      .With(kActivity, fed_back)
      .When(Decide, Publish(done))
      .ThenEmits(Published(kTheme, done), Reached(kActivity, kTheme, done));
}

TEST(PublishResponse, AnswersAnOverdueThemeToo) {
  pb::ResponseOverdue overdue;
  overdue.set_theme(kTheme);
  AThemeHeardOnce()
      .After(Evolve, overdue)
      .When(Decide, Publish(Doing()))
      .ThenEmits(Published(kTheme, Doing()), Reached(kActivity, kTheme, Doing()));
}

pb::Response UnderConsideration() {
  pb::Response response = OfKind(pb::RESPONSE_KIND_UNDER_CONSIDERATION);
  response.set_decision_date("2026-04-01");
  return response;
}

TEST(PublishResponse, IsNoAnswerWhileItIsUnderConsideration) {
  const pb::Activity waiting = AClosedOneWaitingFor({kTheme});
  Given<pb::Theme> given = AThemeHeardOnce();
  given.With(kActivity, waiting)
      .When(Decide, Publish(UnderConsideration()))
      .ThenEmits(Published(kTheme, UnderConsideration()),
                 Reached(kActivity, kTheme, UnderConsideration()));
  given.After(Evolve, Published(kTheme, UnderConsideration()));
  EXPECT_EQ(given.state().state(), pb::Theme::STATE_AGREED);
  pb::Activity reached = waiting;
  Evolve(reached, Reached(kActivity, kTheme, UnderConsideration()));
  EXPECT_FALSE(IsAnswered(reached));
  given.With(kActivity, reached)
      .When(Decide, Publish(Doing()))
      .ThenEmits(Published(kTheme, Doing()), Reached(kActivity, kTheme, Doing()),
                 FedBack(kActivity));
}

TEST(PublishResponse, RejectsConsideringWhatIsAnswered) {
  AThemeHeardOnce()
      .After(Evolve, Published(kTheme, Doing()))
      .When(Decide, Publish(UnderConsideration()))
      .ThenRejected(pb::NOT_IN_THIS_STATE);
}

TEST(PublishResponse, RejectsConsiderationWithoutADayForTheDecision) {
  AThemeHeardOnce()
      .When(Decide, Publish(OfKind(pb::RESPONSE_KIND_UNDER_CONSIDERATION)))
      .ThenRejected(pb::RESPONSE_INCOMPLETE);
  pb::Response late = UnderConsideration();
  late.set_decision_date("2026-03-02");
  AThemeHeardOnce().When(Decide, Publish(late)).ThenRejected(pb::PROMISE_IN_PAST);
}

TEST(PublishResponse, AnswersInTheFormatsThatPeopleWereTold) {
  pb::Activity activity = AClosedOneWaitingFor({kTheme});
  auto* urdu = activity.mutable_arrangements()->add_formats();
  urdu->set_format(pb::INFORMATION_FORMAT_TRANSLATION);
  urdu->set_language("ur");
  pb::Response response = Doing();
  AThemeHeardOnce()
      .With(kActivity, activity)
      .When(Decide, Publish(response))
      .ThenRejected(pb::RESPONSE_FORMAT_MISSING);
  response.add_formats()->set_format(pb::INFORMATION_FORMAT_TRANSLATION);
  response.mutable_formats(0)->set_language("pl");
  AThemeHeardOnce()
      .With(kActivity, activity)
      .When(Decide, Publish(response))
      .ThenRejected(pb::RESPONSE_FORMAT_MISSING);
  response.mutable_formats(0)->set_language("ur");
  AThemeHeardOnce()
      .With(kActivity, activity)
      .When(Decide, Publish(response))
      .ThenEmits(Published(kTheme, response), Reached(kActivity, kTheme, response),
                 FedBack(kActivity));
}

TEST(PublishResponse, FeedsBackACodedActivityToo) {
  pb::Activity coded = AClosedOneWaitingFor({kTheme});
  Evolve(coded, pb::ActivityCoded());
  AThemeHeardOnce()
      .With(kActivity, coded)
      .When(Decide, Publish(Doing()))
      .ThenEmits(Published(kTheme, Doing()), Reached(kActivity, kTheme, Doing()),
                 FedBack(kActivity));
}

TEST(PublishResponse, RejectsAThemeThatNobodyRaised) {
  Given<pb::Theme>()
      .After(Evolve, Agreed())
      .When(Decide, Publish(Doing()))
      .ThenRejected(pb::THEME_NOT_HEARD);
}

TEST(PublishResponse, RejectsTheSameAnswerAgain) {
  AThemeHeardOnce()
      .After(Evolve, Published(kTheme, Doing()))
      .When(Decide, Publish(Doing()))
      .ThenRejected(pb::RESPONSE_UNCHANGED);
}

TEST(PublishResponse, RejectsAPromiseWithoutADay) {
  AThemeHeardOnce()
      .When(Decide, Publish(OfKind(pb::RESPONSE_KIND_WILL_DO)))
      .ThenRejected(pb::RESPONSE_INCOMPLETE);
}

TEST(PublishResponse, RejectsARefusalWithoutAReason) {
  AThemeHeardOnce()
      .When(Decide, Publish(OfKind(pb::RESPONSE_KIND_CANNOT_DO)))
      .ThenRejected(pb::RESPONSE_INCOMPLETE);
}

TEST(PublishResponse, RejectsPointingAtOthersWithoutSayingWhom) {
  AThemeHeardOnce()
      .When(Decide, Publish(OfKind(pb::RESPONSE_KIND_NEEDS_OTHERS)))
      .ThenRejected(pb::RESPONSE_INCOMPLETE);
}

TEST(PublishResponse, RejectsAReasonForWhatIsBeingDone) {
  pb::Response response = Doing();
  response.set_reason("no money");
  AThemeHeardOnce().When(Decide, Publish(response)).ThenRejected(pb::RESPONSE_CONTRADICTORY);
}

TEST(PublishResponse, RejectsAPromiseForADayThatDoesNotExist) {
  pb::Response response = OfKind(pb::RESPONSE_KIND_WILL_DO);
  response.set_promised_date("2026-06-31");
  AThemeHeardOnce().When(Decide, Publish(response)).ThenRejected(pb::DATE_NOT_VALID);
}

TEST(PublishResponse, RejectsAPromiseForToday) {
  pb::Response response = OfKind(pb::RESPONSE_KIND_WILL_DO);
  response.set_promised_date("2026-03-02");
  AThemeHeardOnce().When(Decide, Publish(response)).ThenRejected(pb::PROMISE_IN_PAST);
  response.set_promised_date("2026-03-03");
  EXPECT_FALSE(AThemeHeardOnce().When(Decide, Publish(response)).decision().rejected());
}

}  // namespace
}  // namespace fivestep::engagement
