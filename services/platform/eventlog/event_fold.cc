#include "platform/eventlog/event_fold.h"

#include <rocksdb/db.h>

#include "platform/core/resource_name.h"
#include "platform/eventlog/descriptors.h"
#include "platform/eventlog/executor.h"
#include "platform/eventlog/keys.h"

namespace fivestep {
namespace pb = google::protobuf;
namespace {

// Memory for rows. A row costs about kRowOverhead and thrice its payloads: measured, roughly.
constexpr int64_t kMaxFoldBytes = 96LL << 20;
constexpr int64_t kRowOverhead = 900;
constexpr int64_t kRowBytesPerPayloadByte = 3;

std::string Sentence(int64_t first, int64_t last, const char* one, const char* several) {
  return EventsTextUpper(first, last) + " " + (first == last ? one : several) + ".";
}

FindingRun::Text Text(const char* one, const char* several) {
  return
      [one, several](int64_t first, int64_t last) { return Sentence(first, last, one, several); };
}

// Whether the fields that were taken out of the payload exist: row.h's NoteEvent takes it so.
bool SealedFieldsExist(const platform::v1::RecordedEvent& record, const pb::Descriptor* type) {
  for (const auto& sealed : record.sealed()) {
    if (type->FindFieldByNumber(sealed.field()) == nullptr) return false;
  }
  return true;
}

bool IsAbout(const LoadedRow& row, const platform::v1::RecordedEvent& record,
             std::string_view subject) {
  return row.stream == record.stream() && ProgrammeOf(subject) == record.programme();
}

}  // namespace

// Keeps own views in memory.
class EventFold::Views : public ViewWriter {
 public:
  Views(std::map<std::string, std::string>* values, const std::string& view)
      : values_(values), view_(view) {}
  std::string Get(std::string_view key) const override {
    const auto found = values_->find(keys::Join(view_, key));
    return found == values_->end() ? std::string() : found->second;
  }
  void Put(std::string_view key, std::string_view value) override {
    (*values_)[keys::Join(view_, key)] = std::string(value);
  }
  void Delete(std::string_view key) override { values_->erase(keys::Join(view_, key)); }

