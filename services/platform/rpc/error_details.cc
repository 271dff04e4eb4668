#include "platform/rpc/error_details.h"

#include <grpcpp/support/status.h>

#include <vector>

#include "google/rpc/error_details.pb.h"

namespace fivestep {
namespace {

constexpr std::string_view kTypePrefix = "type.googleapis.com/";
// The sentence travels percent-encoded beside the details, so it has a limit of its own.
constexpr size_t kMaxSentenceBytes = 1'024;

// Shortens at a character boundary of UTF-8.
std::string Shortened(std::string text, size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80) --limit;
  return text.substr(0, limit) + "…";
}

void Pack(const google::protobuf::Message& detail, google::rpc::Status& details) {
  google::protobuf::Any& any = *details.add_details();
  any.set_type_url(std::string(kTypePrefix) + detail.GetDescriptor()->full_name());
  any.set_value(detail.SerializeAsString());
}

void PackInfo(const Status& status, google::rpc::Status& details) {
  if (status.reason().empty()) return;
  google::rpc::ErrorInfo info;
  info.set_reason(status.reason());
  info.set_domain(status.domain());
  for (const auto& [key, value] : status.metadata()) {
    (*info.mutable_metadata())[key] = Shortened(value, kMaxSentenceBytes);
  }
  Pack(info, details);
}

void PackViolations(const std::vector<FieldViolation>& violations, size_t room,
                    google::rpc::Status& details) {
  if (violations.empty()) return;
  google::rpc::BadRequest bad;
  size_t used = 0;
  size_t listed = 0;
  for (const FieldViolation& violation : violations) {
    const size_t size = violation.field.size() + violation.description.size() + 8;
    if (listed > 0 && used + size > room) break;
    auto& item = *bad.add_field_violations();
    item.set_field(Shortened(violation.field, kMaxSentenceBytes));
    item.set_description(Shortened(violation.description, kMaxSentenceBytes));
    used += size;
    ++listed;
  }
  if (listed < violations.size()) {
    bad.add_field_violations()->set_description(
        std::to_string(violations.size() - listed) +
        " more fields are not as they should be; correct these first.");
  }
  Pack(bad, details);
}

void PackRetry(std::chrono::milliseconds wait, google::rpc::Status& details) {
  if (wait.count() <= 0) return;
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(wait.count() / 1'000);
  retry.mutable_retry_delay()->set_nanos(static_cast<int>(wait.count() % 1'000) * 1'000'000);
  Pack(retry, details);
}

void Unpack(const google::protobuf::Any& any, Status& status) {
  const std::string name = any.type_url().substr(any.type_url().rfind('/') + 1);
  if (google::rpc::ErrorInfo info;
      name == info.GetDescriptor()->full_name() && info.ParseFromString(any.value())) {
    status.SetReason(info.domain(), info.reason());
    for (const auto& [key, value] : info.metadata()) status.SetMetadata(key, value);
  }
  if (google::rpc::BadRequest bad;
      name == bad.GetDescriptor()->full_name() && bad.ParseFromString(any.value())) {
    std::vector<FieldViolation> violations;
    for (const auto& item : bad.field_violations()) {
      violations.push_back({item.field(), item.description()});
    }
    status.SetViolations(std::move(violations));
  }
  if (google::rpc::RetryInfo retry;
      name == retry.GetDescriptor()->full_name() && retry.ParseFromString(any.value())) {
    status.SetRetryAfter(std::chrono::milliseconds(retry.retry_delay().seconds() * 1'000 +
                                                   retry.retry_delay().nanos() / 1'000'000));
  }
}

}  // namespace

std::string EncodeStatusDetails(const Status& status) {
  google::rpc::Status details;
  details.set_code(static_cast<int>(status.code()));
  details.set_message(Shortened(status.message(), kMaxSentenceBytes));
  PackInfo(status, details);
  PackRetry(status.retry_after(), details);
  const size_t used = details.ByteSizeLong();
  PackViolations(status.violations(), kMaxDetailBytes > used ? kMaxDetailBytes - used : 0, details);
  return details.SerializeAsString();
}

Status DecodeStatus(int code, std::string message, const std::string& details) {
  if (code == 0) return OkStatus();
  Status status(static_cast<Code>(code), std::move(message));
  google::rpc::Status parsed;
  if (details.empty() || !parsed.ParseFromString(details)) return status;
  for (const google::protobuf::Any& any : parsed.details()) Unpack(any, status);
  return status;
}

grpc::Status ToGrpcStatus(const Status& status) {
  if (status.ok()) return grpc::Status::OK;
  return {static_cast<grpc::StatusCode>(status.code()),
          Shortened(status.message(), kMaxSentenceBytes), EncodeStatusDetails(status)};
}

Status FromGrpcStatus(const grpc::Status& status) {
  return DecodeStatus(status.error_code(), status.error_message(), status.error_details());
}

}  // namespace fivestep
