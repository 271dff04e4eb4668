// Somebody says something in two services, is exported, and is erased: after that nothing of it is
// anywhere, in no spelling, and the logs are what they were.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "fivestep/engagement/v1/engagement_service.pb.h"
#include "fivestep/platform/v1/people_service.pb.h"
#include "platform/core/clock.h"
#include "platform/core/timestamp.h"
#include "system/calls.h"
#include "system/journey.h"
#include "system/observe.h"
#include "system/plaintext_search.h"

namespace fivestep::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
namespace pv1 = platform::v1;
namespace fs = std::filesystem;

constexpr char kPerson[] = "programmes/smoke-free-start/people/x7k2m9q4";
// Words that nothing else in the journey says.
constexpr char kDisplayName[] = "Quillonia-Brambleforth";
constexpr char kSaid[] = "zephyrous-marmalade-lighthouse";
constexpr char kObjection[] = "perpendicular-otter-carousel";
constexpr char kIdea[] = "vermilion-hedgehog-escalator";
const std::vector<std::string> kWords{kDisplayName, kSaid, kObjection, kIdea};

TEST(PlaintextSearch, FindsAWordInEverySpelling) {
  const std::string word = "marmalade-lighthouse";
  const std::vector<std::string> one{word};
  EXPECT_THAT(FindWordsIn(one, "a " + word + " b", "here"), Not(IsEmpty()));
  // "xmarmalade-lighthousey", "xxmarma…", "xxxmarma…" in base64.
  EXPECT_THAT(FindWordsIn(one, "eG1hcm1hbGFkZS1saWdodGhvdXNleQ==", "here"), Not(IsEmpty()));
  EXPECT_THAT(FindWordsIn(one, "eHhtYXJtYWxhZGUtbGlnaHRob3VzZXk=", "here"), Not(IsEmpty()));
  EXPECT_THAT(FindWordsIn(one, "eHh4bWFybWFsYWRlLWxpZ2h0aG91c2V5", "here"), Not(IsEmpty()));
  EXPECT_THAT(FindWordsIn(one,
                          std::string("m\0a\0r\0m\0a\0l\0a\0d\0e\0-\0l\0i\0g\0h\0t\0"
                                      "h\0o\0u\0s\0e\0",
                                      40),
                          "here"),
              Not(IsEmpty()));
  EXPECT_THAT(FindWordsIn(one, "marmalade and a lighthouse", "here"), IsEmpty());
}

class Erasure : public ::testing::Test {
 protected:
  void SetUp() override {
    const Ended ended = journey_.Run({"open", "step1", "step2", "step3", "step4"});
    ASSERT_EQ(ended.exit_code, 0) << ended.output;
    ASSERT_TRUE(Settled(stack_));
  }

