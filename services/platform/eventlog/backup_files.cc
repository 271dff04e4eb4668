#include "platform/eventlog/backup_files.h"

#include <rocksdb/utilities/backup_engine.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <sstream>

#include "platform/audit/sha256.h"
#include "platform/sealing/durable_file.h"

namespace fivestep {
namespace {

namespace fs = std::filesystem;

bool IsTemporary(const std::string& name) { return name.starts_with(sealing::kTemporaryPrefix); }

Status CopyBlob(const fs::path& from, const std::string& folder, const std::string& digest) {
  const Result<std::string> bytes = sealing::ReadWholeFile(from.string());
  if (!bytes.ok()) return Unavailable(bytes.status().message());
  if (ToHex(Sha256(*bytes)) != digest) {
    return DataLoss(
        "The blob " + from.string() +
        " is damaged: it does not hash to its name. Bring it back from an older backup.");
  }
  FIVESTEP_RETURN_IF_ERROR(sealing::MakeDirectory(folder));
  return sealing::WriteFileDurably(folder, from.filename().string(), *bytes);
}

}  // namespace

BackupFacts FactsOf(const rocksdb::BackupInfo& info, const std::string& directory) {
  BackupFacts facts;
  facts.id = info.backup_id;
  facts.create_time = Instant(std::chrono::seconds(info.timestamp));
  facts.total_bytes = static_cast<int64_t>(info.size);
  // Where the process ended before it could look: what the log held when the copy was begun.
  std::from_chars(info.app_metadata.data(), info.app_metadata.data() + info.app_metadata.size(),
                  facts.position);
  const Result<std::string> contents =
      sealing::ReadWholeFile(directory + kBackupContents + "/" + std::to_string(facts.id));
  if (!contents.ok()) return facts;
  std::istringstream lines(*contents);
  std::string name;
  int64_t value = 0;
  while (lines >> name >> value) {
    if (name == "position") facts.position = value;
    if (name == "blobs") facts.blob_count = value;
  }
  return facts;
}

Status KeepContents(const std::string& directory, const BackupFacts& facts) {
  const std::string folder = directory + kBackupContents;
  FIVESTEP_RETURN_IF_ERROR(sealing::MakeDirectory(folder));
  return sealing::WriteFileDurably(folder, std::to_string(facts.id),
                                   "position " + std::to_string(facts.position) + "\nblobs " +
                                       std::to_string(facts.blob_count) + "\n");
}

void ForgetOthers(const std::string& directory, const std::vector<rocksdb::BackupInfo>& kept) {
  for (const char* folder : {kBackupContents, kBackupCheckpoints}) {
    std::error_code error;
    for (const auto& file : fs::directory_iterator(directory + folder, error)) {
      const std::string name = file.path().filename().string();
      const bool known = std::any_of(kept.begin(), kept.end(), [&](const auto& info) {
        return std::to_string(info.backup_id) == name;
      });
      std::error_code ignored;  // a file too many harms nobody
      if (!known) fs::remove(file.path(), ignored);
    }
  }
}

Result<int64_t> CopyBlobs(const std::string& from, const std::string& to) {
  int64_t count = 0;
  Status damaged;
  std::error_code error;
  if (!fs::exists(from, error)) return count;
  fs::recursive_directory_iterator blobs(from, error);
  for (const auto end = fs::recursive_directory_iterator(); !error && blobs != end;
       blobs.increment(error)) {
    std::error_code gone;
    if (!blobs->is_regular_file(gone)) continue;
    const std::string name = blobs->path().filename().string();
    if (IsTemporary(name)) continue;
    const std::string first = blobs->path().parent_path().filename().string();
    const std::string folder = to + "/" + first;
    ++count;
    if (fs::exists(folder + "/" + name, gone)) continue;
    const Status copied = CopyBlob(blobs->path(), folder, first + name);
    if (copied.code() == Code::kDataLoss) damaged = copied;
    if (!copied.ok() && copied.code() != Code::kDataLoss) return copied;
  }
  if (error) return Unavailable("Cannot list " + from + ": " + error.message() + ".");
  if (!damaged.ok()) return damaged;
  return count;
}

Status CopyFile(const std::string& from, const std::string& directory, const std::string& name) {
  const Result<std::string> content = sealing::ReadWholeFile(from);
  if (content.status().code() == Code::kNotFound) return OkStatus();
  if (!content.ok()) return content.status();
  FIVESTEP_RETURN_IF_ERROR(sealing::MakeDirectory(directory));
  return sealing::WriteFileDurably(directory, name, *content);
}

int64_t BytesBelow(const std::string& directory) {
  int64_t bytes = 0;
  std::error_code error;
  fs::recursive_directory_iterator files(directory, error);
  for (const auto end = fs::recursive_directory_iterator(); !error && files != end;
       files.increment(error)) {
    std::error_code gone;
    if (!files->is_regular_file(gone)) continue;
    const auto size = files->file_size(gone);
    if (!gone) bytes += static_cast<int64_t>(size);
  }
  return bytes;
}

}  // namespace fivestep
