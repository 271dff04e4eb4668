// What the commands of `audit` have in common: keys, kept checkpoints, a log read whole.
#ifndef FIVESTEP_CLI_AUDIT_READING_H_
#define FIVESTEP_CLI_AUDIT_READING_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/session.h"
#include "fivestep/platform/v1/audit_service.pb.h"
#include "platform/audit/signed_note.h"
#include "platform/core/status.h"

namespace fivestep::cli {

// The key in `text` itself, or those in the file of that name, one a line. None for an empty text.
Result<std::vector<VerifierKey>> ReadKeys(const std::string& text);
// The contents of the files.
Result<std::vector<std::string>> ReadCheckpoints(const std::vector<std::string>& files);

Result<platform::v1::Checkpoint> GetCheckpoint(const std::string& context, bool fresh,
                                               Session& session);

// Calls `visit` with each event from `from` to `to` (0: to the end), as it was sent.
Status ReadEvents(const std::string& context, int64_t from, int64_t to, Session& session,
                  const std::function<void(int64_t position, const std::string& bytes)>& visit);

// A table of findings, or one JSON object a line, on standard output.
void PrintFindings(const std::vector<platform::v1::VerificationFinding>& findings, bool json);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_AUDIT_READING_H_
