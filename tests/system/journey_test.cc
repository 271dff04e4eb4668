// The five steps through five programs and a nats-server: as they should go, with the bus away, and
// with every service killed once.
#include "system/journey.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "fivestep/engagement/v1/contribution.pb.h"
#include "fivestep/engagement/v1/engagement_service.pb.h"
#include "fivestep/platform/v1/events.pb.h"
#include "fivestep/programme/v1/programme_service.pb.h"
#include "system/calls.h"
#include "system/observe.h"
#include "system/snapshot.h"

namespace fivestep::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kMetric = std::string(kProgramme) + "/metrics/help-in-hand";
// Words of one contribution of the journey.
constexpr char kWords[] = "two buses away";
constexpr char kWordsPermission[] = "engagement.contributions.readWords";

// A stack on which the journey was made without any disturbance. Made once, for all tests that only
// look or that keep to a programme of their own.
struct UndisturbedJourney {
  Stack stack;
  Journey journey{stack};
  Ended ended = journey.Run(kJourney);
  bool settled = Settled(stack);
  // As the journey left it.
  Snapshot held = TakeSnapshot(stack, kProgramme);
  std::map<std::string, std::map<std::string, int>> event_counts = CountAllTypes(stack);
};

UndisturbedJourney& Undisturbed() {
  static UndisturbedJourney made;
  return made;
}

// The resource as text, or the refusal.
std::string Get(const Stack& stack, const std::string& context, const std::string& method,
                const std::string& name) {
  const Called called =
      Call(stack, context, method, "{\"name\": \"" + name + "\"}", {.role = "board-member"});
  return called.status.ok() ? called.answer->DebugString() : Describe(called.status);
}

// Names of the contributions that belong to a theme.
std::vector<std::string> CodedContributions(const Stack& stack) {
  const Called called = Call(stack, "engagement", "ListContributions",
                             "{\"parent\": \"" + std::string(kProgramme) +
                                 "\", \"page_size\": 1000, \"state\": \"STATE_CODED\"}",
                             {.role = "engagement-lead"});
  EXPECT_TRUE(called.status.ok()) << Describe(called.status);
  std::vector<std::string> names;
  for (const auto& contribution :
       static_cast<const engagement::v1::ListContributionsResponse&>(*called.answer)
           .contributions()) {
    names.push_back(contribution.name());
  }
  return names;
}

std::vector<std::string> ThreadOf(const Stack& stack, const std::string& name,
                                  const std::string& direction) {
  const Called called =
      Call(stack, "programme", "GetThread",
           "{\"name\": \"" + name + "\", \"direction\": \"THREAD_DIRECTION_" + direction + "\"}",
           {.role = "board-member"});
  EXPECT_TRUE(called.status.ok()) << Describe(called.status);
  std::vector<std::string> names;
  for (const auto& node :
       static_cast<const programme::v1::GetThreadResponse&>(*called.answer).nodes()) {
    names.push_back(node.name());
  }
  return names;
}

TEST(Journey, ReachesItsEndWithEveryGatePassed) {
  const UndisturbedJourney& made = Undisturbed();
  ASSERT_EQ(made.ended.exit_code, 0) << made.ended.output;
  for (int step = 1; step <= 5; ++step) {
    const std::string gate = std::string(kProgramme) + "/gates/step-" + std::to_string(step);
    EXPECT_THAT(Get(made.stack, "programme", "GetGate", gate), HasSubstr("STATE_PASSED"));
  }
}

TEST(Journey, LeavesEveryStreamAsItsLogByteForByte) {
  UndisturbedJourney& made = Undisturbed();
  EXPECT_TRUE(made.settled);
  ExpectStreamsEqualLogs(made.stack);
}

TEST(Journey, LinksOneContributionWithTheMetricAndBack) {
  const UndisturbedJourney& made = Undisturbed();
  ASSERT_TRUE(made.settled) << made.ended.output;
  const std::vector<std::string> coded = CodedContributions(made.stack);
  ASSERT_FALSE(coded.empty());
  EXPECT_THAT(ThreadOf(made.stack, coded.front(), "DOWNSTREAM"), ::testing::Contains(kMetric));
  EXPECT_THAT(ThreadOf(made.stack, kMetric, "UPSTREAM"), ::testing::IsSupersetOf(coded));
}

