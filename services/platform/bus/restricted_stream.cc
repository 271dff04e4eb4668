#include "platform/bus/restricted_stream.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "platform/audit/sha256.h"
#include "platform/bus/connection.h"
#include "platform/bus/subjects.h"

namespace fivestep {
namespace {

constexpr char kPartsHeader[] = "Fivestep-Parts";
constexpr int64_t kMaxAgeNanoseconds = int64_t{kRestrictedMaxAgeDays} * 24 * 3'600 * 1'000'000'000;
// What the server counts as payload beside the body.
constexpr size_t kHeaderAllowance = 1'024;

std::string SubjectOfPart(const RestrictedPlace& place, size_t part) {
  return RestrictedSubject(place.deployment, place.context, place.digest) + "." +
         std::to_string(part);
}

bool IsThatOf(const std::string& digest, std::string_view content) {
  const Sha256Digest hash = Sha256(content);
  return std::equal(hash.begin(), hash.end(), digest.begin(), digest.end(),
                    [](unsigned char a, char b) { return a == static_cast<unsigned char>(b); });
}

Status NotThere() {
  return NotFound(
      "What was handed over is not in the restricted stream. Its service brings it there again "
      "when it runs and reaches the bus.");
}

// Null where there is none.
Result<MessageHandle> LastOf(Connection& connection, const std::string& stream,
                             const std::string& subject) {
  natsMsg* raw = nullptr;
  jsErrCode error{};
  const natsStatus status = js_GetLastMsg(&raw, connection.jet_stream(), stream.c_str(),
                                          subject.c_str(), nullptr, &error);
  MessageHandle message(raw);
  if (status == NATS_OK) return message;
  if (status == NATS_NOT_FOUND || error == JSStreamNotFoundErr) return MessageHandle();
  return NatsError("The restricted stream cannot be read", status);
}

// In how many parts the content lies, as its first part says; 0 for what cannot be.
size_t PartsOf(natsMsg* first) {
  const std::string_view text = HeaderOf(first, kPartsHeader);
  size_t parts = 0;
  std::from_chars(text.data(), text.data() + text.size(), parts);
  return parts <= kMaxRestrictedBytes / kHeaderAllowance ? parts : 0;
}

Status PutPart(Connection& connection, const std::string& stream, const std::string& subject,
               std::string_view body, size_t parts) {
  natsMsg* raw = nullptr;
  natsStatus status =
      natsMsg_Create(&raw, subject.c_str(), nullptr, body.data(), static_cast<int>(body.size()));
  const MessageHandle message(raw);
  if (status == NATS_OK) {
    status = natsMsgHeader_Set(raw, kPartsHeader, std::to_string(parts).c_str());
  }
  if (status != NATS_OK) return NatsError("A part could not be made", status);
  jsPubOptions expectations;
  jsPubOptions_Init(&expectations);
  expectations.ExpectStream = stream.c_str();
  jsPubAck* stored = nullptr;
  jsErrCode error{};
  status = js_PublishMsg(&stored, connection.jet_stream(), raw, &expectations, &error);
  const PublishAcknowledgementHandle owner(stored);
  return status == NATS_OK ? OkStatus()
                           : NatsError("The restricted stream did not take a part", status);
}

}  // namespace

Status EnsureRestrictedStream(Connection& connection, const std::string& deployment, int replicas) {
  const std::string name = RestrictedStreamName(deployment);
  jsStreamInfo* found = nullptr;
  jsErrCode error{};
  natsStatus status =
      js_GetStreamInfo(&found, connection.jet_stream(), name.c_str(), nullptr, &error);
  const StreamInfoHandle there(found);
  if (status == NATS_OK) return OkStatus();
  if (status != NATS_NOT_FOUND && error != JSStreamNotFoundErr) {
    return NatsError("The stream " + name + " cannot be asked about", status);
  }
  const std::string subject = RestrictedSubjects(deployment);
  const char* subjects[] = {subject.c_str()};
  jsStreamConfig config;
  jsStreamConfig_Init(&config);
  config.Name = name.c_str();
  config.Subjects = subjects;
  config.SubjectsLen = 1;
  config.Storage = js_FileStorage;
  config.Retention = js_LimitsPolicy;
  config.Discard = js_DiscardOld;
  config.MaxAge = kMaxAgeNanoseconds;
  config.MaxMsgsPerSubject = 1;
  config.Replicas = replicas;
  jsStreamInfo* made = nullptr;
  status = js_AddStream(&made, connection.jet_stream(), &config, nullptr, &error);
  const StreamInfoHandle owner(made);
  return status == NATS_OK ? OkStatus()
                           : NatsError("The stream " + name + " cannot be made", status);
}

Result<std::string> GetRestricted(Connection& connection, const RestrictedPlace& place) {
  const std::string stream = RestrictedStreamName(place.deployment);
  std::string content;
  size_t parts = 1;
  for (size_t part = 1; part <= parts; ++part) {
    const auto message = LastOf(connection, stream, SubjectOfPart(place, part));
    if (!message.ok()) return message.status();
    if (*message == nullptr) return NotThere();
    if (part == 1) parts = PartsOf(message->get());
    content += BodyOf(message->get());
    if (content.size() > kMaxRestrictedBytes) return NotThere();
  }
  if (!IsThatOf(place.digest, content)) return NotThere();
  return content;
}

Status PutRestricted(Connection& connection, const RestrictedPlace& place,
                     std::string_view content) {
  const std::string stream = RestrictedStreamName(place.deployment);
  const size_t payload = std::max<size_t>(connection.max_payload(), 2 * kHeaderAllowance);
  const size_t part_bytes = std::min(kMaxRestrictedPartBytes, payload - kHeaderAllowance);
  const size_t parts = std::max<size_t>(1, (content.size() + part_bytes - 1) / part_bytes);
  // The first part last: who finds it finds all.
  for (size_t part = parts; part >= 1; --part) {
    FIVESTEP_RETURN_IF_ERROR(PutPart(connection, stream, SubjectOfPart(place, part),
                                     content.substr((part - 1) * part_bytes, part_bytes), parts));
  }
  return OkStatus();
}

Status DropRestricted(Connection& connection, const RestrictedPlace& place) {
  const std::string stream = RestrictedStreamName(place.deployment);
  const std::string subject =
      RestrictedSubject(place.deployment, place.context, place.digest) + ".*";
  jsOptions options;
  jsOptions_Init(&options);
  options.Stream.Purge.Subject = subject.c_str();
  jsErrCode error{};
  const natsStatus status =
      js_PurgeStream(connection.jet_stream(), stream.c_str(), &options, &error);
  if (status == NATS_OK || status == NATS_NOT_FOUND || error == JSStreamNotFoundErr) {
    return OkStatus();
  }
  return NatsError("The restricted stream let nothing be taken out", status);
}

RestrictedReader::RestrictedReader(std::string deployment, ConnectionOptions options)
    : deployment_(std::move(deployment)), options_(std::move(options)) {}

RestrictedReader::~RestrictedReader() = default;

Result<std::string> RestrictedReader::Fetch(const std::string& context, const std::string& digest) {
  if (connection_ == nullptr || !connection_->connected()) {
    auto opened = Connection::Open(options_);
    if (!opened.ok()) return opened.status();
    connection_ = std::move(*opened);
  }
  auto content = GetRestricted(*connection_, {deployment_, context, digest});
  if (content.status().code() == Code::kUnavailable) connection_.reset();
  return content;
}

}  // namespace fivestep
