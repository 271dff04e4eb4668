#include "platform/eventlog/log_verifier.h"

#include <rocksdb/db.h>

#include <algorithm>
#include <future>
#include <memory>
#include <thread>

#include "platform/eventlog/derived_check.h"
#include "platform/eventlog/event_channel.h"
#include "platform/eventlog/event_fold.h"
#include "platform/eventlog/findings.h"
#include "platform/eventlog/keys.h"
#include "platform/eventlog/tree_check.h"

namespace fivestep {
namespace {

// Positions that are tried after one that the disk cannot give, before the rest counts as lost.
constexpr int64_t kMaxUnreadable = 10'000;

class SnapshotHolder {
 public:
  explicit SnapshotHolder(rocksdb::DB* db) : db_(db), snapshot_(db->GetSnapshot()) {}
  ~SnapshotHolder() { db_->ReleaseSnapshot(snapshot_); }
  SnapshotHolder(const SnapshotHolder&) = delete;
  SnapshotHolder& operator=(const SnapshotHolder&) = delete;
  const rocksdb::Snapshot* get() const { return snapshot_; }

 private:
  rocksdb::DB* db_;
  const rocksdb::Snapshot* snapshot_;
};

// One verification.
class Verifier {
 public:
  Verifier(const EventLog& log, const VerifyOptions& options)
      : log_(log),
        options_(options),
        snapshot_(log.db()),
        tree_(&log, snapshot_.get(), options.keys, &findings_),
        fold_(&log, snapshot_.get(), options.model, &findings_, &folded_),
        missing_(&findings_, "position", [](int64_t first, int64_t last) {
          return EventsTextUpper(first, last) + (first == last ? " is" : " are") +
                 " missing: removed, or not readable from the disk.";
        }) {}

  Result<Verification> Run() {
    tree_.LoadHeads(options_.held_checkpoints);
    total_ = log_.last_position();
    FIVESTEP_RETURN_IF_ERROR(ReadEvents());
    missing_.Finish();
    tree_.Finish();
    CompareEnd();
    Verification result;
    result.size = tree_.size();
    result.root = tree_.Root();
    result.checkpoint_count = tree_.head_count();
    if (options_.model != nullptr) {
      FIVESTEP_RETURN_IF_ERROR(CompareDerived(result.row_count));
    }
    result.findings = findings_.Take();
    return result;
  }

 private:
  Status ReadEvents();
  Status ReadAll(EventChannel& channel);
  bool TakeMissing(int64_t until);
  bool Resume(std::unique_ptr<rocksdb::Iterator>& events, int64_t next);
  void CompareEnd();
  Status CompareDerived(int64_t& row_count);
  Status Report(const char* phase, int64_t done, int64_t total);