TEST(Journey, ChangesNothingWhenItIsRepeated) {
  UndisturbedJourney& made = Undisturbed();
  const std::map<std::string, int64_t> before = LastPositions(made.stack);
  const Ended repeated = made.journey.Run(kJourney);
  EXPECT_EQ(repeated.exit_code, 0) << repeated.output;
  EXPECT_TRUE(Settled(made.stack));
  EXPECT_EQ(LastPositions(made.stack), before);
  EXPECT_EQ(TakeSnapshot(made.stack, kProgramme), made.held);
}

// The files below `directory` that hold `text`.
std::vector<std::string> FilesWith(const std::filesystem::path& directory,
                                   const std::string& text) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file() && ReadFile(entry.path()).find(text) != std::string::npos) {
      found.push_back(entry.path());
    }
  }
  return found;
}

bool StreamHolds(Stack& stack, const std::string& context, const std::string& text) {
  const auto copy = ReadStream(stack, context, ReadLog(stack, context).size());
  return std::any_of(copy.bodies.begin(), copy.bodies.end(),
                     [&](const std::string& body) { return body.find(text) != std::string::npos; });
}

TEST(PersonalWords, LieNowhereInTheClear) {
  UndisturbedJourney& made = Undisturbed();
  // The logs are not compressed, so what is public is found.
  constexpr char kPublic[] = "Help to stop is out of reach";
  EXPECT_THAT(FilesWith(made.stack.DataOf("engagement"), kPublic), Not(::testing::IsEmpty()));
  EXPECT_TRUE(StreamHolds(made.stack, "engagement", kPublic));
  EXPECT_THAT(FilesWith(made.stack.directory() / "data", kWords), ::testing::IsEmpty());
  EXPECT_THAT(FilesWith(made.stack.directory() / "keys", kWords), ::testing::IsEmpty());
  EXPECT_THAT(FilesWith(made.stack.nats().store(), kWords), ::testing::IsEmpty());
  for (const char* context : kContexts) {
    EXPECT_FALSE(StreamHolds(made.stack, context, kWords)) << context;
    EXPECT_THAT(made.stack.OutputOf(context), Not(HasSubstr(kWords)));
  }
}

std::string WithWords(const std::string& contribution) {
  return "{\"name\": \"" + contribution + "\", \"with_personal\": true}";
}

TEST(PersonalWords, AreRefusedToWhomeverLacksThePermission) {
  const Stack& stack = Undisturbed().stack;
  const std::vector<std::string> coded = CodedContributions(stack);
  ASSERT_FALSE(coded.empty());
  const int64_t before = StatusOf(stack, "engagement").last_position();
  const Called called = Call(stack, "engagement", "GetContribution", WithWords(coded.front()),
                             {.role = "engagement-lead"});
  EXPECT_EQ(called.status.code(), Code::kPermissionDenied) << Describe(called.status);
  EXPECT_THAT(called.status.message(), HasSubstr(kWordsPermission));
  EXPECT_EQ(StatusOf(stack, "engagement").last_position(), before);
}

TEST(PersonalWords, AreOpenedOnTheRecord) {
  const Stack& stack = Undisturbed().stack;
  const std::vector<std::string> coded = CodedContributions(stack);
  ASSERT_FALSE(coded.empty());
  const Called called = Call(stack, "engagement", "GetContribution", WithWords(coded.front()),
                             {.role = "engagement-lead",
                              .permissions = kWordsPermission,
                              .reason = "a quote for the board paper"});
  ASSERT_TRUE(called.status.ok()) << Describe(called.status);
  const auto& opened = static_cast<const engagement::v1::Contribution&>(*called.answer);
  EXPECT_THAT(opened.words().text(), Not(::testing::IsEmpty()));
  const platform::v1::RecordedEvent last = ReadEvents(stack, "engagement").back();
  ASSERT_EQ(last.type(), "fivestep.platform.v1.PersonalDataOpened");
  platform::v1::PersonalDataOpened event;
  ASSERT_TRUE(event.ParseFromString(last.payload()));
  EXPECT_THAT(event.resources(), ::testing::ElementsAre(coded.front()));
  EXPECT_THAT(event.permissions(), ::testing::ElementsAre(kWordsPermission));
  EXPECT_EQ(event.reason(), "a quote for the board paper");
}

