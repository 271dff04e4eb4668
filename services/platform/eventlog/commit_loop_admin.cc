// What administrators ask of a log and what is put on its record by the platform itself.
#include <rocksdb/db.h>

#include <algorithm>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "fivestep/platform/v1/events.pb.h"
#include "platform/eventlog/commit_loop_writer.h"
#include "platform/eventlog/read_context.h"
#include "platform/eventlog/retention.h"
#include "platform/eventlog/timers.h"

namespace fivestep {
namespace v1 = platform::v1;
namespace {

// There is one for every record that is kept for a time: more than anybody reads.
constexpr size_t kMaxDisposalsShown = 1'000;

void AddDisposals(const EventLog& log, std::vector<v1::Timer>& timers) {
  const std::string prefix = keys::Join(keys::kDisposalsView, "");
  std::unique_ptr<rocksdb::Iterator> it(log.db()->NewIterator({}, log.family(Family::kViews)));
  const size_t end = timers.size() + kMaxDisposalsShown;
  for (it->Seek(prefix); it->Valid() && it->key().starts_with(prefix) && timers.size() < end;
       it->Next()) {
    Instant due;
    v1::Timer timer;
    ParseDisposalKey(it->key().ToStringView().substr(prefix.size()), due,
                     *timer.mutable_resource());
    timer.set_rule(std::string(kDisposeRule));
    *timer.mutable_due_time() = ToTimestamp(due);
    timers.push_back(std::move(timer));
  }
}

}  // namespace

std::vector<v1::ParkedEvent> CommitLoop::ParkedEvents() const {
  std::vector<v1::ParkedEvent> result;
  std::unique_ptr<rocksdb::Iterator> it(
      writer_->log_->db()->NewIterator({}, writer_->log_->family(Family::kParked)));
  for (it->SeekToFirst(); it->Valid(); it->Next()) {
    v1::StoredParkedEvent stored;
    if (stored.ParseFromString(it->value().ToString())) result.push_back(stored.parked());
  }
  return result;
}

void CommitLoop::RetryParked(v1::LogPosition source,
                             std::function<void(Result<v1::RetryParkedEventResponse>)> done) {
  const bool queued = writer_->Push(
      [this, source, done]() -> AfterWrite {
        auto handled = std::make_shared<Result<int64_t>>(writer_->ingestor_.Retry(source));
        return [handled, done](const Status& write) {
          if (!write.ok()) return done(StatusOf(v1::OUTCOME_UNKNOWN));
          v1::RetryParkedEventResponse response;
          if (handled->ok()) {
            response.set_handled_count(**handled);
          } else if (handled->status().reason() == "PARKED_EVENT_NOT_FOUND") {
            return done(handled->status());
          } else {
            response.set_error(handled->status().message());
          }
          done(response);
        };
      },
      false);
  if (!queued) done(StatusOf(v1::STOPPING));
}

void CommitLoop::SkipParked(v1::LogPosition source, std::string reason, Caller caller,
                            std::function<void(Result<v1::SkipParkedEventResponse>)> done) {
  const bool queued = writer_->Push(
      [this, source, reason, caller, done]() -> AfterWrite {
        auto result =
            std::make_shared<Result<v1::SkipParkedEventResponse>>(v1::SkipParkedEventResponse());
        Result<v1::StoredParkedEvent> parked = writer_->ingestor_.Remove(source);
        if (parked.ok()) {
          v1::ParkedEventSkipped event;
          event.set_operation("operations/" + writer_->batch_.ids()->NewId(writer_->batch_.now()));
          *event.mutable_source() = source;
          event.set_event_type(parked->parked().type());
          event.set_stream(parked->parked().stream());
          event.set_reason(reason);
          event.set_error(parked->parked().error());
          const CommandResult recorded = writer_->executor_.RunOwn(
              event, caller, "/fivestep.platform.v1.AdminService/SkipParkedEvent");
          (*result)->set_position(recorded.position);
        } else {
          *result = parked.status();
        }
        return [result, done](const Status& write) {
          done(write.ok() ? *result
                          : Result<v1::SkipParkedEventResponse>(StatusOf(v1::OUTCOME_UNKNOWN)));
        };
      },
      false);
  if (!queued) done(StatusOf(v1::STOPPING));
}

void CommitLoop::RecordStreamRecreated(std::string reason, int64_t old_message_count, Caller caller,
                                       std::function<void(Result<int64_t>)> done) {
  const bool queued = writer_->Push(
      [this, reason, old_message_count, caller, done]() -> AfterWrite {
        v1::StreamRecreated event;
        event.set_operation("operations/" + writer_->batch_.ids()->NewId(writer_->batch_.now()));
        event.set_reason(reason);
        event.set_old_message_count(old_message_count);
        const bool fenced_only =
            writer_->gate_.fenced() && !writer_->gate_.state().marked && writer_->failure_.ok();
        if (fenced_only) writer_->batch_.CloseFor(OkStatus());
        const CommandResult recorded = writer_->executor_.RunOwn(
            event, caller, "/fivestep.platform.v1.AdminService/RecreateStream");
        if (fenced_only) writer_->batch_.CloseFor(writer_->gate_.Refusal());
        return [status = recorded.status, position = recorded.position, done](const Status& write) {
          if (!write.ok()) return done(StatusOf(v1::OUTCOME_UNKNOWN));
          done(status.ok() ? Result<int64_t>(position) : Result<int64_t>(status));
        };
      },
      false);
  if (!queued) done(StatusOf(v1::STOPPING));
}

void CommitLoop::RecordDisclosure(v1::PersonalDataOpened event, Caller caller,
                                  std::function<void(Status)> done) {
  auto shared_event = std::make_shared<v1::PersonalDataOpened>(std::move(event));
  const bool queued = writer_->Push(
      [this, shared_event, caller, done]() -> AfterWrite {
        const std::string programme(shared_event->disclosure());
        shared_event->set_disclosure(programme + (programme.empty() ? "" : "/") + "disclosures/" +
                                     writer_->batch_.ids()->NewId(writer_->batch_.now()));
        shared_event->set_actor_id(caller.id);
        shared_event->set_organisation(caller.organisation);
        const Status status =
            writer_->executor_.RunOwn(*shared_event, caller, shared_event->method()).status;
        return [status, done](const Status& write) {
          done(write.ok() ? status : StatusOf(v1::OUTCOME_UNKNOWN));
        };
      },
      false);
  if (!queued) done(StatusOf(v1::STOPPING));
}

void CommitLoop::RebuildView(const std::string& view, std::function<void(Status)> done) {
  bool known = false;
  for (const ViewFold& fold : writer_->model_->views()) known |= fold.view == view;
  if (!known) {
    done(StatusOf(v1::VIEW_NOT_FOUND, {{"view", view}}));
    return;
  }
  const bool queued = writer_->Push(
      [this, view, done]() -> AfterWrite {
        ClearView(writer_->batch_, view);
        for (const ViewFold& fold : writer_->model_->views()) {
          if (fold.view != view) continue;
          writer_->batch_.MoveCursor(view, fold.log, 0, fold.fold_version);
        }
        writer_->MarkViewsBehind();
        return [done](const Status& write) {
          done(write.ok() ? OkStatus() : StatusOf(v1::OUTCOME_UNKNOWN));
        };
      },
      false);
  if (!queued) done(StatusOf(v1::STOPPING));
}

void CommitLoop::Fail(Status why) {
  (void)writer_->Push(
      [this, why = std::move(why)]() -> AfterWrite {
        writer_->Fail(why);
        return [](const Status&) {};
      },
      false);
}

std::vector<v1::Timer> CommitLoop::Timers() const {
  std::vector<v1::Timer> result;
  std::unique_ptr<rocksdb::Iterator> it(
      writer_->log_->db()->NewIterator({}, writer_->log_->family(Family::kTimers)));
  for (it->SeekToFirst(); it->Valid(); it->Next()) {
    DueTimer due;
    v1::Timer timer;
    ParseTimerKey(it->key().ToStringView(), due, *timer.mutable_resource());
    timer.set_rule(due.rule);
    *timer.mutable_due_time() = ToTimestamp(due.due);
    result.push_back(std::move(timer));
  }
  AddDisposals(*writer_->log_, result);
  return result;
}

std::vector<v1::ReactionOutcome> CommitLoop::ReactionOutcomes() const {
  std::vector<v1::ReactionOutcome> result;
  std::unique_ptr<rocksdb::Iterator> it(
      writer_->log_->db()->NewIterator({}, writer_->log_->family(Family::kOutcomes)));
  const std::string prefix("r\0", 2);
  for (it->Seek(prefix); it->Valid() && it->key().starts_with(prefix); it->Next()) {
    v1::ReactionOutcome outcome;
    if (outcome.ParseFromString(it->value().ToString())) result.push_back(std::move(outcome));
  }
  std::reverse(result.begin(), result.end());
  return result;
}

}  // namespace fivestep
