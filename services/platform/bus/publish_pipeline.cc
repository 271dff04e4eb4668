#include "platform/bus/publish_pipeline.h"

#include <charconv>
#include <utility>

#include "platform/bus/subjects.h"

namespace fivestep {
namespace {

// A flush asks the server for a sign, which is worth it only where a millisecond counts.
constexpr size_t kFlushed = 64;

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
      inbox_(connection->NewInbox()),
      headers_(deployment_, context_) {}

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
  if (!event_.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) ||
      event_.position() != position || position != sent_ + 1) {
    return DataLoss("The log's event at position " + std::to_string(position) +
                    " cannot be read as the event of that position.");
  }
  subject_ = EventSubject(deployment_, context_, event_);
  reply_ = inbox_;
  reply_.append(".").append(std::to_string(run_)).append(".").append(std::to_string(position));
  block_.Clear();
  block_.Begin(kExpectedSequence);
  block_.Value(std::to_string(position - 1));
  block_.Begin(kExpectedStream);
  block_.Value(stream_);
  headers_.AddTo(block_, event_);
  natsMsg* raw = nullptr;
  natsStatus status = natsMsg_Create(&raw, subject_.c_str(), reply_.c_str(), bytes.data(),
                                     static_cast<int>(bytes.size()));
  MessageHandle message(raw);
  if (status == NATS_OK) status = block_.SetOn(raw);
  if (status != NATS_OK) return NatsError("A message could not be made", status);
  FIVESTEP_RETURN_IF_ERROR(connection_->Publish(raw));
  sent_messages_.push_back(std::move(message));
  sent_ = position;
  return OkStatus();
}

Status PublishPipeline::Flush() {
  const size_t count = sent_messages_.size();
  sent_messages_.clear();
  return count > kFlushed ? OkStatus() : connection_->Flush();
}

Status PublishPipeline::Receive(std::chrono::milliseconds wait) {
  Status status;
  for (bool first = true;; first = false) {
    Result<MessageHandle> message =
        connection_->Next(answers_, first ? wait : std::chrono::milliseconds(0));
    if (!message.ok()) status = message.status();
    if (!message.ok() || *message == nullptr) break;
    Take(message->get());
    taken_.push_back(std::move(*message));
  }
  taken_.clear();
  return status;
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
