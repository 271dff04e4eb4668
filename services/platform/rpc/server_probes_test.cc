#include <arpa/inet.h>
#include <google/protobuf/empty.pb.h>
#include <google/protobuf/unknown_field_set.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "platform/rpc/running_notes.h"

namespace fivestep::testing {
namespace {

// A message that holds only what its unknown fields say: enough for services whose protos are not
// ours.
google::protobuf::Empty TextField(int number, const std::string& text) {
  google::protobuf::Empty message;
  message.GetReflection()->MutableUnknownFields(&message)->AddLengthDelimited(number, text);
  return message;
}

class ServerProbes : public RunningNotes {
 protected:
  // `grpc.health.v1`: 1 is SERVING, 2 is NOT_SERVING.
  int HealthOf(const std::string& service) {
    google::protobuf::Empty answer;
    const CallOutcome outcome =
        client_->Unary("/grpc.health.v1.Health/Check", TextField(1, service), &answer);
    if (!outcome.status.ok()) return -static_cast<int>(outcome.status.code());
    const auto& fields = answer.GetReflection()->GetUnknownFields(answer);
    return fields.field_count() == 1 ? static_cast<int>(fields.field(0).varint()) : 0;
  }
  std::string Http(const std::string& path) const {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(service_->http_port()));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
    const std::string request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    EXPECT_EQ(write(socket, request.data(), request.size()), static_cast<ssize_t>(request.size()));
    std::string answer;
    char buffer[4'096];
    for (ssize_t got = 0; (got = read(socket, buffer, sizeof(buffer))) > 0;) {
      answer.append(buffer, static_cast<size_t>(got));
    }
    close(socket);
    return answer;
  }
};

TEST_F(ServerProbes, HealthIsToldPerService) {
  EXPECT_EQ(HealthOf("fivestep.testing.v1.NotesService"), 1);
  EXPECT_EQ(HealthOf("fivestep.platform.v1.AdminService"), 1);
  EXPECT_EQ(HealthOf(""), 1);
  EXPECT_EQ(HealthOf("no.such.Service"), -static_cast<int>(Code::kNotFound));
}

TEST_F(ServerProbes, ReflectionKnowsTheServicesAndTheirMessages) {
  constexpr char kReflection[] = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";
  google::protobuf::Empty answer;
  std::string listed;
  const auto keep = [&] {
    listed += answer.SerializeAsString();
    return true;
  };
  // `list_services` is field 7, `file_containing_symbol` field 4 of the request.
  EXPECT_TRUE(client_->Stream(kReflection, TextField(7, "*"), &answer, keep, {}).status.ok());
  EXPECT_NE(listed.find("fivestep.testing.v1.NotesService"), std::string::npos);
  EXPECT_NE(listed.find("fivestep.platform.v1.AuditService"), std::string::npos);
  listed.clear();
  const std::string symbol = "fivestep.testing.v1.NotesService";
  EXPECT_TRUE(client_->Stream(kReflection, TextField(4, symbol), &answer, keep, {}).status.ok());
  EXPECT_NE(listed.find("WriteNoteRequest"), std::string::npos);
}

TEST_F(ServerProbes, HttpTellsLifeReadinessAndMetrics) {
  EXPECT_TRUE(Http("/livez").starts_with("HTTP/1.1 200"));
  const std::string ready = Http("/readyz");
  EXPECT_TRUE(ready.starts_with("HTTP/1.1 200")) << ready;
  EXPECT_NE(ready.find("the bus is not reached"), std::string::npos) << ready;
  ASSERT_TRUE(StartProgramme("p1").status.ok());
  const std::string metrics = Http("/metrics");
  for (const char* name :
       {"fivestep_calls_total{", "fivestep_call_seconds_bucket{", "fivestep_unpublished_events 1",
        "fivestep_unpublished_age_seconds", "fivestep_view_lag_events{", "fivestep_parked_events",
        "fivestep_queued_commands", "fivestep_batch_commands", "fivestep_sync_seconds",
        "process_start_time_seconds"}) {
    EXPECT_NE(metrics.find(name), std::string::npos) << name << " is missing in\n" << metrics;
  }
  EXPECT_TRUE(Http("/elsewhere").starts_with("HTTP/1.1 404"));
}

}  // namespace
}  // namespace fivestep::testing
