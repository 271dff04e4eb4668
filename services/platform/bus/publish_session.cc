#include "platform/bus/publish_session.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "platform/audit/sha256.h"
#include "platform/bus/subjects.h"
#include "platform/bus/tail_fetcher.h"

namespace fivestep {
namespace {

using std::chrono::milliseconds;

// How soon a lost connection and Stop() are noticed by a publisher that has nothing to do.
constexpr milliseconds kIdleWait{100};
// While answers are awaited, events that the log gains wait at most this long to be sent after
// them.
constexpr milliseconds kAnswerWait{2};
// Under load what the log gains is sent at most this often: each sending wakes three threads and
// the server.
constexpr milliseconds kSendInterval{1};
// With more than this under way a backlog is being published; then answers are taken in heaps,
// because being woken for each costs more than reading it.
constexpr int64_t kBacklog = 64;
constexpr std::chrono::microseconds kHeapWait{500};
// After a refusal the answers to the rest follow at once; a server that is silent for this long
// will not give them.
constexpr milliseconds kDrainLimit{1'000};

bool NeedsAPerson(const Status& status) {
  return status.code() == Code::kFailedPrecondition || status.code() == Code::kDataLoss;
}

Result<std::string> ReadMessage(Connection& connection, const std::string& stream,
                                int64_t position) {
  natsMsg* raw = nullptr;
  jsErrCode error{};
  const natsStatus status = js_GetMsg(&raw, connection.jet_stream(), stream.c_str(),
                                      static_cast<uint64_t>(position), nullptr, &error);
  const MessageHandle message(raw);
  if (status != NATS_OK) {
    return NatsError("Message " + std::to_string(position) + " of " + stream + " cannot be read",
                     status);
  }
  return std::string(BodyOf(message.get()));
}

Status OtherEvent(const std::string& stream, int64_t position, const std::string& theirs,
                  const std::string& ours) {
  return DataLoss("The stream " + stream + " holds another event at position " +
                  std::to_string(position) + " than the log (SHA-256 " + ToHex(Sha256(theirs)) +
                  ", in the log " + ToHex(Sha256(ours)) +
                  "). Somebody else wrote to the stream, or this is not its log. Nothing is "
                  "overwritten; find out which is true before the stream is recreated.");
}

// The id of the event of that position, empty for anything else.
std::string EventIdOf(const std::string& bytes, int64_t position) {
  platform::v1::RecordedEvent event;
  const bool is_event = event.ParseFromString(bytes) && event.position() == position;
  return is_event ? event.id() : "";
}

std::string OtherWriter(const std::string& stream, int64_t position, const std::string& theirs,
                        const std::string& ours) {
  return "The stream " + stream + " holds the event " + theirs + " at position " +
         std::to_string(position) + " and the log " + ours +
         ": another copy of this service writes the log. This one takes nothing more. If this log "
         "is the true one, stop the other copy and recreate the stream.";
}

Status StreamIsAhead(const std::string& stream, int64_t stream_end, int64_t log_end) {
  return FailedPrecondition(
      "The stream " + stream + " goes to position " + std::to_string(stream_end) +
      " and the log only to " + std::to_string(log_end) +
      ". Either the log was restored from an older copy, or another process publishes this log. "
      "Stop the other one; after a restart the log takes back from the stream what it lacks.");
}

}  // namespace

PublishSession::PublishSession(Publisher* publisher, Connection* connection)
    : publisher_(publisher),
      connection_(connection),
      log_(publisher->log_),
      plan_(EventStreamPlan(log_->deployment(), log_->context(), publisher->options_.replicas)),
      pipeline_(connection, log_->deployment(), log_->context()),
      backoff_(publisher->options_.first_pause, publisher->options_.longest_pause),
      kept_hint_(log_->published_hint()) {}

Status PublishSession::Run() {
  FIVESTEP_RETURN_IF_ERROR(pipeline_.Open());
  while (!publisher_->stopping() && connection_->connected()) {
    if (const auto recreation = publisher_->TakeRecreation()) Recreate(*recreation);
    const Result<int64_t> next = Compare();
    if (!next.ok()) {
      NoteFailure(next.status());
      PauseWhileConnected(NeedsAPerson(next.status()) ? publisher_->options_.recheck
                                                      : backoff_.Next());
      continue;
    }
    const Result<Ended> ended = PublishFrom(*next);
    if (!ended.ok() && !NeedsAPerson(ended.status())) return ended.status();
    if (!ended.ok()) {
      NoteFailure(ended.status());
      PauseWhileConnected(publisher_->options_.recheck);
      continue;
    }
    NoteEnd(*ended);
    if (pipeline_.confirmed() >= *next) backoff_.Reset();
    if (*ended == Ended::kRefused || *ended == Ended::kUnanswered) {
      PauseWhileConnected(backoff_.Next());
    }
  }
  return publisher_->stopping() ? OkStatus() : Unavailable("The bus was lost.");
}

Result<int64_t> PublishSession::Compare() {
  const Result<StreamExtent> extent = EnsureStream(*connection_, plan_);
  if (!extent.ok()) return extent.status();
  if (const std::string holes = extent->Holes(); !holes.empty()) {
    return DataLoss("The stream " + plan_.name + " lacks " + holes +
                    ". They cannot be put back in their places: recreate the stream, and it is "
                    "filled from the log.");
  }
  // The log's end is read after the stream's: another publisher of this log may be faster than we
  // are, and must not make the stream look ahead.
  Result<int64_t> next = CompareExtent(*extent, log_->last_position());
  publisher_->Update([&](PublisherStatus& status) {
    ++status.comparison_count;
    status.stream_difference = extent->difference;
    if (!next.ok()) return;
    status.published_position = *next - 1;
    status.halted_reason.clear();
    status.last_error.clear();
  });
  return next;
}

void PublishSession::Recreate(const Recreation& recreation) {
  const Result<int64_t> count = CountMessages(*connection_, plan_.name);
  Status status = count.status();
  if (status.ok()) status = recreation.record(*count);
  if (status.ok()) status = RecreateStream(*connection_, plan_);
  same_until_ = 0;
  if (status.ok()) publisher_->SetFence(0, "");
  recreation.done(status.ok() ? count : Result<int64_t>(status));
}

// The last message alone does not speak for all. When a stranger's message took a place while a
// window of ours was under way, those behind it were stored (see PublishPipeline::confirmed), at
// most a window of them, before the refusal was seen or the process died. So a window's length is
// compared where this session has not seen every acknowledgement.
Result<int64_t> PublishSession::CompareExtent(const StreamExtent& extent, int64_t log_end) {
  FIVESTEP_RETURN_IF_ERROR(CheckFence(extent));
  const int64_t common = std::min(extent.last, log_end);
  if (extent.last < same_until_) same_until_ = 0;  // another stream by now
  const int64_t unknown_from = std::max(same_until_ + 1, common - kPublishWindow);
  FIVESTEP_RETURN_IF_ERROR(
      CompareMessages(std::max<int64_t>(std::min(unknown_from, common), 1), common));
  FIVESTEP_RETURN_IF_ERROR(CompleteLog(log_end, extent.last));
  same_until_ = extent.last;
  publisher_->were_same_ = true;
  if (!publisher_->stopping()) publisher_->SetFence(0, "");
  return extent.last + 1;
}

// Nothing to do for a log that has all of its stream and was not restored.
Status PublishSession::CompleteLog(int64_t log_end, int64_t stream_end) {
  LogCompletion* completion = publisher_->options_.completion;
  const bool waits = completion != nullptr && completion->waiting();
  if (stream_end <= log_end && !waits) return OkStatus();
  if (!waits && (completion == nullptr || publisher_->were_same_)) {
    return IsAhead(log_end, stream_end);
  }
  TailFetcher::Options options;
  options.connection = publisher_->options_.connection;
  options.stream = plan_.name;
  options.checkpoint_stream = CheckpointStreamName(log_->deployment(), log_->context());
  options.stopping = [this] { return publisher_->stopping(); };
  return TailFetcher(connection_, completion, std::move(options)).Complete(log_end, stream_end);
}

// Not kept over a restart: that is when the log may take back what it lacks.
Status PublishSession::IsAhead(int64_t log_end, int64_t stream_end) {
  const Status ahead = StreamIsAhead(plan_.name, stream_end, log_end);
  const Result<std::string> theirs = ReadMessage(*connection_, plan_.name, log_end + 1);
  if (!theirs.ok()) return theirs.status();
  if (!EventIdOf(*theirs, log_end + 1).empty()) publisher_->SetFence(0, ahead.message());
  return ahead;
}

Status PublishSession::CompareMessages(int64_t from, int64_t to) {
  for (int64_t position = from; position <= to && !publisher_->stopping(); ++position) {
    const Result<std::string> theirs = ReadMessage(*connection_, plan_.name, position);
    if (!theirs.ok()) return theirs.status();
    const Result<std::string> ours = log_->Read(position);
    if (!ours.ok()) return DataLoss(ours.status().message());
    if (*theirs != *ours) return Differ(position, *theirs, *ours);
  }
  return OkStatus();
}

Status PublishSession::Differ(int64_t position, const std::string& theirs,
                              const std::string& ours) {
  const std::string their_id = EventIdOf(theirs, position);
  const std::string our_id = EventIdOf(ours, position);
  if (their_id.empty() || their_id == our_id) {
    return OtherEvent(plan_.name, position, theirs, ours);
  }
  const std::string why = OtherWriter(plan_.name, position, their_id, our_id);
  publisher_->SetFence(position, why);
  return DataLoss(why);
}

Status PublishSession::CheckFence(const StreamExtent& extent) {
  const int64_t fence = log_->fence();
  if (fence == 0) return OkStatus();
  if (extent.last < fence) return DataLoss(FencedBefore(fence));
  FIVESTEP_RETURN_IF_ERROR(CompareMessages(fence, fence));
  return publisher_->stopping() ? Unavailable("Stopped before the comparison.") : OkStatus();
}

Result<PublishSession::Ended> PublishSession::PublishFrom(int64_t next) {
  const Clock::time_point compared_at = Clock::now();
  Clock::time_point progressed_at = compared_at;
  pipeline_.Begin(next);
  while (!publisher_->stopping()) {
    if (publisher_->recreation_asked()) return Ended::kRecreate;
    FIVESTEP_RETURN_IF_ERROR(FillWindow());
    if (pipeline_.under_way() == 0) {
      NoteProgress(PublisherState::kIdle);
      if (!connection_->connected()) return Unavailable("The bus was lost.");
      if (Clock::now() - compared_at > publisher_->options_.recheck) return Ended::kRecheck;
      if (log_->WaitBeyond(pipeline_.sent(), kIdleWait) == pipeline_.sent()) KeepHint();
      progressed_at = Clock::now();
      continue;
    }
    const int64_t before = pipeline_.confirmed();
    if (pipeline_.under_way() > kBacklog) std::this_thread::sleep_for(kHeapWait);
    FIVESTEP_RETURN_IF_ERROR(pipeline_.Receive(kAnswerWait));
    if (pipeline_.confirmed() > before) {
      progressed_at = Clock::now();
      NoteProgress(PublisherState::kPublishing);
      const auto& on_confirmed = publisher_->options_.on_confirmed;
      if (on_confirmed) on_confirmed(before + 1, pipeline_.confirmed());
    }
    if (pipeline_.refused()) {
      FIVESTEP_RETURN_IF_ERROR(Drain());
      return Ended::kRefused;
    }
    if (Clock::now() - progressed_at > publisher_->options_.acknowledgement_limit) {
      return Ended::kUnanswered;
    }
  }
  return Ended::kStopping;
}

// The window is topped up a quarter at a time, so that a long backlog is read in stretches and a
// single event goes at once.
Status PublishSession::FillWindow() {
  if (pipeline_.under_way() > kPublishWindow * 3 / 4) return OkStatus();
  const int64_t to = std::min(log_->last_position(), pipeline_.confirmed() + kPublishWindow);
  if (pipeline_.sent() >= to) return OkStatus();
  const Clock::time_point due = filled_at_ + kSendInterval;
  if (pipeline_.under_way() == 0) std::this_thread::sleep_until(due);
  if (Clock::now() < due) return OkStatus();
  filled_at_ = Clock::now();
  Status sent;
  const Status scanned =
      log_->Scan(pipeline_.sent() + 1, to, [&](int64_t position, std::string_view bytes) {
        sent = pipeline_.Send(position, bytes);
        return sent.ok();
      });
  if (!scanned.ok()) return DataLoss(scanned.message());
  FIVESTEP_RETURN_IF_ERROR(sent);
  return pipeline_.Flush();
}

Status PublishSession::Drain() {
  const Clock::time_point limit = Clock::now() + kDrainLimit;
  while (!pipeline_.all_answered() && Clock::now() < limit && !publisher_->stopping()) {
    FIVESTEP_RETURN_IF_ERROR(pipeline_.Receive(kAnswerWait));
  }
  return OkStatus();
}

void PublishSession::NoteFailure(const Status& failure) {
  LogCompletion* completion = publisher_->options_.completion;
  if (completion != nullptr && completion->waiting()) completion->Explain(failure.message());
  const bool halts = NeedsAPerson(failure);
  publisher_->Update([&](PublisherStatus& status) {
    status.state = halts ? PublisherState::kHalted : PublisherState::kConnecting;
    status.halted_reason = halts ? failure.message() : "";
    status.last_error = halts ? "" : failure.message();
  });
}

void PublishSession::NoteEnd(Ended ended) {
  publisher_->Update([&](PublisherStatus& status) {
    if (ended == Ended::kUnanswered) {
      status.last_error = "The bus did not acknowledge what was published.";
    } else if (ended == Ended::kRefused) {
      if (pipeline_.refusal().error_code == kWrongLastSequence) ++status.refused_count;
      status.last_error = "The bus refused an event: " + pipeline_.refusal().refusal + ".";
    }
  });
}

void PublishSession::NoteProgress(PublisherState state) {
  const int64_t confirmed = pipeline_.confirmed();
  same_until_ = confirmed;
  publisher_->Update([&](PublisherStatus& status) {
    status.state = state;
    status.published_position = confirmed;
  });
}

// Only when nothing goes on, because it is a write beside the commit loop's.
void PublishSession::KeepHint() {
  if (pipeline_.confirmed() == kept_hint_) return;
  kept_hint_ = pipeline_.confirmed();
  log_->KeepPublishedHint(kept_hint_);
}

void PublishSession::PauseWhileConnected(milliseconds pause) {
  const Clock::time_point end = Clock::now() + pause;
  while (!publisher_->stopping() && !publisher_->recreation_asked() && connection_->connected() &&
         Clock::now() < end) {
    publisher_->Pause(std::min(
        kIdleWait, std::chrono::duration_cast<milliseconds>(end - Clock::now()) + milliseconds(1)));
  }
}

}  // namespace fivestep
