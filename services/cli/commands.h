// What each command does. Answers go to standard output, everything else to standard error; the
// result is the exit code.
#ifndef FIVESTEP_CLI_COMMANDS_H_
#define FIVESTEP_CLI_COMMANDS_H_

#include <string>

#include "cli/invocation.h"
#include "cli/session.h"
#include "platform/core/status.h"

namespace fivestep::cli {

int Run(const CallCommand& command, Session& session);
int Run(const ImportCommand& command, Session& session);
int Run(const ReferenceCommand& command, Session& session);
int Run(const LogTailCommand& command, Session& session);
int Run(const ThreadCommand& command, Session& session);
int Run(const ChartCommand& command, Session& session);
int Run(const ExportFiguresCommand& command, Session& session);
int Run(const ExportPartnerCommand& command, Session& session);
int Run(const GapCommand& command, Session& session);
int Run(const ReadingsCommand& command, Session& session);
int Run(const StatusCommand& command, Session& session);
int Run(const AdminCommand& command, Session& session);
int Run(const PersonCommand& command, Session& session);
int Run(const DisclosuresCommand& command, Session& session);
int Run(const PositionsCommand& command, Session& session);
int Run(const RecoveryCommand& command, Session& session);
int Run(const KeysCommand& command, Session& session);
int Run(const AuditCommand& command, Session& session);
int Run(const RebuildCommand& command, Session& session);
int Run(const ReportCommand& command, Session& session);
int Run(const SheetCommand& command, Session& session);
int Run(const VotesCommand& command, Session& session);
int Run(const SessionPageCommand& command, Session& session);
int Run(const BallotsCommand& command, Session& session);
int Run(const AnnualReportCommand& command, Session& session);
int Run(const MeetingsCommand& command, Session& session);
int Run(const std::monostate& nothing, Session& session);

// Says what went wrong in a call to `context`, and gives the exit code.
int Fail(const Status& status, const std::string& context, const std::string& request_id,
         const Session& session);
// Says what is wrong with the command line, a file or the JSON.
int FailUsage(const Status& status);

// The contexts that an argument means: `all` or one.
std::vector<std::string> ContextsOf(const std::string& argument);

// Of two exit codes the one to end with: the first that is not kDone.
int Worse(int first, int second);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_COMMANDS_H_