  std::unique_ptr<google::protobuf::Message> Must(const std::string& context,
                                                  const std::string& method,
                                                  const std::string& json, const As& caller) {
    Called called = Call(stack_, context, method, json, caller);
    EXPECT_TRUE(called.status.ok()) << method << ": " << Describe(called.status);
    return std::move(called.answer);
  }
  void Register(const std::string& context) {
    Must(context, "RegisterPerson",
         std::string(R"({"parent": "programmes/smoke-free-start", "person_id": "x7k2m9q4",
             "details": {"display_name": ")") +
             kDisplayName + R"(", "language": "en"}})",
         {.role = "programme-manager"});
  }
  std::string Contribute() {
    Must("engagement", "PlanActivity",
         R"({"parent": "programmes/smoke-free-start", "activity_id": "last-words",
             "title": "Last words", "method": "ENGAGEMENT_METHOD_LISTENING_EVENT",
             "purpose": "What else?", "place": "Hub", "planned_date": "2026-02-10",
             "lawful_basis": "LAWFUL_BASIS_PUBLIC_TASK",
             "consent_items": ["CONSENT_ITEM_PARTICIPATION"]})",
         {.role = "engagement-lead"});
    Must("engagement", "OpenActivity",
         R"({"name": "programmes/smoke-free-start/activities/last-words"})",
         {.role = "engagement-lead"});
    const auto answer =
        Must("engagement", "RecordContributions",
             std::string(R"({"activity": "programmes/smoke-free-start/activities/last-words",
                 "contributions": [{"words": {"text": "a )") +
                 kSaid + R"( helps"}, "language": "en", "source": "CONTRIBUTION_SOURCE_RESIDENT",
                 "person": ")" +
                 kPerson + R"("}]})",
             {.role = "engagement-lead"});
    return dynamic_cast<const engagement::v1::RecordContributionsResponse&>(*answer).contributions(
        0);
  }
  void Object() {
    Must("codesign", "RecordDissent",
         std::string(R"({"parent": "programmes/smoke-free-start", "dissent_id": "not-so",
             "session": "programmes/smoke-free-start/sessions/spring-workshop",
             "title": "Not so", "stakeholder_group": "STAKEHOLDER_GROUP_RESIDENTS",
             "words": {"text": "rather a )") +
             kObjection + R"("}, "person": ")" + kPerson + R"("})",
         {.role = "facilitator"});
  }
  // In a session of its own: that of the journey is closed.
  void HaveAnIdea() {
    const std::string session = "programmes/smoke-free-start/sessions/one-more";
    const Instant start = SystemClock().Now() + std::chrono::seconds(2);
    Must("codesign", "ScheduleSession",
         R"({"parent": "programmes/smoke-free-start", "session_id": "one-more",
             "brief": "programmes/smoke-free-start/briefs/blackpool-mothers",
             "title": "One more", "place": "Hub", "method": "SESSION_METHOD_WORKSHOP",
             "seat_count": 40, "start_time": ")" +
             ToText(start) + R"("})",
         {.role = "facilitator"});
    while (SystemClock().Now() <= start) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    Must("codesign", "HoldSession", NameJson(session, R"("attendance": {"groups":
             [{"group": "STAKEHOLDER_GROUP_RESIDENTS", "attendee_count": 15}]})"),
         {.role = "facilitator"});
    Must("codesign", "RecordIdeas",
         NameJson(session, R"("ideas": [{"title": "Upwards",
             "stakeholder_group": "STAKEHOLDER_GROUP_RESIDENTS", "words": {"text": "one )" +
                               std::string(kIdea) + R"("}, "person": ")" + kPerson + R"("}])"),
         {.role = "facilitator"});
  }
  // As `fivestep log backup` has it done.
  void BackUp(const std::string& context) {
    Must(context, "BackUpLog", "{}", {.role = "administrator"});
    ASSERT_FALSE(fs::is_empty(stack_.BackupsOf(context)));
  }
  std::string Export(const std::string& context) {
    const auto answer = Must(
        context, "ExportPerson", NameJson(kPerson),
        {.role = "", .permissions = "platform.people.export", .reason = "subject access request"});
    return answer->DebugString();
  }
  static std::string NameJson(const std::string& name, const std::string& more = "") {
    return R"({"name": ")" + name + "\"" + (more.empty() ? "" : ", ") + more + "}";
  }

  void CopyEverything(const std::string& name) {
    for (const char* context : {"engagement", "codesign"}) {
      fs::create_directories(copies_ / name);
      // While the service runs files come and go; what is lost of the copy is not looked for.
      std::error_code ignored;
      fs::copy(stack_.DataOf(context), copies_ / name / context,
               fs::copy_options::recursive | fs::copy_options::overwrite_existing, ignored);
    }
  }
  // What is searched holds the words where they are put, or finding none would say nothing.
  void ExpectFoundWherePlanted() {
    for (const fs::path& folder : {stack_.BackupsOf("codesign"), stack_.DataOf("codesign")}) {
      std::ofstream(folder / "planted") << "an idea: " << kIdea;
      EXPECT_THAT(FindWords(kWords, stack_.directory()), Not(IsEmpty())) << folder;
      fs::remove(folder / "planted");
    }
  }
  void ExpectNowhere() {
    EXPECT_THAT(FindWords(kWords, stack_.directory()), IsEmpty());
    EXPECT_THAT(FindWords(kWords, stack_.nats().store()), IsEmpty());
    EXPECT_THAT(FindWords(kWords, copies_), IsEmpty());
  }
  std::vector<std::string> LogOf(const std::string& context, size_t size) {
    std::vector<std::string> log = ReadLog(stack_, context);
    if (size > 0) log.resize(size);
    return log;
  }

  Stack stack_;
  Journey journey_{stack_};
  const fs::path copies_ = stack_.directory() / "copies";
};

TEST_F(Erasure, LeavesNoWordOfThemAnywhereInAnySpelling) {
  for (const char* context : {"engagement", "codesign"}) Register(context);
  const std::string contribution = Contribute();
  Object();
  HaveAnIdea();
  ASSERT_TRUE(Settled(stack_));
  ASSERT_THAT(Export("engagement"), HasSubstr(kSaid));
  ASSERT_THAT(Export("engagement"), HasSubstr(kDisplayName));
  ASSERT_THAT(Export("codesign"), HasSubstr(kObjection));
  ASSERT_THAT(Export("codesign"), HasSubstr(kIdea));
  fs::create_directories(copies_);
  CopyEverything("before");
  for (const char* context : {"engagement", "codesign"}) BackUp(context);
  ExpectFoundWherePlanted();
  {
    SCOPED_TRACE("before they are erased, only an opened read shows them");
    ExpectNowhere();
  }
  const std::vector<std::string> engagement = LogOf("engagement", 0);

  for (const char* context : {"engagement", "codesign"}) {
    Must(context, "ErasePerson",
         R"({"name": ")" + std::string(kPerson) +
             R"(", "ground": "ERASURE_GROUND_CONSENT_WITHDRAWN", "reason": "asked"})",
         {.role = "information-governance"});
    std::ofstream(copies_ / (std::string(context) + ".export")) << Export(context);
    EXPECT_THAT(Export(context), HasSubstr("erased: true"));
  }
  CopyEverything("after");
  for (const char* context : {"engagement", "codesign"}) BackUp(context);
  EXPECT_EQ(LogOf("engagement", engagement.size()), engagement);
  ASSERT_TRUE(Settled(stack_));
  ExpectStreamEqualsLog(stack_, "engagement");
  ExpectNowhere();

  for (const char* context : {"engagement", "codesign"}) {
    stack_.Stop(context);
    stack_.Start(context);
    std::ofstream(copies_ / (std::string(context) + ".restarted")) << Export(context);
  }
  const auto read = Must("engagement", "GetContribution",
                         R"({"name": ")" + contribution + R"(", "with_personal": true})",
                         {.role = "engagement-lead",
                          .permissions = "engagement.contributions.readWords",
                          .reason = "a look"});
  EXPECT_THAT(read->DebugString(), Not(HasSubstr(kSaid)));
  EXPECT_THAT(read->DebugString(), HasSubstr("personal_erase_time"));
  ExpectNowhere();
}

}  // namespace
}  // namespace fivestep::testing
