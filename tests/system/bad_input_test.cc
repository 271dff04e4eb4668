// Every method of every service, called with everything that a request can have wrong. Each refusal
// has its canonical code and a sentence that names the field and the remedy, and leaves no trace in
// the log. The requests are made from the protos, so a new method is in the table by itself.
#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <functional>
#include <regex>

#include "fivestep/platform/v1/admin_service.pb.h"
#include "fivestep/platform/v1/audit_service.pb.h"
#include "fivestep/platform/v1/options.pb.h"
#include "fivestep/platform/v1/people_service.pb.h"
#include "platform/rpc/call.h"
#include "system/calls.h"
#include "system/journey.h"
#include "system/observe.h"
#include "system/raw_call.h"
#include "system/requests.h"

namespace fivestep::testing {
namespace {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using ::testing::AnyOf;
using ::testing::HasSubstr;

// The programme has all its five steps behind it, so that there is something to be refused for.
struct Prepared {
  Stack stack;
  Ended ended = Journey(stack).Run(kJourney);
  bool settled = Settled(stack);
};

const Stack& PreparedStack() {
  static const Prepared prepared;
  if (prepared.ended.exit_code != 0) throw std::runtime_error(prepared.ended.output);
  return prepared.stack;
}

// One method as one service offers it.
struct Offered {
  std::string context;
  const MethodDescriptor* method;
};

void AddMethods(const std::string& context, const google::protobuf::ServiceDescriptor* service,
                std::vector<Offered>& methods) {
  for (int i = 0; i < service->method_count(); ++i) {
    methods.push_back({context, service->method(i)});
  }
}

std::vector<Offered> AllMethods() {
  std::vector<Offered> methods;
  for (const char* context : kContexts) {
    AddMethods(context, ServiceOf(context), methods);
    AddMethods(context, platform::v1::GetStatusRequest::descriptor()->file()->service(0), methods);
    AddMethods(context, platform::v1::ReadEventsRequest::descriptor()->file()->service(0), methods);
    AddMethods(context, platform::v1::GetPersonRequest::descriptor()->file()->service(0), methods);
  }
  return methods;
}

const platform::v1::Access& AccessOf(const MethodDescriptor* method) {
  return method->options().GetExtension(platform::v1::access);
}

// Somebody who may call just this method.
As Permitted(const MethodDescriptor* method) {
  return {.role = "", .permissions = AccessOf(method).permission()};
}

Status Send(const Offered& offered, const Message& request, const As& caller) {
  return CallWithBytes(PreparedStack(), offered.context, offered.method,
                       request.SerializeAsString(), caller);
}

// Runs `check` for every method, and sees to it that nothing was recorded.
void ForEveryMethod(const std::function<void(const Offered&)>& check) {
  const std::map<std::string, int64_t> before = LastPositions(PreparedStack());
  for (const Offered& offered : AllMethods()) {
    SCOPED_TRACE(offered.context + " " + offered.method->full_name());
    check(offered);
  }
  EXPECT_EQ(LastPositions(PreparedStack()), before);
}

// A refusal for its shape that names exactly `fields`.
void ExpectInvalidFields(const Status& status, const std::set<std::string>& fields) {
  EXPECT_EQ(status.code(), Code::kInvalidArgument) << Describe(status);
  EXPECT_EQ(status.reason(), "INVALID_FIELDS") << Describe(status);
  std::set<std::string> named;
  for (const FieldViolation& violation : status.violations()) {
    named.insert(violation.field);
    EXPECT_THAT(violation.description, HasSubstr("`" + violation.field + "`"));
    EXPECT_TRUE(violation.description.ends_with(".")) << violation.description;
  }
  EXPECT_EQ(named, fields) << Describe(status);
}

TEST(BadInput, OfEachKindInEachFieldIsNamedWithItsRemedy) {
  int count = 0;
  ForEveryMethod([&](const Offered& offered) {
    VisitBreakages(offered.method, kProgramme, [&](const Breakage& breakage) {
      ++count;
      SCOPED_TRACE(breakage.what + " in " + breakage.field);
      const Status status = Send(offered, breakage.request, Permitted(offered.method));
      ExpectInvalidFields(status, {breakage.field});
      if (status.violations().empty()) return;
      EXPECT_THAT(status.violations()[0].description, HasSubstr(breakage.hint));
      EXPECT_THAT(status.message(), HasSubstr(breakage.field));
    });
  });
  RecordProperty("breakages", count);
  // Some ten a method; a table that came out empty would pass all the same.
  EXPECT_GT(count, static_cast<int>(5 * AllMethods().size()));
}

TEST(BadInput, InSeveralFieldsIsNamedAllAtOnce) {
  ForEveryMethod([](const Offered& offered) {
    const std::set<std::string> required = RequiredFields(offered.method->input_type());
    if (required.empty()) return;
    const auto empty = NewMessage(offered.method->input_type());
    ExpectInvalidFields(Send(offered, *empty, Permitted(offered.method)), required);
  });
}

TEST(BadInput, ThatIsNoMessageAtAllIsRefused) {
  ForEveryMethod([](const Offered& offered) {
    const Status status = CallWithBytes(PreparedStack(), offered.context, offered.method,
                                        "\xff\xff\xff\xff garbage", Permitted(offered.method));
    EXPECT_EQ(status.code(), Code::kInvalidArgument) << Describe(status);
    EXPECT_THAT(status.message(), HasSubstr(offered.method->name()));
  });
}

TEST(BadInput, OfMoreThanTheLargestMessageIsRefused) {
  const std::string huge(kMaxMessageBytes + 1, 'x');
  ForEveryMethod([&](const Offered& offered) {
    const Status status = CallWithBytes(PreparedStack(), offered.context, offered.method, huge,
                                        Permitted(offered.method));
    EXPECT_EQ(status.code(), Code::kResourceExhausted) << Describe(status);
  });
}

TEST(Callers, WithoutTheRoleAreToldWhichPermissionIsMissing) {
  ForEveryMethod([](const Offered& offered) {
    const auto request = FilledRequest(offered.method->input_type(), kProgramme);
    const Status status = Send(offered, *request, {.role = ""});
    EXPECT_EQ(status.code(), Code::kPermissionDenied) << Describe(status);
    EXPECT_THAT(status.message(), HasSubstr(AccessOf(offered.method).permission()));
    EXPECT_THAT(status.message(), HasSubstr("administrator")) << "it names no remedy";
  });
}

TEST(Callers, WhoDoNotSayWhoTheyAreAreNotHeard) {
  ForEveryMethod([](const Offered& offered) {
    const auto request = FilledRequest(offered.method->input_type(), kProgramme);
    const Status status = Send(offered, *request, {.role = "Not An Id"});
    EXPECT_EQ(status.code(), Code::kUnauthenticated) << Describe(status);
  });
}

TEST(References, ToWhatDoesNotExistAreRefused) {
  ForEveryMethod([](const Offered& offered) {
    if (!NamesAResource(offered.method->input_type())) return;
    if (offered.method->name().starts_with("List")) return;  // a filter may match nothing
    const auto request = FilledRequest(offered.method->input_type(), kProgramme);
    const Status status = Send(offered, *request, Permitted(offered.method));
    EXPECT_THAT(status.code(), AnyOf(Code::kNotFound, Code::kFailedPrecondition))
        << Describe(status);
    EXPECT_THAT(status.message(), HasSubstr(kProgramme));
  });
}

TEST(References, ToAnUnknownProgrammeAreRefused) {
  ForEveryMethod([](const Offered& offered) {
    if (AccessOf(offered.method).scope().empty()) return;
    if (offered.method->name().starts_with("List")) return;
    if (offered.method->client_streaming()) return;  // below, with a file that can be read
    const auto request = FilledRequest(offered.method->input_type(), "programmes/nowhere");
    const Status status = Send(offered, *request, Permitted(offered.method));
    EXPECT_THAT(status.code(), AnyOf(Code::kNotFound, Code::kFailedPrecondition))
        << Describe(status);
    EXPECT_THAT(status.message(), HasSubstr("programmes/nowhere"));
  });
}

constexpr char kUpload[] = R"({
  "parent": "programmes/nowhere", "data_set_id": "small", "content": "Z3JvdXAsbgphLDEK",
  "header": {"title": "Small", "publisher": "Nobody", "licence": "None",
    "period_start_date": "2023-04-01", "period_end_date": "2024-03-31",
    "disclosure_profile": "DISCLOSURE_PROFILE_PUBLISHED", "source": "here",
    "population": {"basis": "POPULATION_BASIS_RESIDENT"},
    "processing": {"purpose": "a test", "controller": "nobody", "agreement": "none",
      "retention_date": "2032-03-31", "opt_out": "OPT_OUT_HANDLING_DOES_NOT_APPLY"},
    "mapping": {"group_column": "group", "value_column": "n"}}})";

