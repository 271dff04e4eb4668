#include "platform/sealing/key_store.h"

#include <algorithm>
#include <deque>
#include <mutex>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "platform/sealing/aead.h"
#include "platform/sealing/key_log.h"
#include "platform/sealing/key_record.h"

namespace fivestep {
namespace {

using sealing::AsKey;
using sealing::DecodeKeyRecord;
using sealing::EncodeKeyRecord;
using sealing::FromHex;
using sealing::KeyedHash;
using sealing::KeyLog;
using sealing::KeyRecord;
using sealing::KeyRecordBytes;
using sealing::KeyRecordKind;
using sealing::kKeyIdBytes;
using sealing::kKeyRecordBytes;
using sealing::RandomBytes;
using sealing::RandomKey;
using sealing::ToHex;
using sealing::Wipe;

// Record 0 is the root, so as the place of a key it says: erased.
constexpr uint32_t kErased = 0;

}  // namespace

// `write_mutex_` is held by whoever writes the file, `mutex_` for the memory; the first is taken
// before the second. Reading a key never waits for the disk.
class KeyStore::Impl {
 public:
  explicit Impl(KeyLog log) : log_(std::move(log)) {}

  Status Load();
  Result<NamedKey> KeyOf(std::string_view subject);
  Status Sync();
  Result<Key> Find(std::string_view key_id) const;
  Status Destroy(const std::vector<std::string>& subjects);
  int64_t record_count() const {
    const std::lock_guard lock(mutex_);
    return synced_;
  }
  Key Secret(std::string_view purpose) const { return AsKey(KeyedHash(root_, purpose)); }

 private:
  // What Load finds beside good records.
  struct Findings {
    std::vector<uint32_t> damaged;
    std::set<uint32_t> named;  // by fences and torn records: need not be readable
    std::vector<uint32_t> to_blank;
    uint32_t last_batch = 0;
  };
  void Take(uint32_t index, const KeyRecord& record, Findings& findings);
  Status Repair(Findings& findings);
  Result<NamedKey> NewKey(const std::string& subject_hash);
  Result<uint32_t> Fence(const std::string& subject_hash);
  void Append(KeyRecord record);
  Status SyncPending();
  Result<KeyRecord> Unwrap(uint32_t index) const;
  std::string HashOf(std::string_view subject) const { return KeyedHash(subject_secret_, subject); }

  std::mutex write_mutex_;
  KeyLog log_;

