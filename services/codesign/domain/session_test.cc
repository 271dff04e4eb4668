#include "codesign/domain/session.h"

#include <gtest/gtest.h>

#include "codesign/domain/ballot.h"
#include "codesign/domain/examples.h"
#include "fivestep/codesign/v1/error_reason.pb.h"
#include "platform/core/timestamp.h"

namespace fivestep::codesign {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using testing::Given;
using testing::kNow;

v1::ScheduleSessionRequest Schedule(Instant start) {
  v1::ScheduleSessionRequest request;
  request.set_brief(kBrief);
  request.set_title("What would help you to stop?");
  *request.mutable_start_time() = ToTimestamp(start);
  request.set_place("Family hub");
  request.set_method(v1::SESSION_METHOD_WORLD_CAFE);
  request.set_seat_count(24);
  request.add_access_arrangements(v1::ACCESS_ARRANGEMENT_CHILDCARE);
  request.set_dots_per_ballot(3);
  request.set_max_dots_per_idea(2);
  return request;
}

Given<v1::Session> NewSession() {
  Given<v1::Session> given;
  given.Naming(kSession).With(kBrief, SampleBrief());
  return given;
}

v1::HoldSessionRequest Hold() {
  v1::HoldSessionRequest request;
  request.set_name(kSession);
  return request;
}

void AddGroup(v1::HoldSessionRequest& request, v1::StakeholderGroup group, int count) {
  auto* entry = request.mutable_attendance()->add_groups();
  entry->set_group(group);
  entry->set_attendee_count(count);
}

v1::CloseSessionRequest Close() {
  v1::CloseSessionRequest request;
  request.set_name(kSession);
  return request;
}

TEST(SessionDecider, SchedulesASessionForTheTargetAreaOfItsBrief) {
  v1::SessionScheduled expected;
  expected.set_session(kSession);
  expected.set_target_area(SampleBrief().target_area());
  expected.set_brief(kBrief);
  expected.set_title("What would help you to stop?");
  *expected.mutable_start_time() = ToTimestamp(kNow + hours(48));
  expected.set_place("Family hub");
  expected.set_method(v1::SESSION_METHOD_WORLD_CAFE);
  expected.set_seat_count(24);
  expected.add_access_arrangements(v1::ACCESS_ARRANGEMENT_CHILDCARE);
  expected.set_dots_per_ballot(3);
  expected.set_max_dots_per_idea(2);
  NewSession().When(Decide, Schedule(kNow + hours(48))).ThenEmits(expected);
}

TEST(SessionDecider, RejectsAStartThatIsExactlyNow) {
  NewSession().When(Decide, Schedule(kNow)).ThenRejected(v1::SESSION_START_NOT_IN_FUTURE);
}

TEST(SessionDecider, RejectsAStartInThePast) {
  NewSession()
      .When(Decide, Schedule(kNow - seconds(1)))
      .ThenRejected(v1::SESSION_START_NOT_IN_FUTURE);
}

TEST(SessionDecider, RejectsMoreDotsPerIdeaThanPerBallot) {
  auto request = Schedule(kNow + hours(1));
  request.set_max_dots_per_idea(4);
  NewSession().When(Decide, request).ThenRejected(v1::VOTING_LIMITS_INCONSISTENT);
}

TEST(SessionDecider, RejectsAVoteWithoutALimitPerIdea) {
  auto request = Schedule(kNow + hours(1));
  request.set_max_dots_per_idea(0);
  NewSession().When(Decide, request).ThenRejected(v1::VOTING_LIMITS_INCONSISTENT);
}

TEST(SessionDecider, RejectsALimitPerIdeaWhereNobodyVotes) {
  auto request = Schedule(kNow + hours(1));
  request.set_dots_per_ballot(0);
  NewSession().When(Decide, request).ThenRejected(v1::VOTING_LIMITS_INCONSISTENT);
}

TEST(SessionDecider, HoldsASessionAndShowsAttendanceInBands) {
  auto request = Hold();
  AddGroup(request, v1::STAKEHOLDER_GROUP_RESIDENTS, 13);
  AddGroup(request, v1::STAKEHOLDER_GROUP_CLINICIANS, 3);
  v1::SessionHeld expected;
  expected.set_session(kSession);
  auto* residents = expected.add_attendance();
  residents->set_group(v1::STAKEHOLDER_GROUP_RESIDENTS);
  residents->set_attendee_count_rounded(15);
  auto* clinicians = expected.add_attendance();
  clinicians->set_group(v1::STAKEHOLDER_GROUP_CLINICIANS);
  clinicians->set_fewer_than_eight(true);
  *expected.mutable_exact_attendance() = request.attendance();
  Given<v1::Session>(ScheduledSession(kNow)).When(Decide, request).ThenEmits(expected);
}

TEST(SessionDecider, HoldsASessionWeeksAfterItTookPlace) {
  auto request = Hold();
  AddGroup(request, v1::STAKEHOLDER_GROUP_VCFSE, 9);
  const auto then =
      Given<v1::Session>(ScheduledSession(kNow - hours(24 * 30))).When(Decide, request);
  EXPECT_FALSE(then.decision().rejected());
}

TEST(SessionDecider, RejectsHoldingASessionThatHasNotStarted) {
  auto request = Hold();
  AddGroup(request, v1::STAKEHOLDER_GROUP_RESIDENTS, 13);
  Given<v1::Session>(ScheduledSession(kNow + seconds(1)))
      .When(Decide, request)
      .ThenRejected(v1::SESSION_NOT_STARTED);
}

TEST(SessionDecider, RejectsHoldingASessionTwice) {
  auto request = Hold();
  AddGroup(request, v1::STAKEHOLDER_GROUP_RESIDENTS, 13);
  Given<v1::Session>(HeldSession()).When(Decide, request).ThenRejected(v1::SESSION_NOT_SCHEDULED);
}

TEST(SessionDecider, RejectsAGroupThatIsCountedTwice) {
  auto request = Hold();
  AddGroup(request, v1::STAKEHOLDER_GROUP_RESIDENTS, 13);
  AddGroup(request, v1::STAKEHOLDER_GROUP_RESIDENTS, 4);
  Given<v1::Session>(ScheduledSession(kNow))
      .When(Decide, request)
      .ThenRejected(v1::ATTENDANCE_GROUP_REPEATED);
}

TEST(SessionDecider, RejectsASessionToWhichNobodyCame) {
  auto request = Hold();
  AddGroup(request, v1::STAKEHOLDER_GROUP_RESIDENTS, 0);
  AddGroup(request, v1::STAKEHOLDER_GROUP_CLINICIANS, 0);
  Given<v1::Session>(ScheduledSession(kNow))
      .When(Decide, request)
      .ThenRejected(v1::NOBODY_ATTENDED);
}

TEST(SessionDecider, ClosesWithTheIdeasInTheOrderOfTheirDotsAndSharedRanks) {
  v1::SessionClosed expected;
  expected.set_session(kSession);
  for (const auto& idea : {kIdeaB, kIdeaA, kIdeaC}) expected.add_ideas(idea);
  for (const int dots : {9, 4, 4}) expected.add_dot_counts(dots);
  for (const int rank : {1, 2, 2}) expected.add_ranks(rank);
  Given<v1::Session>(HeldSession())
      .With(kIdeaA, SampleIdea(kSession, 4))
      .With(kIdeaB, SampleIdea(kSession, 9))
      .With(kIdeaC, SampleIdea(kSession, 4))
      .When(Decide, Close())
      .ThenEmits(expected);
}

TEST(SessionDecider, SkipsTheRankAfterATie) {
  auto then = Given<v1::Session>(HeldSession())
                  .With(kIdeaA, SampleIdea(kSession, 4))
                  .With(kIdeaB, SampleIdea(kSession, 0))
                  .With(kIdeaC, SampleIdea(kSession, 4))
                  .When(Decide, Close());
  ASSERT_FALSE(then.decision().rejected());
  const auto& closed = static_cast<const v1::SessionClosed&>(*then.decision().events()[0]);
  EXPECT_THAT(closed.ranks(), ::testing::ElementsAre(1, 1, 3));
  EXPECT_THAT(closed.ideas(), ::testing::ElementsAre(kIdeaA, kIdeaC, kIdeaB));
}

TEST(SessionDecider, RejectsClosingASessionWithoutIdeas) {
  v1::Session session = HeldSession();
  session.clear_ideas();
  Given<v1::Session>(session).When(Decide, Close()).ThenRejected(v1::SESSION_HAS_NO_IDEAS);
}

TEST(SessionDecider, RejectsClosingASessionThatWasNotHeld) {
  Given<v1::Session>(ScheduledSession(kNow))
      .When(Decide, Close())
      .ThenRejected(v1::SESSION_NOT_OPEN);
}

TEST(SessionDecider, RejectsClosingASessionTwice) {
  Given<v1::Session>(ClosedSession()).When(Decide, Close()).ThenRejected(v1::SESSION_NOT_OPEN);
}

TEST(SessionRow, NeverHoldsExactAttendance) {
  v1::SessionHeld held;
  held.mutable_exact_attendance()->add_groups()->set_attendee_count(3);
  v1::Session session;
  Evolve(session, held);
  EXPECT_FALSE(session.has_exact_attendance());
}

v1::ScheduleSessionRequest ScheduleInPlaceOf(const std::string& earlier) {
  auto request = Schedule(kNow - hours(48));
  request.set_supersedes(earlier);
  request.set_supersede_reason("the dots of two tables were mixed up");
  return request;
}

TEST(SessionDecider, PutsASessionInThePlaceOfOneRecordedWrongly) {
  for (const v1::Session& earlier : {HeldSession(), ClosedSession()}) {
    auto given = NewSession();
    given.With(kOtherSession, earlier);
    const auto then = given.When(Decide, ScheduleInPlaceOf(kOtherSession));
    ASSERT_FALSE(then.decision().rejected()) << then.decision().rejection().ToString();
    ASSERT_EQ(then.decision().events().size(), 2u);
    const auto& scheduled = static_cast<const v1::SessionScheduled&>(*then.decision().events()[0]);
    EXPECT_EQ(scheduled.supersedes(), kOtherSession);
    const auto& superseded =
        static_cast<const v1::SessionSuperseded&>(*then.decision().events()[1]);
    EXPECT_EQ(superseded.session(), kOtherSession);
    EXPECT_EQ(superseded.superseded_by(), kSession);
    v1::Session row = earlier;
    Evolve(row, superseded);
    EXPECT_EQ(row.state(), v1::Session::STATE_SUPERSEDED);
    EXPECT_EQ(row.ideas_size(), earlier.ideas_size());
  }
}

TEST(SessionDecider, RejectsThePlaceOfASessionThatWasNeverHeld) {
  auto given = NewSession();
  given.With(kOtherSession, ScheduledSession(kNow));
  given.When(Decide, ScheduleInPlaceOf(kOtherSession)).ThenRejected(v1::SESSION_NOT_SUPERSEDABLE);
}

TEST(SessionDecider, RejectsThePlaceOfASessionThatWasSupersededBefore) {
  v1::Session earlier = ClosedSession();
  earlier.set_state(v1::Session::STATE_SUPERSEDED);
  earlier.set_superseded_by("programmes/p1/sessions/s3");
  auto given = NewSession();
  given.With(kOtherSession, earlier);
  given.When(Decide, ScheduleInPlaceOf(kOtherSession)).ThenRejected(v1::SESSION_SUPERSEDED);
}

TEST(SessionDecider, RejectsThePlaceOfASessionOnAnotherBrief) {
  v1::Session earlier = ClosedSession();
  earlier.set_brief(kOtherBrief);
  auto given = NewSession();
  given.With(kOtherSession, earlier);
  given.When(Decide, ScheduleInPlaceOf(kOtherSession)).ThenRejected(v1::SESSION_OF_ANOTHER_BRIEF);
}

TEST(SessionDecider, RejectsThePlaceOfAnotherWithoutAReason) {
  auto request = ScheduleInPlaceOf(kOtherSession);
  request.clear_supersede_reason();
  auto given = NewSession();
  given.With(kOtherSession, ClosedSession());
  given.When(Decide, request).ThenRejected(v1::SUPERSEDE_REASON_MISSING);
}

TEST(SessionDecider, RejectsMorePeopleWithLivedExperienceThanCame) {
  v1::HoldSessionRequest request = Hold();
  AddGroup(request, v1::STAKEHOLDER_GROUP_RESIDENTS, 12);
  request.mutable_attendance()->mutable_groups(0)->set_lived_experience_count(13);
  Given<v1::Session>(ScheduledSession(kNow))
      .When(Decide, request)
      .ThenRejected(v1::LIVED_EXPERIENCE_EXCEEDS_ATTENDANCE);
}

// Every command of a session in every state: done, or refused with its reason.
TEST(SessionStates, AllowEachCommandOnlyWhereTheTableSaysSo) {
  using State = v1::Session;
  v1::HoldSessionRequest hold = Hold();
  AddGroup(hold, v1::STAKEHOLDER_GROUP_RESIDENTS, 12);
  v1::RecordIdeasRequest ideas;
  ideas.set_name(kSession);
  ideas.add_ideas()->set_title("Vouchers");
  v1::CastBallotsRequest ballots;
  ballots.set_name(kSession);
  ballots.add_ballots()->set_token("k3x9w2pa");
  ballots.mutable_ballots(0)->add_choices()->set_idea(kIdeaA);
  ballots.mutable_ballots(0)->mutable_choices(0)->set_dot_count(1);
  for (const auto state :
       {State::STATE_SCHEDULED, State::STATE_HELD, State::STATE_CLOSED, State::STATE_SUPERSEDED}) {
    v1::Session session = ClosedSession();
    session.set_state(state);
    *session.mutable_start_time() = ToTimestamp(kNow - hours(2));
    const auto given = [&] {
      Given<v1::Session> row(session);
      for (const auto& idea : {kIdeaA, kIdeaB, kIdeaC}) row.With(idea, SampleIdea(kSession, 0));
      return row;
    };
    const auto expect = [&](const testing::Then& then, bool possible, const char* reason) {
      EXPECT_EQ(!then.decision().rejected(), possible) << State::State_Name(state);
      if (!possible) {
        EXPECT_EQ(then.decision().rejection().reason(), reason);
      }
    };
    const bool held = state == State::STATE_HELD;
    expect(given().When(Decide, hold), state == State::STATE_SCHEDULED, "SESSION_NOT_SCHEDULED");
    expect(given().When(Decide, ideas), held, "SESSION_NOT_OPEN");
    expect(given().When(Decide, ballots), held, "SESSION_NOT_OPEN");
    expect(given().When(Decide, Close()), held, "SESSION_NOT_OPEN");
  }
}

}  // namespace
}  // namespace fivestep::codesign
