#include "platform/eventlog/rebuild.h"

#include <rocksdb/db.h>

#include <filesystem>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "platform/core/ids.h"
#include "platform/eventlog/batch.h"
#include "platform/eventlog/event_log.h"
#include "platform/eventlog/keys.h"
#include "platform/sealing/durable_file.h"

namespace fivestep {
namespace {

namespace fs = std::filesystem;

// Events in one write: large enough that a write costs little beside them.
constexpr size_t kChunk = 2'000;
// Events between two reports.
constexpr int64_t kReport = 20'000;

// Views that other logs have a part in: they cannot be made from the own events.
std::set<std::string> ForeignViews(const ServiceModel& model) {
  std::set<std::string> foreign;
  for (const ViewFold& view : model.views()) {
    if (view.log != model.context()) foreign.insert(view.view);
  }
  return foreign;
}

std::string_view FirstPart(std::string_view key) { return key.substr(0, key.find('\0')); }

class Rebuilder {
 public:
  Rebuilder(const std::string& directory, const ServiceModel& model, Sealer* sealer)
      : directory_(directory),
        model_(model),
        sealer_(sealer),
        foreign_views_(ForeignViews(model)) {}

  Status Run(const std::function<void(int64_t, int64_t)>& progress) {
    FIVESTEP_RETURN_IF_ERROR(Open());
    FIVESTEP_RETURN_IF_ERROR(FoldEvents(progress));
    FIVESTEP_RETURN_IF_ERROR(TakeOver());
    return Exchange();
  }

 private:
  std::string fresh_directory() const { return directory_ + ".rebuilding"; }
  std::string kept_directory() const { return directory_ + ".before-rebuild"; }

  Status Open() {
    if (fs::exists(kept_directory())) {
      return FailedPrecondition("What an earlier rebuild has replaced is still in " +
                                kept_directory() + ". Delete it when you no longer need it.");
    }
    EventLog::Options old;
    old.directory = directory_;
    old.rebuild = true;
    FIVESTEP_RETURN_IF_ERROR(Identify(old));
    // Opened for writing, so that no service can have it open at the same time.
    auto opened = EventLog::Open(old);
    if (!opened.ok()) return opened.status();
    old_ = std::move(*opened);
    std::error_code error;
    fs::remove_all(fresh_directory(), error);
    EventLog::Options fresh;
    fresh.directory = fresh_directory();
    fresh.deployment = old.deployment;
    fresh.context = old.context;
    auto made = EventLog::Open(fresh);
    if (!made.ok()) return made.status();
    fresh_ = std::move(*made);
    return OkStatus();
  }

  // Deployment and context as the log itself says.
  Status Identify(EventLog::Options& options) const {
    if (!fs::exists(directory_ + "/CURRENT")) {
      return FailedPrecondition("There is no log in " + directory_ + ".");
    }
    EventLog::Options look;
    look.directory = directory_;
    look.inspect = true;
    const auto log = EventLog::Open(look);
    if (!log.ok()) return log.status();
    options.deployment = (*log)->deployment();
    options.context = (*log)->context();
    if (options.context == model_.context()) return OkStatus();
    return FailedPrecondition("The log in " + directory_ + " is of the context '" +
                              options.context + "', not of '" + model_.context() + "'.");
  }

  Status FoldEvents(const std::function<void(int64_t, int64_t)>& progress) {
    UuidSource ids;
    Batch batch(fresh_.get(), &model_, sealer_, &ids);
    batch.set_durable(false);  // until it takes the old one's place nothing depends on it
    FIVESTEP_RETURN_IF_ERROR(batch.Load());
    const int64_t total = old_->last_position();
    std::vector<std::string> chunk;
    Status status;
    auto write = [&](int64_t last) {
      batch.Begin(Instant::min());
      status = batch.AppendStored(last - static_cast<int64_t>(chunk.size()) + 1, chunk);
      if (status.ok()) status = batch.Commit();
      chunk.clear();
      return status.ok();
    };
    FIVESTEP_RETURN_IF_ERROR(old_->Scan(1, 0, [&](int64_t position, std::string_view bytes) {
      chunk.emplace_back(bytes);
      if (progress && position % kReport == 0) progress(position, total);
      return chunk.size() < kChunk || write(position);
    }));
    FIVESTEP_RETURN_IF_ERROR(status);
    if (!chunk.empty()) (void)write(total);
    return status;
  }

