#include "platform/sealing/key_log.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>

#include "platform/sealing/aead.h"
#include "platform/sealing/key_record.h"
#include "platform/sealing/wrapping_key.h"

namespace fivestep::sealing {
namespace {

constexpr char kFileName[] = "keys.log";

bool Exists(const std::string& path) {
  std::error_code error;
  return std::filesystem::exists(path, error);
}

}  // namespace

Result<KeyLog> KeyLog::Open(const std::string& directory, const std::string& wrapping_key_file) {
  KeyLog log;
  log.path_ = directory + "/" + kFileName;
  FIVESTEP_RETURN_IF_ERROR(MakeDirectory(directory));
  FIVESTEP_RETURN_IF_ERROR(log.Lock(directory));
  FIVESTEP_RETURN_IF_ERROR(RemoveTemporaryFiles(directory));
  log.fresh_ = !Exists(log.path_);
  FIVESTEP_RETURN_IF_ERROR(log.FindWrappingKey(directory, wrapping_key_file));
  if (log.fresh_) FIVESTEP_RETURN_IF_ERROR(log.Create(directory));
  log.file_ = FileDescriptor(::open(log.path_.c_str(), O_RDWR | O_CLOEXEC));
  if (!log.file_.valid()) return SystemError("Cannot open the keys", log.path_);
  if (wrapping_key_file.empty()) FIVESTEP_RETURN_IF_ERROR(log.FinishRotation(directory));
  FIVESTEP_RETURN_IF_ERROR(log.CheckRoot());
  return log;
}

// Locks the folder itself, which needs no file of its own.
Status KeyLog::Lock(const std::string& directory) {
  lock_ = FileDescriptor(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!lock_.valid()) return SystemError("Cannot open the key store", directory);
  if (::flock(lock_.number(), LOCK_EX | LOCK_NB) != 0) {
    return Unavailable("Another process has the key store " + directory +
                       " open. Stop it first: a log and its keys have one writer.");
  }
  return OkStatus();
}

Status KeyLog::FindWrappingKey(const std::string& directory, const std::string& wrapping_key_file) {
  const std::string own = directory + "/" + kWrappingKeyName;
  const std::string& path = wrapping_key_file.empty() ? own : wrapping_key_file;
  // Only for a store that holds nothing yet, and never at a path that somebody named: a mistyped
  // path must not quietly give a new key.
  const bool make = fresh_ && wrapping_key_file.empty() && !Exists(own);
  Result<Key> key = make ? MakeWrappingKey(directory, kWrappingKeyName) : ReadWrappingKey(path);
  if (!key.ok()) return key.status();
  wrapping_ = *key;
  return OkStatus();
}

// A rotation (key_backup.h) that ended before its last step: the new key is used where the keys are
// wrapped by it already, and dropped where they are not.
Status KeyLog::FinishRotation(const std::string& directory) {
  const std::string next = directory + "/" + kNewWrappingKeyName;
  if (!Exists(next)) return OkStatus();
  std::error_code error;
  if (CheckRoot().ok()) {
    std::filesystem::remove(next, error);
  } else {
    const Result<Key> key = ReadWrappingKey(next);
    if (!key.ok()) return key.status();
    const Key old = wrapping_;
    wrapping_ = *key;
    if (const Status opens = CheckRoot(); !opens.ok()) {
      wrapping_ = old;
      return opens;
    }
    std::filesystem::rename(next, directory + "/" + kWrappingKeyName, error);
  }
  if (error)
    return Unavailable("The rotation of " + next + " cannot be finished: " + error.message());
  return SyncDirectory(directory);
}

Status KeyLog::Create(const std::string& directory) {
  KeyRecord root;
  root.kind = KeyRecordKind::kRoot;
  root.id = RandomBytes(kKeyIdBytes);
  root.key = RandomKey();
  const KeyRecordBytes bytes = EncodeKeyRecord(root, 0, wrapping_);
  return WriteFileDurably(directory, kFileName, {bytes.data(), bytes.size()});
}

Status KeyLog::CheckRoot() const {
  std::string bytes(kKeyRecordBytes, '\0');
  if (::pread(file_.number(), bytes.data(), bytes.size(), 0) !=
      static_cast<ssize_t>(bytes.size())) {
    return DataLoss("The keys " + path_ + " have lost their first record. Restore the key store.");
  }
  if (KeyFormatVersionOf(bytes) > kKeyFormatVersion) {
    return FailedPrecondition("A newer build wrote the keys " + path_ + ". Run that build.");
  }
  const std::optional<KeyRecord> root = DecodeKeyRecord(bytes, 0, wrapping_);
  if (!root || root->kind != KeyRecordKind::kRoot) {
    return FailedPrecondition("The wrapping key does not open the keys " + path_ +
                              ". Give the wrapping key that this store was made with.");
  }
  return OkStatus();
}

Result<std::string> KeyLog::ReadAll() const {
  Result<std::string> content = ReadWholeFile(path_);
  if (content.ok()) content->resize(content->size() - content->size() % kKeyRecordBytes);
  return content;
}

Status KeyLog::Truncate(uint32_t count) {
  const auto size = static_cast<off_t>(count * kKeyRecordBytes);
  if (::ftruncate(file_.number(), size) != 0 || ::fsync(file_.number()) != 0) {
    return SystemError("Cannot drop unfinished records of", path_);
  }
  return OkStatus();
}

Status KeyLog::Write(uint32_t index, std::string_view records) {
  const auto offset = static_cast<int64_t>(index * kKeyRecordBytes);
  FIVESTEP_RETURN_IF_ERROR(WriteAt(file_, path_, records, offset));
  if (::fdatasync(file_.number()) != 0) return SystemError("Cannot sync the keys", path_);
  return OkStatus();
}

Status KeyLog::Blank(const std::vector<uint32_t>& indices) {
  static const std::string kZeros(kKeyRecordBytes, '\0');
  for (const uint32_t index : indices) {
    const auto offset = static_cast<int64_t>(index * kKeyRecordBytes);
    FIVESTEP_RETURN_IF_ERROR(WriteAt(file_, path_, kZeros, offset));
  }
  if (::fdatasync(file_.number()) != 0) return SystemError("Cannot sync the keys", path_);
  return OkStatus();
}

}  // namespace fivestep::sealing
