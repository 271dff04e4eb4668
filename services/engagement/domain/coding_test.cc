#include "engagement/domain/coding.h"

#include "engagement/domain/consent.h"
#include "engagement/domain/examples.h"
#include "engagement/domain/response_clock.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/testing/given.h"

namespace fivestep::engagement {
namespace {

using fivestep::testing::Given;
using fivestep::testing::kNow;

std::string Contribution(int number) {
  return "programmes/p1/contributions/c" + std::to_string(number);
}

pb::CodeContributionsRequest Code(std::initializer_list<int> numbers) {
  pb::CodeContributionsRequest request;
  request.set_name(kTheme);
  for (const int number : numbers) request.add_contributions(Contribution(number));
  return request;
}

pb::ContributionCoded Coded(int number, const std::string& theme = kTheme) {
  pb::ContributionCoded coded;
  coded.set_contribution(Contribution(number));
  coded.set_theme(theme);
  return coded;
}

pb::Activity AnOpenOne(const std::string& name = kActivity) {
  return RowOf<pb::Activity>(Planned(name), Opened(name));
}

pb::Activity AClosedOne(const std::string& name = kActivity, Instant at = kNow) {
  return RowOf<pb::Activity>(Planned(name), Opened(name), Closed(name, at));
}

Given<pb::Theme> AnAgreedTheme() {
  Given<pb::Theme> given;
  given.After(Evolve, Agreed());
  for (const int number : {1, 2, 3}) given.With(Contribution(number), Said(Contribution(number)));
  given.With(kActivity, AnOpenOne());
  return given;
}

TEST(CodeContributions, LinksEachContributionAndTheActivityOnce) {
  AnAgreedTheme()
      .When(Decide, Code({1, 2, 3}))
      .ThenEmits(Coded(1), Coded(2), Coded(3), HeardIn(kTheme, kActivity),
                 Raised(kActivity, kTheme));
}

TEST(CodeContributions, DoesNotRepeatAnActivityThatIsKnown) {
  AnAgreedTheme()
      .After(Evolve, HeardIn(kTheme, kActivity))
      .When(Decide, Code({2}))
      .ThenEmits(Coded(2));
}

TEST(CodeContributions, StartsTheClockWhenTheActivityIsOver) {
  AnAgreedTheme()
      .With(kActivity, AClosedOne(kActivity, kNow - std::chrono::days(5)))
      .When(Decide, Code({1}))
      .ThenEmits(Coded(1), HeardIn(kTheme, kActivity), Raised(kActivity, kTheme),
                 DueSet(RowOf<pb::Theme>(Agreed()), kActivity, kNow + std::chrono::days(28)));
}

TEST(CodeContributions, KeepsTheEarliestOfSeveralPromises) {
  pb::ActivityPlanned hasty = Planned(kOtherActivity);
  hasty.set_response_days(7);
  AnAgreedTheme()
      .With(kActivity, AClosedOne())
      .With(kOtherActivity,
            RowOf<pb::Activity>(hasty, Opened(kOtherActivity), Closed(kOtherActivity)))
      .With(Contribution(2), Said(Contribution(2), kOtherActivity))
      .When(Decide, Code({1, 2}))
      .ThenEmits(Coded(1), Coded(2), HeardIn(kTheme, kActivity), Raised(kActivity, kTheme),
                 HeardIn(kTheme, kOtherActivity), Raised(kOtherActivity, kTheme),
                 DueSet(RowOf<pb::Theme>(Agreed()), kOtherActivity, kNow + std::chrono::days(7)));
}

TEST(CodeContributions, BringsAnAnswerThatIsPublishedAlready) {
  AnAgreedTheme()
      .After(Evolve, Published(kTheme, Doing()))
      .With(kActivity, AClosedOne())
      .When(Decide, Code({1}))
      .ThenEmits(Coded(1), HeardIn(kTheme, kActivity), Raised(kActivity, kTheme),
                 Reached(kActivity, kTheme, Doing()), FedBack(kActivity));
}

TEST(CodeContributions, DoesNotCallAnActivityFedBackThatWaitsForAnotherTheme) {
  pb::Activity waiting = AClosedOne();
  Evolve(waiting, Raised(kActivity, kOtherTheme));
  AnAgreedTheme()
      .After(Evolve, Published(kTheme, Doing()))
      .With(kActivity, waiting)
      .When(Decide, Code({1}))
      .ThenEmits(Coded(1), HeardIn(kTheme, kActivity), Raised(kActivity, kTheme),
                 Reached(kActivity, kTheme, Doing()));
}

TEST(CodeContributions, RejectsAContributionNamedTwice) {
  AnAgreedTheme().When(Decide, Code({1, 2, 1})).ThenRejected(pb::CONTRIBUTION_REPEATED);
}

TEST(CodeContributions, RejectsOneThatIsPartOfTheThemeAlready) {
  pb::Contribution coded = Said(Contribution(2));
  Evolve(coded, Coded(2));
  AnAgreedTheme()
      .With(Contribution(2), coded)
      .When(Decide, Code({1, 2}))
      .ThenRejected(pb::ALREADY_CODED);
}

TEST(CodeContributions, TakesOneThatIsPartOfAnotherTheme) {
  pb::Contribution coded = Said(Contribution(1));
  Evolve(coded, Coded(1, kOtherTheme));
  AnAgreedTheme()
      .After(Evolve, HeardIn(kTheme, kActivity))
      .With(Contribution(1), coded)
      .When(Decide, Code({1}))
      .ThenEmits(Coded(1));
}

TEST(CodeContributions, RejectsOneThatWasTakenBack) {
  pb::Contribution withdrawn = Said(Contribution(2));
  Evolve(withdrawn, pb::ContributionWithdrawn());
  AnAgreedTheme()
      .With(Contribution(2), withdrawn)
      .When(Decide, Code({1, 2}))
      .ThenRejected(pb::CONTRIBUTION_WITHDRAWN);
}

TEST(CodeContributions, RejectsAContributionThatIsNotThere) {
  AnAgreedTheme().When(Decide, Code({4})).ThenRejected(platform::v1::RESOURCE_NOT_FOUND);
}

TEST(CodeContributions, RejectsAnActivityThatNeverBegan) {
  AnAgreedTheme()
      .With(kActivity, RowOf<pb::Activity>(Planned()))
      .When(Decide, Code({1}))
      .ThenRejected(pb::ACTIVITY_NOT_OPEN);
}

TEST(CodeContributions, RejectsMoreThemesThanAContributionCanHave) {
  pb::Contribution full = Said(Contribution(1));
  for (int i = 0; i < kMaxThemesPerContribution; ++i) {
    Evolve(full, Coded(1, "programmes/p1/themes/t" + std::to_string(i)));
  }
  AnAgreedTheme()
      .With(Contribution(1), full)
      .When(Decide, Code({1}))
      .ThenRejected(pb::TOO_MANY_THEMES);
}

TEST(CodeContributions, RejectsMoreThemesThanAnActivityCanName) {
  pb::Activity full = AnOpenOne();
  for (int i = 0; i < kMaxThemesPerActivity; ++i) {
    Evolve(full, Raised(kActivity, "programmes/p1/themes/t" + std::to_string(i)));
  }
  AnAgreedTheme().With(kActivity, full).When(Decide, Code({1})).ThenRejected(pb::TOO_MANY_THEMES);
}

TEST(CodeContributions, RejectsMoreActivitiesThanAThemeCanName) {
  Given<pb::Theme> given = AnAgreedTheme();
  for (int i = 0; i < kMaxActivitiesPerTheme; ++i) {
    given.After(Evolve, HeardIn(kTheme, "programmes/p1/activities/a" + std::to_string(i)));
  }
  given.When(Decide, Code({1})).ThenRejected(pb::TOO_MANY_ACTIVITIES);
}

}  // namespace
}  // namespace fivestep::engagement
