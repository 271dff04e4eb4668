// The commands against a real gRPC server in this process, which plays the five services.
#include "cli/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>

#include "cli/commands.h"
#include "fivestep/analysis/v1/analysis_service.pb.h"
#include "fivestep/platform/v1/admin_service.pb.h"
#include "fivestep/platform/v1/audit_service.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "fivestep/platform/v1/record.pb.h"
#include "platform/core/decision.h"
#include "platform/rpc/dynamic_service.h"
#include "platform/rpc/grpc_server.h"

namespace fivestep::cli {
namespace {

namespace pb = platform::v1;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;
using testing::HasSubstr;
using testing::Not;

const ServiceDescriptor* ServiceOf(const google::protobuf::Descriptor* message, const char* name) {
  return message->file()->FindServiceByName(name);
}

// Gives the events that it was made with.
class ListedEvents : public StreamSource {
 public:
  void Ask(Next next) override {
    if (++position_ > 2) return next(nullptr, OkStatus());
    pb::RecordedEvent record;
    record.set_position(position_);
    record.set_type("fivestep.platform.v1.LogPosition");
    auto response = std::make_unique<pb::ReadEventsResponse>();
    response->set_position(position_);
    response->set_recorded_event(record.SerializeAsString());
    next(std::move(response), OkStatus());
  }
  void Cancel() override {}

 private:
  int64_t position_ = 0;
};

// Counts the bytes of an upload.
class CountedParts : public PartReceiver {
 public:
  void Receive(std::unique_ptr<google::protobuf::Message> part, size_t,
               std::function<void(Status)> next) override {
    bytes_ += dynamic_cast<analysis::v1::ImportDataSetRequest&>(*part).content().size();
    next(OkStatus());
  }
  void Finish(Answering done) override {
    auto data_set = std::make_unique<analysis::v1::DataSet>();
    data_set->set_title(std::to_string(bytes_) + " bytes");
    done({OkStatus(), std::move(data_set), trailers()});
  }
  Metadata trailers() const override { return {{kPositionKey, "analysis=9"}}; }

 private:
  size_t bytes_ = 0;
};

class SessionTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "fivestep-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    ServeUnary(admin_, pb::GetStatusRequest::descriptor(), "AdminService");
    ServeUnary(analysis_, analysis::v1::GetFindingRequest::descriptor(), "AnalysisService");
    audit_.ServerStreaming(audit_type_->FindMethodByName("ReadEvents"),
                           [](UnaryRequest, const StreamOpening& open) {
                             open(std::unique_ptr<StreamSource>(new ListedEvents()), {});
                           });
    GrpcServer::Options options;
    options.listen = "127.0.0.1:0";
    server_ = std::move(*GrpcServer::Start(options, {&admin_, &audit_, &analysis_}));
    OpenSession(Settings());
  }
  void TearDown() override {
    server_.reset();
    std::filesystem::remove_all(folder_);
  }

  void OpenSession(Settings settings) {
    for (const std::string& context : ContextNames()) {
      settings.addresses[context] = "127.0.0.1:" + std::to_string(server_->port());
    }
    settings.positions_file = folder_ + "/positions";
    settings.roles = "administrator";
    session_ = std::move(*Session::Open(settings));
  }

  // Every unary method notes its call and answers what `answer_` says.
  void ServeUnary(DynamicService& service, const google::protobuf::Descriptor* message,
                  const char* name) {
    const ServiceDescriptor* type = ServiceOf(message, name);
    for (int i = 0; i < type->method_count(); ++i) {
      const MethodDescriptor* method = type->method(i);
      if (method->client_streaming()) {
        service.ClientStreaming(method, [](CallInfo) { return std::make_unique<CountedParts>(); });
        continue;
      }
      service.Unary(method, [this, method](UnaryRequest request, const Answering& done) {
        calls_.push_back(request.info);
        const int number = ++call_count_;
        Answer answer;
        answer.status = answer_(number);
        answer.message.reset(google::protobuf::MessageFactory::generated_factory()
                                 ->GetPrototype(method->output_type())
                                 ->New());
        answer.trailers = {{kPositionKey, "programme=" + std::to_string(40 + number)}};
        requests_.push_back(request.message->ShortDebugString());
        done(std::move(answer));
      });
    }
  }

  // Runs a command and returns what it printed; `code_` is its exit code.
  template <class Options>
  std::string Printed(const Options& command) {
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    code_ = cli::Run(command, *session_);
    errors_ = testing::internal::GetCapturedStderr();
    return testing::internal::GetCapturedStdout();
  }
  CallCommand Call(const std::string& service, std::vector<std::string> words) {
    CallCommand command;
    command.service = service;
    command.words = std::move(words);
    return command;
  }

