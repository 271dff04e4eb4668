#include "platform/rpc/observation.h"

#include <algorithm>
#include <utility>

#include "fivestep/platform/v1/record.pb.h"

namespace fivestep {
namespace {

double SecondsSinceEpoch(Instant instant) {
  return std::chrono::duration<double>(instant.time_since_epoch()).count();
}

// Age of the event at `position` in seconds, 0 when there is none.
double AgeOf(const Observed& observed, int64_t position) {
  const Result<StoredEvent> event = observed.log->Read(position);
  platform::v1::RecordedEvent record;
  if (position <= 0 || !event.ok() || !record.ParseFromString(event->bytes)) return 0;
  const double recorded = static_cast<double>(record.recorded_time().seconds()) +
                          static_cast<double>(record.recorded_time().nanos()) / 1e9;
  return std::max(0.0, SecondsSinceEpoch(observed.clock->Now()) - recorded);
}

void AddBus(const Observed& observed, std::vector<Gauge>& gauges) {
  const BusStatus bus = observed.bus->status();
  const int64_t last = observed.log->last_position();
  const int64_t published = bus.publisher.published_position;
  const int64_t oldest = bus.publisher.oldest_unpublished_position > 0
                             ? bus.publisher.oldest_unpublished_position
                             : published + 1;
  gauges.push_back(
      {"fivestep_bus_connected", "Whether the bus is reached.", bus.connected ? 1.0 : 0.0, {}});
  gauges.push_back({"fivestep_publication_halted",
                    "Whether publication waits for a person.",
                    bus.publisher.halted_reason.empty() ? 0.0 : 1.0,
                    {}});
  gauges.push_back({"fivestep_unpublished_events",
                    "Events that the stream has not confirmed.",
                    static_cast<double>(std::max<int64_t>(0, last - published)),
                    {}});
  gauges.push_back({"fivestep_unpublished_age_seconds",
                    "Age of the oldest unpublished event.",
                    last > published ? AgeOf(observed, oldest) : 0.0,
                    {}});
  for (const SubscriptionStatus& log : bus.subscriptions) {
    gauges.push_back({"fivestep_followed_log_position",
                      "Last position dealt with, by log.",
                      static_cast<double>(log.position),
                      {{"log", log.log}}});
    gauges.push_back({"fivestep_followed_log_connected",
                      "Whether events of the log arrive.",
                      log.connected ? 1.0 : 0.0,
                      {{"log", log.log}}});
    gauges.push_back({"fivestep_followed_log_halted",
                      "Whether the log waits for a person.",
                      log.halted_reason.empty() ? 0.0 : 1.0,
                      {{"log", log.log}}});
  }
}

// Own events that a view has not folded, and foreign ones that have arrived here but not in the
// view.
void AddViews(const Observed& observed, std::vector<Gauge>& gauges) {
  for (const Cursor& cursor : observed.loop->Cursors()) {
    if (cursor.name.empty()) continue;
    const int64_t known = cursor.log == observed.log->context()
                              ? observed.log->last_position()
                              : observed.loop->CursorOf(cursor.log);
    gauges.push_back({"fivestep_view_lag_events",
                      "Events that a view has still to fold.",
                      static_cast<double>(std::max<int64_t>(0, known - cursor.position)),
                      {{"view", cursor.name}, {"log", cursor.log}}});
  }
}

void AddLoop(const Observed& observed, std::vector<Gauge>& gauges) {
  const CommitLoop::Stats stats = observed.loop->stats();
  const auto add = [&](const char* name, const char* help, double value) {
    gauges.push_back({name, help, value, {}});
  };
  add("fivestep_log_last_position", "Last position of the own log.",
      static_cast<double>(observed.log->last_position()));
  add("fivestep_parked_events", "Events of other logs that wait for a person.",
      static_cast<double>(stats.parked));
  add("fivestep_queued_commands", "Commands that wait for the commit thread.",
      static_cast<double>(stats.queued));
  add("fivestep_queued_work", "Reads and preparations that wait for a worker.",
      static_cast<double>(observed.workers->queued()));
  add("fivestep_batches", "Batches written since the start.", static_cast<double>(stats.batches));
  add("fivestep_batch_commands", "Commands in the last batch.",
      static_cast<double>(stats.last_batch_size));
  add("fivestep_sync_seconds", "Time of the last synced write.", stats.last_sync_seconds);
  add("fivestep_sync_seconds_sum", "Time of all synced writes since the start.",
      stats.total_sync_seconds);
  add("fivestep_free_disk_bytes", "Free bytes on the disk of the log.",
      static_cast<double>(stats.free_disk_bytes));
  add("fivestep_accepting_commands", "Whether commands are taken.",
      observed.loop->health().ok() ? 1.0 : 0.0);
  add("process_start_time_seconds", "When the process started, since 1970.",
      SecondsSinceEpoch(observed.start_time));
}

void AddCheckpoints(const Observed& observed, std::vector<Gauge>& gauges) {
  const SignedHead head = observed.checkpointer->newest();
  gauges.push_back({"fivestep_checkpoint_size",
                    "Events that the newest signed head covers.",
                    static_cast<double>(head.size),
                    {}});
  const double now = SecondsSinceEpoch(observed.clock->Now());
  gauges.push_back({"fivestep_checkpoint_age_seconds",
                    "Age of the newest signed head; 0 where nothing was recorded since.",
                    head.size < observed.log->last_position()
                        ? std::max(0.0, now - SecondsSinceEpoch(head.sign_time))
                        : 0.0,
                    {}});
}

}  // namespace

std::vector<Gauge> GaugesOf(const Observed& observed) {
  std::vector<Gauge> gauges;
  AddLoop(observed, gauges);
  AddCheckpoints(observed, gauges);
  AddBus(observed, gauges);
  AddViews(observed, gauges);
  return gauges;
}

void DescribeBus(const BusStatus& bus, platform::v1::GetStatusResponse& response) {
  response.set_bus_connected(bus.connected);
  response.set_published_position(bus.publisher.published_position);
  response.set_publication_halted_reason(bus.publisher.halted_reason);
  response.set_restricted_stream_error(bus.restricted.last_error);
  for (const SubscriptionStatus& log : bus.subscriptions) {
    platform::v1::FollowedLog& followed = *response.add_followed_logs();
    followed.set_log(log.log);
    followed.set_position(log.position);
    followed.set_connected(log.connected);
    followed.set_halted_reason(log.halted_reason);
  }
}

std::string BusNote(const BusStatus& bus) {
  if (!bus.publisher.halted_reason.empty()) {
    return "ready; publication is halted: " + bus.publisher.halted_reason;
  }
  for (const SubscriptionStatus& log : bus.subscriptions) {
    if (!log.halted_reason.empty()) {
      return "ready; reading " + log.log + " is halted: " + log.halted_reason;
    }
  }
  return bus.connected ? "ready" : "ready; the bus is not reached, events are kept until it is";
}

}  // namespace fivestep
