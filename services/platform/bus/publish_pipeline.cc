#include "platform/bus/publish_pipeline.h"

#include <charconv>
#include <utility>

#include "platform/bus/cloud_event.h"
#include "platform/bus/subjects.h"

namespace fivestep {
namespace {

constexpr char kExpectedSequence[] = "Nats-Expected-Last-Sequence";
constexpr char kExpectedStream[] = "Nats-Expected-Stream";
constexpr char kStatusHeader[] = "Status";

// The number after the last dot, and `rest` without it.
int64_t TakeLastNumber(std::string_view& rest) {
  const size_t dot = rest.rfind('.');
  if (dot == std::string_view::npos) return -1;
  int64_t number = -1;
  std::from_chars(rest.data() + dot + 1, rest.data() + rest.size(), number);
  rest = rest.substr(0, dot);
  return number;
}

}  // namespace

PublishPipeline::PublishPipeline(Connection* connection, std::string deployment,
                                 std::string context)
    : connection_(connection),
      deployment_(std::move(deployment)),
      context_(std::move(context)),
      stream_(EventStreamName(deployment_, context_)),
      inbox_(connection->NewInbox()) {}

Status PublishPipeline::Open() {
  const Result<natsSubscription*> answers = connection_->Subscribe(inbox_ + ".*.*");
  if (!answers.ok()) return answers.status();
  answers_ = *answers;
  return OkStatus();
}

// Late answers of an earlier run are told by its number: since then the stream may have become
// another.
void PublishPipeline::Begin(int64_t next) {
  ++run_;
  before_ = sent_ = confirmed_ = next - 1;
  stored_beyond_.clear();
  answered_ = 0;
  refused_ = false;
  refusal_ = {};
}

Status PublishPipeline::Send(int64_t position, std::string_view bytes) {
  platform::v1::RecordedEvent event;
  if (!event.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) ||
      event.position() != position || position != sent_ + 1) {
    return DataLoss("The log's event at position " + std::to_string(position) +
                    " cannot be read as the event of that position.");
  }
  const std::string subject = EventSubject(deployment_, context_, event);
  const std::string reply = inbox_ + "." + std::to_string(run_) + "." + std::to_string(position);
  natsMsg* raw = nullptr;
  natsStatus status = natsMsg_Create(&raw, subject.c_str(), reply.c_str(), bytes.data(),
                                     static_cast<int>(bytes.size()));
  MessageHandle message(raw);
  for (const auto& [name, value] : CloudEventHeaders(deployment_, context_, event)) {
    if (status == NATS_OK) status = natsMsgHeader_Set(raw, name.c_str(), value.c_str());
  }
  const std::string before = std::to_string(position - 1);
  if (status == NATS_OK) status = natsMsgHeader_Set(raw, kExpectedSequence, before.c_str());
  if (status == NATS_OK) status = natsMsgHeader_Set(raw, kExpectedStream, stream_.c_str());
  if (status != NATS_OK) return NatsError("A message could not be made", status);
  FIVESTEP_RETURN_IF_ERROR(connection_->Publish(raw));
  sent_messages_.push_back(std::move(message));
  sent_ = position;
  return OkStatus();
}

Status PublishPipeline::Flush() {
  sent_messages_.clear();
  return connection_->Flush();
}

Status PublishPipeline::Receive(std::chrono::milliseconds wait) {
  for (bool first = true;; first = false) {
    const Result<MessageHandle> message =
        connection_->Next(answers_, first ? wait : std::chrono::milliseconds(0));
    if (!message.ok()) return message.status();
    if (*message == nullptr) return OkStatus();
    Take(message->get());
  }
}

void PublishPipeline::Take(natsMsg* message) {
  std::string_view subject = natsMsg_GetSubject(message);
  const int64_t position = TakeLastNumber(subject);
  if (TakeLastNumber(subject) != run_) return;
  ++answered_;
  Acknowledgement answer = ParseAcknowledgement(HeaderOf(message, kStatusHeader), BodyOf(message));
  if (answer.refusal.empty() && answer.sequence != position) {
    answer.refusal = "the stream put position " + std::to_string(position) + " at sequence " +
                     std::to_string(answer.sequence);
  }
  if (answer.refusal.empty()) {
    stored_beyond_.insert(position);
    while (stored_beyond_.erase(confirmed_ + 1) > 0) ++confirmed_;
  } else if (!refused_) {
    refused_ = true;
    refusal_ = std::move(answer);
  }
}

}  // namespace fivestep
