#include "platform/eventlog/batch.h"

#include <rocksdb/db.h>

#include <algorithm>
#include <stdexcept>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/resource_name.h"
#include "platform/eventlog/descriptors.h"
#include "platform/eventlog/keys.h"
#include "platform/eventlog/timers.h"

namespace fivestep {
namespace pb = google::protobuf;
namespace {

rocksdb::Slice ToSlice(std::string_view text) { return {text.data(), text.size()}; }

// A view's values in the batch.
class BatchViewWriter : public ViewWriter {
 public:
  BatchViewWriter(Batch* batch, const std::string& view) : batch_(batch), view_(view) {}
  std::string Get(std::string_view key) const override {
    return batch_->Get(Family::kViews, keys::Join(view_, key));
  }
  void Put(std::string_view key, std::string_view value) override {
    batch_->Put(Family::kViews, keys::Join(view_, key), value);
  }
  void Delete(std::string_view key) override {
    batch_->Delete(Family::kViews, keys::Join(view_, key));
  }

 private:
  Batch* batch_;
  std::string view_;
};

// By the resource and not by the stream's short name: two programmes may use the same id.
std::string StreamIndexKey(std::string_view name, int64_t version) {
  return RowKeyOf(name) + '\0' + keys::BigEndian(version);
}

Status TooLarge(size_t size, int64_t limit) {
  return StatusOf(platform::v1::RECORD_TOO_LARGE,
                  {{"size", std::to_string(size)}, {"limit", std::to_string(limit)}});
}

}  // namespace

Batch::Batch(EventLog* log, const ServiceModel* model, Sealer* sealer, IdSource* ids)
    : log_(log),
      model_(model),
      sealer_(sealer),
      ids_(ids),
      writes_(rocksdb::BytewiseComparator(), 0, /*overwrite_key=*/true) {}

Status Batch::Load() {
  numbers_.next_position = log_->last_position() + 1;
  if (log_->last_position() > 0) {
    Result<platform::v1::RecordedEvent> last = ReadEvent(log_->last_position());
    if (!last.ok()) return last.status();
    numbers_.last_time = ToInstant(last->recorded_time());
  }
  std::unique_ptr<rocksdb::Iterator> meta(log_->db()->NewIterator({}, log_->family(Family::kMeta)));
  for (meta->SeekToFirst(); meta->Valid(); meta->Next()) {
    const std::string key = meta->key().ToString();
    const size_t first = key.find('\0');
    if (first == std::string::npos) continue;
    const std::string kind = key.substr(0, first);
    const std::string rest = key.substr(first + 1);
    if (kind == keys::kTypePrefix) {
      known_types_[rest] = keys::FromBigEndian(meta->value().ToStringView());
    } else if (kind == keys::kCursorPrefix) {
      const size_t second = rest.find('\0');
      const std::string value = meta->value().ToString();
      numbers_.cursors[{rest.substr(0, second), rest.substr(second + 1)}] = {
          keys::FromBigEndian(value),
          static_cast<int>(keys::FromBigEndian(std::string_view(value).substr(8)))};
    }
  }
  if (!meta->status().ok()) return DataLoss("The log cannot be read: " + meta->status().ToString());
  for (const auto& [type, position] : known_types_) {
    if (model_->FindEvent(type) == nullptr) {
      return FailedPrecondition(
          "The log holds events of the type " + type + " (first at position " +
          std::to_string(position) +
          "), which this program does not know. Start a newer version of it.");
    }
  }
  return OkStatus();
}

void Batch::Begin(Instant now) {
  writes_.Clear();
  rows_.clear();
  saved_numbers_.clear();
  touched_timers_ = false;
  now_ = std::max(now, numbers_.last_time);
  first_position_ = numbers_.next_position;
}

Status Batch::Commit() {
  if (event_count() > 0) {
    numbers_.last_time = now_;
    Put(Family::kMeta, keys::kLast, keys::BigEndian(numbers_.next_position - 1));
  }
  FIVESTEP_RETURN_IF_ERROR(sealer_->Flush());
  rocksdb::WriteOptions synced;
  synced.sync = true;
  const rocksdb::Status status = log_->db()->Write(synced, writes_.GetWriteBatch());
  if (!status.ok()) {
    log_->MarkFailed();
    return Unavailable(status.ToString());
  }
  if (event_count() > 0) log_->AdvanceTo(numbers_.next_position - 1);
  return OkStatus();
}

void Batch::SetSavePoint() {
  saved_numbers_.push_back(numbers_);
  writes_.SetSavePoint();
}

void Batch::ReleaseSavePoint() {
  saved_numbers_.pop_back();
  (void)writes_.PopSavePoint();
}

void Batch::RollBack() {
  const rocksdb::Status status = writes_.RollbackToSavePoint();
  if (!status.ok()) throw std::logic_error("roll back without a savepoint: " + status.ToString());
  numbers_ = std::move(saved_numbers_.back());
  saved_numbers_.pop_back();
  rows_.clear();
}

std::string Batch::Get(Family family, std::string_view key) const {
  std::string value;
  const rocksdb::Status status =
      writes_.GetFromBatchAndDB(log_->db(), {}, log_->family(family), ToSlice(key), &value);
  if (!status.ok() && !status.IsNotFound()) {
    // A read error on the commit thread leaves nothing that could be decided safely.
    throw std::runtime_error("the log cannot be read: " + status.ToString());
  }
  return value;
}

void Batch::Put(Family family, std::string_view key, std::string_view value) {
  touched_timers_ |= family == Family::kTimers;
  writes_.Put(log_->family(family), ToSlice(key), ToSlice(value));
}

void Batch::Delete(Family family, std::string_view key) {
  touched_timers_ |= family == Family::kTimers;
  writes_.Delete(log_->family(family), ToSlice(key));
}

LoadedRow Batch::LoadRow(std::string_view name) const {
  LoadedRow row;
  const pb::Message* state = StateFor(*model_, name);
  if (state == nullptr) return row;
  if (!ParseRow(Get(Family::kRows, RowKeyOf(name)), *state, row)) {
    throw std::runtime_error("the row " + std::string(name) + " is damaged");
  }
  return row;
}

const LoadedRow& Batch::Row(std::string_view name) const {
  auto& slot = rows_[std::string(name)];
  if (slot == nullptr) slot = std::make_unique<LoadedRow>(LoadRow(name));
  return *slot;
}

const pb::Message* Batch::FindMessage(std::string_view name) const {
  const LoadedRow& row = Row(name);
  return row.exists() ? row.resource.get() : nullptr;
}

std::string Batch::FindViewValue(std::string_view view, std::string_view key) const {
  return Get(Family::kViews, keys::Join(view, key));
}

Result<platform::v1::RecordedEvent> Batch::ReadEvent(int64_t position) const {
  const std::string bytes = Get(Family::kEvents, keys::BigEndian(position));
  platform::v1::RecordedEvent record;
  if (bytes.empty() || !record.ParseFromString(bytes)) {
    return DataLoss("Event " + std::to_string(position) + " cannot be read.");
  }
  return record;
}

Result<LoadedRow> Batch::RowAt(std::string_view name, int64_t version) const {
  LoadedRow row;
  const pb::Message* state = StateFor(*model_, name);
  if (state == nullptr) return NotFound("There is no " + std::string(name) + " here.");
  ParseRow({}, *state, row);
  for (int64_t v = 1; v <= version; ++v) {
    const std::string index = Get(Family::kStreams, StreamIndexKey(name, v));
    Result<platform::v1::RecordedEvent> record = ReadEvent(keys::FromBigEndian(index));
    if (!record.ok()) return record.status();
    const EventRule* rule = model_->FindEvent(record->type());
    std::unique_ptr<pb::Message> event = NewMessage(record->type());
    if (rule == nullptr || event == nullptr || !event->ParseFromString(record->payload())) {
      return DataLoss("Event " + std::to_string(record->position()) + " cannot be read.");
    }
    rule->evolve(*row.resource, *event);
    NoteEvent(*record, row.stored);
  }
  return row;
}

platform::v1::RecordedEvent Batch::MakeRecord(const std::string& subject, const LoadedRow& row,
                                              const pb::Message& event, const EventOrigin& origin) {
  platform::v1::RecordedEvent record;
  record.set_position(numbers_.next_position);
  record.set_stream(StreamOfName(*model_, subject));
  record.set_stream_version(row.stored.version() + 1);
  record.set_id(ids_->NewId(now_));
  record.set_type(event.GetTypeName());
  *record.mutable_recorded_time() = ToTimestamp(now_);
  record.set_programme(std::string(ProgrammeOf(subject)));
  *record.mutable_actor() = origin.actor;
  record.set_correlation_id(origin.correlation_id);
  if (origin.causation.position() > 0) *record.mutable_causation() = origin.causation;
  *record.mutable_command() = origin.command;
  record.set_hop(origin.hop);
  for (const auto& [key, state] : numbers_.cursors) {
    if (!key.first.empty() || state.position == 0) continue;
    auto* seen = record.add_seen();
    seen->set_log(key.second);
    seen->set_position(state.position);
  }
  record.set_payload(SerialiseDeterministically(event));
  return record;
}

Status Batch::Append(pb::Message& event, const EventOrigin& origin) {
  const std::string subject = SubjectOf(event);
  if (model_->FindEvent(event.GetTypeName()) == nullptr || StateFor(*model_, subject) == nullptr) {
    throw std::logic_error(event.GetTypeName() + " about '" + subject +
                           "' is not an event of this context");
  }
  const std::vector<Sealer::Personal> personal = Sealer::TakeOut(event);
  platform::v1::RecordedEvent record = MakeRecord(subject, Row(subject), event, origin);
  FIVESTEP_RETURN_IF_ERROR(sealer_->Seal(personal, subject, record));
  const std::string bytes = SerialiseDeterministically(record);
  if (static_cast<int64_t>(bytes.size()) > kMaxEventBytes) {
    return TooLarge(bytes.size(), kMaxEventBytes);
  }
  const std::string position = keys::BigEndian(record.position());
  Put(Family::kEvents, position, bytes);
  Put(Family::kStreams, StreamIndexKey(subject, record.stream_version()), position);
  ++numbers_.next_position;
  NoteType(record.type(), record.position());
  FIVESTEP_RETURN_IF_ERROR(Evolve(subject, record, event));
  FoldProgrammes(event);
  return FoldOwnViews(record, event);
}

Status Batch::Evolve(const std::string& subject, const platform::v1::RecordedEvent& record,
                     const pb::Message& event) {
  Row(subject);  // loaded above; the slot is ours to change
  LoadedRow& row = *rows_[subject];
  model_->FindEvent(record.type())->evolve(*row.resource, event);
  NoteEvent(record, row.stored);
  UpdateTimers(subject, row);
  const std::string bytes = SerialiseRow(row);
  if (static_cast<int64_t>(bytes.size()) > kMaxRowBytes)
    return TooLarge(bytes.size(), kMaxRowBytes);
  Put(Family::kRows, RowKeyOf(subject), bytes);
  return OkStatus();
}

void Batch::UpdateTimers(const std::string& name, LoadedRow& row) {
  std::vector<DueTimer> wanted = model_->TimersOf(*row.resource);
  for (const auto& timer : row.stored.timers()) {
    const DueTimer stored{timer.rule(), Instant(std::chrono::microseconds(timer.due_micros()))};
    if (std::find(wanted.begin(), wanted.end(), stored) == wanted.end()) {
      Delete(Family::kTimers, TimerKey(stored, name));
    }
  }
  const auto before = row.stored.timers();
  row.stored.clear_timers();
  for (const DueTimer& timer : wanted) {
    const int64_t due = timer.due.time_since_epoch().count();
    bool had = false;
    for (const auto& old : before) had |= old.rule() == timer.rule && old.due_micros() == due;
    if (!had) Put(Family::kTimers, TimerKey(timer, name), {});
    auto* stored = row.stored.add_timers();
    stored->set_rule(timer.rule);
    stored->set_due_micros(due);
  }
}

void Batch::NoteType(const std::string& type, int64_t position) {
  if (known_types_.contains(type)) return;
  known_types_[type] = position;
  Put(Family::kMeta, keys::Join(keys::kTypePrefix, type), keys::BigEndian(position));
}

void Batch::FoldProgrammes(const pb::Message& event) {
  const auto effect = event.GetDescriptor()->options().GetExtension(platform::v1::programme_effect);
  if (effect == platform::v1::PROGRAMME_EFFECT_UNSPECIFIED) return;
  Put(Family::kViews, keys::Join(keys::kProgrammesView, SubjectOf(event)),
      effect == platform::v1::PROGRAMME_EFFECT_OPENS ? "open" : "closed");
}

Status Batch::FoldView(const ViewFold& view, const platform::v1::RecordedEvent& record,
                       const pb::Message& event) {
  BatchViewWriter writer(this, view.view);
  return view.fold(writer, record, event);
}

Status Batch::FoldOwnViews(const platform::v1::RecordedEvent& record, const pb::Message& event) {
  for (const ViewFold& view : model_->views()) {
    // A view that is being rebuilt is not at the end; the rebuild will come to this event.
    if (view.log != model_->context() || cursor(view.view, view.log) != record.position() - 1) {
      continue;
    }
    FIVESTEP_RETURN_IF_ERROR(FoldView(view, record, event));
    MoveCursor(view.view, view.log, record.position(), view.fold_version);
  }
  return OkStatus();
}

int64_t Batch::cursor(const std::string& view, const std::string& log) const {
  const auto found = numbers_.cursors.find({view, log});
  return found == numbers_.cursors.end() ? 0 : found->second.position;
}

int Batch::fold_version(const std::string& view, const std::string& log) const {
  const auto found = numbers_.cursors.find({view, log});
  return found == numbers_.cursors.end() ? 0 : found->second.fold_version;
}

void Batch::MoveCursor(const std::string& view, const std::string& log, int64_t position,
                       int fold_version) {
  numbers_.cursors[{view, log}] = {position, fold_version};
  Put(Family::kMeta, keys::Join(keys::kCursorPrefix, view, log),
      keys::BigEndian(position) + keys::BigEndian(fold_version));
}

std::vector<Cursor> Batch::cursors() const {
  std::vector<Cursor> result;
  for (const auto& [key, state] : numbers_.cursors) {
    result.push_back({key.first, key.second, state.position, state.fold_version});
  }
  return result;
}

}  // namespace fivestep
