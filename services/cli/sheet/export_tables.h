// Resources as the rows of a sheet. Pure.
#ifndef FIVESTEP_CLI_SHEET_EXPORT_TABLES_H_
#define FIVESTEP_CLI_SHEET_EXPORT_TABLES_H_

#include <google/protobuf/message.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "cli/sheet/command_shape.h"
#include "cli/sheet/grid.h"
#include "cli/sheet/import_plan.h"
#include "platform/core/status.h"

namespace fivestep::cli::sheet {

using Messages = std::vector<std::unique_ptr<google::protobuf::Message>>;

// Numbered columns that a table has for a list of messages: what lies behind is not shown.
inline constexpr int kMaxShownItems = 50;

// All that the resources say, for reading. A numbered column that no resource fills is left out.
Table ReadingTable(const Collection& collection, const Messages& resources);

// One row for each resource with the columns of a command that changes it: what the request and the
// resource have in common is filled in, name and etag above all. `(title)` and `(state)` say to
// people which it is; the hidden `as exported` says to PlanImport whether the row was edited.
Table EditingTable(const CommandShape& shape, const Collection& collection,
                   const std::string& programme, const Messages& resources,
                   const NewRequest& new_request);

// The collection of the same service whose resources the field names. INVALID_ARGUMENT where there
// is none.
Result<Collection> NamedBy(const google::protobuf::ServiceDescriptor& service,
                           const google::protobuf::FieldDescriptor& field);
// The names in the field of all resources.
std::set<std::string> NamesIn(const google::protobuf::FieldDescriptor& field,
                              const Messages& resources);

}  // namespace fivestep::cli::sheet

#endif  // FIVESTEP_CLI_SHEET_EXPORT_TABLES_H_
