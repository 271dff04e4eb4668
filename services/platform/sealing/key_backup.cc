#include "platform/sealing/key_backup.h"

#include <filesystem>
#include <optional>
#include <set>

#include "platform/sealing/durable_file.h"
#include "platform/sealing/key_log.h"
#include "platform/sealing/key_record.h"
#include "platform/sealing/key_store.h"
#include "platform/sealing/wrapping_key.h"

namespace fivestep {
namespace {

using sealing::DecodeKeyRecord;
using sealing::EncodeKeyRecord;
using sealing::KeyLog;
using sealing::KeyRecord;
using sealing::KeyRecordBytes;
using sealing::kKeyIdBytes;
using sealing::kKeyRecordBytes;
using sealing::kNewWrappingKeyName;
using sealing::kWrappingKeyName;
using sealing::MakeDirectory;
using sealing::MakeWrappingKey;
using sealing::ReadWholeFile;
using sealing::ReadWrappingKey;
using sealing::SyncDirectory;
using sealing::WriteFileDurably;

namespace fs = std::filesystem;

constexpr char kKeys[] = "keys.log";
// The key that signs the log's heads, and the list of those that did.
constexpr const char* kAuditFiles[] = {"audit.key", "audit.history"};
// Where the id of a record stands in the clear; see KEYS.md.
constexpr size_t kIdOffset = 40;

bool Exists(const std::string& path) {
  std::error_code error;
  return fs::exists(path, error);
}

// The whole records of a keys.log. Front to back, so a store in use gives a state that it could
// have been left in: a fence is on disk before the record that it names is blanked.
Result<std::string> ReadRecords(const std::string& directory) {
  Result<std::string> records = ReadWholeFile(directory + "/" + kKeys);
  if (records.status().code() == Code::kNotFound) {
    return NotFound("There are no keys in " + directory + ".");
  }
  if (!records.ok()) return records;
  records->resize(records->size() - records->size() % kKeyRecordBytes);
  if (sealing::KeyFormatVersionOf(std::string_view(*records).substr(0, kKeyRecordBytes)) == 0) {
    return DataLoss("The file " + directory + "/" + kKeys + " is no key store.");
  }
  return records;
}

int64_t CountOf(const std::string& records) {
  return static_cast<int64_t>(records.size() / kKeyRecordBytes);
}

Status CheckCopyTarget(const std::string& to, const std::string& records) {
  if (Exists(to + "/" + kWrappingKeyName)) {
    return FailedPrecondition(to + " is a key folder itself: it has a wrapping key. Name another.");
  }
  const Result<std::string> there = ReadWholeFile(to + "/" + kKeys);
  if (there.status().code() == Code::kNotFound) return OkStatus();
  if (!there.ok()) return there.status();
  const bool other = there->size() >= kKeyRecordBytes &&
                     there->compare(kIdOffset, kKeyIdBytes, records, kIdOffset, kKeyIdBytes) != 0;
  if (other) {
    return FailedPrecondition(to + " holds the keys of another store. Name another folder.");
  }
  return OkStatus();
}

// Those that `from` has; what `to` has of its own stays unless `replace`.
Status CopyAuditFiles(const std::string& from, const std::string& to, bool replace) {
  for (const char* name : kAuditFiles) {
    if (!replace && Exists(to + "/" + name)) continue;
    const Result<std::string> content = ReadWholeFile(from + "/" + name);
    if (content.status().code() == Code::kNotFound) continue;
    if (!content.ok()) return content.status();
    FIVESTEP_RETURN_IF_ERROR(WriteFileDurably(to, name, *content));
  }
  return OkStatus();
}

void Announce(const KeyRotation& rotation, std::string_view step) {
  if (rotation.before_step) rotation.before_step(step);
}

// All records under the new key, at their places. What cannot be read stays as it is where a fence
// or a torn record names it.
Result<std::string> WrapAnew(const std::string& records, const Key& old_key, const Key& new_key) {
  std::string result = records;
  std::set<uint32_t> named;
  std::set<uint32_t> unreadable;
  const auto count = static_cast<uint32_t>(CountOf(records));
  for (uint32_t index = 0; index < count; ++index) {
    const size_t at = index * kKeyRecordBytes;
    const std::string_view bytes = std::string_view(records).substr(at, kKeyRecordBytes);
    const std::optional<KeyRecord> record = DecodeKeyRecord(bytes, index, old_key);
    if (!record) {
      unreadable.insert(index);
      continue;
    }
    if (record->names != 0) named.insert(record->names);
    const KeyRecordBytes wrapped = EncodeKeyRecord(*record, index, new_key);
    result.replace(at, kKeyRecordBytes, wrapped.data(), wrapped.size());
  }
  for (const uint32_t index : unreadable) {
    if (named.contains(index)) continue;
    return DataLoss("Record " + std::to_string(index) +
                    " of the key store is damaged. Restore the key store from its backup.");
  }
  return result;
}

Result<Key> NewWrappingKey(const KeyRotation& rotation) {
  if (!rotation.new_wrapping_key_file.empty())
    return ReadWrappingKey(rotation.new_wrapping_key_file);
  if (!rotation.wrapping_key_file.empty()) {
    return FailedPrecondition(
        "The wrapping key is a file of the deployment, which this does not overwrite. Put the new "
        "key into another file and name it.");
  }
  Announce(rotation, "make the new wrapping key");
  return MakeWrappingKey(rotation.key_directory, kNewWrappingKeyName);
}

}  // namespace

Result<int64_t> BackUpKeys(const std::string& key_directory, const std::string& to,
                           bool with_audit_key) {
  const Result<std::string> records = ReadRecords(key_directory);
  if (!records.ok()) return records.status();
  FIVESTEP_RETURN_IF_ERROR(CheckCopyTarget(to, *records));
  FIVESTEP_RETURN_IF_ERROR(MakeDirectory(to));
  FIVESTEP_RETURN_IF_ERROR(WriteFileDurably(to, kKeys, *records));
  if (with_audit_key) {
    FIVESTEP_RETURN_IF_ERROR(CopyAuditFiles(key_directory, to, /*replace=*/true));
  }
  return CountOf(*records);
}

Result<int64_t> RestoreKeys(const std::string& from, const std::string& key_directory) {
  const Result<std::string> records = ReadRecords(from);
  if (!records.ok()) return records.status();
  if (Exists(key_directory + "/" + kKeys)) {
    return FailedPrecondition("There are keys in " + key_directory +
                              " already. Set them aside first: what they seal is lost with them.");
  }
  FIVESTEP_RETURN_IF_ERROR(MakeDirectory(key_directory));
  FIVESTEP_RETURN_IF_ERROR(CopyAuditFiles(from, key_directory, /*replace=*/false));
  FIVESTEP_RETURN_IF_ERROR(WriteFileDurably(key_directory, kKeys, *records));
  return CountOf(*records);
}

Result<int64_t> RotateWrappingKey(const KeyRotation& rotation) {
  const std::string& directory = rotation.key_directory;
  if (!Exists(directory + "/" + kKeys)) return NotFound("There are no keys in " + directory + ".");
  {
    // Names torn records, finishes erasures and an earlier rotation.
    const auto repaired = KeyStore::Open(directory, rotation.wrapping_key_file);
    if (!repaired.ok()) return repaired.status();
  }
  const Result<KeyLog> log = KeyLog::Open(directory, rotation.wrapping_key_file);
  if (!log.ok()) return log.status();
  const Result<std::string> records = log.value().ReadAll();
  if (!records.ok()) return records.status();
  const Result<Key> new_key = NewWrappingKey(rotation);
  if (!new_key.ok()) return new_key.status();
  const Result<std::string> wrapped = WrapAnew(*records, log.value().wrapping(), *new_key);
  if (!wrapped.ok()) return wrapped.status();
  Announce(rotation, "write the keys");
  FIVESTEP_RETURN_IF_ERROR(WriteFileDurably(directory, kKeys, *wrapped));
  Announce(rotation, "put the new wrapping key into its place");
  std::error_code error;
  if (rotation.new_wrapping_key_file.empty()) {
    fs::rename(directory + "/" + kNewWrappingKeyName, directory + "/" + kWrappingKeyName, error);
  } else if (rotation.wrapping_key_file.empty()) {
    fs::remove(directory + "/" + kWrappingKeyName, error);  // it opens nothing any more
  }
  if (error) return Unavailable("The new wrapping key cannot take its place: " + error.message());
  FIVESTEP_RETURN_IF_ERROR(SyncDirectory(directory));
  return CountOf(*wrapped);
}

}  // namespace fivestep