  const EventLog& log_;
  const VerifyOptions& options_;
  const SnapshotHolder snapshot_;
  Findings findings_;
  FoldedLog folded_;
  TreeCheck tree_;
  EventFold fold_;
  FindingRun missing_;
  int64_t total_ = 0;
  int64_t reported_ = 0;
};

Status Verifier::Report(const char* phase, int64_t done, int64_t total) {
  if (options_.progress == nullptr || options_.progress(phase, done, total)) return OkStatus();
  return Status(Code::kCancelled, "The check was ended.");
}

// Hashing on this thread, folding on another.
Status Verifier::ReadEvents() {
  EventChannel channel;
  std::string broken;
  std::thread folder([this, &channel, &broken] {
    try {
      while (const auto chunk = channel.Receive()) {
        for (const EventChunk::Event& event : chunk->events) {
          fold_.Add(event.position, chunk->View(event));
        }
        channel.GiveBack(chunk);
      }
      fold_.Finish();
    } catch (const std::exception& error) {
      // An event that no honest log holds may be more than a fold can bear.
      broken = error.what();
      channel.Abandon();
    }
  });
  const Status status = ReadAll(channel);
  channel.Close();
  folder.join();
  if (!broken.empty()) {
    findings_.Add("row", 0, 0, "The events cannot be folded: " + broken + ".");
  }
  return status;
}

Status Verifier::ReadAll(EventChannel& channel) {
  rocksdb::ReadOptions options;
  options.snapshot = snapshot_.get();
  options.readahead_size = 2 << 20;
  options.fill_cache = false;
  const int64_t step = std::max<int64_t>(total_ / 100, 1);
  std::unique_ptr<rocksdb::Iterator> events(
      log_.db()->NewIterator(options, log_.family(Family::kEvents)));
  events->SeekToFirst();
  for (;;) {
    if (!events->Valid()) {
      if (events->status().ok() || !Resume(events, tree_.size() + 1)) break;
    }
    const int64_t position = keys::FromBigEndian(events->key().ToStringView());
    if (!TakeMissing(position)) break;
    const std::string_view bytes = events->value().ToStringView();
    channel.Send(position, bytes);
    tree_.Add(LeafHash(bytes));
    if (position >= reported_ + step) {
      reported_ = position;
      FIVESTEP_RETURN_IF_ERROR(Report("reading events", position, total_));
    }
    events->Next();
  }
  return Report("reading events", tree_.size(), total_);
}

// The positions before `until` that have no event. False for a key that no log writes, which ends
// the reading: positions below 1, or further away than the tree could be.
bool Verifier::TakeMissing(int64_t until) {
  const int64_t next = tree_.size() + 1;
  if (until < next || until - next > kMaxUnreadable) {
    findings_.Add("position", next, std::max(next, until - 1),
                  "After event " + std::to_string(next - 1) + " comes one with the position " +
                      std::to_string(until) + "; what lies behind it was not looked at.");
    return false;
  }
  for (int64_t position = next; position < until; ++position) {
    missing_.Add(position);
    tree_.AddMissing();
  }
  return true;
}

// Looks for the next event that the disk still gives. False where there is none.
bool Verifier::Resume(std::unique_ptr<rocksdb::Iterator>& events, int64_t next) {
  for (int64_t position = next; position <= std::min(total_, next + kMaxUnreadable); ++position) {
    events->Seek(keys::BigEndian(position));
    if (events->Valid()) return true;
  }
  if (next <= total_) {
    findings_.Add("position", next, total_,
                  "The disk does not give " + EventsText(next, total_) + ": " +
                      events->status().ToString() + ".");
  }
  return false;
}

void Verifier::CompareEnd() {
  rocksdb::ReadOptions options;
  options.snapshot = snapshot_.get();
  std::string stored;
  const bool found =
      log_.db()
          ->Get(options, log_.family(Family::kMeta), rocksdb::Slice(keys::kLast), &stored)
          .ok();
  const int64_t last = found ? keys::FromBigEndian(stored) : 0;
  if (last <= tree_.size()) return;
  findings_.Add("position", tree_.size() + 1, last,
                "The log ends at position " + std::to_string(tree_.size()) +
                    ", but has recorded that its last is " + std::to_string(last) + ".");
}

Status Verifier::CompareDerived(int64_t& row_count) {
  DerivedCheck check(&log_, snapshot_.get(), options_.model, &folded_, tree_.size(), &findings_);
  auto index = std::async(std::launch::async, [&check] {
    check.CompareIndex();
    check.CompareOutcomes();
  });
  const int64_t rows = folded_.rows.count();
  Status ended = Report("comparing rows", 0, rows);
  row_count = check.CompareRows([&](int64_t done) {
    if (ended.ok()) ended = Report("comparing rows", std::min(done, rows), rows);
  });
  index.get();
  FIVESTEP_RETURN_IF_ERROR(ended);
  FIVESTEP_RETURN_IF_ERROR(Report("comparing views", 0, 1));
  check.CompareViews();
  return Report("comparing views", 1, 1);
}

}  // namespace

Result<Verification> VerifyLog(const EventLog& log, const VerifyOptions& options) {
  return Verifier(log, options).Run();
}

}  // namespace fivestep
