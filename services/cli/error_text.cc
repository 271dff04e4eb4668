#include "cli/error_text.h"

#include "cli/session.h"

namespace fivestep::cli {
namespace {

// A service that answered may still not know what became of a command.
bool IsOutcomeUnknown(const Status& status) {
  return status.reason() == "OUTCOME_UNKNOWN" || IsNotReached(status);
}

std::string Advice(const Status& status, const CallFacts& call, const Settings& settings) {
  std::string text;
  if (IsNotReached(status)) {
    text += "Is " + call.context + " running at " + call.address +
            "? deploy/up starts all five services; --address-of says where one is.\n";
  }
  if (IsOutcomeUnknown(status) && !call.request_id.empty()) {
    text += "Whether it was recorded is not known. Repeat it with --request-id " + call.request_id +
            ": it is done once.\n";
  }
  if (status.reason() == "POSITION_NOT_REACHED") {
    text +=
        "If the services were set up afresh, `fivestep positions forget` clears what this program "
        "remembers of the old ones.\n";
  }
  if (ExitCodeOf(status) == kNotPermitted && settings.token_file.empty() &&
      settings.roles.empty() && settings.permissions.empty()) {
    text += "You named no role. Say yours with --roles, for example --roles analyst.\n";
  }
  return text;
}

// Many descriptions begin with the field's name.
std::string ViolationText(const FieldViolation& violation) {
  const bool named =
      violation.field.empty() || violation.description.starts_with("`" + violation.field + "`");
  return (named ? "" : violation.field + ": ") + violation.description;
}

}  // namespace

bool IsNotReached(const Status& status) {
  return status.reason().empty() &&
         (status.code() == Code::kUnavailable || status.code() == Code::kDeadlineExceeded);
}

ExitCode ExitCodeOf(const Status& status) {
  if (status.ok()) return kDone;
  if (IsNotReached(status)) return kNotReached;
  const bool denied =
      status.code() == Code::kPermissionDenied || status.code() == Code::kUnauthenticated;
  return denied ? kNotPermitted : kRefused;
}

std::string ErrorText(const Status& status, const CallFacts& call, const Settings& settings) {
  std::string text = call.context + ": " + CodeName(status.code());
  if (!status.reason().empty() && status.reason() != CodeName(status.code())) {
    text += " " + status.reason();
  }
  text += "\n";
  if (IsNotReached(status)) {
    text += "The service gave no answer: " + status.message() + ".\n";
  } else if (!status.message().empty()) {
    text += status.message() + "\n";
  }
  for (const FieldViolation& violation : status.violations()) {
    text += "  " + ViolationText(violation) + "\n";
  }
  return text + Advice(status, call, settings);
}

}  // namespace fivestep::cli