constexpr char kOpenAnother[] = R"({
  "programme_id": "short-lived", "title": "A short programme", "aim": "To be closed again.",
  "level": "PROGRAMME_LEVEL_PLACE", "senior_responsible_owner_role": "Director",
  "organisational_priorities": [{"organisation": "ICB", "priority": "None"}]})";
constexpr char kCloseAnother[] = R"({
  "name": "programmes/short-lived", "outcome": "CLOSING_OUTCOME_STOPPED", "reason": "Seen enough."})";

// A plan for an activity of the short-lived programme.
std::string PlanFor(const std::string& id) {
  return R"({"parent": "programmes/short-lived", "title": "Coffee morning",
    "method": "ENGAGEMENT_METHOD_LISTENING_EVENT", "purpose": "To listen.", "place": "Library",
    "planned_date": "2026-02-10", "lawful_basis": "LAWFUL_BASIS_PUBLIC_TASK",
    "special_category_condition": "SPECIAL_CATEGORY_CONDITION_HEALTH_OR_SOCIAL_CARE",
    "consent_items": ["CONSENT_ITEM_PARTICIPATION"], "activity_id": ")" +
         id + "\"}";
}

TEST(Closing, IsHeededByAServiceThatHasSeenIt) {
  const Stack& stack = Undisturbed().stack;
  const As manager{.role = "programme-manager"};
  const Called opened = Call(stack, "programme", "OpenProgramme", kOpenAnother, manager);
  ASSERT_TRUE(opened.status.ok()) << Describe(opened.status);
  const Called before =
      Call(stack, "engagement", "PlanActivity", PlanFor("before"),
           {.role = "engagement-lead", .after = opened.outcome.Get(kPositionKey)});
  EXPECT_TRUE(before.status.ok()) << Describe(before.status);
  const Called closed = Call(stack, "programme", "CloseProgramme", kCloseAnother, manager);
  ASSERT_TRUE(closed.status.ok()) << Describe(closed.status);
  const Called after = Call(stack, "engagement", "PlanActivity", PlanFor("after"),
                            {.role = "engagement-lead", .after = closed.outcome.Get(kPositionKey)});
  EXPECT_EQ(after.status.code(), Code::kFailedPrecondition) << Describe(after.status);
  EXPECT_EQ(after.status.reason(), "PROGRAMME_CLOSED");
  EXPECT_THAT(Get(stack, "engagement", "GetActivity", "programmes/short-lived/activities/after"),
              HasSubstr("NOT_FOUND"));
}

constexpr char kDecisionOnATheme[] = R"({
  "parent": "programmes/smoke-free-start", "decision_id": "on-a-theme", "title": "A decision",
  "request_id": "decide-on-a-theme", "options": ["Go on", "Stop"], "chosen_option": "Go on",
  "rationale": "People said so.", "forum": "Board", "decided_by_roles": ["chair"],
  "conflicts_of_interest": "CONFLICTS_OF_INTEREST_NONE_DECLARED", "effective_date": "2026-03-02",
  "about": ["programmes/smoke-free-start/themes/help-is-out-of-reach"]})";

// With the programme known everywhere, and then the bus away.
class WithoutTheBus : public ::testing::Test {
 protected:
  void SetUp() override {
    const Ended opened = journey_.Run({"open"});
    ASSERT_EQ(opened.exit_code, 0) << opened.output;
    ASSERT_TRUE(Settled(stack_));
    stack_.nats().Stop();
    ASSERT_TRUE(Eventually([&] { return !StatusOf(stack_, "engagement").bus_connected(); }));
    journey_.SetPatience(std::chrono::seconds(1));
  }

  void ReturnTheBus() {
    stack_.nats().Start();
    journey_.SetPatience(std::chrono::seconds(30));
  }

