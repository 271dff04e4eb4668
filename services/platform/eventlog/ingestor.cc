#include "platform/eventlog/ingestor.h"

#include <rocksdb/db.h>

#include <exception>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/eventlog/descriptors.h"
#include "platform/eventlog/executor.h"
#include "platform/eventlog/keys.h"

namespace fivestep {
namespace pb = google::protobuf;
namespace v1 = platform::v1;

namespace {

Status RefusedBefore() {
  Status status = FailedPrecondition(
      "It was decided before the log was restored, and nothing that it recorded is on the log: it "
      "was refused then, and is not decided again.");
  status.SetReason("platform.fivestep", "LOG_RESTORED");
  return status;
}

// Streams are told apart by programme as well: two programmes may use the same id.
std::string StreamKey(const v1::RecordedEvent& record) {
  return record.programme() + "/" + record.stream();
}

std::string StreamKey(const v1::StoredParkedEvent& stored) {
  v1::RecordedEvent record;
  if (!record.ParseFromString(stored.event())) record.Clear();  // what cannot be read has no stream
  return StreamKey(record);
}

}  // namespace

std::string ParkedKey(const std::string& log, int64_t position) {
  return log + '\0' + keys::BigEndian(position);
}

Status Ingestor::Load() {
  std::unique_ptr<rocksdb::Iterator> parked(
      batch_->log()->db()->NewIterator({}, batch_->log()->family(Family::kParked)));
  for (parked->SeekToFirst(); parked->Valid(); parked->Next()) {
    v1::StoredParkedEvent stored;
    if (!stored.ParseFromString(parked->value().ToString())) {
      return DataLoss("A parked event cannot be read.");
    }
    const auto& source = stored.parked().source();
    parked_[source.log()][StreamKey(stored)].insert(source.position());
  }
  return parked->status().ok() ? OkStatus() : DataLoss(parked->status().ToString());
}

int64_t Ingestor::parked_count(const std::string& log) const {
  const auto found = parked_.find(log);
  int64_t count = 0;
  if (found == parked_.end()) return 0;
  for (const auto& [stream, positions] : found->second) {
    count += static_cast<int64_t>(positions.size());
  }
  return count;
}

int64_t Ingestor::parked_count() const {
  int64_t count = 0;
  for (const auto& [log, streams] : parked_) count += parked_count(log);
  return count;
}

bool Ingestor::CausesAreHere(const std::string& log, const v1::RecordedEvent& record) const {
  for (const auto& seen : record.seen()) {
    if (seen.log() == batch_->model().context() || seen.log() == log) continue;
    bool followed = false;
    for (const std::string& name : batch_->model().followed_logs()) followed |= name == seen.log();
    if (followed && batch_->cursor("", seen.log()) < seen.position()) return false;
  }
  return true;
}

std::pair<IngestOutcome, Status> Ingestor::Run(const ForeignEvent& event) {
  const int64_t main_cursor = batch_->cursor("", event.log);
  bool wanted = event.position == main_cursor + 1;
  for (const ViewFold& view : batch_->model().views()) {
    wanted |= view.log == event.log && batch_->cursor(view.view, view.log) + 1 == event.position;
  }
  if (!wanted) {
    if (event.position > main_cursor + 1) {
      return {IngestOutcome::kGap, FailedPrecondition("event " + std::to_string(main_cursor + 1) +
                                                      " of " + event.log + " comes first")};
    }
    return {IngestOutcome::kAlready, OkStatus()};
  }
  if (parked_count(event.log) >= kMaxParked) {
    return {IngestOutcome::kHalted,
            FailedPrecondition(std::to_string(kMaxParked) + " events of " + event.log +
                               " are parked. Mend the cause, then retry or skip them.")};
  }
  v1::RecordedEvent record;
  const bool readable = record.ParseFromString(event.bytes);
  // What was read of it before it failed may be no UTF-8, with which the parked event could not be
  // read again.
  if (!readable) record.Clear();
  if (!readable || record.position() != event.position) {
    return Failed(event, record, DataLoss("the bytes are not those of the event"));
  }
  if (!CausesAreHere(event.log, record)) {
    return {IngestOutcome::kWaiting, FailedPrecondition("events that it follows are not here yet")};
  }
  const auto streams = parked_.find(event.log);
  if (streams != parked_.end() && streams->second.contains(StreamKey(record))) {
    Park(event, record, "an earlier event of the stream is parked", 0, true);
    MoveCursors(event.log, event.position);
    return {IngestOutcome::kParked, OkStatus()};
  }
  batch_->SetSavePoint();
  const Status status =
      Apply(event.log, record,
            event.position == main_cursor + 1 ? Occasion::kFirst : Occasion::kViewRebuild);
  if (!status.ok()) {
    batch_->RollBack();
    return Failed(event, record, status);
  }
  batch_->ReleaseSavePoint();
  attempts_.erase({event.log, event.position});
  MoveCursors(event.log, event.position);
  return {IngestOutcome::kApplied, OkStatus()};
}

Status Ingestor::Apply(const std::string& log, const v1::RecordedEvent& record, Occasion occasion) {
  const std::unique_ptr<pb::Message> event = NewMessage(record.type());
  // An event of a type that a newer service brought and this one does not know changes nothing
  // here.
  if (event == nullptr) return OkStatus();
  if (!event->ParseFromString(record.payload())) return DataLoss("the payload cannot be read");
  try {
    return ApplyTyped(log, record, *event, occasion);
  } catch (const std::exception& error) {
    return Internal(std::string("it could not be handled: ") + error.what());
  }
}

Status Ingestor::ApplyTyped(const std::string& log, const v1::RecordedEvent& record,
                            const pb::Message& event, Occasion occasion) {
  for (const ViewFold& view : batch_->model().views()) {
    if (view.log != log) continue;
    // When the event was parked, the views' cursors moved past it.
    const int64_t cursor = batch_->cursor(view.view, log);
    const bool its_turn = occasion == Occasion::kRetry ? cursor >= record.position()
                                                       : cursor + 1 == record.position();
    if (its_turn) FIVESTEP_RETURN_IF_ERROR(batch_->FoldView(view, record, event));
  }
  if (occasion == Occasion::kViewRebuild) return OkStatus();
  batch_->FoldProgrammes(event);
  if (const std::string subject = SubjectOf(event); !subject.empty()) {
    batch_->Put(Family::kViews, keys::Join(keys::kReferencesView, subject), log);
  }
  for (const Reaction& reaction : batch_->model().reactions()) {
    if (reaction.log != log || reaction.event != event.GetDescriptor()) continue;
    FIVESTEP_RETURN_IF_ERROR(ReactTo(reaction, record, event, occasion));
  }
  return OkStatus();
}

// After a restore other logs are read again from where the backup had read them. What a reaction
// recorded then is found by its request id; what it refused then it must not do now, against rows
// that have moved on.
bool Ingestor::WasRefusedBefore(const v1::RecordedEvent& record, const Reaction& reaction,
                                const CommandCall& call, const InternalOrigin& origin) const {
  if (record.position() > batch_->decided(reaction.log)) return false;
  return batch_->Get(Family::kOutcomes, OutcomeKey(call.caller.id, origin.method, call.request_id))
      .empty();
}

Status Ingestor::ReactTo(const Reaction& reaction, const v1::RecordedEvent& record,
                         const pb::Message& event, Occasion occasion) {
  InternalOrigin origin;
  origin.method = "reaction/" + reaction.name;
  origin.causation.set_log(reaction.log);
  origin.causation.set_position(record.position());
  origin.correlation_id = record.correlation_id();
  origin.hop = record.hop() + 1;
  int index = 0;
  for (std::unique_ptr<pb::Message>& request : reaction.translate(event, record)) {
    CommandCall call;
    call.rule = batch_->model().FindCommand(reaction.command);
    call.request_bytes = SerialiseDeterministically(*request);
    call.programme = record.programme();
    call.request_id = reaction.log + "/" + std::to_string(record.position()) + "/" + reaction.name +
                      "/" + std::to_string(index);
    call.request = std::move(request);
    CommandResult result;
    if (occasion == Occasion::kFirst && WasRefusedBefore(record, reaction, call, origin)) {
      result.status = RefusedBefore();
    } else if (origin.hop > kMaxHops) {
      result.status = StatusOf(v1::TOO_MANY_HOPS, {{"hops", std::to_string(origin.hop)}});
    } else {
      result = Executor(batch_).Run(call, &origin);
    }
    const Code code = result.status.code();
    if (code == Code::kInternal || code == Code::kDataLoss || code == Code::kUnavailable) {
      return result.status;
    }
    v1::ReactionOutcome outcome;
    *outcome.mutable_source() = origin.causation;
    outcome.set_reaction(reaction.name);
    outcome.set_refusal_reason(result.status.reason());
    outcome.set_refusal_message(result.status.message());
    if (result.status.ok()) outcome.set_last_position(result.position);
    batch_->Put(Family::kOutcomes,
                keys::Join("r", reaction.log) + '\0' + keys::BigEndian(record.position()) +
                    reaction.name + "/" + std::to_string(index++),
                outcome.SerializeAsString());
  }
  return OkStatus();
}

void Ingestor::MoveCursors(const std::string& log, int64_t position) {
  if (batch_->cursor("", log) + 1 == position) batch_->MoveCursor("", log, position);
  for (const ViewFold& view : batch_->model().views()) {
    if (view.log == log && batch_->cursor(view.view, log) + 1 == position) {
      batch_->MoveCursor(view.view, log, position, view.fold_version);
    }
  }
}

std::pair<IngestOutcome, Status> Ingestor::Failed(const ForeignEvent& event,
                                                  const v1::RecordedEvent& record,
                                                  const Status& status) {
  const int attempts = ++attempts_[{event.log, event.position}];
  if (attempts < park_after_attempts_) return {IngestOutcome::kWaiting, status};
  attempts_.erase({event.log, event.position});
  Park(event, record, status.message(), attempts, false);
  MoveCursors(event.log, event.position);
  return {IngestOutcome::kParked, status};
}

void Ingestor::Park(const ForeignEvent& event, const v1::RecordedEvent& record,
                    const std::string& error, int attempts, bool behind) {
  v1::StoredParkedEvent stored;
  auto* parked = stored.mutable_parked();
  parked->mutable_source()->set_log(event.log);
  parked->mutable_source()->set_position(event.position);
  parked->set_stream(record.stream());
  parked->set_type(record.type());
  parked->set_attempt_count(attempts);
  parked->set_error(error);
  *parked->mutable_park_time() = ToTimestamp(batch_->now());
  parked->set_behind_another(behind);
  stored.set_event(event.bytes);
  batch_->Put(Family::kParked, ParkedKey(event.log, event.position), stored.SerializeAsString());
  parked_[event.log][StreamKey(record)].insert(event.position);
}

Result<v1::StoredParkedEvent> Ingestor::LoadParked(const std::string& key) const {
  v1::StoredParkedEvent stored;
  const std::string bytes = batch_->Get(Family::kParked, key);
  if (bytes.empty() || !stored.ParseFromString(bytes)) return NotFound("not parked");
  return stored;
}

Result<int64_t> Ingestor::Retry(const v1::LogPosition& source) {
  Result<v1::StoredParkedEvent> first = LoadParked(ParkedKey(source.log(), source.position()));
  if (!first.ok()) {
    return StatusOf(v1::PARKED_EVENT_NOT_FOUND,
                    {{"log", source.log()}, {"position", std::to_string(source.position())}});
  }
  const std::set<int64_t> positions = parked_[source.log()][StreamKey(*first)];
  int64_t handled = 0;
  for (const int64_t position : positions) {
    Result<v1::StoredParkedEvent> parked = LoadParked(ParkedKey(source.log(), position));
    if (!parked.ok()) return parked.status();
    v1::RecordedEvent record;
    record.ParseFromString(parked->event());
    batch_->SetSavePoint();
    const Status status = Apply(source.log(), record, Occasion::kRetry);
    if (status.ok()) {
      batch_->ReleaseSavePoint();
    } else {
      batch_->RollBack();
      parked->mutable_parked()->set_error(status.message());
      parked->mutable_parked()->set_attempt_count(parked->parked().attempt_count() + 1);
      batch_->Put(Family::kParked, ParkedKey(source.log(), position), parked->SerializeAsString());
      return handled > 0 ? Result<int64_t>(handled) : Result<int64_t>(status);
    }
    (void)Remove(parked->parked().source());
    ++handled;
  }
  return handled;
}

Result<v1::StoredParkedEvent> Ingestor::Remove(const v1::LogPosition& source) {
  const std::string key = ParkedKey(source.log(), source.position());
  Result<v1::StoredParkedEvent> parked = LoadParked(key);
  if (!parked.ok()) {
    return StatusOf(v1::PARKED_EVENT_NOT_FOUND,
                    {{"log", source.log()}, {"position", std::to_string(source.position())}});
  }
  batch_->Delete(Family::kParked, key);
  auto& streams = parked_[source.log()];
  auto& positions = streams[StreamKey(*parked)];
  positions.erase(source.position());
  if (positions.empty()) streams.erase(StreamKey(*parked));
  return parked;
}

}  // namespace fivestep
