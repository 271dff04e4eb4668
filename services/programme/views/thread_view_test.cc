#include "programme/views/thread_view.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "fivestep/engagement/v1/events.pb.h"
#include "fivestep/platform/v1/events.pb.h"
#include "fivestep/programme/v1/events.pb.h"
#include "fivestep/programme/v1/internal.pb.h"
#include "platform/testing/fake_read_context.h"
#include "programme/views/thread_keys.h"

namespace fivestep::programme {
namespace {

using fivestep::testing::FakeViewWriter;

constexpr char kActivity[] = "programmes/p1/activities/a1";
constexpr char kContribution[] = "programmes/p1/contributions/c1";
constexpr char kTheme[] = "programmes/p1/themes/t1";

struct Step {
  std::string log;
  int64_t position;
  std::shared_ptr<google::protobuf::Message> event;
};

template <class Event>
Step At(const std::string& log, int64_t position, Event event) {
  return {log, position, std::make_shared<Event>(std::move(event))};
}

void Fold(FakeViewWriter& writer, const Step& step) {
  platform::v1::RecordedEvent record;
  record.set_position(step.position);
  record.set_type(step.event->GetTypeName());
  record.mutable_actor()->set_organisation("QE1");
  ASSERT_TRUE(ThreadView(step.log).fold(writer, record, *step.event).ok());
}

std::vector<Step> AHistory() {
  engagement::v1::ActivityPlanned planned;
  planned.set_activity(kActivity);
  planned.set_title("Coffee morning");
  engagement::v1::ContributionRecorded recorded;
  recorded.set_contribution(kContribution);
  recorded.set_activity(kActivity);
  recorded.set_visibility(platform::v1::VISIBILITY_OWNER);
  engagement::v1::ThemeAgreed agreed;
  agreed.set_theme(kTheme);
  agreed.set_title("Buses");
  engagement::v1::ContributionCoded coded;
  coded.set_contribution(kContribution);
  coded.set_theme(kTheme);
  v1::EvidenceRecorded evidence;
  evidence.set_evidence("programmes/p1/evidence/engagement-3");
  evidence.set_subject_resource(kTheme);
  return {At("engagement", 1, planned), At("engagement", 2, recorded), At("engagement", 3, agreed),
          At("engagement", 4, coded), At("programme", 1, evidence)};
}

v1::StoredThreadNode NodeIn(const FakeViewWriter& writer, const std::string& name) {
  v1::StoredThreadNode node;
  node.ParseFromString(writer.Get(thread::NodeKey(name)));
  return node;
}

TEST(ThreadView, KeepsWhatTheEventsSayOfAResource) {
  FakeViewWriter writer;
  for (const Step& step : AHistory()) Fold(writer, step);
  const v1::StoredThreadNode node = NodeIn(writer, kContribution);
  EXPECT_EQ(node.type(), "contribution");
  EXPECT_EQ(node.log(), "engagement");
  EXPECT_EQ(node.first_position(), 2);
  EXPECT_EQ(node.last_position(), 4);
  EXPECT_EQ(node.last_event_type(), "fivestep.engagement.v1.ContributionCoded");
  EXPECT_EQ(node.owning_organisation(), "QE1");
  EXPECT_EQ(node.visibility(), platform::v1::VISIBILITY_OWNER);
  EXPECT_EQ(NodeIn(writer, kTheme).title(), "Buses");
}

TEST(ThreadView, RunsFromWhatCameFirstToWhatWasBuiltOnIt) {
  FakeViewWriter writer;
  for (const Step& step : AHistory()) Fold(writer, step);
  const auto has = [&](const std::string& key) { return !writer.Get(key).empty(); };
  EXPECT_TRUE(has(thread::OutPrefix(kActivity, thread::kFollowed) + kContribution));
  EXPECT_TRUE(has(thread::InPrefix(kContribution, thread::kFollowed) + kActivity));
  EXPECT_TRUE(has(thread::OutPrefix(kContribution, thread::kFollowed) + kTheme));
  EXPECT_TRUE(has(thread::InPrefix(kTheme, thread::kFollowed) + kContribution));
}

TEST(ThreadView, IsTheSameWhenEveryEventComesTwice) {
  FakeViewWriter once;
  FakeViewWriter twice;
  for (const Step& step : AHistory()) Fold(once, step);
  for (int round = 0; round < 2; ++round) {
    for (const Step& step : AHistory()) Fold(twice, step);
  }
  EXPECT_EQ(once.values(), twice.values());
}

TEST(ThreadView, IsTheSameWhicheverLogComesFirst) {
  FakeViewWriter writer;
  FakeViewWriter other;
  std::vector<Step> history = AHistory();
  for (const Step& step : history) Fold(writer, step);
  std::rotate(history.begin(), history.end() - 1, history.end());
  for (const Step& step : history) Fold(other, step);
  EXPECT_EQ(writer.values(), other.values());
}

TEST(ThreadView, KnowsTheTypeOfWhatIsNamedBeforeItIsSeen) {
  FakeViewWriter writer;
  Fold(writer, AHistory()[3]);
  EXPECT_EQ(writer.Get(thread::UnseenKey(kTheme)), "theme");
  EXPECT_EQ(writer.Get(thread::NodeKey(kTheme)), "");
  Fold(writer, AHistory()[2]);
  EXPECT_EQ(writer.Get(thread::UnseenKey(kTheme)), "");
}

TEST(ThreadView, KeepsTheFirstEventThatSaidSo) {
  FakeViewWriter writer;
  engagement::v1::ThemeHeardIn heard;
  heard.set_theme(kTheme);
  heard.set_activity(kActivity);
  engagement::v1::ThemeRaised raised;
  raised.set_activity(kActivity);
  raised.set_theme(kTheme);
  Fold(writer, At("engagement", 5, heard));
  Fold(writer, At("engagement", 6, raised));
  v1::StoredThreadEdge edge;
  edge.ParseFromString(writer.Get(thread::OutPrefix(kActivity, thread::kFollowed) + kTheme));
  EXPECT_EQ(edge.position(), 5);
  EXPECT_EQ(edge.event_type(), "fivestep.engagement.v1.ThemeHeardIn");
}

TEST(ThreadView, DoesNotFollowAnAnswerBackIntoTheActivity) {
  FakeViewWriter writer;
  engagement::v1::ResponseReachedActivity reached;
  reached.set_activity(kActivity);
  reached.set_theme(kTheme);
  Fold(writer, At("engagement", 7, reached));
  EXPECT_EQ(writer.Get(thread::InPrefix(kActivity, thread::kFollowed) + kTheme), "");
  EXPECT_NE(writer.Get(thread::OutPrefix(kActivity, thread::kAbout) + kTheme), "");
}

TEST(ThreadView, IgnoresEventsAboutAServiceItself) {
  FakeViewWriter writer;
  platform::v1::PersonalDataOpened opened;
  opened.set_disclosure("programmes/p1/disclosures/d1");
  opened.add_resources(kContribution);
  Fold(writer, At("engagement", 8, opened));
  EXPECT_TRUE(writer.values().empty());
}

TEST(ThreadView, IgnoresLinksThatNameNothing) {
  FakeViewWriter writer;
  v1::GatePassed passed;
  passed.set_gate("programmes/p1/gates/step-1");
  Fold(writer, At("programme", 2, passed));
  EXPECT_EQ(writer.values().size(), 1u);
}

}  // namespace
}  // namespace fivestep::programme
