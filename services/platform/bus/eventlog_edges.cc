#include "platform/bus/eventlog_edges.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace fivestep {
namespace {

constexpr std::string_view kPublishedKey = "bus/published";
constexpr std::string_view kFenceKey = "bus/fence";

}  // namespace

Result<std::string> EventLogSource::Read(int64_t position) const {
  Result<StoredEvent> event = log_->Read(position);
  if (!event.ok()) return event.status();
  return std::move(event->bytes);
}

Status EventLogSource::Scan(
    int64_t from, int64_t to,
    const std::function<bool(int64_t position, std::string_view bytes)>& visit) const {
  return log_->Scan(from, to, visit);
}

int64_t EventLogSource::WaitBeyond(int64_t position, std::chrono::milliseconds wait) const {
  return log_->WaitBeyond(position, wait);
}

int64_t EventLogSource::published_hint() const { return log_->GetMetaNumber(kPublishedKey); }

void EventLogSource::KeepPublishedHint(int64_t position) {
  log_->PutMetaNumber(kPublishedKey, position);
}

int64_t EventLogSource::fence() const { return log_->GetMetaNumber(kFenceKey); }

void EventLogSource::KeepFence(int64_t position) { log_->PutMetaNumber(kFenceKey, position); }

void CommitLoopSink::Ingest(ForeignEvent event, std::function<void(IngestOutcome, Status)> done) {
  loop_->Ingest(std::move(event), std::move(done));
}

int64_t CommitLoopSink::LeastCursor(const std::string& log) const {
  std::optional<int64_t> least;
  for (const Cursor& cursor : loop_->Cursors()) {
    if (cursor.log == log) least = std::min(least.value_or(cursor.position), cursor.position);
  }
  return least.value_or(0);
}

}  // namespace fivestep
