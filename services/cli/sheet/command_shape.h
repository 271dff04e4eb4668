// Which commands and collections a service has for sheets, and what a row of each is.
#ifndef FIVESTEP_CLI_SHEET_COMMAND_SHAPE_H_
#define FIVESTEP_CLI_SHEET_COMMAND_SHAPE_H_

#include <google/protobuf/descriptor.h>

#include <string>
#include <vector>

#include "cli/sheet/column.h"
#include "platform/core/status.h"

namespace fivestep::cli::sheet {

// Resources that a List method gives.
struct Collection {
  std::string name;  // as in resource names, `driverDiagrams`
  const google::protobuf::MethodDescriptor* list = nullptr;
  const google::protobuf::FieldDescriptor* items = nullptr;  // of the method's answer

  const google::protobuf::Descriptor& resource() const { return *items->message_type(); }
};

// Every collection of the service, in the order of its methods.
std::vector<Collection> CollectionsOf(const google::protobuf::ServiceDescriptor& service);

// Every command that takes one request. What takes a stream has commands of its own: `fivestep
// import`.
std::vector<const google::protobuf::MethodDescriptor*> CommandsOf(
    const google::protobuf::ServiceDescriptor& service);

// The command that records a new member of the collection: the one that says it `creates` it, else
// the one that takes many at once and whose permission is about the collection. Null where members
// come about otherwise.
const google::protobuf::MethodDescriptor* RecorderOf(
    const google::protobuf::ServiceDescriptor& service, const Collection& collection);

// The list of messages of a command that records each of them by itself and answers with their
// names: a row of a sheet is one of them. Null for commands that do one thing.
const google::protobuf::FieldDescriptor* BatchOf(const google::protobuf::MethodDescriptor& method);

// What `word` means: a command by its name, or a collection's recorder by the collection's name.
// INVALID_ARGUMENT lists what there is.
Result<const google::protobuf::MethodDescriptor*> FindCommand(
    const google::protobuf::ServiceDescriptor& service, const std::string& word);
// INVALID_ARGUMENT lists what there is.
Result<Collection> FindCollection(const google::protobuf::ServiceDescriptor& service,
                                  const std::string& word);
// The collection whose members a command changes: that of its `name`. INVALID_ARGUMENT where it
// changes none that can be listed.
Result<Collection> ChangedBy(const google::protobuf::ServiceDescriptor& service,
                             const google::protobuf::MethodDescriptor& method);

// A list that may be this long has a row for each of its items, not numbered columns.
inline constexpr int kTallList = 60;

// What a row of a command's sheet is.
struct CommandShape {
  const google::protobuf::MethodDescriptor* method = nullptr;
  // The only list of messages that the request has, whose items may be rows; null where there is
  // none.
  const google::protobuf::FieldDescriptor* items = nullptr;
  bool separate = false;  // each item is recorded by itself: see BatchOf
  const google::protobuf::FieldDescriptor* parent = nullptr;  // the programme, where it takes one

  const google::protobuf::Descriptor& request() const { return *method->input_type(); }
  // Whether a blank sheet has a row for each item.
  bool tall() const;
  // The columns to be filled in; without `parent` where the programme is known.
  std::vector<Column> Columns(bool programme_known) const;
  // The column that a heading names: of the request, or of an item. Those of an item begin with the
  // list's name, `drivers.text`; where items are separate they need it only where the request has a
  // field of that name. INVALID_ARGUMENT as FindColumn.
  Result<Column> Find(const std::string& heading) const;
  bool IsOfItem(const Column& column) const;
};
CommandShape ShapeOf(const google::protobuf::MethodDescriptor& method);

}  // namespace fivestep::cli::sheet

#endif  // FIVESTEP_CLI_SHEET_COMMAND_SHAPE_H_
