// The edges of the bus over the real log and commit loop.
#ifndef FIVESTEP_PLATFORM_BUS_EVENTLOG_EDGES_H_
#define FIVESTEP_PLATFORM_BUS_EVENTLOG_EDGES_H_

#include <functional>
#include <string>
#include <string_view>

#include "platform/bus/edges.h"
#include "platform/bus/restricted_publisher.h"
#include "platform/eventlog/event_log.h"

namespace fivestep {

// `log` must outlive it.
class EventLogSource : public LogSource {
 public:
  explicit EventLogSource(EventLog* log) : log_(log) {}
  std::string deployment() const override { return log_->deployment(); }
  std::string context() const override { return log_->context(); }
  int64_t last_position() const override { return log_->last_position(); }
  Result<std::string> Read(int64_t position) const override;
  Status Scan(
      int64_t from, int64_t to,
      const std::function<bool(int64_t position, std::string_view bytes)>& visit) const override;
  int64_t WaitBeyond(int64_t position, std::chrono::milliseconds wait) const override;
  int64_t published_hint() const override;
  void KeepPublishedHint(int64_t position) override;
  int64_t fence() const override;
  void KeepFence(int64_t position) override;

 private:
  EventLog* log_;
};

// `loop` must outlive it.
class CommitLoopSink : public EventSink {
 public:
  explicit CommitLoopSink(CommitLoop* loop) : loop_(loop) {}
  void Ingest(ForeignEvent event, std::function<void(IngestOutcome, Status)> done) override;
  int64_t LeastCursor(const std::string& log) const override;

 private:
  CommitLoop* loop_;
};

// What a view of the service lists as handed over, see ServiceModel::HandsOver. Both pointers must
// outlive it.
class CommitLoopHandOvers : public RestrictedSource {
 public:
  CommitLoopHandOvers(const EventLog* log, const CommitLoop* loop, HandOverView view)
      : log_(log), loop_(loop), view_(std::move(view)) {}
  int64_t version() const override { return log_->last_position(); }
  std::vector<RestrictedItem> Items() const override;
  Result<std::string> Load(const RestrictedItem& item) const override;

 private:
  const EventLog* log_;
  const CommitLoop* loop_;
  const HandOverView view_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_BUS_EVENTLOG_EDGES_H_
