// What `fivestep sheet template`, `import` and `export` have in common.
#ifndef FIVESTEP_CLI_SHEET_SHEET_COMMAND_H_
#define FIVESTEP_CLI_SHEET_SHEET_COMMAND_H_

#include <google/protobuf/descriptor.h>

#include <string>

#include "cli/invocation.h"
#include "cli/session.h"
#include "cli/sheet/command_shape.h"
#include "cli/sheet/grid.h"
#include "platform/core/status.h"

namespace fivestep::cli::sheet {

// A context and its own service, as it describes itself.
struct ServiceAt {
  std::string context;
  const google::protobuf::ServiceDescriptor* service = nullptr;
};

// INVALID_ARGUMENT when `word` is no context; otherwise what the service answers.
Result<ServiceAt> FindServiceAt(const std::string& word, Session& session);

// For what is wrong before any row is looked at: says it, and gives the exit code.
int FailBefore(const Status& status, const std::string& context, const Session& session);

// `programmes/p` of any resource name in it; empty for an empty one.
Result<std::string> ProgrammeOfParent(const std::string& parent);

// What a new sheet of the command says of itself, its key included.
About NewAbout(const ServiceAt& at, const CommandShape& shape, const std::string& programme);

int RunImport(const SheetCommand& command, Session& session);
int RunExport(const SheetCommand& command, Session& session);

}  // namespace fivestep::cli::sheet

#endif  // FIVESTEP_CLI_SHEET_SHEET_COMMAND_H_
