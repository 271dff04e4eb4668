// Checks of single values. Each answers with the sentence that says what is wrong and what would be
// right, or with nothing.
#ifndef FIVESTEP_PLATFORM_RPC_FIELD_CHECKS_H_
#define FIVESTEP_PLATFORM_RPC_FIELD_CHECKS_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <string>

#include "fivestep/platform/v1/options.pb.h"

namespace fivestep {

// Where a field is in a request, `endorsements[2].role`. Made into text only where something is
// said about it: nearly every request is as it should be.
struct FieldPath {
  const FieldPath* above = nullptr;
  const google::protobuf::Message* message = nullptr;  // the one that has the field
  const google::protobuf::FieldDescriptor* field = nullptr;
  int index = -1;  // of the item in a repeated field, -1 for the field itself

  std::string Text() const;
};

// Whether the field says nothing: unset, empty, or zero where zero cannot be told from unset.
bool IsAbsent(const google::protobuf::Message& message,
              const google::protobuf::FieldDescriptor* field);

std::string MissingProblem(const FieldPath& path, const std::string& hint);

std::string EnumProblem(const FieldPath& path);

// Range of the rule; infinite values and NaN are refused always.
std::string NumberProblem(const FieldPath& path, const platform::v1::FieldRule& rule);

// A resource name: well formed, of the link's types, inside `programme` where that is not empty.
// `any_programme`: `programmes/-` is a name too.
std::string NameProblem(const std::string& text, const platform::v1::Link& link,
                        const std::string& programme, bool any_programme, const FieldPath& path);

// Ids (`*_id`), `request_id` in particular, and days (`*_date`); nothing is asked of other texts.
std::string TextProblem(const std::string& text, const std::string& field_name,
                        const FieldPath& path);

// google.protobuf.Timestamp and Duration outside their ranges. The caller names the field.
std::string WellKnownProblem(const google::protobuf::Message& message);

// A number as text. `index` is that of the item in a repeated field, -1 for a singular one.
std::string ValueText(const google::protobuf::Message& message,
                      const google::protobuf::FieldDescriptor* field, int index);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_FIELD_CHECKS_H_