  Called DecideOnATheme() const {
    return Call(stack_, "programme", "RecordDecision", kDecisionOnATheme,
                {.role = "programme-manager"});
  }

  Stack stack_;
  Journey journey_{stack_};
};

TEST_F(WithoutTheBus, OwnWorkGoesOnAndTheRestWaitsForNews) {
  const Ended step1 = journey_.Run({"step1"});
  EXPECT_THAT(step1.output, HasSubstr("2 themes agreed, contributions coded, activities closed"));
  EXPECT_NE(step1.exit_code, 0) << "gate 1 was passed without the evidence of engagement";
  EXPECT_THAT(step1.output, HasSubstr("POSITION_NOT_REACHED"));
  const auto status = StatusOf(stack_, "engagement");
  EXPECT_GT(status.last_position(), status.published_position());
  EXPECT_TRUE(status.accepting_commands()) << status.not_accepting_reason();
  const Called decision = DecideOnATheme();
  EXPECT_EQ(decision.status.code(), Code::kFailedPrecondition) << Describe(decision.status);
  EXPECT_EQ(decision.status.reason(), "REFERENCE_NOT_KNOWN_HERE");
  const Ended step2 = journey_.Run({"step2"});
  EXPECT_NE(step2.exit_code, 0) << step2.output;
  EXPECT_THAT(step2.output, HasSubstr("POSITION_NOT_REACHED"));

  ReturnTheBus();
  const Ended rest = journey_.Run({"step1", "step2", "step3", "step4", "step5", "chart"});
  EXPECT_EQ(rest.exit_code, 0) << rest.output;
  const Called again = DecideOnATheme();
  EXPECT_TRUE(again.status.ok()) << Describe(again.status);
  EXPECT_TRUE(Settled(stack_));
  ExpectStreamsEqualLogs(stack_);
}

// Runs `step`, kills `victim` when it has recorded `event_count` events of it, starts it again, and
// repeats the step. Returns whether the death came before the end of the step.
bool KillDuring(Stack& stack, Journey& journey, const std::string& step, const std::string& victim,
                int64_t event_count) {
  const int64_t before = StatusOf(stack, victim).last_position();
  journey.Begin({step});
  EXPECT_TRUE(Eventually([&] {
    return StatusOf(stack, victim).last_position() >= before + event_count;
  })) << step
      << ": " << victim;
  stack.Kill(victim);
  const Ended disturbed = journey.End();
  stack.Start(victim);
  const Ended repeated = journey.Run({step});
  EXPECT_EQ(repeated.exit_code, 0)
      << step << " after the death of " << victim << ": " << repeated.output;
  return disturbed.exit_code != 0;
}

TEST(KilledServices, LoseNothingAndDoubleNothing) {
  const UndisturbedJourney& undisturbed = Undisturbed();
  Stack stack;
  Journey journey(stack);
  const Ended opened = journey.Run({"open"});
  ASSERT_EQ(opened.exit_code, 0) << opened.output;
  // The counts put each death into the middle of what the service does in that step.
  int interrupted = 0;
  interrupted += KillDuring(stack, journey, "step1", "engagement", 14);
  interrupted += KillDuring(stack, journey, "step2", "analysis", 4);
  interrupted += KillDuring(stack, journey, "step3", "programme", 1);
  interrupted += KillDuring(stack, journey, "step4", "codesign", 4);
  interrupted += KillDuring(stack, journey, "step5", "metrics", 1);
  // On a machine that is slow to look, a step may be over before its service dies.
  EXPECT_GE(interrupted, 3);
  const Ended chart = journey.Run({"chart"});
  EXPECT_EQ(chart.exit_code, 0) << chart.output;
  ASSERT_TRUE(Settled(stack));

  EXPECT_EQ(CountAllTypes(stack), undisturbed.event_counts);
  for (const auto& [method, resources] : TakeSnapshot(stack, kProgramme)) {
    EXPECT_EQ(resources, undisturbed.held.at(method)) << method;
  }
  ExpectStreamsEqualLogs(stack);
}

}  // namespace
}  // namespace fivestep::testing
