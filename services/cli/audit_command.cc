#include "cli/audit_command.h"

#include "cli/commands.h"

namespace fivestep::cli {

int Run(const AuditCommand& command, Session& session) {
  using Action = AuditCommand::Action;
  switch (command.action) {
    case Action::kVerify:
      if (!command.directory.empty()) return VerifyAtRest(command, session);
      if (!command.context.empty()) return VerifyRunning(command, session);
      return FailUsage(
          InvalidArgument("Say which service to check, or with --directory which data directory."));
    case Action::kProve:
      return Prove(command, session);
    case Action::kCheck:
      return Check(command, session);
    case Action::kCompare:
      return Compare(command, session);
    case Action::kExport:
      return Export(command, session);
  }
  return kUsage;
}

}  // namespace fivestep::cli
