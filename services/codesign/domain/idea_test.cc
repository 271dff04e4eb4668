#include "codesign/domain/idea.h"

#include <gtest/gtest.h>

#include "codesign/domain/examples.h"
#include "fivestep/codesign/v1/error_reason.pb.h"

namespace fivestep::codesign {
namespace {

using testing::Given;
using testing::kNow;

v1::RecordIdeasRequest Record(int count) {
  v1::RecordIdeasRequest request;
  request.set_name(kSession);
  for (int i = 0; i < count; ++i) {
    auto* entry = request.add_ideas();
    entry->set_title("Advisers at the children's centre");
    entry->set_stakeholder_group(v1::STAKEHOLDER_GROUP_RESIDENTS);
  }
  return request;
}

v1::RecordDissentRequest Dissent() {
  v1::RecordDissentRequest request;
  request.set_session(kSession);
  request.set_title("Vouchers were ruled out too early");
  request.set_stakeholder_group(v1::STAKEHOLDER_GROUP_VCFSE);
  request.mutable_words()->set_text("We never got to talk about it.");
  return request;
}

TEST(IdeasDecider, RecordsEachIdeaInAStreamOfItsOwnAndTellsTheSession) {
  auto request = Record(2);
  request.mutable_ideas(0)->mutable_words()->set_text("I could go there with the pram.");
  v1::IdeaRecorded first;
  first.set_idea("programmes/p1/ideas/id1");
  first.set_session(kSession);
  first.set_title("Advisers at the children's centre");
  first.set_stakeholder_group(v1::STAKEHOLDER_GROUP_RESIDENTS);
  first.mutable_words()->set_text("I could go there with the pram.");
  first.set_visibility(platform::v1::VISIBILITY_PARTNERS);
  v1::IdeaRecorded second = first;
  second.set_idea("programmes/p1/ideas/id2");
  second.clear_words();
  v1::IdeasCollected collected;
  collected.set_session(kSession);
  collected.add_ideas(first.idea());
  collected.add_ideas(second.idea());
  Given<v1::Session>(HeldSession()).When(Decide, request).ThenEmits(first, second, collected);
}

TEST(IdeasDecider, TakesExactlyAsManyIdeasAsASessionMayHave) {
  const auto then = Given<v1::Session>(HeldSession()).When(Decide, Record(kMaxIdeasPerSession - 3));
  EXPECT_FALSE(then.decision().rejected());
}

TEST(IdeasDecider, RejectsOneIdeaMore) {
  Given<v1::Session>(HeldSession())
      .When(Decide, Record(kMaxIdeasPerSession - 2))
      .ThenRejected(v1::TOO_MANY_IDEAS);
}

TEST(IdeasDecider, RejectsIdeasOfASessionThatWasNotHeld) {
  Given<v1::Session>(ScheduledSession(kNow))
      .When(Decide, Record(1))
      .ThenRejected(v1::SESSION_NOT_OPEN);
}

TEST(IdeasDecider, RejectsIdeasOnceTheResultStands) {
  Given<v1::Session>(ClosedSession()).When(Decide, Record(1)).ThenRejected(v1::SESSION_NOT_OPEN);
}

TEST(IdeaRow, AddsUpItsDotsAndNeverHoldsWords) {
  v1::IdeaRecorded recorded;
  recorded.mutable_words()->set_text("I could go there with the pram.");
  v1::DotsAdded added;
  added.set_dot_count(3);
  v1::Idea idea;
  Evolve(idea, recorded);
  Evolve(idea, added);
  Evolve(idea, added);
  EXPECT_EQ(idea.dot_count(), 6);
  EXPECT_FALSE(idea.has_words());
}

TEST(DissentDecider, RecordsDissentBesideTheResult) {
  v1::DissentRecorded expected;
  expected.set_dissent("programmes/p1/dissents/d1");
  expected.set_session(kSession);
  expected.set_title("Vouchers were ruled out too early");
  expected.set_stakeholder_group(v1::STAKEHOLDER_GROUP_VCFSE);
  expected.mutable_words()->set_text("We never got to talk about it.");
  expected.set_visibility(platform::v1::VISIBILITY_PARTNERS);
  Given<v1::Dissent>()
      .Naming("programmes/p1/dissents/d1")
      .With(kSession, ClosedSession())
      .When(Decide, Dissent())
      .ThenEmits(expected);
}

TEST(DissentDecider, RejectsDissentFromAResultThatDoesNotStandYet) {
  Given<v1::Dissent>()
      .With(kSession, HeldSession())
      .When(Decide, Dissent())
      .ThenRejected(v1::SESSION_NOT_CLOSED);
}

TEST(DissentDecider, RejectsDissentFromASessionThatIsOnlyScheduled) {
  Given<v1::Dissent>()
      .With(kSession, ScheduledSession(kNow))
      .When(Decide, Dissent())
      .ThenRejected(v1::SESSION_NOT_CLOSED);
}

}  // namespace
}  // namespace fivestep::codesign