  std::string folder_;
  std::function<Status(int call)> answer_ = [](int) { return OkStatus(); };
  std::atomic<int> call_count_ = 0;
  std::vector<CallInfo> calls_;
  std::vector<std::string> requests_;
  const ServiceDescriptor* audit_type_ =
      ServiceOf(pb::ReadEventsRequest::descriptor(), "AuditService");
  CallObserver nobody_ = [](const EndedCall&) {};
  DynamicService admin_{ServiceOf(pb::GetStatusRequest::descriptor(), "AdminService"), nobody_};
  DynamicService audit_{audit_type_, nobody_};
  DynamicService analysis_{
      ServiceOf(analysis::v1::GetFindingRequest::descriptor(), "AnalysisService"), nobody_};
  std::unique_ptr<GrpcServer> server_;
  std::unique_ptr<Session> session_;
  int code_ = -1;
  std::string errors_;
};

TEST_F(SessionTest, CallsAnyMethodByReflection) {
  const std::string printed =
      Printed(Call("analysis", {"GetFinding", R"({"name": "programmes/p/findings/f"})"}));
  EXPECT_EQ(code_, kDone) << errors_;
  EXPECT_EQ(printed, "{}\n");
  ASSERT_EQ(requests_.size(), 1u);
  EXPECT_THAT(requests_[0], HasSubstr("programmes/p/findings/f"));
  EXPECT_EQ(calls_[0].Get(kActorKey), "cli");
  EXPECT_EQ(calls_[0].Get(kRolesKey), "administrator");
}

TEST_F(SessionTest, GivesACommandARequestId) {
  Printed(Call("analysis", {"CloseRanking", R"({"name": "programmes/p/rankings/r"})"}));
  ASSERT_EQ(requests_.size(), 1u) << errors_;
  EXPECT_THAT(requests_[0], HasSubstr("request_id: \""));
}

TEST_F(SessionTest, RepeatsTheSameRequestUntilTheNewsHaveArrived) {
  answer_ = [](int call) {
    if (call == 1) return StatusOf(pb::POSITION_NOT_REACHED);
    if (call == 2) return StatusOf(pb::REFERENCE_NOT_KNOWN_HERE);
    return OkStatus();
  };
  Printed(Call("analysis", {"CloseRanking", "{}"}));
  EXPECT_EQ(code_, kDone) << errors_;
  ASSERT_EQ(requests_.size(), 3u);
  EXPECT_EQ(requests_[0], requests_[1]);
  EXPECT_EQ(requests_[1], requests_[2]);
}

TEST_F(SessionTest, StopsRepeatingAfterTheWait) {
  Settings settings;
  settings.wait = std::chrono::seconds(0);
  OpenSession(settings);
  answer_ = [](int) { return StatusOf(pb::REFERENCE_NOT_KNOWN_HERE); };
  Printed(Call("analysis", {"CloseRanking", "{}"}));
  EXPECT_EQ(code_, kRefused);
  EXPECT_EQ(requests_.size(), 1u);
  EXPECT_THAT(errors_, HasSubstr("analysis: FAILED_PRECONDITION REFERENCE_NOT_KNOWN_HERE"));
}

TEST_F(SessionTest, SendsWhatItSawOfOtherLogs) {
  Printed(Call("analysis", {"GetFinding"}));
  EXPECT_EQ(calls_[0].Get(kAfterKey), "");
  Printed(Call("analysis", {"GetFinding"}));
  EXPECT_EQ(calls_[1].Get(kAfterKey), "programme=41");
  Printed(Call("analysis", {"GetFinding"}));
  EXPECT_EQ(calls_[2].Get(kAfterKey), "programme=42");
}

TEST_F(SessionTest, NeverWaitsToTellHowAServiceIs) {
  Printed(Call("analysis", {"GetFinding"}));
  Printed(Call("analysis", {"admin", "GetStatus"}));
  ASSERT_EQ(calls_.size(), 2u) << errors_;
  EXPECT_EQ(calls_[1].Get(kAfterKey), "");
}

TEST_F(SessionTest, ExplainsARefusalFieldByField) {
  answer_ = [](int) {
    Status status = StatusOf(pb::INVALID_FIELDS, {{"count", "1"}, {"fields", "name"}});
    status.SetViolations({{"name", "must be filled in"}});
    return status;
  };
  Printed(Call("analysis", {"GetFinding"}));
  EXPECT_EQ(code_, kRefused);
  EXPECT_THAT(errors_, HasSubstr("  name: must be filled in\n"));
}

TEST_F(SessionTest, HelpsWithAMethodThatIsNotThere) {
  Printed(Call("analysis", {"GetFindings"}));
  EXPECT_EQ(code_, kUsage);
  EXPECT_THAT(errors_, HasSubstr("GetFinding"));
  EXPECT_TRUE(calls_.empty());
}

TEST_F(SessionTest, NamesTheFieldsWhenTheJsonIsWrong) {
  Printed(Call("analysis", {"GetFinding", R"({"finding": "x"})"}));
  EXPECT_EQ(code_, kUsage);
  EXPECT_THAT(errors_, HasSubstr("Fields of GetFindingRequest: name"));
}

