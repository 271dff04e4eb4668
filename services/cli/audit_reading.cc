#include "cli/audit_reading.h"

#include <iostream>

#include "cli/json_text.h"
#include "cli/settings.h"

namespace fivestep::cli {

namespace pb = platform::v1;

Result<std::vector<VerifierKey>> ReadKeys(const std::string& text) {
  if (text.empty()) return std::vector<VerifierKey>();
  Result<VerifierKey> key = VerifierKey::Parse(text);
  if (key.ok()) return std::vector<VerifierKey>{std::move(*key)};
  const Result<std::string> file = ReadInput(text);
  if (!file.ok()) {
    return InvalidArgument("--key is neither a key (`name+8 digits+base64`) nor a file: " +
                           file.status().message());
  }
  Result<std::vector<VerifierKey>> keys = ParseVerifierKeys(*file);
  if (!keys.ok()) return InvalidArgument("--key: " + keys.status().message());
  return keys;
}

Result<std::vector<std::string>> ReadCheckpoints(const std::vector<std::string>& files) {
  std::vector<std::string> notes;
  for (const std::string& file : files) {
    Result<std::string> note = ReadInput(file);
    if (!note.ok()) return note.status();
    notes.push_back(std::move(*note));
  }
  return notes;
}

Result<pb::Checkpoint> GetCheckpoint(const std::string& context, bool fresh, Session& session) {
  pb::GetCheckpointRequest request;
  request.set_fresh(fresh);
  return session.Ask<pb::Checkpoint>(context, "AuditService/GetCheckpoint", request);
}

Status ReadEvents(const std::string& context, int64_t from, int64_t to, Session& session,
                  const std::function<void(int64_t, const std::string&)>& visit) {
  pb::ReadEventsRequest request;
  request.set_from_position(from);
  request.set_to_position(to);
  pb::ReadEventsResponse response;
  return session.Stream(context, "/fivestep.platform.v1.AuditService/ReadEvents", request,
                        &response, [&] { visit(response.position(), response.recorded_event()); });
}

void PrintFindings(const std::vector<pb::VerificationFinding>& findings, bool json) {
  for (const pb::VerificationFinding& finding : findings) {
    if (json) {
      std::cout << ToJson(finding, JsonLayout::kLine) << '\n';
    } else {
      std::cout << finding.check() << ": " << finding.message() << '\n';
    }
  }
}

}  // namespace fivestep::cli
