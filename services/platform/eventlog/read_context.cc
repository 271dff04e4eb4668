#include "platform/eventlog/read_context.h"

#include <rocksdb/db.h>

#include <algorithm>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/decision.h"
#include "platform/core/resource_name.h"
#include "platform/eventlog/keys.h"
#include "platform/sealing/blob_store.h"
#include "platform/sealing/restricted_seal.h"

namespace fivestep {
namespace {

rocksdb::Slice ToSlice(std::string_view text) { return {text.data(), text.size()}; }

class SnapshotContext : public ReadContext {
 public:
  SnapshotContext(const EventLog* log, const ServiceModel* model, BlobStore* blobs, Caller caller,
                  Instant now, const RestrictedSeal* restricted)
      : log_(log),
        model_(model),
        blobs_(blobs),
        caller_(std::move(caller)),
        now_(now),
        restricted_(restricted),
        snapshot_(log->db()) {
    options_.snapshot = snapshot_.snapshot();
  }

  const Caller& caller() const override { return caller_; }
  Instant now() const override { return now_; }

  Result<RowSnapshot> GetRow(std::string_view name) const override {
    LoadedRow row = EmptyRow(*model_, name);
    std::string bytes;
    if (row.resource != nullptr) {
      const rocksdb::Status status =
          log_->db()->Get(options_, log_->family(Family::kRows), row.key, &bytes);
      if (!status.ok() && !status.IsNotFound()) return DataLoss(status.ToString());
    }
    if (bytes.empty()) return Missing(name);
    if (!ParseRow(bytes, row)) {
      return DataLoss("The row " + std::string(name) + " cannot be read.");
    }
    if (!MayList(*row.resource, row.stored.owning_organisation(), caller_, ProgrammeOf(name)) ||
        !MaySee(WholeOf(name))) {
      return Missing(name);
    }
    return Snapshot(row, name);
  }

  void ScanRows(std::string_view parent, std::string_view collection, std::string_view after_name,
                const std::function<bool(RowSnapshot&)>& visit) const override {
    const std::string prefix = ScanPrefix(parent, collection);
    const std::string after = after_name.empty() ? std::string() : RowKeyOf(after_name);
    std::string whole;  // of the row before
    bool whole_seen = true;
    std::unique_ptr<rocksdb::Iterator> rows(
        log_->db()->NewIterator(options_, log_->family(Family::kRows)));
    for (rows->Seek(after.empty() ? prefix : after);
         rows->Valid() && rows->key().starts_with(prefix); rows->Next()) {
      const std::string key = rows->key().ToString();
      if (key == after) continue;
      const std::string name = NameOfRowKey(key);
      LoadedRow row = EmptyRow(*model_, name);
      if (row.resource == nullptr || !ParseRow(rows->value().ToStringView(), row)) continue;
      const auto& owner = row.stored.owning_organisation();
      if (!MayList(*row.resource, owner, caller_, ProgrammeOf(name))) continue;
      if (std::string of = WholeOf(name); of != whole) {
        whole_seen = MaySee(of);
        whole = std::move(of);
      }
      if (!whole_seen) continue;
      RowSnapshot snapshot = Snapshot(row, name);
      if (!visit(snapshot)) return;
    }
  }

  std::string GetViewValue(std::string_view view, std::string_view key) const override {
    std::string value;
    (void)log_->db()->Get(options_, log_->family(Family::kViews), keys::Join(view, key), &value);
    return value;
  }

  void ScanView(
      std::string_view view, std::string_view prefix,
      const std::function<bool(std::string_view, std::string_view)>& visit) const override {
    const std::string start = keys::Join(view, prefix);
    std::unique_ptr<rocksdb::Iterator> values(
        log_->db()->NewIterator(options_, log_->family(Family::kViews)));
    for (values->Seek(start); values->Valid() && values->key().starts_with(start); values->Next()) {
      if (!visit(values->key().ToStringView().substr(view.size() + 1),
                 values->value().ToStringView())) {
        return;
      }
    }
  }

