#include "platform/eventlog/batch.h"

#include <rocksdb/db.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/resource_name.h"
#include "platform/eventlog/descriptors.h"
#include "platform/eventlog/keys.h"
#include "platform/eventlog/people_fold.h"
#include "platform/eventlog/retention.h"
#include "platform/eventlog/timers.h"
#include "platform/eventlog/tree_store.h"

namespace fivestep {
namespace pb = google::protobuf;
namespace {

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
std::string StreamIndexKey(const LoadedRow& row, int64_t version) {
  return row.key + '\0' + keys::BigEndian(version);
}

Status Unreadable(int64_t position) {
  return DataLoss("Event " + std::to_string(position) + " cannot be read.");
}

Status TooLarge(size_t size, int64_t limit) {
  return StatusOf(platform::v1::RECORD_TOO_LARGE,
                  {{"size", std::to_string(size)}, {"limit", std::to_string(limit)}});
}

}  // namespace

Batch::Batch(EventLog* log, const ServiceModel* model, Sealer* sealer, IdSource* ids)
    : log_(log), model_(model), sealer_(sealer), ids_(ids), writes_(log) {}

Status Batch::Load() {
  first_position_ = next_position_ = log_->last_position() + 1;
  if (log_->last_position() > 0) {
    Result<platform::v1::RecordedEvent> last = ReadEvent(log_->last_position());
    if (!last.ok()) return last.status();
    last_time_ = ToInstant(last->recorded_time());
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
      cursors_[{rest.substr(0, second), rest.substr(second + 1)}] = {
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
  events_.clear();
  savepoints_.clear();
  earlier_cursors_.clear();
  earlier_rows_.clear();
  erased_.clear();
  noted_disposal_ = Instant::max();
  touched_timers_ = false;
  now_ = std::max(now, last_time_);
  first_position_ = next_position_;
}

Status Batch::Commit() {
  PutMovedCursors();
  if (event_count() > 0) {
    last_time_ = now_;
    Put(Family::kMeta, keys::kLast, keys::BigEndian(next_position_ - 1));
    // Only now are the events final: a savepoint that was rolled back has left no leaf.
    log_->tree().Grow(events_, *writes_.batch());
  }
  FIVESTEP_RETURN_IF_ERROR(sealer_->Flush());
  if (event_count() > 0) NoteKeyRecords();
  rocksdb::WriteOptions options;
  options.sync = durable_;
  options.disableWAL = !durable_;
  const rocksdb::Status status = log_->db()->Write(options, writes_.batch());
  if (!status.ok()) {
    log_->MarkFailed();
    return Unavailable(status.ToString());
  }
  // Whoever hears of an erasure can rely on it: neither an answer nor a reader of the log comes
  // before this.
  if (!erased_.empty()) FIVESTEP_RETURN_IF_ERROR(sealer_->Destroy(erased_));
  if (event_count() > 0) {
    log_->tree().Publish();
    log_->AdvanceTo(next_position_ - 1);
  }
  return OkStatus();
}

// Only when it grew: an older copy of the key store is then known by having fewer (key_tie.h).
void Batch::NoteKeyRecords() {
  const int64_t records = sealer_->key_record_count();
  if (records == key_records_) return;
  key_records_ = records;
  Put(Family::kMeta, keys::kKeyRecords, keys::BigEndian(records));
}

void Batch::SetSavePoint() {
  savepoints_.push_back(
      {next_position_, earlier_cursors_.size(), earlier_rows_.size(), erased_.size()});
  writes_.SetSavePoint();
}

void Batch::ReleaseSavePoint() {
  savepoints_.pop_back();
  writes_.ReleaseSavePoint();
}

void Batch::RollBack() {
  writes_.RollBack();
  const SavePoint savepoint = savepoints_.back();
  savepoints_.pop_back();
  next_position_ = savepoint.next_position;
  events_.resize(static_cast<size_t>(event_count()));
  while (earlier_cursors_.size() > savepoint.earlier_cursors) {
    cursors_[earlier_cursors_.back().first] = earlier_cursors_.back().second;
    earlier_cursors_.pop_back();
  }
  for (; earlier_rows_.size() > savepoint.earlier_rows; earlier_rows_.pop_back()) {
    RestoreRow(earlier_rows_.back());
  }
  erased_.resize(savepoint.erased);
  std::erase_if(known_types_, [this](const auto& type) { return type.second >= next_position_; });
}

void Batch::RestoreRow(EarlierRow& earlier) {
  if (earlier.bytes.empty()) {
    rows_.erase(earlier.name);
    return;
  }
  LoadedRow& row = *rows_[earlier.name];
  row = LoadRow(earlier.name, earlier.bytes);
  row.bytes = std::move(earlier.bytes);
}

void Batch::Put(Family family, std::string_view key, std::string_view value) {
  touched_timers_ |= family == Family::kTimers;
  writes_.Put(family, key, value);
}

void Batch::Delete(Family family, std::string_view key) {
  touched_timers_ |= family == Family::kTimers;
  writes_.Delete(family, key);
}

// `bytes` empty: what the log has.
LoadedRow Batch::LoadRow(std::string_view name, const std::string& bytes) const {
  LoadedRow row = EmptyRow(*model_, name);
  if (row.resource == nullptr) return row;
  if (!ParseRow(bytes.empty() ? Get(Family::kRows, row.key) : bytes, row)) {
    throw std::runtime_error("the row " + std::string(name) + " is damaged");
  }
  return row;
}

LoadedRow& Batch::MutableRow(std::string_view name) const {
  const auto found = rows_.find(name);
  if (found != rows_.end()) return *found->second;
  auto row = std::make_unique<LoadedRow>(LoadRow(name, {}));
  return *rows_.emplace(name, std::move(row)).first->second;
}

const LoadedRow& Batch::Row(std::string_view name) const { return MutableRow(name); }

const pb::Message* Batch::FindMessage(std::string_view name) const {
  const LoadedRow& row = Row(name);
  return row.exists() ? row.resource.get() : nullptr;
}

std::string Batch::FindViewValue(std::string_view view, std::string_view key) const {
  return Get(Family::kViews, keys::Join(view, key));
}

Result<platform::v1::RecordedEvent> Batch::ReadEvent(int64_t position) const {
  const bool of_this_batch = position >= first_position_ && position < next_position_;
  const std::string bytes = of_this_batch ? events_[static_cast<size_t>(position - first_position_)]
                                          : Get(Family::kEvents, keys::BigEndian(position));
  platform::v1::RecordedEvent record;
  if (bytes.empty() || !record.ParseFromString(bytes)) return Unreadable(position);
  return record;
}

Result<LoadedRow> Batch::RowAt(std::string_view name, int64_t version) const {
  LoadedRow row = EmptyRow(*model_, name);
  if (row.resource == nullptr) return NotFound("There is no " + std::string(name) + " here.");
  while (row.stored.version() < version) {
    const std::string index = Get(Family::kStreams, StreamIndexKey(row, row.stored.version() + 1));
    if (index.empty()) break;  // the rest is of this batch, which the index does not show yet
    const Result<platform::v1::RecordedEvent> record = ReadEvent(keys::FromBigEndian(index));
    if (!record.ok()) return record.status();
    FIVESTEP_RETURN_IF_ERROR(Replay(*record, row));
  }
  for (int64_t at = first_position_; at < next_position_ && row.stored.version() < version; ++at) {
    const Result<platform::v1::RecordedEvent> record = ReadEvent(at);
    if (!record.ok()) return record.status();
    const bool ours = record->stream() == row.stream && record->programme() == ProgrammeOf(name);
    if (ours) FIVESTEP_RETURN_IF_ERROR(Replay(*record, row));
  }
  if (row.stored.version() < version) return Unreadable(row.stored.last_position());
  return row;
}

Status Batch::Replay(const platform::v1::RecordedEvent& record, LoadedRow& row) const {
  const EventRule* rule = model_->FindEvent(record.type());
  const std::unique_ptr<pb::Message> event = NewMessage(record.type());
  if (rule == nullptr || event == nullptr || !event->ParseFromString(record.payload())) {
    return Unreadable(record.position());
  }
  rule->evolve(*row.resource, *event);
  NoteEvent(record, row);
  return OkStatus();
}

void Batch::FillRecord(const std::string& subject, const LoadedRow& row, const pb::Message& event,
                       const EventOrigin& origin) {
  record_.Clear();
  record_.set_position(next_position_);
  record_.set_stream(row.stream);
  record_.set_stream_version(row.stored.version() + 1);
  record_.set_id(ids_->NewId(now_));
  record_.set_type(event.GetDescriptor()->full_name());
  *record_.mutable_recorded_time() = ToTimestamp(now_);
  const std::string_view programme = ProgrammeOf(subject);
  record_.set_programme(programme.data(), programme.size());
  *record_.mutable_actor() = origin.actor;
  record_.set_correlation_id(origin.correlation_id);
  if (origin.causation.position() > 0) *record_.mutable_causation() = origin.causation;
  *record_.mutable_command() = origin.command;
  record_.set_hop(origin.hop);
  for (const auto& [key, state] : cursors_) {
    if (!key.first.empty() || state.position == 0) continue;
    auto* seen = record_.add_seen();
    seen->set_log(key.second);
    seen->set_position(state.position);
  }
  AppendSerialised(event, *record_.mutable_payload());
}

Status Batch::Append(pb::Message& event, const EventOrigin& origin) {
  FIVESTEP_RETURN_IF_ERROR(closed_);
  const std::string subject = SubjectOf(event);
  LoadedRow& row = MutableRow(subject);
  const EventRule* rule = model_->FindEvent(event.GetDescriptor());
  if (rule == nullptr || row.resource == nullptr) {
    throw std::logic_error(event.GetTypeName() + " about '" + subject +
                           "' is not an event of this context");
  }
  FIVESTEP_RETURN_IF_ERROR(CheckRights(*this, *rule, event));
  const std::vector<Sealer::Personal> personal = Sealer::TakeOut(event);
  if (!personal.empty()) FIVESTEP_RETURN_IF_ERROR(CheckMayBeSealed(*this, subject));
  FillRecord(subject, row, event, origin);
  FIVESTEP_RETURN_IF_ERROR(sealer_->Seal(personal, subject, record_));
  std::string bytes = SerialiseDeterministically(record_);
  if (static_cast<int64_t>(bytes.size()) > kMaxEventBytes) {
    return TooLarge(bytes.size(), kMaxEventBytes);
  }
  PutEvent(record_, std::move(bytes), row);
  NoteType(record_.type(), record_.position());
  FIVESTEP_RETURN_IF_ERROR(Evolve(*rule, subject, row, record_, event));
  FoldPeople(*this, *rule, record_, event, row);
  FoldProgrammes(event);
  return FoldOwnViews(record_, event);
}

// Keys that are written once: repeats find the event in `events_`.
void Batch::PutEvent(const platform::v1::RecordedEvent& record, std::string bytes,
                     const LoadedRow& row) {
  const std::string position = keys::BigEndian(record.position());
  writes_.Append(Family::kEvents, position, bytes);
  writes_.Append(Family::kStreams, StreamIndexKey(row, record.stream_version()), position);
  events_.push_back(std::move(bytes));
  ++next_position_;
}

Status Batch::Evolve(const EventRule& rule, const std::string& subject, LoadedRow& row,
                     const platform::v1::RecordedEvent& record, const pb::Message& event) {
  if (!savepoints_.empty()) earlier_rows_.push_back({subject, std::move(row.bytes)});
  const std::optional<Instant> due_before = DisposalDue(row);
  rule.evolve(*row.resource, event);
  NoteEvent(record, row);
  UpdateTimers(subject, row);
  MoveDisposal(*this, subject, due_before, DisposalDue(row));
  row.bytes = SerialiseRow(row);
  if (static_cast<int64_t>(row.bytes.size()) > kMaxRowBytes) {
    return TooLarge(row.bytes.size(), kMaxRowBytes);
  }
  writes_.Append(Family::kRows, row.key, row.bytes);
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
  const auto effect = ProgrammeEffectOf(event.GetDescriptor());
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
  const auto found = cursors_.find({view, log});
  return found == cursors_.end() ? 0 : found->second.position;
}

int Batch::fold_version(const std::string& view, const std::string& log) const {
  const auto found = cursors_.find({view, log});
  return found == cursors_.end() ? 0 : found->second.fold_version;
}

void Batch::MoveCursor(const std::string& view, const std::string& log, int64_t position,
                       int fold_version) {
  CursorState& state = cursors_[{view, log}];
  if (!savepoints_.empty()) earlier_cursors_.emplace_back(CursorKey{view, log}, state);
  state = {position, fold_version, /*moved=*/true};
  cursors_moved_ = true;
}

// Once for the batch: a view of the own log moves with every event.
void Batch::PutMovedCursors() {
  for (auto& [key, state] : cursors_) {
    if (!state.moved) continue;
    state.moved = false;
    Put(Family::kMeta, keys::Join(keys::kCursorPrefix, key.first, key.second),
        keys::BigEndian(state.position) + keys::BigEndian(state.fold_version));
  }
  cursors_moved_ = false;
}

std::vector<Cursor> Batch::cursors() const {
  std::vector<Cursor> result;
  for (const auto& [key, state] : cursors_) {
    result.push_back({key.first, key.second, state.position, state.fold_version});
  }
  return result;
}

}  // namespace fivestep