 private:
  std::map<std::string, std::string>* values_;
  const std::string& view_;
};

std::map<std::string, const ViewFold*> OwnViews(const ServiceModel& model) {
  std::map<std::string, const ViewFold*> own;
  for (const ViewFold& view : model.views()) {
    if (view.log == model.context()) own[view.view] = &view;
  }
  for (const ViewFold& view : model.views()) {
    if (view.log != model.context()) own.erase(view.view);
  }
  return own;
}

std::string OutcomeText(int64_t first, int64_t last, std::string_view request_digest) {
  return keys::BigEndian(first) + keys::BigEndian(last) + std::string(request_digest);
}

bool OutcomeOf(const platform::v1::RecordedEvent& record, std::string& key, std::string& text) {
  const platform::v1::CommandReference& command = record.command();
  // What the service does by itself has neither a request's digest nor a timer.
  const bool kept = !command.request_digest().empty() || command.method().starts_with("timer/");
  if (command.event_index() != 0 || !kept) return false;
  key = OutcomeKey(record.actor().id(), command.method(), command.request_id());
  text = OutcomeText(record.position(), record.position() + command.event_count() - 1,
                     command.request_digest());
  return true;
}

std::string RowBytes(const ServiceModel& model, LoadedRow& row) {
  row.stored.clear_timers();
  for (const DueTimer& timer : model.TimersOf(*row.resource)) {
    auto* stored = row.stored.add_timers();
    stored->set_rule(timer.rule);
    stored->set_due_micros(timer.due.time_since_epoch().count());
  }
  return SerialiseRow(row);
}

bool FoldEvent(const ServiceModel& model, const platform::v1::RecordedEvent& record,
               LoadedRow& row) {
  const EventRule* rule = model.FindEvent(record.type());
  const std::unique_ptr<pb::Message> event = NewMessage(record.type());
  if (rule == nullptr || event == nullptr || !event->ParseFromString(record.payload()) ||
      row.resource == nullptr || row.resource->GetDescriptor() != rule->state->GetDescriptor() ||
      !SealedFieldsExist(record, rule->event) || !IsAbout(row, record, SubjectOf(*event))) {
    return false;
  }
  rule->evolve(*row.resource, *event);
  NoteEvent(record, row);
  return true;
}

EventFold::EventFold(const EventLog* log, const rocksdb::Snapshot* snapshot,
                     const ServiceModel* model, Findings* findings, FoldedLog* folded)
    : log_(log),
      snapshot_(snapshot),
      model_(model),
      folded_(folded),
      findings_(findings),
      unreadable_(findings, "position", Text("cannot be read", "cannot be read")),
      misplaced_(findings, "position",
                 Text("says that it stands at another position",
                      "say that they stand at other positions")),
      wrong_version_(findings, "stream version",
                     Text("is not the next one of its stream: another one was removed, added or "
                          "moved",
                          "are not the next ones of their streams: others were removed, added or "
                          "moved")),
      unknown_(findings, "row",
               Text("is of a type that this program does not know",
                    "are of types that this program does not know")),
      wrong_subject_(findings, "row",
                     Text("is about something else than its stream",
                          "are about something else than their streams")) {
  if (model_ != nullptr) own_views_ = OwnViews(*model_);
}

void EventFold::Add(int64_t position, std::string_view bytes) {
  if (!record_.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    unreadable_.Add(position);
    return;
  }
  if (record_.position() != position) misplaced_.Add(position);
  record_.set_position(position);
  const StreamKey key = folded_->hash(record_.programme(), record_.stream());
  Stream& stream = streams_[key];
  if (record_.stream_version() != stream.version + 1) wrong_version_.Add(position);
  if (model_ != nullptr) {
    std::string outcome_key;
    std::string outcome;
    if (OutcomeOf(record_, outcome_key, outcome)) folded_->outcomes.Add(outcome_key, outcome);
    Fold(key, stream);
  }
  stream.version = record_.stream_version();
  KeepWithinBounds();
}

EventFold::TypeFacts& EventFold::FactsOf(const std::string& type) {
  const auto found = types_.find(type);
  if (found != types_.end()) return found->second;
  TypeFacts& facts = types_[type];
  facts.event = NewMessage(type);
  facts.rule = model_->FindEvent(type);
  if (facts.event == nullptr) return facts;
  const pb::Descriptor* descriptor = facts.event->GetDescriptor();
  facts.subject = SubjectField(descriptor);
  facts.programme_effect = descriptor->options().GetExtension(platform::v1::programme_effect);
  return facts;
}

void EventFold::Fold(const StreamKey& key, Stream& stream) {
  TypeFacts& facts = FactsOf(record_.type());
  if (facts.rule == nullptr || facts.subject == nullptr) return unknown_.Add(record_.position());
  if (!facts.event->ParseFromString(record_.payload()) ||
      !SealedFieldsExist(record_, facts.rule->event)) {
    return unreadable_.Add(record_.position());
  }
  std::string scratch;
  const std::string& subject =
      facts.event->GetReflection()->GetStringReference(*facts.event, facts.subject, &scratch);
  if (stream.row == nullptr && !OpenRow(key, stream, subject)) {
    return wrong_subject_.Add(record_.position());
  }
  LoadedRow& row = *stream.row;
  if (!IsAbout(row, record_, subject) ||
      row.resource->GetDescriptor() != facts.rule->state->GetDescriptor()) {
    return wrong_subject_.Add(record_.position());
  }
  facts.rule->evolve(*row.resource, *facts.event);
  NoteEvent(record_, row);
  const int64_t grown = kRowBytesPerPayloadByte * static_cast<int64_t>(record_.payload().size());
  stream.row_bytes += grown;
  row_bytes_ += grown;
  folded_->index.Add(row.key + '\0' + keys::BigEndian(record_.stream_version()),
                     keys::BigEndian(record_.position()));
  FoldViews(facts, subject);
}

bool EventFold::OpenRow(const StreamKey& key, Stream& stream, const std::string& subject) {
  LoadedRow row = EmptyRow(*model_, subject);
  if (row.resource == nullptr) return false;
  if (stream.version > 0) {
    if (!Refold(stream.version, row)) return false;
    folded_->rows.Remove(row.key, RowBytes(*model_, row));
  }
  stream.row = std::make_unique<LoadedRow>(std::move(row));
  stream.row_bytes = kRowOverhead;
  row_bytes_ += kRowOverhead;
  opened_.push_back(key);
  return true;
}

// Of a row that was dropped: its events are read again, through the stream index.
bool EventFold::Refold(int64_t version, LoadedRow& row) {
  rocksdb::ReadOptions options;
  options.snapshot = snapshot_;
  for (int64_t v = 1; v <= version; ++v) {
    std::string position;
    std::string bytes;
    platform::v1::RecordedEvent record;
    const std::string index = row.key + '\0' + keys::BigEndian(v);
    if (!log_->db()->Get(options, log_->family(Family::kStreams), index, &position).ok() ||
        !log_->db()->Get(options, log_->family(Family::kEvents), position, &bytes).ok() ||
        !record.ParseFromString(bytes) || !FoldEvent(*model_, record, row)) {
      return false;
    }
  }
  return true;
}

void EventFold::FoldViews(const TypeFacts& facts, const std::string& subject) {
  if (facts.programme_effect != platform::v1::PROGRAMME_EFFECT_UNSPECIFIED) {
    folded_->views[keys::Join(keys::kProgrammesView, subject)] =
        facts.programme_effect == platform::v1::PROGRAMME_EFFECT_OPENS ? "open" : "closed";
  }
  for (const auto& [name, view] : own_views_) {
    Views writer(&folded_->views, name);
    const Status status = view->fold(writer, record_, *facts.event);
    if (status.ok()) continue;
    findings_->Add("view", record_.position(), 0,
                   "The view " + name + " cannot take in event " +
                       std::to_string(record_.position()) + ": " + status.message());
  }
}

void EventFold::Close(Stream& stream) {
  if (stream.row == nullptr) return;
  folded_->rows.Add(stream.row->key, RowBytes(*model_, *stream.row));
  stream.row.reset();
  row_bytes_ -= stream.row_bytes;
  stream.row_bytes = 0;
}

void EventFold::KeepWithinBounds() {
  while (row_bytes_ > kMaxFoldBytes && !opened_.empty()) {
    Close(streams_[opened_.front()]);
    opened_.pop_front();
  }
}

void EventFold::Finish() {
  for (const StreamKey& key : opened_) Close(streams_[key]);
  opened_.clear();
  for (FindingRun* run : {&unreadable_, &misplaced_, &wrong_version_, &unknown_, &wrong_subject_}) {
    run->Finish();
  }
}

}  // namespace fivestep
