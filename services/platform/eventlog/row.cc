#include "platform/eventlog/row.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "fivestep/platform/v1/operation.pb.h"
#include "platform/core/resource_name.h"
#include "platform/eventlog/descriptors.h"
#include "platform/eventlog/retention.h"
#include "platform/people/disposal.h"

namespace fivestep {
namespace pb = google::protobuf;
namespace {

std::string CollectionPathOf(const ResourceName& name) {
  const std::string key = name.row_key();
  return key.substr(0, key.find('\0'));
}

std::string StreamOf(const ServiceModel& model, const ResourceName& name) {
  const auto& segments = name.segments();
  const size_t first = segments.size() > 1 && !name.programme_id().empty() ? 1 : 0;
  std::string stream;
  for (size_t i = first; i < segments.size(); ++i) {
    if (i > first) stream += '/';
    stream.append(model.TypeOfCollection(segments[i].collection));
    stream.append("/").append(segments[i].id);
  }
  return stream;
}

// The fields of a resource that the platform fills in for callers; null where a type has none.
struct RenderedFields {
  const pb::FieldDescriptor* name = nullptr;
  const pb::FieldDescriptor* programme = nullptr;
  const pb::FieldDescriptor* etag = nullptr;
  const pb::FieldDescriptor* owning_organisation = nullptr;
  const pb::FieldDescriptor* create_time = nullptr;
  const pb::FieldDescriptor* update_time = nullptr;
  const pb::FieldDescriptor* personal_erase_time = nullptr;
};

const pb::FieldDescriptor* FindText(const pb::Descriptor* type, const char* name) {
  const pb::FieldDescriptor* field = type->FindFieldByName(name);
  const bool fits = field != nullptr && !field->is_repeated() &&
                    field->cpp_type() == pb::FieldDescriptor::CPPTYPE_STRING;
  return fits ? field : nullptr;
}

const pb::FieldDescriptor* FindTime(const pb::Descriptor* type, const char* name) {
  const pb::FieldDescriptor* field = type->FindFieldByName(name);
  const bool fits = field != nullptr && !field->is_repeated() &&
                    field->message_type() == pb::Timestamp::descriptor();
  return fits ? field : nullptr;
}

// Found once for each type and thread, because every answer needs them.
const RenderedFields& RenderedFieldsOf(const pb::Descriptor* type) {
  thread_local std::unordered_map<const pb::Descriptor*, RenderedFields> known;
  const auto [place, is_new] = known.try_emplace(type);
  if (is_new) {
    place->second = {FindText(type, "name"),
                     FindText(type, "programme"),
                     FindText(type, "etag"),
                     FindText(type, "owning_organisation"),
                     FindTime(type, "create_time"),
                     FindTime(type, "update_time"),
                     FindTime(type, "personal_erase_time")};
  }
  return place->second;
}

void SetText(pb::Message& resource, const pb::FieldDescriptor* field, std::string value) {
  if (field != nullptr) resource.GetReflection()->SetString(&resource, field, std::move(value));
}

void SetTime(pb::Message& resource, const pb::FieldDescriptor* field, const pb::Timestamp& time) {
  if (field == nullptr) return;
  static_cast<pb::Timestamp&>(*resource.GetReflection()->MutableMessage(&resource, field)) = time;
}

}  // namespace

std::string RowKeyOf(std::string_view name) {
  ResourceName parsed;
  return ResourceName::Parse(name, parsed) ? parsed.row_key() : std::string();
}

const pb::Message* StateFor(const ServiceModel& model, std::string_view name) {
  ResourceName parsed;
  if (!ResourceName::Parse(name, parsed)) return nullptr;
  return model.FindState(CollectionPathOf(parsed));
}

LoadedRow EmptyRow(const ServiceModel& model, std::string_view name) {
  LoadedRow row;
  ResourceName parsed;
  if (!ResourceName::Parse(name, parsed)) return row;
  const pb::Message* state = model.FindState(CollectionPathOf(parsed));
  if (state == nullptr) return row;
  row.key = parsed.row_key();
  row.stream = StreamOf(model, parsed);
  row.resource.reset(state->New());
  return row;
}

bool ParseRow(std::string_view bytes, LoadedRow& row) {
  if (bytes.empty()) return true;
  const bool parsed = row.stored.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) &&
                      row.resource->ParseFromString(row.stored.resource());
  row.stored.clear_resource();
  return parsed;
}