TEST(References, ToAnUnknownProgrammeAreRefusedWhenAFileComesWithThem) {
  const std::map<std::string, int64_t> before = LastPositions(PreparedStack());
  const MethodDescriptor* method = ServiceOf("analysis")->FindMethodByName("ImportDataSet");
  const auto part = NewMessage(method->input_type());
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(kUpload, part.get()).ok());
  const Status status = Send({"analysis", method}, *part, Permitted(method));
  EXPECT_EQ(status.reason(), "REFERENCE_NOT_KNOWN_HERE") << Describe(status);
  EXPECT_THAT(status.message(), HasSubstr("programmes/nowhere"));
  EXPECT_EQ(LastPositions(PreparedStack()), before);
}

// A command that comes at the wrong time.
struct WrongState {
  const char* context;
  const char* method;
  const char* request;  // `P` stands for the programme
  Code code;
  const char* reason;
};

std::string WithProgramme(const std::string& json) {
  static const std::regex name("\"P([/\"])");
  return std::regex_replace(json, name, std::string("\"") + kProgramme + "$1");
}

constexpr WrongState kWrongStates[] = {
    {"programme", "OpenProgramme",
     R"({"programme_id": "smoke-free-start", "title": "Again", "aim": "Again",
         "level": "PROGRAMME_LEVEL_SYSTEM", "senior_responsible_owner_role": "Director",
         "organisational_priorities": [{"organisation": "ICB", "priority": "One"}]})",
     Code::kAlreadyExists, "RESOURCE_EXISTS"},
    {"programme", "PassGate",
     R"({"name": "P/gates/step-1", "rationale": "Again", "decided_by_roles": ["chair"]})",
     Code::kFailedPrecondition, "GATE_ALREADY_PASSED"},
    {"engagement", "OpenActivity", R"({"name": "P/activities/staff-maternity"})",
     Code::kFailedPrecondition, "ACTIVITY_NOT_PLANNED"},
    {"engagement", "CloseActivity", R"({"name": "P/activities/staff-maternity"})",
     Code::kFailedPrecondition, "ACTIVITY_NOT_OPEN"},
    {"engagement", "OpenActivity", R"({"name": "P/activities/staff-maternity", "etag": "another"})",
     Code::kAborted, "ETAG_MISMATCH"},
    {"analysis", "CloseRanking", R"({"name": "P/rankings/winter-panel"})",
     Code::kFailedPrecondition, "RANKING_CLOSED"},
    {"analysis", "ApproveTargetArea",
     R"({"name": "P/targetAreas/blackpool-mothers", "approved_by_role": "Director",
         "rationale": "Again"})",
     Code::kFailedPrecondition, "TARGET_AREA_DECIDED"},
    {"codesign", "CloseSession", R"({"name": "P/sessions/spring-workshop"})",
     Code::kFailedPrecondition, "SESSION_NOT_OPEN"},
    {"codesign", "HoldSession",
     R"({"name": "P/sessions/spring-workshop", "attendance": {"groups": [
         {"group": "STAKEHOLDER_GROUP_RESIDENTS", "attendee_count": 9}]}})",
     Code::kFailedPrecondition, "SESSION_NOT_SCHEDULED"},
    {"codesign", "EndorseIntervention",
     R"({"name": "P/interventions/help-in-hand", "side": "ENDORSEMENT_SIDE_CLINICAL",
         "endorsed_by_role": "lead midwife"})",
     Code::kFailedPrecondition, "ENDORSEMENT_ALREADY_RECORDED"},
    {"metrics", "CreateMetric",
     R"({"parent": "P", "metric_id": "ae-over-four-hours", "title": "Again",
         "population_group": "All", "geography": "ICB"})",
     Code::kAlreadyExists, "RESOURCE_EXISTS"},
    {"metrics", "RecordReadings",
     R"({"name": "P/metrics/help-in-hand", "readings": [{"period_start_date": "2022-04-01",
         "period_end_date": "2023-03-31", "exact": {"numerator": 1, "denominator": 10}}]})",
     Code::kAlreadyExists, "READING_EXISTS"},
};

TEST(Commands, ThatComeAtTheWrongTimeAreRefusedWithTheReason) {
  const std::map<std::string, int64_t> before = LastPositions(PreparedStack());
  for (const WrongState& wrong : kWrongStates) {
    SCOPED_TRACE(std::string(wrong.context) + " " + wrong.method + ", " + wrong.reason);
    const MethodDescriptor* method = ServiceOf(wrong.context)->FindMethodByName(wrong.method);
    ASSERT_NE(method, nullptr);
    const Called called = Call(PreparedStack(), wrong.context, wrong.method,
                               WithProgramme(wrong.request), Permitted(method));
    EXPECT_EQ(called.status.code(), wrong.code) << Describe(called.status);
    EXPECT_EQ(called.status.reason(), wrong.reason) << Describe(called.status);
    EXPECT_TRUE(called.status.message().ends_with(".")) << called.status.message();
  }
  EXPECT_EQ(LastPositions(PreparedStack()), before);
}

}  // namespace
}  // namespace fivestep::testing
