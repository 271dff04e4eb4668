#include "platform/core/status.h"

namespace fivestep {

const char* CodeName(Code code) {
  static constexpr const char* kNames[] = {"OK",
                                           "CANCELLED",
                                           "UNKNOWN",
                                           "INVALID_ARGUMENT",
                                           "DEADLINE_EXCEEDED",
                                           "NOT_FOUND",
                                           "ALREADY_EXISTS",
                                           "PERMISSION_DENIED",
                                           "RESOURCE_EXHAUSTED",
                                           "FAILED_PRECONDITION",
                                           "ABORTED",
                                           "OUT_OF_RANGE",
                                           "UNIMPLEMENTED",
                                           "INTERNAL",
                                           "UNAVAILABLE",
                                           "DATA_LOSS",
                                           "UNAUTHENTICATED"};
  const auto index = static_cast<size_t>(code);
  return index < std::size(kNames) ? kNames[index] : "UNKNOWN";
}

Status& Status::SetReason(std::string domain, std::string reason) {
  domain_ = std::move(domain);
  reason_ = std::move(reason);
  return *this;
}

Status& Status::SetMetadata(std::string key, std::string value) {
  metadata_[std::move(key)] = std::move(value);
  return *this;
}

Status& Status::SetViolations(std::vector<FieldViolation> violations) {
  violations_ = std::move(violations);
  return *this;
}

Status& Status::SetRetryAfter(std::chrono::milliseconds wait) {
  retry_after_ = wait;
  return *this;
}

std::string Status::ToString() const {
  if (ok()) return "OK";
  std::string text = std::string(CodeName(code_)) + ": " + message_;
  for (const FieldViolation& violation : violations_) {
    text += "\n  " + violation.field + ": " + violation.description;
  }
  return text;
}

}  // namespace fivestep