// As a message with `resource` filled in would be, that being its last field, without a copy of it.
std::string SerialiseRow(const LoadedRow& row) {
  std::string bytes = SerialiseDeterministically(row.stored);
  if (row.resource->ByteSizeLong() > 0) {
    AppendField(platform::v1::StoredRow::kResourceFieldNumber, *row.resource, bytes);
  }
  return bytes;
}

std::string NameOfRowKey(std::string_view key) {
  std::vector<std::string_view> parts;
  for (size_t begin = 0; begin <= key.size();) {
    const size_t end = std::min(key.find('\0', begin), key.size());
    parts.push_back(key.substr(begin, end - begin));
    begin = end + 1;
  }
  if (parts.size() < 2) return {};
  std::string name = parts[1].empty() ? "" : "programmes/" + std::string(parts[1]);
  size_t id = 2;
  for (size_t begin = 0; begin <= parts[0].size() && id < parts.size(); ++id) {
    const size_t end = std::min(parts[0].find('/', begin), parts[0].size());
    if (!name.empty()) name += '/';
    name.append(parts[0].substr(begin, end - begin)).append("/").append(parts[id]);
    begin = end + 1;
  }
  return name;
}

void NoteEvent(const platform::v1::RecordedEvent& record, LoadedRow& row) {
  platform::v1::StoredRow& stored = row.stored;
  if (stored.version() == 0) {
    stored.set_first_position(record.position());
    *stored.mutable_create_time() = record.recorded_time();
    stored.set_owning_organisation(record.actor().organisation());
  }
  stored.set_version(record.stream_version());
  stored.set_last_position(record.position());
  *stored.mutable_update_time() = record.recorded_time();
  const platform::v1::Retention* retention = RetentionOf(row.resource->GetDescriptor());
  if (retention != nullptr && people::StartsRetention(*retention, record.type())) {
    *stored.mutable_retention_start_time() = record.recorded_time();
  }
  if (record.sealed().empty()) return;
  const pb::Descriptor* type =
      pb::DescriptorPool::generated_pool()->FindMessageTypeByName(record.type());
  for (const auto& sealed : record.sealed()) {
    const std::string& field = type->FindFieldByNumber(sealed.field())->name();
    platform::v1::SealedReference* reference = nullptr;
    for (auto& known : *stored.mutable_sealed()) {
      if (known.field() == field) reference = &known;
    }
    if (reference == nullptr) reference = stored.add_sealed();
    reference->set_field(field);
    reference->set_position(record.position());
  }
}

bool ShowsErasure(const pb::Message& resource) {
  return RenderedFieldsOf(resource.GetDescriptor()).personal_erase_time != nullptr;
}

std::unique_ptr<pb::Message> RenderRow(const LoadedRow& row, std::string_view name,
                                       const std::optional<people::Erasure>& erasure) {
  std::unique_ptr<pb::Message> resource(row.resource->New());
  resource->CopyFrom(*row.resource);
  const RenderedFields& fields = RenderedFieldsOf(resource->GetDescriptor());
  SetText(*resource, fields.name, std::string(name));
  SetText(*resource, fields.programme, std::string(ProgrammeOf(name)));
  SetText(*resource, fields.etag, std::to_string(row.stored.version()));
  SetText(*resource, fields.owning_organisation, row.stored.owning_organisation());
  SetTime(*resource, fields.create_time, row.stored.create_time());
  SetTime(*resource, fields.update_time, row.stored.update_time());
  if (erasure) SetTime(*resource, fields.personal_erase_time, ToTimestamp(erasure->time));
  return resource;
}

bool MayList(const pb::Message& resource, const std::string& owning_organisation,
             const Caller& caller, std::string_view programme) {
  const pb::FieldDescriptor* field = resource.GetDescriptor()->FindFieldByName("visibility");
  if (field == nullptr || field->cpp_type() != pb::FieldDescriptor::CPPTYPE_ENUM) return true;
  const int visibility = resource.GetReflection()->GetEnumValue(resource, field);
  if (visibility != platform::v1::VISIBILITY_OWNER) return true;
  if (!owning_organisation.empty() && caller.organisation == owning_organisation) return true;
  return caller.Holds("", {"administrator", "programme-manager"}, programme);
}

}  // namespace fivestep
