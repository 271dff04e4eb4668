// What a test does to a stream behind the bus's back.
#ifndef FIVESTEP_TESTS_INTEGRATION_BUS_STREAMS_H_
#define FIVESTEP_TESTS_INTEGRATION_BUS_STREAMS_H_

#include <memory>
#include <string>
#include <vector>

#include "platform/bus/connection.h"
#include "platform/bus/stream_setup.h"

namespace fivestep::testing {

// A connection of the test's own. Any failure stops the test with a sentence.
class TestClient {
 public:
  explicit TestClient(const std::string& url) {
    ConnectionOptions options;
    options.urls = {url};
    auto connection = Connection::Open(options);
    connection_ = std::move(connection.value());
  }
  Connection& connection() { return *connection_; }

  StreamExtent Extent(const StreamPlan& plan) { return EnsureStream(*connection_, plan).value(); }

  // All messages' bodies, read one by one from the stream's store.
  std::vector<std::string> Bodies(const std::string& stream, int64_t last) {
    std::vector<std::string> bodies;
    for (int64_t position = 1; position <= last; ++position) {
      bodies.emplace_back(BodyOf(Message(stream, position).get()));
    }
    return bodies;
  }

  MessageHandle Message(const std::string& stream, int64_t position) {
    natsMsg* message = nullptr;
    Check(js_GetMsg(&message, connection_->jet_stream(), stream.c_str(),
                    static_cast<uint64_t>(position), nullptr, nullptr));
    return MessageHandle(message);
  }

  // Publishes as a stranger would, without any expectation.
  void Publish(const std::string& subject, const std::string& body,
               const std::string& sequence_header = "") {
    natsMsg* message = nullptr;
    Check(natsMsg_Create(&message, subject.c_str(), nullptr, body.data(),
                         static_cast<int>(body.size())));
    const MessageHandle owner(message);
    if (!sequence_header.empty()) {
      Check(natsMsgHeader_Set(message, "ce-sequence", sequence_header.c_str()));
    }
    jsPubAck* stored = nullptr;
    Check(js_PublishMsg(&stored, connection_->jet_stream(), message, nullptr, nullptr));
    jsPubAck_Destroy(stored);
  }

  // A stream with the plan's subject that can be deleted from, as an operator might make it.
  void AddOpenStream(const StreamPlan& plan, int64_t max_age = 0) {
    jsStreamConfig config;
    jsStreamConfig_Init(&config);
    const char* subjects[] = {plan.subject.c_str()};
    config.Name = plan.name.c_str();
    config.Subjects = subjects;
    config.SubjectsLen = 1;
    config.Discard = js_DiscardNew;
    config.MaxAge = max_age;
    // A service that was just stopped may have made its own meanwhile.
    (void)js_DeleteStream(connection_->jet_stream(), plan.name.c_str(), nullptr, nullptr);
    Check(js_AddStream(nullptr, connection_->jet_stream(), &config, nullptr, nullptr));
  }
  void DeleteMessage(const std::string& stream, int64_t position) {
    Check(js_DeleteMsg(connection_->jet_stream(), stream.c_str(), static_cast<uint64_t>(position),
                       nullptr, nullptr));
  }
  void Purge(const std::string& stream) {
    Check(js_PurgeStream(connection_->jet_stream(), stream.c_str(), nullptr, nullptr));
  }
  // When the stream was made, in nanoseconds.
  int64_t Created(const std::string& stream) {
    jsStreamInfo* raw = nullptr;
    Check(js_GetStreamInfo(&raw, connection_->jet_stream(), stream.c_str(), nullptr, nullptr));
    const StreamInfoHandle info(raw);
    return info->Created;
  }
  void DeleteStream(const std::string& stream) {
    Check(js_DeleteStream(connection_->jet_stream(), stream.c_str(), nullptr, nullptr));
  }

 private:
  static void Check(natsStatus status) {
    if (status != NATS_OK) throw std::runtime_error(NatsError("test client", status).message());
  }

  std::unique_ptr<Connection> connection_;
};

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_INTEGRATION_BUS_STREAMS_H_
