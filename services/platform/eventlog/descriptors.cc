#include "platform/eventlog/descriptors.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <mutex>
#include <shared_mutex>
#include <unordered_map>

namespace fivestep {
namespace pb = google::protobuf;

const pb::FieldDescriptor* SubjectField(const pb::Descriptor* type) {
  static std::shared_mutex mutex;
  static std::unordered_map<const pb::Descriptor*, const pb::FieldDescriptor*> cache;
  {
    std::shared_lock lock(mutex);
    const auto found = cache.find(type);
    if (found != cache.end()) return found->second;
  }
  const pb::FieldDescriptor* subject = nullptr;
  for (int i = 0; i < type->field_count() && subject == nullptr; ++i) {
    const auto& link = type->field(i)->options().GetExtension(platform::v1::link);
    if (link.role() == platform::v1::LINK_ROLE_SUBJECT) subject = type->field(i);
  }
  std::unique_lock lock(mutex);
  return cache.emplace(type, subject).first->second;
}

std::string SubjectOf(const pb::Message& message) {
  const pb::FieldDescriptor* field = SubjectField(message.GetDescriptor());
  return field == nullptr ? std::string() : message.GetReflection()->GetString(message, field);
}

namespace {

void VisitLinksBelow(const pb::Message& message, const std::string& prefix,
                     const std::function<void(const std::string&, const std::string&,
                                              const platform::v1::Link&)>& visit) {
  const pb::Reflection* reflection = message.GetReflection();
  std::vector<const pb::FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const pb::FieldDescriptor* field : fields) {
    const bool is_message = field->cpp_type() == pb::FieldDescriptor::CPPTYPE_MESSAGE;
    const bool is_link = field->cpp_type() == pb::FieldDescriptor::CPPTYPE_STRING &&
                         field->options().HasExtension(platform::v1::link);
    if ((!is_message && !is_link) || field->is_map()) continue;
    const int count = field->is_repeated() ? reflection->FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      std::string path = prefix + field->name();
      if (field->is_repeated()) path += "[" + std::to_string(i) + "]";
      if (is_link) {
        visit(path,
              field->is_repeated() ? reflection->GetRepeatedString(message, field, i)
                                   : reflection->GetString(message, field),
              field->options().GetExtension(platform::v1::link));
      } else {
        VisitLinksBelow(field->is_repeated() ? reflection->GetRepeatedMessage(message, field, i)
                                             : reflection->GetMessage(message, field),
                        path + ".", visit);
      }
    }
  }
}

}  // namespace

void VisitLinks(const pb::Message& message,
                const std::function<void(const std::string&, const std::string&,
                                         const platform::v1::Link&)>& visit) {
  VisitLinksBelow(message, "", visit);
}

const platform::v1::ResourceType* ResourceTypeOf(const pb::Descriptor* type) {
  if (!type->options().HasExtension(platform::v1::resource)) return nullptr;
  return &type->options().GetExtension(platform::v1::resource);
}

std::unique_ptr<pb::Message> NewMessage(const std::string& full_name) {
  const pb::Descriptor* type =
      pb::DescriptorPool::generated_pool()->FindMessageTypeByName(full_name);
  if (type == nullptr) return nullptr;
  const pb::Message* prototype = pb::MessageFactory::generated_factory()->GetPrototype(type);
  return std::unique_ptr<pb::Message>(prototype->New());
}

std::string SerialiseDeterministically(const pb::Message& message) {
  std::string bytes(message.ByteSizeLong(), '\0');
  {
    pb::io::ArrayOutputStream stream(bytes.data(), static_cast<int>(bytes.size()));
    pb::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeWithCachedSizes(&coded);
  }
  return bytes;
}

std::string StringField(const pb::Message& message, const std::string& name) {
  const pb::FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  const bool fits = field != nullptr && !field->is_repeated() &&
                    field->cpp_type() == pb::FieldDescriptor::CPPTYPE_STRING;
  return fits ? message.GetReflection()->GetString(message, field) : std::string();
}

void SetStringField(pb::Message& message, const std::string& name, const std::string& value) {
  const pb::FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr || field->is_repeated() ||
      field->cpp_type() != pb::FieldDescriptor::CPPTYPE_STRING) {
    return;
  }
  message.GetReflection()->SetString(&message, field, value);
}

}  // namespace fivestep
