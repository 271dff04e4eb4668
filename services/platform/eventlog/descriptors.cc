#include "platform/eventlog/descriptors.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace fivestep {
namespace pb = google::protobuf;

namespace {

// A field with a name in it, or a message in which there may be some (`link` is null).
struct NameField {
  const pb::FieldDescriptor* field = nullptr;
  const platform::v1::Link* link = nullptr;
};

// What is asked of a type for every command. Options are looked up by a search: once is enough.
struct TypeFacts {
  const pb::FieldDescriptor* subject = nullptr;
  platform::v1::ProgrammeEffect programme_effect = platform::v1::PROGRAMME_EFFECT_UNSPECIFIED;
  std::vector<NameField> name_fields;  // by number
};

TypeFacts FindFacts(const pb::Descriptor* type) {
  TypeFacts facts;
  facts.programme_effect = type->options().GetExtension(platform::v1::programme_effect);
  for (int i = 0; i < type->field_count(); ++i) {
    const pb::FieldDescriptor* field = type->field(i);
    const auto& link = field->options().GetExtension(platform::v1::link);
    const bool is_subject = link.role() == platform::v1::LINK_ROLE_SUBJECT;
    if (is_subject && facts.subject == nullptr) facts.subject = field;
    const bool is_link = field->cpp_type() == pb::FieldDescriptor::CPPTYPE_STRING &&
                         field->options().HasExtension(platform::v1::link);
    const bool is_message =
        field->cpp_type() == pb::FieldDescriptor::CPPTYPE_MESSAGE && !field->is_map();
    if (is_link) facts.name_fields.push_back({field, &link});
    if (is_message) facts.name_fields.push_back({field, nullptr});
  }
  std::sort(facts.name_fields.begin(), facts.name_fields.end(),
            [](const auto& a, const auto& b) { return a.field->number() < b.field->number(); });
  return facts;
}

// One table for each thread, so that no thread waits for another's.
const TypeFacts& FactsOf(const pb::Descriptor* type) {
  thread_local std::unordered_map<const pb::Descriptor*, TypeFacts> known;
  const auto found = known.find(type);
  return found != known.end() ? found->second : known.emplace(type, FindFacts(type)).first->second;
}

// Where a message is in the one that is visited. Made into text only where it is told.
struct Place {
  const Place* above = nullptr;
  const pb::FieldDescriptor* field = nullptr;
  int index = 0;

  std::string Text() const {
    std::string text = (above == nullptr ? "" : above->Text() + ".") + field->name();
    if (field->is_repeated()) text += "[" + std::to_string(index) + "]";
    return text;
  }
};

using LinkVisitor =
    std::function<void(const std::string&, const std::string&, const platform::v1::Link&)>;

void VisitLinksBelow(const pb::Message& message, const Place* above, const LinkVisitor& visit) {
  const pb::Reflection* reflection = message.GetReflection();
  for (const auto& [field, link] : FactsOf(message.GetDescriptor()).name_fields) {
    const bool repeated = field->is_repeated();
    const int count = repeated ? reflection->FieldSize(message, field)
                               : static_cast<int>(reflection->HasField(message, field));
    for (int i = 0; i < count; ++i) {
      const Place place{above, field, i};
      std::string scratch;
      if (link == nullptr) {
        VisitLinksBelow(repeated ? reflection->GetRepeatedMessage(message, field, i)
                                 : reflection->GetMessage(message, field),
                        &place, visit);
      } else if (repeated) {
        visit(place.Text(), reflection->GetRepeatedStringReference(message, field, i, &scratch),
              *link);
      } else {
        visit(place.Text(), reflection->GetStringReference(message, field, &scratch), *link);
      }
    }
  }
}

}  // namespace

const pb::FieldDescriptor* SubjectField(const pb::Descriptor* type) {
  return FactsOf(type).subject;
}

platform::v1::ProgrammeEffect ProgrammeEffectOf(const pb::Descriptor* event) {
  return FactsOf(event).programme_effect;
}

std::string SubjectOf(const pb::Message& message) {
  const pb::FieldDescriptor* field = SubjectField(message.GetDescriptor());
  return field == nullptr ? std::string() : message.GetReflection()->GetString(message, field);
}

void VisitLinks(const pb::Message& message, const LinkVisitor& visit) {
  VisitLinksBelow(message, nullptr, visit);
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
