#include "platform/eventlog/personal_reader.h"

#include <rocksdb/db.h>

#include <algorithm>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "fivestep/platform/v1/events.pb.h"
#include "fivestep/platform/v1/options.pb.h"
#include "platform/eventlog/commit_loop.h"
#include "platform/eventlog/descriptors.h"
#include "platform/eventlog/read_context.h"
#include "platform/eventlog/row.h"
#include "platform/people/index.h"
#include "platform/sealing/sealer.h"

namespace fivestep {
namespace pb = google::protobuf;
namespace v1 = platform::v1;
namespace {

// Copies the field `name` from an opened event into the resource that has a field of the same name
// and type.
bool CopyField(const pb::Message& event, const std::string& name, pb::Message& resource) {
  const pb::FieldDescriptor* from = event.GetDescriptor()->FindFieldByName(name);
  const pb::FieldDescriptor* to = resource.GetDescriptor()->FindFieldByName(name);
  if (from == nullptr || to == nullptr || from->message_type() != to->message_type()) return false;
  const pb::Reflection* read = event.GetReflection();
  pb::Reflection const* write = resource.GetReflection();
  if (!from->is_repeated()) {
    if (!read->HasField(event, from)) return false;
    write->MutableMessage(&resource, to)->CopyFrom(read->GetMessage(event, from));
    return true;
  }
  write->ClearField(&resource, to);
  for (int i = 0; i < read->FieldSize(event, from); ++i) {
    write->AddMessage(&resource, to)->CopyFrom(read->GetRepeatedMessage(event, from, i));
  }
  return read->FieldSize(event, from) > 0;
}

class LogPersonalReader : public PersonalReader {
 public:
  LogPersonalReader(const EventLog* log, const ServiceModel* model, const Sealer* sealer,
                    CommitLoop* loop)
      : log_(log), model_(model), sealer_(sealer), loop_(loop) {}

  void Open(Resources resources, PersonalRequest request,
            std::function<void(Result<Resources>)> done) override {
    v1::PersonalDataOpened opened;
    for (const std::string& name : request.opened_beside) opened.add_resources(name);
    for (auto& resource : resources) {
      const std::string name = StringField(*resource, "name");
      Result<bool> any = OpenOne(name, request, *resource);
      if (!any.ok()) return done(any.status());
      const auto& beside = request.opened_beside;
      const bool named = std::find(beside.begin(), beside.end(), name) != beside.end();
      if (*any && !named) opened.add_resources(name);
    }
    auto shared = std::make_shared<Resources>(std::move(resources));
    if (opened.resources().empty()) return done(std::move(*shared));
    opened.set_disclosure(request.programme);
    opened.set_method(request.method);
    opened.set_reason(request.caller.reason);
    if (!request.held.empty()) request.permissions = {request.held};
    for (const std::string& permission : request.permissions) opened.add_permissions(permission);
    loop_->RecordDisclosure(std::move(opened), std::move(request.caller),
                            [shared, done](const Status& status) {
                              if (!status.ok()) return done(status);
                              done(std::move(*shared));
                            });
  }

 private:
  Result<LoadedRow> ReadRow(const std::string& name) const {
    LoadedRow row = EmptyRow(*model_, name);
    std::string bytes;
    if (row.resource == nullptr) return NotFound("There is no " + name + " here.");
    const rocksdb::Status read = log_->db()->Get({}, log_->family(Family::kRows), row.key, &bytes);
    if (!read.ok() || !ParseRow(bytes, row)) {
      return DataLoss("The row " + name + " cannot be read.");
    }
    return row;
  }

  // The person whose restriction keeps `name` closed; empty where nothing does.
  Result<std::string> RestrictionOn(const std::string& name) const {
    const std::string person = people::PersonOf(name, ViewsOf(*log_));
    if (person.empty()) return std::string();
    const Result<LoadedRow> row = ReadRow(person);
    if (!row.ok()) return row.status();
    const auto* resource = pb::DynamicCastToGenerated<v1::Person>(row->resource.get());
    const bool restricted =
        resource != nullptr && resource->state() == v1::Person::STATE_RESTRICTED;
    return restricted ? person : std::string();
  }

  Result<bool> OpenOne(const std::string& name, const PersonalRequest& request,
                       pb::Message& resource) const {
    Result<LoadedRow> row = ReadRow(name);
    if (!row.ok()) return row.status();
    // What was erased is not asked of the key store, whose copy may be older than the log.
    if (row->stored.sealed().empty() || people::FindErasure(name, ViewsOf(*log_))) return false;
    if (request.restricted != PersonalRequest::Restricted::kOpened) {
      const Result<std::string> person = RestrictionOn(name);
      if (!person.ok()) return person.status();
      if (!person->empty()) {
        if (request.restricted == PersonalRequest::Restricted::kLeftClosed) return false;
        return StatusOf(v1::PROCESSING_RESTRICTED, {{"resource", *person}});
      }
    }
    return OpenFields(*row, request.permissions, resource);
  }

  Result<bool> OpenFields(const LoadedRow& row, const std::vector<std::string>& permissions,
                          pb::Message& resource) const {
    bool any = false;
    for (const auto& sealed : row.stored.sealed()) {
      const pb::FieldDescriptor* field = resource.GetDescriptor()->FindFieldByName(sealed.field());
      if (field == nullptr) continue;
      const std::string& permission = field->options().GetExtension(v1::personal);
      if (std::find(permissions.begin(), permissions.end(), permission) == permissions.end()) {
        continue;
      }
      Result<std::unique_ptr<pb::Message>> event = OpenEvent(sealed.position());
      if (!event.ok()) return event.status();
      any |= CopyField(**event, sealed.field(), resource);
    }
    return any;
  }

  Result<std::unique_ptr<pb::Message>> OpenEvent(int64_t position) const {
    Result<StoredEvent> stored = log_->Read(position);
    if (!stored.ok()) return stored.status();
    v1::RecordedEvent record;
    if (!record.ParseFromString(stored->bytes)) return DataLoss("The event cannot be read.");
    std::unique_ptr<pb::Message> event = NewMessage(record.type());
    if (event == nullptr || !event->ParseFromString(record.payload())) {
      return DataLoss("Event " + std::to_string(position) + " cannot be read.");
    }
    Result<Sealer::Opened> opened = sealer_->Open(record, *event);
    if (!opened.ok()) return opened.status();
    return event;
  }

  const EventLog* log_;
  const ServiceModel* model_;
  const Sealer* sealer_;
  CommitLoop* loop_;
};

}  // namespace

std::unique_ptr<PersonalReader> MakePersonalReader(const EventLog* log, const ServiceModel* model,
                                                   const Sealer* sealer, CommitLoop* loop) {
  return std::make_unique<LogPersonalReader>(log, model, sealer, loop);
}

}  // namespace fivestep