TEST_F(SessionTest, ListsMethodsAndShowsTemplates) {
  EXPECT_THAT(Printed(Call("analysis", {})),
              HasSubstr("ImportDataSet(stream ImportDataSetRequest) -> DataSet"));
  CallCommand command = Call("analysis", {"GetFinding"});
  command.show_template = true;
  EXPECT_THAT(Printed(command), HasSubstr("\"name\": \"\""));
  EXPECT_TRUE(calls_.empty());
}

TEST_F(SessionTest, SaysThatAnotherServiceAnswers) {
  Printed(Call("metrics", {"GetMetric"}));
  EXPECT_EQ(code_, kUsage);
  EXPECT_THAT(errors_, HasSubstr("--address-of"));
}

TEST_F(SessionTest, StreamsEventsAsLines) {
  LogTailCommand command;
  command.context = "analysis";
  command.from = 1;
  EXPECT_EQ(
      Printed(command),
      "{\"log\":\"analysis\",\"position\":\"1\",\"type\":\"fivestep.platform.v1.LogPosition\","
      "\"payload\":{}}\n"
      "{\"log\":\"analysis\",\"position\":\"2\",\"type\":\"fivestep.platform.v1.LogPosition\","
      "\"payload\":{}}\n");
  EXPECT_EQ(code_, kDone) << errors_;
  EXPECT_THAT(Printed(Call("analysis", {"audit", "ReadEvents", R"({"from_position": 1})"})),
              HasSubstr("\"position\":\"2\"}\n"));
}

TEST_F(SessionTest, UploadsAFile) {
  const std::string path = folder_ + "/table.csv";
  std::FILE* file = std::fopen(path.c_str(), "w");
  std::fputs("Area,Count\nLancaster,12\n", file);
  std::fclose(file);
  ImportCommand command;
  command.file = path;
  command.parent = "programmes/p";
  EXPECT_THAT(Printed(command), HasSubstr("24 bytes\n"));
  EXPECT_EQ(code_, kDone) << errors_;
  EXPECT_EQ(PositionFile(folder_ + "/positions").Read().at("analysis"), 9);
}

TEST_F(SessionTest, ShowsAllServicesAtAGlance) {
  const std::string printed = Printed(StatusCommand());
  EXPECT_EQ(code_, kDone) << errors_;
  for (const std::string& context : ContextNames()) EXPECT_THAT(printed, HasSubstr(context));
  EXPECT_THAT(printed, HasSubstr("reads only"));  // an empty answer takes no commands
}

TEST_F(SessionTest, ListsNothingAsNone) {
  AdminCommand command;
  command.action = AdminCommand::Action::kListTimers;
  EXPECT_EQ(Printed(command), "None.\n");
  EXPECT_EQ(call_count_, 5);
}

TEST_F(SessionTest, SkipsAParkedEventWithARequestId) {
  AdminCommand command;
  command.action = AdminCommand::Action::kSkipParked;
  command.context = "metrics";
  command.log = "codesign";
  command.position = 12;
  command.why = "sent twice";
  Printed(command);
  EXPECT_EQ(code_, kDone) << errors_;
  ASSERT_EQ(requests_.size(), 1u);
  EXPECT_THAT(requests_[0], HasSubstr("reason: \"sent twice\""));
  EXPECT_THAT(requests_[0], HasSubstr("request_id"));
}

TEST_F(SessionTest, SaysThatNobodyIsThere) {
  Settings settings;
  settings.timeout = std::chrono::seconds(2);
  OpenSession(settings);
  server_.reset();
  Printed(Call("analysis", {"GetFinding"}));
  EXPECT_EQ(code_, kNotReached);
  EXPECT_THAT(errors_, HasSubstr("Is analysis running at 127.0.0.1:"));
  StatusCommand status;
  status.context = "metrics";
  EXPECT_THAT(Printed(status), HasSubstr("not reached"));
  EXPECT_EQ(code_, kNotReached);
}

TEST_F(SessionTest, TellsWhoMayNot) {
  answer_ = [](int) {
    return StatusOf(pb::PERMISSION_DENIED, {{"permission", "x"}, {"scope", "y"}});
  };
  Printed(Call("analysis", {"GetFinding"}));
  EXPECT_EQ(code_, kNotPermitted);
}

TEST(Session, KeepsATokenFromTravellingReadable) {
  Settings settings;
  settings.addresses = DefaultAddresses();
  settings.addresses["metrics"] = "10.0.0.1:7105";
  settings.token_file = "/nowhere";
  EXPECT_THAT(Session::Open(settings).status().message(), HasSubstr("--tls-ca"));
  settings.addresses = DefaultAddresses();
  EXPECT_THAT(Session::Open(settings).status().message(), HasSubstr("/nowhere"));
}

}  // namespace
}  // namespace fivestep::cli
