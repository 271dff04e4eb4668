// Engagement is killed (SIGKILL) again and again while clients send commands, every third time
// together with nats-server. Nothing that was acknowledged may be lost, nothing may be there twice,
// and a repeat of an unanswered command must find out what became of it.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <set>

#include "crash/command_stream.h"
#include "fivestep/engagement/v1/events.pb.h"
#include "fivestep/engagement/v1/theme.pb.h"
#include "fivestep/programme/v1/events.pb.h"
#include "platform/rpc/call.h"
#include "system/calls.h"
#include "system/observe.h"
#include "system/stack.h"

namespace fivestep::testing {
namespace {

constexpr int64_t kDefaultKills = 6;
constexpr int kClients = 4;
// How long the service works before it is killed, at most: from its very first commands on.
constexpr uint64_t kMaxLifeMillis = 600;
// How long nats-server is away before the service is killed too, at most.
constexpr uint64_t kMaxAwayMillis = 200;
// Settling is limited to half a minute; after a long run there is more to catch up with.
constexpr int kMaxSettlingRounds = 20;

constexpr char kOpen[] = R"({"programme_id": "crash", "title": "Killed and restarted",
  "aim": "Nothing that was acknowledged is lost.", "level": "PROGRAMME_LEVEL_SYSTEM",
  "senior_responsible_owner_role": "Director of population health", "request_id": "open",
  "organisational_priorities": [{"organisation": "An ICB", "priority": "Reduce inequalities"}]})";

void Sleep(uint64_t millis) { std::this_thread::sleep_for(std::chrono::milliseconds(millis)); }

void KillAndRestart(Stack& stack, bool with_bus, Chance& chance) {
  Sleep(chance.Below(kMaxLifeMillis));
  if (with_bus) {
    stack.nats().Kill();
    Sleep(chance.Below(kMaxAwayMillis));
  }
  stack.Kill("engagement");
  if (with_bus) stack.nats().Start();
  stack.Start("engagement");
}

// How often each theme was agreed, by its name.
std::map<std::string, int> CountAgreed(const Stack& stack) {
  std::map<std::string, int> counts;
  for (const auto& record : ReadEvents(stack, "engagement")) {
    if (record.type() != engagement::v1::ThemeAgreed::descriptor()->full_name()) continue;
    engagement::v1::ThemeAgreed event;
    EXPECT_TRUE(event.ParseFromString(record.payload()));
    ++counts[event.theme()];
  }
  return counts;
}

// How often each theme was taken for evidence.
std::map<std::string, int> CountEvidence(const Stack& stack) {
  std::map<std::string, int> counts;
  for (const auto& record : ReadEvents(stack, "programme")) {
    if (record.type() != programme::v1::EvidenceRecorded::descriptor()->full_name()) continue;
    programme::v1::EvidenceRecorded event;
    EXPECT_TRUE(event.ParseFromString(record.payload()));
    ++counts[event.subject_resource()];
  }
  return counts;
}

bool SettledAtLast(const Stack& stack) {
  for (int round = 0; round < kMaxSettlingRounds; ++round) {
    if (Settled(stack)) return true;
  }
  return false;
}

// A stack whose programme is known to engagement, and what the clients were told while it was
// being killed.
class Killing : public ::testing::Test {
 protected:
  void SetUp() override {
    const Called opened =
        Call(stack_, "programme", "OpenProgramme", kOpen, {.role = "programme-manager"});
    ASSERT_TRUE(opened.status.ok()) << Describe(opened.status);
    ASSERT_TRUE(Settled(stack_));
  }

  void SendAndKill() {
    const int64_t kills = NumberFromEnvironment("FIVESTEP_CRASH_KILLS", kDefaultKills);
    CommandStream stream(stack_, kClients, chance_);
    for (int64_t kill = 1; kill <= kills; ++kill) KillAndRestart(stack_, kill % 3 == 0, chance_);
    sent_ = stream.Finish();
    acknowledged_ = std::count_if(sent_.begin(), sent_.end(),
                                  [](const SentCommand& sent) { return sent.acknowledged; });
    std::cout << kills << " kills, " << sent_.size() << " commands, " << acknowledged_
              << " acknowledged" << std::endl;
  }

  void ExpectAcknowledgedAreThereOnce() {
    agreed_ = CountAgreed(stack_);
    for (const SentCommand& sent : sent_) {
      const auto found = agreed_.find(ThemeName(sent));
      const int count = found == agreed_.end() ? 0 : found->second;
      EXPECT_LE(count, 1) << sent.theme_id;
      EXPECT_TRUE(count == 1 || !sent.acknowledged) << sent.theme_id << " was acknowledged";
    }
  }

  // Sends every unanswered command again, and as many of the answered ones.
  void Retry() {
    int64_t unknown = static_cast<int64_t>(sent_.size()) - acknowledged_;
    int64_t recorded = 0;
    int64_t answered_again = unknown;
    for (const SentCommand& sent : sent_) {
      if (sent.acknowledged && answered_again-- <= 0) continue;
      const bool was_there = agreed_.contains(ThemeName(sent));
      if (!sent.acknowledged && was_there) ++recorded;
      ExpectOriginalAnswer(sent, was_there);
    }
    std::cout << unknown << " unanswered, of which " << recorded << " were recorded" << std::endl;
  }

  void ExpectOriginalAnswer(const SentCommand& sent, bool was_there) {
    const Called called = SendAgreeTheme(stack_, sent);
    ASSERT_TRUE(called.status.ok())
        << sent.theme_id << ": " << Describe(called.status) << ", at first: " << sent.last_error;
    const auto& theme = static_cast<const engagement::v1::Theme&>(*called.answer);
    EXPECT_EQ(theme.name(), ThemeName(sent));
    EXPECT_EQ(theme.etag(), "1") << sent.theme_id;
    EXPECT_EQ(called.outcome.Get(kRepeatedKey), was_there ? "true" : "") << sent.theme_id;
  }

  void ExpectEachOnce(const std::map<std::string, int>& counts, const std::string& what) {
    EXPECT_EQ(counts.size(), sent_.size()) << what;
    for (const SentCommand& sent : sent_) {
      const auto found = counts.find(ThemeName(sent));
      EXPECT_EQ(found == counts.end() ? 0 : found->second, 1) << what << " of " << sent.theme_id;
    }
  }

  Chance chance_ = Chance::FromEnvironment("FIVESTEP_CRASH_SEED");
  Stack stack_;
  std::vector<SentCommand> sent_;
  int64_t acknowledged_ = 0;
  std::map<std::string, int> agreed_;
};

TEST_F(Killing, LosesNothingAcknowledgedAndDoesNothingTwice) {
  SendAndKill();
  EXPECT_GT(acknowledged_, 0);
  ExpectAcknowledgedAreThereOnce();
  Retry();
  ASSERT_TRUE(SettledAtLast(stack_));
  ExpectEachOnce(CountAgreed(stack_), "ThemeAgreed");
  ExpectEachOnce(CountEvidence(stack_), "EvidenceRecorded");
  // Positions without gap, and the stream like the log, byte for byte.
  ExpectStreamsEqualLogs(stack_);
}

}  // namespace
}  // namespace fivestep::testing
