#include "platform/bus/subjects.h"

#include "platform/core/ids.h"
#include "platform/sealing/aead.h"

namespace fivestep {
namespace {

constexpr std::string_view kProgrammePrefix = "programmes/";
constexpr std::string_view kRestricted = "restricted";
constexpr std::string_view kCheckpointsEnding = "-checkpoints";

std::string UpperCase(const std::string& name) {
  std::string upper;
  for (const char c : name) {
    upper.push_back(c == '-' ? '_' : (c >= 'a' && c <= 'z') ? static_cast<char>(c - 'a' + 'A') : c);
  }
  return upper;
}

bool IsContextName(const std::string& name) {
  return IsValidId(name) && name.find('-') == std::string::npos && name[0] >= 'a' &&
         name != kRestricted;
}

std::string_view LastPart(std::string_view full_name) {
  return full_name.substr(full_name.rfind('.') + 1);
}

}  // namespace

Status CheckBusNames(const std::string& deployment, const std::string& context) {
  if (!IsValidId(deployment)) {
    return InvalidArgument("The deployment id '" + deployment +
                           "' must be 1 to 63 lower-case letters, digits and inner hyphens.");
  }
  if (("-" + deployment).ends_with(kCheckpointsEnding)) {
    return InvalidArgument("The deployment id '" + deployment +
                           "' must not end with 'checkpoints': its streams could not be told from "
                           "another deployment's checkpoint streams.");
  }
  if (!IsContextName(context)) {
    return InvalidArgument(
        "The context '" + context +
        "' must be lower-case letters and digits, beginning with a letter, and not "
        "'restricted'.");
  }
  return OkStatus();
}

std::string EventStreamName(const std::string& deployment, const std::string& context) {
  return "FIVESTEP_" + UpperCase(deployment) + "_" + UpperCase(context);
}

std::string CheckpointStreamName(const std::string& deployment, const std::string& context) {
  return "FIVESTEP_" + UpperCase(deployment) + "_CHECKPOINTS_" + UpperCase(context);
}

std::string EventSubjects(const std::string& deployment, const std::string& context) {
  return "fivestep." + deployment + ".event." + context + ".>";
}

std::string EventSubject(const std::string& deployment, const std::string& context,
                         const platform::v1::RecordedEvent& event) {
  std::string_view programme = event.programme();
  if (programme.starts_with(kProgrammePrefix)) programme.remove_prefix(kProgrammePrefix.size());
  std::string subject = "fivestep." + deployment + ".event." + context + ".";
  subject.append(programme.empty() ? "-" : programme).append(".").append(LastPart(event.type()));
  return subject;
}

std::string CheckpointSubject(const std::string& deployment, const std::string& context) {
  return "fivestep." + deployment + ".checkpoint." + context;
}

std::string RestrictedStreamName(const std::string& deployment) {
  return "FIVESTEP_" + UpperCase(deployment) + "_RESTRICTED";
}

std::string RestrictedSubjects(const std::string& deployment) {
  return "fivestep." + deployment + ".restricted.>";
}

std::string RestrictedSubject(const std::string& deployment, const std::string& context,
                              std::string_view digest) {
  return "fivestep." + deployment + ".restricted." + context + "." + sealing::ToHex(digest);
}

}  // namespace fivestep
