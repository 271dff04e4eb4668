// Services and nats-server are killed (SIGKILL) again and again while clients send commands: the
// one that takes them, the one that reacts to them, the bus between them, and several at once.
// Nothing that was acknowledged may be lost, nothing may be there twice, a repeat of an unanswered
// command must find out what became of it, and what lies on the disk afterwards must be what its
// events give.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <set>

#include "crash/at_rest.h"
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

constexpr int64_t kDefaultKills = 30;
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

// What one kill takes down.
struct Victims {
  std::vector<const char*> services;
  bool bus = false;
};

// Every combination of the service that takes the commands, the one that reacts to them, and the
// bus.
const std::vector<Victims> kVictims = {
    {{"engagement"}, false},
    {{"programme"}, false},
    {{}, true},
    {{"engagement"}, true},
    {{"programme"}, true},
    {{"engagement", "programme"}, false},
    {{"engagement", "programme"}, true},
};

void KillAndRestart(Stack& stack, const Victims& victims, Chance& chance) {
  Sleep(chance.Below(kMaxLifeMillis));
  if (victims.bus) {
    stack.nats().Kill();
    Sleep(chance.Below(kMaxAwayMillis));
  }
  for (const char* service : victims.services) stack.Kill(service);
  if (victims.bus) stack.nats().Start();
  for (const char* service : victims.services) stack.Start(service);
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
    for (int64_t kill = 0; kill < kills; ++kill) {
      // In turn at first, so that a short run has them all.
      const auto turn = static_cast<size_t>(kill);
      KillAndRestart(stack_, turn < kVictims.size() ? kVictims[turn] : chance_.Pick(kVictims),
                     chance_);
    }
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
  for (const char* context : kContexts) stack_.Stop(context);
  ExpectSoundAtRest(stack_);
}

}  // namespace
}  // namespace fivestep::testing
