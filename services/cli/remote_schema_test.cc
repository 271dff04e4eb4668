#include "cli/remote_schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/event_line.h"
#include "fivestep/platform/v1/admin_service.pb.h"
#include "fivestep/platform/v1/options.pb.h"
#include "fivestep/platform/v1/record.pb.h"
#include "server_reflection.pb.h"

namespace fivestep::cli {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::FileDescriptor;
using google::protobuf::FileDescriptorProto;
using google::protobuf::Message;
using testing::ElementsAre;
using testing::HasSubstr;

// A server that describes this program's own messages, one file an answer, imports not included.
class FakeServer {
 public:
  Status Answer(const Message& question, Message* answer) {
    ++questions_;
    const auto& request = dynamic_cast<const v1::ReflectionRequest&>(question);
    auto& response = dynamic_cast<v1::ReflectionResponse&>(*answer);
    response.Clear();
    if (request.has_list_services()) {
      response.mutable_list_services_response()->add_service()->set_name("b.Service");
      response.mutable_list_services_response()->add_service()->set_name("a.Service");
      return OkStatus();
    }
    const DescriptorPool& pool = *DescriptorPool::generated_pool();
    const FileDescriptor* file =
        request.has_file_by_filename()
            ? pool.FindFileByName(request.file_by_filename())
            : pool.FindFileContainingSymbol(request.file_containing_symbol());
    if (file == nullptr) {
      response.mutable_error_response()->set_error_code(5);
      response.mutable_error_response()->set_error_message("not found");
      return OkStatus();
    }
    FileDescriptorProto proto;
    file->CopyTo(&proto);
    if (broken) proto.add_dependency(proto.name());
    response.mutable_file_descriptor_response()->add_file_descriptor_proto(
        proto.SerializeAsString());
    return OkStatus();
  }
  RemoteSchema Schema() {
    return RemoteSchema(
        [this](const Message& question, Message* answer) { return Answer(question, answer); });
  }
  int questions() const { return questions_; }
  bool broken = false;

 private:
  int questions_ = 0;
};

TEST(RemoteSchema, ListsServicesInOrder) {
  FakeServer server;
  EXPECT_THAT(*server.Schema().Services(), ElementsAre("a.Service", "b.Service"));
}

TEST(RemoteSchema, FindsAServiceWithItsOptionsAndImports) {
  FakeServer server;
  RemoteSchema schema = server.Schema();
  const auto service = schema.FindService("fivestep.platform.v1.AdminService");
  ASSERT_TRUE(service.ok()) << service.status().ToString();
  const auto* method = (*service)->FindMethodByName("GetStatus");
  ASSERT_NE(method, nullptr);
  EXPECT_EQ(method->options().GetExtension(platform::v1::access).permission(),
            "platform.status.get");
  EXPECT_NE(method->output_type()->FindFieldByName("start_time"), nullptr);
}

TEST(RemoteSchema, AsksOnceForWhatItKnows) {
  FakeServer server;
  RemoteSchema schema = server.Schema();
  ASSERT_TRUE(schema.FindService("fivestep.platform.v1.AdminService").ok());
  const int asked = server.questions();
  ASSERT_TRUE(schema.FindMessage("fivestep.platform.v1.GetStatusResponse").ok());
  EXPECT_EQ(server.questions(), asked);
  // In a file that imports none but known ones.
  ASSERT_TRUE(schema.FindMessage("fivestep.platform.v1.StoredRow").ok());
  EXPECT_EQ(server.questions(), asked + 1);
}

TEST(RemoteSchema, SaysWhatTheServerDoesNotHave) {
  FakeServer server;
  RemoteSchema schema = server.Schema();
  EXPECT_EQ(schema.FindMessage("no.Such").status().code(), Code::kNotFound);
  EXPECT_EQ(schema.FindService("fivestep.platform.v1.GetStatusResponse").status().code(),
            Code::kNotFound);
}

TEST(RemoteSchema, EndsWhenAFileImportsItself) {
  FakeServer server;
  server.broken = true;
  EXPECT_FALSE(server.Schema().FindMessage("fivestep.platform.v1.LogPosition").ok());
}

TEST(RemoteSchema, PassesOnThatTheServerIsAway) {
  RemoteSchema schema([](const Message&, Message*) { return Unavailable("away"); });
  EXPECT_EQ(schema.Services().status().code(), Code::kUnavailable);
  EXPECT_EQ(schema.FindMessage("a.B").status().code(), Code::kUnavailable);
}

// --- Events as lines, which need a schema.

platform::v1::RecordedEvent Event(const std::string& type, const std::string& payload) {
  platform::v1::RecordedEvent record;
  record.set_position(12);
  record.set_stream("operation/o1");
  record.set_type(type);
  record.set_payload(payload);
  return record;
}

TEST(EventLine, WritesThePayloadOut) {
  FakeServer server;
  RemoteSchema schema = server.Schema();
  platform::v1::LogPosition payload;
  payload.set_log("metrics");
  EXPECT_EQ(
      EventLine("codesign", Event("fivestep.platform.v1.LogPosition", payload.SerializeAsString()),
                schema),
      R"({"log":"codesign","position":"12","stream":"operation/o1",)"
      R"("type":"fivestep.platform.v1.LogPosition","payload":{"log":"metrics"}})");
}

TEST(EventLine, ShowsWhatIsSealedAsSealed) {
  FakeServer server;
  RemoteSchema schema = server.Schema();
  platform::v1::RecordedEvent record = Event("fivestep.platform.v1.LogPosition", "");
  platform::v1::Sealed& sealed = *record.add_sealed();
  sealed.set_field(1);
  sealed.set_key_id("k1");
  sealed.set_ciphertext("secret");
  EXPECT_THAT(EventLine("codesign", record, schema),
              HasSubstr(R"("payload":{},"sealed":[{"field":"log","key_id":"k1"}]})"));
}

TEST(EventLine, KeepsAPayloadThatNobodyDescribes) {
  FakeServer server;
  RemoteSchema schema = server.Schema();
  const std::string line = EventLine("codesign", Event("no.Such", "abc"), schema);
  EXPECT_THAT(line, HasSubstr(R"("payload":"YWJj")"));
  EXPECT_THAT(line, HasSubstr("payload_problem"));
  EXPECT_THAT(EventLine("codesign", Event("fivestep.platform.v1.LogPosition", "\xff"), schema),
              HasSubstr("payload_problem"));
}

}  // namespace
}  // namespace fivestep::cli
