#include "platform/eventlog/personal_reader.h"

#include <rocksdb/db.h>

#include <algorithm>

#include "fivestep/platform/v1/events.pb.h"
#include "fivestep/platform/v1/options.pb.h"
#include "platform/eventlog/commit_loop.h"
#include "platform/eventlog/descriptors.h"
#include "platform/eventlog/row.h"
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
    for (auto& resource : resources) {
      const std::string name = StringField(*resource, "name");
      Result<bool> any = OpenOne(name, request.permissions, *resource);
      if (!any.ok()) return done(any.status());
      if (*any) opened.add_resources(name);
    }
    auto shared = std::make_shared<Resources>(std::move(resources));
    if (opened.resources().empty()) return done(std::move(*shared));
    opened.set_disclosure(request.programme);
    opened.set_method(request.method);
    opened.set_reason(request.caller.reason);
    for (const std::string& permission : request.permissions) opened.add_permissions(permission);
    loop_->RecordDisclosure(std::move(opened), std::move(request.caller),
                            [shared, done](const Status& status) {
                              if (!status.ok()) return done(status);
                              done(std::move(*shared));
                            });
  }

 private:
  Result<bool> OpenOne(const std::string& name, const std::vector<std::string>& permissions,
                       pb::Message& resource) const {
    LoadedRow row = EmptyRow(*model_, name);
    std::string bytes;
    if (row.resource == nullptr) return NotFound("There is no " + name + " here.");
    const rocksdb::Status read = log_->db()->Get({}, log_->family(Family::kRows), row.key, &bytes);
    if (!read.ok() || !ParseRow(bytes, row)) {
      return DataLoss("The row " + name + " cannot be read.");
    }
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
