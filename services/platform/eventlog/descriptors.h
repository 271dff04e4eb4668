// What the options in the protos say about messages, read once per type.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_DESCRIPTORS_H_
#define FIVESTEP_PLATFORM_EVENTLOG_DESCRIPTORS_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "fivestep/platform/v1/options.pb.h"
#include "platform/core/serialise.h"

namespace fivestep {

// The one top-level field with the SUBJECT role, or null. Cached; thread-safe.
const google::protobuf::FieldDescriptor* SubjectField(const google::protobuf::Descriptor* type);

// What an event of this type does to the programme that it is about. Cached; thread-safe.
platform::v1::ProgrammeEffect ProgrammeEffectOf(const google::protobuf::Descriptor* event);

// The value of the SUBJECT field, empty when there is none.
std::string SubjectOf(const google::protobuf::Message& message);

// Calls `visit` for every name in a field with a `link`, also in nested messages: path
// (`items[2].theme`), value, option.
void VisitLinks(const google::protobuf::Message& message,
                const std::function<void(const std::string& path, const std::string& name,
                                         const platform::v1::Link& link)>& visit);

// The type (`theme`) and the collection (`themes`) of a resource message; null when it is none.
const platform::v1::ResourceType* ResourceTypeOf(const google::protobuf::Descriptor* type);

// A new message of the type that `full_name` names, or null when this program does not know it.
std::unique_ptr<google::protobuf::Message> NewMessage(const std::string& full_name);

// The string field `name` of `message`, empty when it has no such field.
std::string StringField(const google::protobuf::Message& message, const std::string& name);
// Sets it if there is such a field.
void SetStringField(google::protobuf::Message& message, const std::string& name,
                    const std::string& value);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_DESCRIPTORS_H_
