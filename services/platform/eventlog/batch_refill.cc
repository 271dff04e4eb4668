// Events that this log held before: taken back from its stream, after a restore, as they were.
#include <algorithm>
#include <exception>

#include "platform/core/resource_name.h"
#include "platform/eventlog/batch.h"
#include "platform/eventlog/descriptors.h"
#include "platform/eventlog/executor.h"
#include "platform/eventlog/keys.h"
#include "platform/eventlog/people_fold.h"

namespace fivestep {
namespace pb = google::protobuf;
namespace {

Status DoesNotContinue(int64_t position, const std::string& why) {
  return DataLoss("What is said to be event " + std::to_string(position) +
                  " does not continue this log: " + why + ".");
}

}  // namespace

Status Batch::AppendStored(int64_t first, const std::vector<std::string>& events) {
  if (first != next_position_) {
    return DoesNotContinue(first, "event " + std::to_string(next_position_) + " comes next");
  }
  SetSavePoint();
  for (const std::string& bytes : events) {
    Status status;
    try {
      status = AppendStoredEvent(bytes);
    } catch (const std::exception& error) {
      status = DoesNotContinue(next_position_, error.what());
    }
    if (status.ok()) continue;
    RollBack();
    return status;
  }
  ReleaseSavePoint();
  return OkStatus();
}

Status Batch::AppendStoredEvent(const std::string& bytes) {
  const int64_t position = next_position_;
  platform::v1::RecordedEvent record;
  if (!record.ParseFromString(bytes)) return DoesNotContinue(position, "it cannot be read");
  if (record.position() != position) {
    return DoesNotContinue(position, "it calls itself " + std::to_string(record.position()));
  }
  if (static_cast<int64_t>(bytes.size()) > kMaxEventBytes) {
    return DoesNotContinue(position, "it is larger than an event may be");
  }
  const std::unique_ptr<pb::Message> event = NewMessage(record.type());
  const EventRule* rule = event == nullptr ? nullptr : model_->FindEvent(event->GetDescriptor());
  if (rule == nullptr) {
    return FailedPrecondition("Event " + std::to_string(position) + " is of the type " +
                              record.type() +
                              ", which this program does not know. Start a newer version of it.");
  }
  if (!event->ParseFromString(record.payload())) {
    return DoesNotContinue(position, "its payload cannot be read");
  }
  const std::string subject = SubjectOf(*event);
  LoadedRow& row = MutableRow(subject);
  const bool next_of_its_stream = row.resource != nullptr && row.stream == record.stream() &&
                                  row.stored.version() + 1 == record.stream_version() &&
                                  record.programme() == ProgrammeOf(subject);
  if (!next_of_its_stream) {
    return DoesNotContinue(position, "it is not the next event of its stream");
  }
  // Recorded times never go back, whatever this machine's clock says.
  now_ = std::max(now_, ToInstant(record.recorded_time()));
  PutEvent(record, bytes, row);
  NoteType(record.type(), position);
  NoteOutcome(record);
  NoteDecided(record);
  FIVESTEP_RETURN_IF_ERROR(Evolve(*rule, subject, row, record, *event));
  FoldPeople(*this, *rule, record, *event, row);
  FoldProgrammes(*event);
  return FoldOwnViews(record, *event);
}

// The outcome grows with the command's events, so that one whose end is lost with the log's own
// tail is still known when it is sent again. The platform's own events (no digest) have none.
void Batch::NoteOutcome(const platform::v1::RecordedEvent& record) {
  const platform::v1::CommandReference& command = record.command();
  if (command.request_digest().empty() && !command.method().starts_with("timer/")) return;
  platform::v1::StoredOutcome outcome;
  outcome.set_first_position(record.position() - command.event_index());
  outcome.set_last_position(record.position());
  outcome.set_request_digest(command.request_digest());
  Put(Family::kOutcomes, OutcomeKey(record.actor().id(), command.method(), command.request_id()),
      outcome.SerializeAsString());
}

// Reactions to what the log had seen when it recorded this were decided then.
void Batch::NoteDecided(const platform::v1::RecordedEvent& record) {
  for (const auto& seen : record.seen()) {
    Put(Family::kMeta, keys::Join(keys::kDecidedPrefix, seen.log()),
        keys::BigEndian(seen.position()));
  }
}

int64_t Batch::decided(const std::string& log) const {
  return keys::FromBigEndian(Get(Family::kMeta, keys::Join(keys::kDecidedPrefix, log)));
}

}  // namespace fivestep