  mutable std::mutex mutex_;
  Key root_;
  Key subject_secret_;
  // As on disk, wrapped. Those from `synced_` on are not on disk yet.
  std::deque<KeyRecordBytes> records_;
  std::unordered_map<std::string, uint32_t> by_subject_;
  std::unordered_map<std::string, uint32_t> by_id_;
  uint32_t synced_ = 0;
  uint32_t batch_first_ = 0;
  Status failure_;
};

Status KeyStore::Impl::Load() {
  Result<std::string> content = log_.ReadAll();
  if (!content.ok()) return content.status();
  Findings findings;
  const auto count = static_cast<uint32_t>(content->size() / kKeyRecordBytes);
  for (uint32_t index = 0; index < count; ++index) {
    KeyRecordBytes& bytes = records_.emplace_back();
    content->copy(bytes.data(), bytes.size(), index * kKeyRecordBytes);
    const std::optional<KeyRecord> record =
        DecodeKeyRecord({bytes.data(), bytes.size()}, index, log_.wrapping());
    if (record) {
      Take(index, *record, findings);
    } else {
      findings.damaged.push_back(index);
    }
  }
  return Repair(findings);
}

void KeyStore::Impl::Take(uint32_t index, const KeyRecord& record, Findings& findings) {
  findings.last_batch = std::max(findings.last_batch, record.batch_first);
  switch (record.kind) {
    case KeyRecordKind::kRoot:
      root_ = record.key;
      subject_secret_ = Secret("subjects of keys");
      return;
    case KeyRecordKind::kKey:
      by_subject_.try_emplace(record.subject_hash, index);
      by_id_.try_emplace(record.id, index);
      return;
    case KeyRecordKind::kFence:
      by_subject_[record.subject_hash] = kErased;
      if (record.names == 0) return;
      by_id_[record.id] = kErased;
      findings.named.insert(record.names);
      findings.to_blank.push_back(record.names);
      return;
    case KeyRecordKind::kTorn:
      findings.named.insert(record.names);
      return;
  }
}

// A batch is written only after the batch before it is synced. So what cannot be read in the last
// batch was being written when the machine stopped, and no event uses it; what cannot be read
// before it was lost by the disk.
Status KeyStore::Impl::Repair(Findings& findings) {
  std::vector<uint32_t>& damaged = findings.damaged;
  while (!damaged.empty() && damaged.back() + 1 == records_.size()) {
    damaged.pop_back();
    records_.pop_back();
  }
  FIVESTEP_RETURN_IF_ERROR(log_.Truncate(static_cast<uint32_t>(records_.size())));
  synced_ = batch_first_ = static_cast<uint32_t>(records_.size());
  for (const uint32_t index : damaged) {
    if (findings.named.contains(index)) continue;
    if (index < findings.last_batch) {
      return DataLoss("Record " + std::to_string(index) +
                      " of the key store is damaged. Restore the key store from its backup.");
    }
    KeyRecord torn;
    torn.kind = KeyRecordKind::kTorn;
    torn.names = index;
    Append(torn);
  }
  std::erase_if(findings.to_blank, [this](uint32_t index) {
    return records_[index] == KeyRecordBytes{};  // blanked before
  });
  for (const uint32_t index : findings.to_blank) records_[index] = KeyRecordBytes{};
  if (!findings.to_blank.empty()) FIVESTEP_RETURN_IF_ERROR(log_.Blank(findings.to_blank));
  return SyncPending();
}

Result<NamedKey> KeyStore::Impl::KeyOf(std::string_view subject) {
  const std::string hash = HashOf(subject);
  const std::lock_guard lock(mutex_);
  FIVESTEP_RETURN_IF_ERROR(failure_);
  const auto found = by_subject_.find(hash);
  if (found == by_subject_.end()) return NewKey(hash);
  if (found->second == kErased) {
    return FailedPrecondition(std::string(subject) +
                              " was erased; nothing personal is recorded about it any more.");
  }
  const Result<KeyRecord> record = Unwrap(found->second);
  if (!record.ok()) return record.status();
  return NamedKey{ToHex(record->id), record->key};
}

Result<NamedKey> KeyStore::Impl::NewKey(const std::string& subject_hash) {
  if (static_cast<int64_t>(records_.size()) > kMaxKeys) {
    return Status(Code::kResourceExhausted,
                  "The key store holds " + std::to_string(kMaxKeys) + " keys and takes no more.");
  }
  KeyRecord record;
  record.subject_hash = subject_hash;
  record.id = RandomBytes(kKeyIdBytes);
  record.key = RandomKey();
  const auto index = static_cast<uint32_t>(records_.size());
  Append(record);
  by_subject_[subject_hash] = index;
  by_id_[record.id] = index;
  return NamedKey{ToHex(record.id), record.key};
}

void KeyStore::Impl::Append(KeyRecord record) {
  record.batch_first = batch_first_;
  const auto index = static_cast<uint32_t>(records_.size());
  records_.push_back(EncodeKeyRecord(record, index, log_.wrapping()));
}

Status KeyStore::Impl::Sync() {
  const std::lock_guard write_lock(write_mutex_);
  return SyncPending();
}

Status KeyStore::Impl::SyncPending() {
  std::string bytes;
  uint32_t first = 0;
  {
    const std::lock_guard lock(mutex_);
    FIVESTEP_RETURN_IF_ERROR(failure_);
    first = synced_;
    for (size_t i = first; i < records_.size(); ++i) {
      bytes.append(records_[i].data(), records_[i].size());
    }
    batch_first_ = static_cast<uint32_t>(records_.size());
  }
  if (bytes.empty()) return OkStatus();
  const Status written = log_.Write(first, bytes);
  const std::lock_guard lock(mutex_);
  failure_ = written;
  if (written.ok()) synced_ = first + static_cast<uint32_t>(bytes.size() / kKeyRecordBytes);
  return written;
}

Result<Key> KeyStore::Impl::Find(std::string_view key_id) const {
  std::string id;
  const bool well_formed = FromHex(key_id, id);
  const std::lock_guard lock(mutex_);
  const auto found = well_formed ? by_id_.find(id) : by_id_.end();
  if (found == by_id_.end()) {
    return DataLoss("The key " + std::string(key_id) +
                    " was never in this key store. Restore the key store that belongs to this "
                    "service's log.");
  }
  if (found->second == kErased) return NotFound("The key was destroyed.");
  const Result<KeyRecord> record = Unwrap(found->second);
  if (!record.ok()) return record.status();
  return record->key;
}

Result<KeyRecord> KeyStore::Impl::Unwrap(uint32_t index) const {
  const KeyRecordBytes& bytes = records_[index];
  std::optional<KeyRecord> record =
      DecodeKeyRecord({bytes.data(), bytes.size()}, index, log_.wrapping());
  if (!record) return DataLoss("A key changed in memory. Restart the service.");
  return std::move(*record);
}

// The fences come first: once they are on disk, a crash at any later point ends in the same state.
Status KeyStore::Impl::Destroy(const std::vector<std::string>& subjects) {
  const std::lock_guard write_lock(write_mutex_);
  std::vector<uint32_t> named;
  {
    const std::lock_guard lock(mutex_);
    FIVESTEP_RETURN_IF_ERROR(failure_);
    for (const std::string& subject : subjects) {
      const Result<uint32_t> index = Fence(HashOf(subject));
      if (!index.ok()) return index.status();
      if (*index != 0) named.push_back(*index);
    }
  }
  FIVESTEP_RETURN_IF_ERROR(SyncPending());
  if (named.empty()) return OkStatus();
  const Status blanked = log_.Blank(named);
  const std::lock_guard lock(mutex_);
  failure_ = blanked;
  for (const uint32_t index : named) records_[index] = KeyRecordBytes{};
  return blanked;
}

// Appends a fence unless there is one; gives the record of the key that it names, 0 for none.
Result<uint32_t> KeyStore::Impl::Fence(const std::string& subject_hash) {
  KeyRecord fence;
  fence.kind = KeyRecordKind::kFence;
  fence.subject_hash = subject_hash;
  if (const auto found = by_subject_.find(subject_hash); found != by_subject_.end()) {
    if (found->second == kErased) return 0u;
    const Result<KeyRecord> record = Unwrap(found->second);
    if (!record.ok()) return record.status();
    fence.names = found->second;
    fence.id = record->id;
    by_id_[fence.id] = kErased;
  }
  by_subject_[subject_hash] = kErased;
  Append(fence);
  return fence.names;
}

Key::~Key() { Wipe(bytes_.data(), bytes_.size()); }

KeyStore::KeyStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
KeyStore::~KeyStore() = default;

Result<std::unique_ptr<KeyStore>> KeyStore::Open(const std::string& directory,
                                                 const std::string& wrapping_key_file) {
  Result<KeyLog> log = KeyLog::Open(directory, wrapping_key_file);
  if (!log.ok()) return log.status();
  auto impl = std::make_unique<Impl>(std::move(*log));
  FIVESTEP_RETURN_IF_ERROR(impl->Load());
  return std::unique_ptr<KeyStore>(new KeyStore(std::move(impl)));
}

Result<NamedKey> KeyStore::KeyOf(std::string_view subject) { return impl_->KeyOf(subject); }
Status KeyStore::Sync() { return impl_->Sync(); }
Result<Key> KeyStore::Find(std::string_view key_id) const { return impl_->Find(key_id); }
Status KeyStore::Destroy(std::string_view subject) {
  return impl_->Destroy({std::string(subject)});
}
Status KeyStore::DestroyAll(const std::vector<std::string>& subjects) {
  return impl_->Destroy(subjects);
}
int64_t KeyStore::record_count() const { return impl_->record_count(); }
Key KeyStore::Secret(std::string_view purpose) const { return impl_->Secret(purpose); }

}  // namespace fivestep
