// The commands of `audit`, each in a file of its own. The result is the exit code.
#ifndef FIVESTEP_CLI_AUDIT_COMMAND_H_
#define FIVESTEP_CLI_AUDIT_COMMAND_H_

#include <cstdint>
#include <string>

#include "cli/invocation.h"
#include "cli/session.h"

namespace fivestep::cli {

int VerifyRunning(const AuditCommand& command, Session& session);
int VerifyAtRest(const AuditCommand& command, Session& session);
int Prove(const AuditCommand& command, Session& session);
int Check(const AuditCommand& command, Session& session);
int Compare(const AuditCommand& command, Session& session);
int Export(const AuditCommand& command, Session& session);

// The receipt of one event of a context's log, as text; it was checked against the head that it
// names. Errors: those of GetInclusionProof and ReadEvents, DATA_LOSS when it does not hold.
Result<std::string> ReceiptOf(const std::string& context, int64_t position, Session& session);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_AUDIT_COMMAND_H_
