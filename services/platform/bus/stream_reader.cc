#include "platform/bus/stream_reader.h"

#include <charconv>
#include <vector>

namespace fivestep {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

constexpr milliseconds kHeartbeat{1'000};
// Two missed heartbeats and a little: the consumer's server is gone, or it has forgotten us.
constexpr milliseconds kSilenceLimit{2'500};
// The server forgets a consumer that nobody has read for so long.
constexpr milliseconds kForgetAfter{30'000};

constexpr std::string_view kDeliveryPrefix = "$JS.ACK.";
// Tokens of a delivery from its end: deliveries, sequence, delivery, time, pending; the newer form
// has one more, random, and two more in front.
constexpr size_t kOldTokens = 9;
constexpr size_t kNewTokens = 11;

int64_t Number(std::string_view text) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

std::vector<std::string_view> Split(std::string_view text) {
  std::vector<std::string_view> tokens;
  for (size_t from = 0; from <= text.size();) {
    const size_t dot = std::min(text.find('.', from), text.size());
    tokens.push_back(text.substr(from, dot - from));
    from = dot + 1;
  }
  return tokens;
}

Status AddConsumer(Connection& connection, const std::string& stream, const std::string& inbox,
                   int64_t from) {
  jsConsumerConfig config;
  jsConsumerConfig_Init(&config);
  config.DeliverSubject = inbox.c_str();
  config.DeliverPolicy = js_DeliverByStartSequence;
  config.OptStartSeq = static_cast<uint64_t>(from);
  config.AckPolicy = js_AckNone;
  config.ReplayPolicy = js_ReplayInstant;
  config.FlowControl = true;
  config.Heartbeat = nanoseconds(kHeartbeat).count();
  config.InactiveThreshold = nanoseconds(kForgetAfter).count();
  config.MemoryStorage = true;
  config.Replicas = 1;
  jsConsumerInfo* raw = nullptr;
  jsErrCode error{};
  const natsStatus status =
      js_AddConsumer(&raw, connection.jet_stream(), stream.c_str(), &config, nullptr, &error);
  const ConsumerInfoHandle info(raw);
  if (status == NATS_OK) return OkStatus();
  if (status == NATS_NOT_FOUND || error == JSStreamNotFoundErr)
    return NotFound("The stream " + stream + " does not exist yet.");
  return NatsError("The stream " + stream + " cannot be read", status);
}

}  // namespace

std::optional<DeliveryNumbers> ParseDelivery(std::string_view reply_subject) {
  if (!reply_subject.starts_with(kDeliveryPrefix)) return std::nullopt;
  const std::vector<std::string_view> tokens = Split(reply_subject);
  if (tokens.size() != kOldTokens && tokens.size() < kNewTokens) return std::nullopt;
  const size_t sequence_at = tokens.size() == kOldTokens ? 5 : 7;
  const DeliveryNumbers numbers{Number(tokens[sequence_at]), Number(tokens[sequence_at + 1])};
  if (numbers.sequence <= 0 || numbers.delivery <= 0) return std::nullopt;
  return numbers;
}

Result<std::unique_ptr<StreamReader>> StreamReader::Open(const ConnectionOptions& options,
                                                         const std::string& stream, int64_t from) {
  Result<std::unique_ptr<Connection>> connection = Connection::Open(options);
  if (!connection.ok()) return connection.status();
  const std::string inbox = (*connection)->NewInbox();
  const Result<natsSubscription*> messages = (*connection)->Subscribe(inbox);
  if (!messages.ok()) return messages.status();
  FIVESTEP_RETURN_IF_ERROR(AddConsumer(**connection, stream, inbox, from));
  return std::unique_ptr<StreamReader>(new StreamReader(std::move(*connection), *messages));
}

Result<std::optional<StreamMessage>> StreamReader::Next(milliseconds wait) {
  const auto started = std::chrono::steady_clock::now();
  const Result<MessageHandle> message = connection_->Next(messages_, wait);
  if (!message.ok()) return message.status();
  if (*message == nullptr) {
    silence_ += std::chrono::steady_clock::now() - started;
    if (silence_ > kSilenceLimit) return Unavailable("The bus sends no heartbeats any more.");
    return std::optional<StreamMessage>();
  }
  silence_ = {};
  natsMsg* raw = message->get();
  // What the server says for itself has no body. Headers of events are not looked at: the library
  // would make a hash of a dozen for the sake of one.
  if (natsMsg_GetDataLength(raw) == 0 && !HeaderOf(raw, "Status").empty()) {
    FIVESTEP_RETURN_IF_ERROR(Answer(raw));
    return std::optional<StreamMessage>();
  }
  const char* reply = natsMsg_GetReply(raw);
  const std::optional<DeliveryNumbers> numbers = ParseDelivery(reply == nullptr ? "" : reply);
  // Anybody who guesses the inbox can send to it; only the server knows what a delivery looks like.
  if (!numbers) return std::optional<StreamMessage>();
  return std::optional<StreamMessage>(
      StreamMessage{numbers->sequence, numbers->delivery, std::string(BodyOf(raw))});
}

// Flow control: the server stops until we say that we have read so far. A heartbeat repeats the
// question in a header when the answer was lost.
Status StreamReader::Answer(natsMsg* control) {
  if (HeaderOf(control, "Status") != "100") {
    return Unavailable(
        "The bus ended the reading: " + std::string(HeaderOf(control, "Description")) + ".");
  }
  const char* reply = natsMsg_GetReply(control);
  if (reply != nullptr && *reply != '\0') return connection_->Signal(reply);
  const std::string stalled(HeaderOf(control, "Nats-Consumer-Stalled"));
  return stalled.empty() ? OkStatus() : connection_->Signal(stalled);
}

}  // namespace fivestep
