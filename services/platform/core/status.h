// One error type from the disk to the wire. Codes are the canonical gRPC codes; facts travel as
// fields, not inside the text.
#ifndef FIVESTEP_PLATFORM_CORE_STATUS_H_
#define FIVESTEP_PLATFORM_CORE_STATUS_H_

#include <chrono>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace fivestep {

// Values are those of `google.rpc.Code`.
enum class Code {
  kOk = 0,
  kCancelled = 1,
  kUnknown = 2,
  kInvalidArgument = 3,
  kDeadlineExceeded = 4,
  kNotFound = 5,
  kAlreadyExists = 6,
  kPermissionDenied = 7,
  kResourceExhausted = 8,
  kFailedPrecondition = 9,
  kAborted = 10,
  kOutOfRange = 11,
  kUnimplemented = 12,
  kInternal = 13,
  kUnavailable = 14,
  kDataLoss = 15,
  kUnauthenticated = 16,
};

// The code's published name, `INVALID_ARGUMENT`.
const char* CodeName(Code code);

// One field of a request that is not as it should be, and what would be right.
struct FieldViolation {
  std::string field;
  std::string description;
  bool operator==(const FieldViolation&) const = default;
};

// OK, or what went wrong: code, a sentence for a person, and facts for a program. A plain value.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Code code, std::string message) : code_(code), message_(std::move(message)) {}

  bool ok() const { return code_ == Code::kOk; }
  Code code() const { return code_; }
  const std::string& message() const { return message_; }

  // A value of an `ErrorReason` enum and the domain of that enum (`engagement.fivestep`); empty
  // where there is none.
  const std::string& reason() const { return reason_; }
  const std::string& domain() const { return domain_; }
  const std::map<std::string, std::string>& metadata() const { return metadata_; }
  const std::vector<FieldViolation>& violations() const { return violations_; }
  // Wait this long before the next try; zero where that is not said.
  std::chrono::milliseconds retry_after() const { return retry_after_; }

  Status& SetReason(std::string domain, std::string reason);
  Status& SetMetadata(std::string key, std::string value);
  Status& SetViolations(std::vector<FieldViolation> violations);
  Status& SetRetryAfter(std::chrono::milliseconds wait);

  // "NOT_FOUND: There is no …".
  std::string ToString() const;

 private:
  Code code_ = Code::kOk;
  std::string message_;
  std::string domain_;
  std::string reason_;
  std::map<std::string, std::string> metadata_;
  std::vector<FieldViolation> violations_;
  std::chrono::milliseconds retry_after_{0};
};

inline Status OkStatus() { return Status(); }
inline Status InvalidArgument(std::string m) { return {Code::kInvalidArgument, std::move(m)}; }
inline Status NotFound(std::string m) { return {Code::kNotFound, std::move(m)}; }
inline Status FailedPrecondition(std::string m) {
  return {Code::kFailedPrecondition, std::move(m)};
}
inline Status Internal(std::string m) { return {Code::kInternal, std::move(m)}; }
inline Status Unavailable(std::string m) { return {Code::kUnavailable, std::move(m)}; }
inline Status DataLoss(std::string m) { return {Code::kDataLoss, std::move(m)}; }

// A value, or the Status that says why there is none. Reading the value of a failed Result is a bug
// and stops the process.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}         // NOLINT: a value is a result
  Result(Status status) : status_(std::move(status)) {  // NOLINT: so is an error
    if (status_.ok()) throw std::logic_error("Result made of an OK Status without a value");
  }

  bool ok() const { return value_.has_value(); }
  const Status& status() const { return status_; }
  T& operator*() { return value(); }
  const T& operator*() const { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& value() {
    Check();
    return *value_;
  }
  const T& value() const {
    Check();
    return *value_;
  }

 private:
  void Check() const {
    if (!value_) throw std::logic_error("value of a failed Result: " + status_.ToString());
  }
  Status status_;
  std::optional<T> value_;
};

// Returns the Status from the enclosing function when it is not OK.
#define FIVESTEP_RETURN_IF_ERROR(expression)                        \
  do {                                                              \
    if (::fivestep::Status status_ = (expression); !status_.ok()) { \
      return status_;                                               \
    }                                                               \
  } while (false)

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_CORE_STATUS_H_
