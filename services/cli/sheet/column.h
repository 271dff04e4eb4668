// The columns of a message: one for each field that holds a value, however deep it lies.
#ifndef FIVESTEP_CLI_SHEET_COLUMN_H_
#define FIVESTEP_CLI_SHEET_COLUMN_H_

#include <google/protobuf/descriptor.h>

#include <functional>
#include <string>
#include <vector>

#include "cli/sheet/grid.h"
#include "platform/core/status.h"

namespace fivestep::cli::sheet {

// Messages in messages that have columns. Ours are four at most; a message that holds itself ends
// here.
inline constexpr int kMaxDepth = 5;
// Numbered columns that a sheet offers for a list of messages, and for one inside another. People
// may add more, up to what the command takes.
inline constexpr int kOfferedItems = 5;
inline constexpr int kOfferedInnerItems = 2;
// A list that cannot be longer is offered whole: six gates, seven criteria.
inline constexpr int kWholeList = 10;
// The highest number that a heading may have.
inline constexpr int kMaxItemNumber = 1'000;

// How the value of a column is written.
enum class ValueKind { kText, kName, kWholeNumber, kNumber, kYesNo, kChoice, kDay, kTime };

// From a message towards the value.
struct Step {
  const google::protobuf::FieldDescriptor* field = nullptr;
  int item = 0;  // of a list of messages the number of the message, from 1; 0 otherwise
};

struct Column {
  std::vector<Step> path;
  std::string heading;  // `specification.expected mechanism`, `choices.2.dot count`

  const google::protobuf::FieldDescriptor& leaf() const { return *path.back().field; }
  ValueKind kind() const;
};

// Whether a value of the field has a column of its own: not bytes, not maps.
bool HasColumn(const google::protobuf::FieldDescriptor& field);
// Whether the field is a message that is written as one value, a time.
bool IsTime(const google::protobuf::FieldDescriptor& field);

// The columns of `type` in the order of its fields; of a list of messages `items`, or all where
// there cannot be more than kWholeList, but never more than there can be. `skip` leaves out fields
// of `type` itself, with all that is in them.
std::vector<Column> ColumnsOf(
    const google::protobuf::Descriptor& type, int items,
    const std::function<bool(const google::protobuf::FieldDescriptor&)>& skip);

// The column that a heading names, in any case, with blanks or underscores. INVALID_ARGUMENT, a
// sentence without the heading, when there is none.
Result<Column> FindColumn(const google::protobuf::Descriptor& type, const std::string& heading);

// What to write, and whether it must be: "required: the metric; yes or no".
std::string HintOf(const Column& column);
// As a column of a file to be filled in.
Heading HeadingOf(const Column& column);

// Orders columns so that the items of a list come by their numbers.
bool ComesBefore(const Column& one, const Column& other);

}  // namespace fivestep::cli::sheet

#endif  // FIVESTEP_CLI_SHEET_COLUMN_H_
