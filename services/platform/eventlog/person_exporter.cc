#include "platform/eventlog/person_exporter.h"

#include <google/protobuf/util/json_util.h>
#include <rocksdb/db.h>

#include <map>
#include <optional>

#include "platform/eventlog/descriptors.h"
#include "platform/eventlog/event_log.h"
#include "platform/eventlog/keys.h"
#include "platform/eventlog/read_context.h"
#include "platform/eventlog/row.h"
#include "platform/people/index.h"
#include "platform/sealing/sealer.h"

namespace fivestep {
namespace v1 = platform::v1;
namespace {

Status Unreadable(int64_t position) {
  return DataLoss("Event " + std::to_string(position) + " cannot be read.");
}

class LogPersonExporter : public PersonExporter {
 public:
  LogPersonExporter(const EventLog* log, const Sealer* sealer) : log_(log), sealer_(sealer) {}

  Result<Page> Read(const std::string& person, int64_t after, size_t limit,
                    size_t max_bytes) const override {
    Page page;
    size_t bytes = 0;
    for (const auto& [position, resource] : PositionsOf(person, after)) {
      if (page.records.size() == limit || bytes > max_bytes) {
        page.more = true;
        break;
      }
      Result<v1::PersonRecord> record = Open(position, resource);
      if (!record.ok()) return record.status();
      bytes += record->ByteSizeLong();
      page.records.push_back(std::move(*record));
    }
    return page;
  }

 private:
  // The events after `after` of the person's own stream and of those of their records.
  std::map<int64_t, std::string> PositionsOf(const std::string& person, int64_t after) const {
    std::map<int64_t, std::string> positions;
    std::vector<std::string> names = people::RecordsOf(person, ViewsOf(*log_));
    names.push_back(person);
    std::unique_ptr<rocksdb::Iterator> it(
        log_->db()->NewIterator({}, log_->family(Family::kStreams)));
    for (const std::string& name : names) {
      const std::string prefix = RowKeyOf(name) + '\0';
      for (it->Seek(prefix); it->Valid() && it->key().starts_with(prefix); it->Next()) {
        const int64_t position = keys::FromBigEndian(it->value().ToStringView());
        if (position > after) positions.emplace(position, name);
      }
    }
    return positions;
  }

  Result<v1::PersonRecord> Open(int64_t position, const std::string& resource) const {
    const Result<StoredEvent> stored = log_->Read(position);
    if (!stored.ok()) return stored.status();
    v1::RecordedEvent recorded;
    if (!recorded.ParseFromString(stored->bytes)) return Unreadable(position);
    const std::unique_ptr<google::protobuf::Message> event = NewMessage(recorded.type());
    if (event == nullptr || !event->ParseFromString(recorded.payload())) {
      return Unreadable(position);
    }
    v1::PersonRecord record;
    record.set_resource(resource);
    record.set_position(position);
    record.set_type(recorded.type());
    *record.mutable_record_time() = recorded.recorded_time();
    const bool was_erased = people::FindErasure(resource, ViewsOf(*log_)).has_value();
    if (was_erased) {
      record.set_erased(!recorded.sealed().empty());
    } else {
      const Result<Sealer::Opened> opened = sealer_->Open(recorded, *event);
      if (!opened.ok()) return opened.status();
      record.set_erased(opened->erased > 0);
    }
    if (!google::protobuf::util::MessageToJsonString(*event, record.mutable_json()).ok()) {
      return Unreadable(position);
    }
    return record;
  }

  const EventLog* log_;
  const Sealer* sealer_;
};

}  // namespace

std::unique_ptr<PersonExporter> MakePersonExporter(const EventLog* log, const Sealer* sealer) {
  return std::make_unique<LogPersonExporter>(log, sealer);
}

}  // namespace fivestep