  Result<std::string> ReadBlob(std::string_view digest) const override {
    return blobs_->Read(digest);
  }
  Result<std::string> WriteBlob(std::string_view content,
                                std::string_view retain_under) const override {
    return blobs_->Write(content, retain_under);
  }
  Result<std::unique_ptr<BlobWriter>> OpenBlob(std::string_view retain_under) const override {
    return blobs_->OpenWriter(retain_under);
  }
  Status VisitBlob(std::string_view digest, const BlobPartVisitor& visit) const override {
    return blobs_->Visit(digest, visit);
  }
  Result<std::string> SealRestricted(std::string_view content,
                                     std::string_view identity) const override {
    if (restricted_ == nullptr) return StatusOf(platform::v1::RESTRICTED_KEY_MISSING);
    return restricted_->Seal(content, identity);
  }

 private:
  static Status Missing(std::string_view name) {
    return StatusOf(platform::v1::RESOURCE_NOT_FOUND, {{"resource", std::string(name)}});
  }

  // The resource that this one is a part of, `…/metrics/m` of `…/metrics/m/commentaries/d`; empty
  // for what lies in a programme itself.
  static std::string WholeOf(std::string_view name) {
    constexpr size_t kProgrammeAndResource = 2;
    ResourceName parsed;
    if (!ResourceName::Parse(name, parsed)) return {};
    return parsed.segments().size() > kProgrammeAndResource ? parsed.parent() : std::string();
  }

  // A part is seen by whoever sees the whole.
  bool MaySee(const std::string& whole) const {
    return whole.empty() || EmptyRow(*model_, whole).resource == nullptr || GetRow(whole).ok();
  }

  RowSnapshot Snapshot(const LoadedRow& row, std::string_view name) const {
    std::optional<people::Erasure> erasure;
    if (ShowsErasure(*row.resource)) {
      erasure = people::ParseErasure(GetViewValue(people::kErasuresView, name));
    }
    return {RenderRow(row, name, erasure), row.stored.version(), row.stored.last_position(),
            row.stored.sealed_size() > 0 && !erasure};
  }

  // Keys of the collection below the parent; a parent of `programmes/-` or none takes all
  // programmes.
  static std::string ScanPrefix(std::string_view parent, std::string_view collection) {
    ResourceName name;
    if (!ResourceName::Parse(parent, name, /*allow_wildcard=*/true)) {
      return std::string(collection) + '\0';
    }
    const bool all = name.segments().size() == 1 && name.id() == "-";
    if (all) return std::string(collection) + '\0';
    if (name.segments().size() == 1) return keys::Join(collection, name.id()) + '\0';
    const std::string key = name.row_key();
    const size_t end = key.find('\0');
    return key.substr(0, end) + "/" + std::string(collection) + key.substr(end) + '\0';
  }

  const EventLog* log_;
  const ServiceModel* model_;
  BlobStore* blobs_;
  Caller caller_;
  Instant now_;
  const RestrictedSeal* restricted_;
  rocksdb::ManagedSnapshot snapshot_;
  rocksdb::ReadOptions options_;
};

}  // namespace

bool Caller::Holds(const std::string& permission, const std::vector<std::string>& roles_of_method,
                   std::string_view programme) const {
  auto grants = [programme](const std::string& grant, const std::string& wanted) {
    if (wanted.empty()) return false;
    if (grant == wanted) return true;
    return !programme.empty() && grant == wanted + "@" + std::string(programme);
  };
  for (const std::string& grant : permissions) {
    if (grants(grant, permission)) return true;
  }
  for (const std::string& grant : roles) {
    for (const std::string& role : roles_of_method) {
      if (grants(grant, role)) return true;
    }
  }
  return false;
}

std::unique_ptr<ReadContext> MakeReadContext(const EventLog* log, const ServiceModel* model,
                                             BlobStore* blobs, Caller caller, Instant now,
                                             const RestrictedSeal* restricted) {
  return std::make_unique<SnapshotContext>(log, model, blobs, std::move(caller), now, restricted);
}

people::Lookup ViewsOf(const EventLog& log) {
  return [&log](std::string_view view, std::string_view key) {
    std::string value;
    (void)log.db()->Get({}, log.family(Family::kViews), keys::Join(view, key), &value);
    return value;
  };
}

void ClearView(Batch& batch, const std::string& view) {
  const EventLog* log = batch.log();
  const std::string prefix = keys::Join(view, "");
  std::unique_ptr<rocksdb::Iterator> values(
      log->db()->NewIterator({}, log->family(Family::kViews)));
  for (values->Seek(ToSlice(prefix)); values->Valid() && values->key().starts_with(prefix);
       values->Next()) {
    batch.Delete(Family::kViews, values->key().ToStringView());
  }
}

}  // namespace fivestep
