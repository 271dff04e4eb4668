#include "engagement/domain/theme.h"

#include "engagement/domain/examples.h"
#include "engagement/domain/response_clock.h"
#include "platform/testing/given.h"

namespace fivestep::engagement {
namespace {

using fivestep::testing::Given;
using fivestep::testing::kNow;

pb::AgreeThemeRequest Agree() {
  pb::AgreeThemeRequest request;
  request.set_parent("programmes/p1");
  request.set_title(Agreed().title());
  request.set_definition(Agreed().definition());
  *request.mutable_endorsements() = Agreed().endorsements();
  return request;
}

pb::EndorseThemeRequest Endorse(const std::string& role) {
  pb::EndorseThemeRequest request;
  request.set_name(kTheme);
  request.mutable_endorsement()->set_voice(pb::ENDORSING_VOICE_CLINICAL);
  request.mutable_endorsement()->set_role(role);
  return request;
}

pb::ThemeEndorsed Endorsed(const std::string& role) {
  pb::ThemeEndorsed endorsed;
  endorsed.set_theme(kTheme);
  *endorsed.mutable_endorsement() = Endorse(role).endorsement();
  return endorsed;
}

pb::ResponseDueSet Due(Instant due) { return DueSet(RowOf<pb::Theme>(Agreed()), kActivity, due); }

TEST(AgreeTheme, RecordsWhatIsCommonAndWhoStandsBehindIt) {
  Given<pb::Theme>().Naming(kTheme).When(Decide, Agree()).ThenEmits(Agreed());
}

TEST(AgreeTheme, RejectsTheSameEndorsementTwice) {
  pb::AgreeThemeRequest request = Agree();
  *request.add_endorsements() = request.endorsements(0);
  Given<pb::Theme>().Naming(kTheme).When(Decide, request).ThenRejected(pb::ENDORSEMENT_REPEATED);
}

TEST(AgreeTheme, TakesOneRoleForTwoVoices) {
  pb::AgreeThemeRequest request = Agree();
  *request.add_endorsements() = request.endorsements(0);
  request.mutable_endorsements(1)->set_voice(pb::ENDORSING_VOICE_CLINICAL);
  EXPECT_FALSE(Given<pb::Theme>().Naming(kTheme).When(Decide, request).decision().rejected());
}

TEST(EndorseTheme, AddsAVoice) {
  Given<pb::Theme>()
      .After(Evolve, Agreed())
      .When(Decide, Endorse("Consultant midwife"))
      .ThenEmits(Endorsed("Consultant midwife"));
}

TEST(EndorseTheme, RejectsAVoiceThatIsThereAlready) {
  Given<pb::Theme>()
      .After(Evolve, Agreed())
      .After(Evolve, Endorsed("Consultant midwife"))
      .When(Decide, Endorse("Consultant midwife"))
      .ThenRejected(pb::ENDORSEMENT_REPEATED);
}

TEST(EndorseTheme, RejectsMoreThanARowCanHold) {
  Given<pb::Theme> given;
  given.After(Evolve, Agreed());
  for (int i = 1; i < kMaxEndorsements; ++i) {
    given.After(Evolve, Endorsed("Clinician " + std::to_string(i)));
  }
  given.When(Decide, Endorse("One more")).ThenRejected(pb::TOO_MANY_ENDORSEMENTS);
}

TEST(ResponseOverdue, IsSaidWhenTheTimeHasCome) {
  pb::ResponseOverdue overdue;
  overdue.set_theme(kTheme);
  *overdue.mutable_response_due_time() = ToTimestamp(kNow);
  Given<pb::Theme>()
      .After(Evolve, Agreed())
      .After(Evolve, Due(kNow))
      .WhenDue(DecideResponseOverdue)
      .ThenEmits(overdue);
}

TEST(ResponseOverdue, IsNotSaidBefore) {
  Given<pb::Theme>()
      .After(Evolve, Agreed())
      .After(Evolve, Due(kNow + std::chrono::microseconds(1)))
      .WhenDue(DecideResponseOverdue)
      .ThenEmits();
}

TEST(ResponseOverdue, IsNotSaidOfAThemeThatIsAnswered) {
  Given<pb::Theme>()
      .After(Evolve, Agreed())
      .After(Evolve, Due(kNow))
      .After(Evolve, Published(kTheme, Doing()))
      .WhenDue(DecideResponseOverdue)
      .ThenEmits();
}

TEST(ResponseOverdue, IsSaidOnce) {
  pb::ResponseOverdue overdue;
  overdue.set_theme(kTheme);
  Given<pb::Theme>()
      .After(Evolve, Agreed())
      .After(Evolve, Due(kNow))
      .After(Evolve, overdue)
      .WhenDue(DecideResponseOverdue)
      .ThenEmits();
}

TEST(ResponseOverdue, IsNotSaidOfAThemeThatNobodyWaitsFor) {
  Given<pb::Theme>().After(Evolve, Agreed()).WhenDue(DecideResponseOverdue).ThenEmits();
}

TEST(ThemeTimers, RunFromTheDueTimeUntilTheAnswer) {
  pb::Theme theme = RowOf<pb::Theme>(Agreed());
  EXPECT_TRUE(TimersOf(theme).empty());
  Evolve(theme, Due(kNow));
  ASSERT_EQ(TimersOf(theme).size(), 1u);
  EXPECT_EQ(TimersOf(theme)[0].due, kNow);
  Evolve(theme, Published(kTheme, Doing()));
  EXPECT_TRUE(TimersOf(theme).empty());
}

TEST(ResponseClock, RunsFromTheLaterOfCloseAndAgreement) {
  const pb::Theme theme = RowOf<pb::Theme>(Agreed());
  const Instant before = kNow - std::chrono::days(10);
  const Instant after = kNow + std::chrono::days(10);
  EXPECT_EQ(ResponseDue(theme, before, 28), kNow + std::chrono::days(28));
  EXPECT_EQ(ResponseDue(theme, after, 28), kNow + std::chrono::days(38));
}

}  // namespace
}  // namespace fivestep::engagement
