#include "platform/eventlog/key_tie.h"

#include <rocksdb/db.h>

#include "platform/audit/sha256.h"
#include "platform/eventlog/keys.h"

namespace fivestep {
namespace {

// Of a secret of the store that serves nothing else, so it tells nothing about the others.
std::string IdentityOf(const KeyStore& keys) {
  const Key secret = keys.Secret("identity of the key store");
  const std::string_view bytes(reinterpret_cast<const char*>(secret.data()), Key::size());
  return ToHex(Sha256(bytes));
}

}  // namespace

Status TieToKeyStore(const EventLog& log, const KeyStore& keys,
                     const std::function<void(const std::string&)>& note) {
  rocksdb::ColumnFamilyHandle* meta = log.family(Family::kMeta);
  const std::string identity = IdentityOf(keys);
  std::string stored;
  rocksdb::Status status = log.db()->Get({}, meta, rocksdb::Slice(keys::kKeyStore), &stored);
  if (status.IsNotFound()) {
    rocksdb::WriteOptions synced;
    synced.sync = true;
    status = log.db()->Put(synced, meta, rocksdb::Slice(keys::kKeyStore), identity);
    if (status.ok()) return OkStatus();
  }
  if (!status.ok()) {
    return Unavailable("The log in " + log.directory() +
                       " cannot be tied to its key store: " + status.ToString() + ".");
  }
  if (stored != identity) {
    return FailedPrecondition(
        "The key store is not the one that the log in " + log.directory() +
        " was written with: nothing personal in it could be opened, and repeated requests would "
        "not be known. Give the folder of its own key store, or restore that from its backup.");
  }
  std::string records;
  if (!log.db()->Get({}, meta, rocksdb::Slice(keys::kKeyRecords), &records).ok()) return OkStatus();
  const int64_t missing = keys::FromBigEndian(records) - keys.record_count();
  if (missing > 0 && note) {
    note("The key store is an older copy: it lacks the last " + std::to_string(missing) +
         " records that the log in " + log.directory() +
         " relies on. What was sealed with those keys cannot be opened, and whoever was erased "
         "since "
         "has to be erased again. Restore the newest backup of the key store.");
  }
  return OkStatus();
}

}  // namespace fivestep