  Status TakeOver() {
    FIVESTEP_RETURN_IF_ERROR(TakeOver(Family::kMerkle, [](std::string_view key) {
      return key.starts_with(keys::kCheckpointPrefix);
    }));
    FIVESTEP_RETURN_IF_ERROR(TakeOver(Family::kParked, [](std::string_view) { return true; }));
    FIVESTEP_RETURN_IF_ERROR(
        TakeOver(Family::kOutcomes, [](std::string_view key) { return FirstPart(key) == "r"; }));
    FIVESTEP_RETURN_IF_ERROR(
        TakeOver(Family::kMeta, [this](std::string_view key) { return IsForeignFact(key); }));
    FIVESTEP_RETURN_IF_ERROR(DropDecided());
    return TakeOver(Family::kViews, [this](std::string_view key) {
      const std::string view(FirstPart(key));
      if (foreign_views_.contains(view)) return true;
      const bool shared = view == keys::kReferencesView || view == keys::kProgrammesView;
      return shared && !Has(Family::kViews, key);
    });
  }

  // Taking events back notes which reactions they had decided: here their outcomes are at hand.
  Status DropDecided() {
    rocksdb::WriteOptions unlogged;
    unlogged.disableWAL = true;
    rocksdb::ColumnFamilyHandle* meta = fresh_->family(Family::kMeta);
    std::unique_ptr<rocksdb::Iterator> it(fresh_->db()->NewIterator({}, meta));
    const std::string prefix = keys::Join(keys::kDecidedPrefix, "");
    std::string ignored;
    for (it->Seek(prefix); it->Valid() && it->key().starts_with(prefix); it->Next()) {
      if (old_->db()->Get({}, old_->family(Family::kMeta), it->key(), &ignored).ok()) continue;
      const rocksdb::Status dropped = fresh_->db()->Delete(unlogged, meta, it->key());
      if (!dropped.ok()) return Unavailable("The rebuilt log: " + dropped.ToString() + ".");
    }
    return OkStatus();
  }

  // What of `meta` does not follow from the own events.
  bool IsForeignFact(std::string_view key) const {
    const std::string_view kind = FirstPart(key);
    if (kind == keys::kCursorPrefix) {
      const std::string view(FirstPart(key.substr(kind.size() + 1)));
      return view.empty() || foreign_views_.contains(view);
    }
    return kind == keys::kNumberPrefix || !Has(Family::kMeta, key);
  }

  bool Has(Family family, std::string_view key) const {
    std::string value;
    return fresh_->db()
        ->Get({}, fresh_->family(family), rocksdb::Slice(key.data(), key.size()), &value)
        .ok();
  }

  template <class Wanted>
  Status TakeOver(Family family, const Wanted& wanted) {
    rocksdb::WriteOptions unlogged;
    unlogged.disableWAL = true;
    std::unique_ptr<rocksdb::Iterator> it(old_->db()->NewIterator({}, old_->family(family)));
    for (it->SeekToFirst(); it->Valid(); it->Next()) {
      if (!wanted(it->key().ToStringView())) continue;
      const rocksdb::Status put =
          fresh_->db()->Put(unlogged, fresh_->family(family), it->key(), it->value());
      if (!put.ok()) return Unavailable("The rebuilt log cannot be written: " + put.ToString());
    }
    if (it->status().ok()) return OkStatus();
    return DataLoss("The log in " + directory_ + " cannot be read: " + it->status().ToString() +
                    ". Restore it from its backup.");
  }

  Status Exchange() {
    std::vector<rocksdb::ColumnFamilyHandle*> families;
    for (int i = 0; i < kFamilyCount; ++i) {
      families.push_back(fresh_->family(static_cast<Family>(i)));
    }
    const rocksdb::Status flushed = fresh_->db()->Flush(rocksdb::FlushOptions(), families);
    if (!flushed.ok()) return Unavailable("The rebuilt log: " + flushed.ToString() + ".");
    fresh_.reset();
    old_.reset();
    // It must open as any log does, with its tree and its signed heads.
    EventLog::Options options;
    options.directory = fresh_directory();
    FIVESTEP_RETURN_IF_ERROR(Identify(options));
    if (auto opened = EventLog::Open(options); !opened.ok()) return opened.status();
    std::error_code error;
    fs::rename(directory_, kept_directory(), error);
    if (!error) fs::rename(fresh_directory(), directory_, error);
    if (error) return Unavailable("The rebuilt log cannot be put in place: " + error.message());
    return sealing::SyncDirectory(fs::path(directory_).parent_path());
  }

  const std::string directory_;
  const ServiceModel& model_;
  Sealer* sealer_;
  const std::set<std::string> foreign_views_;
  std::unique_ptr<EventLog> old_;
  std::unique_ptr<EventLog> fresh_;
};

}  // namespace

Status Rebuild(const std::string& directory, const ServiceModel& model, Sealer* sealer,
               const std::function<void(int64_t, int64_t)>& progress) {
  return Rebuilder(directory, model, sealer).Run(progress);
}

}  // namespace fivestep
