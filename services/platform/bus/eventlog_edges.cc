#include "platform/bus/eventlog_edges.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "fivestep/platform/v1/storage.pb.h"

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

std::vector<RestrictedItem> CommitLoopHandOvers::Items() const {
  std::vector<RestrictedItem> items;
  loop_->Read({})->ScanView(
      view_.view, view_.prefix, [&items](std::string_view, std::string_view value) {
        platform::v1::StoredHandOver stored;
        if (stored.ParseFromArray(value.data(), static_cast<int>(value.size()))) {
          items.push_back({stored.digest(), stored.blob_digest(), stored.ended()});
        }
        return true;
      });
  return items;
}

Result<std::string> CommitLoopHandOvers::Load(const RestrictedItem& item) const {
  return loop_->Read({})->ReadBlob(item.blob_digest);
}

}  // namespace fivestep
