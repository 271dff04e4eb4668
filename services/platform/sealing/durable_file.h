// Files that survive a power cut once a call returns OK, and the few POSIX calls behind that.
#ifndef FIVESTEP_PLATFORM_SEALING_DURABLE_FILE_H_
#define FIVESTEP_PLATFORM_SEALING_DURABLE_FILE_H_

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "platform/core/status.h"

namespace fivestep::sealing {

// "<what> <path>: <the system's words for errno>.", as kUnavailable.
Status SystemError(std::string_view what, const std::string& path);

// Owns a file descriptor.
class FileDescriptor {
 public:
  explicit FileDescriptor(int number = -1) : number_(number) {}
  FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~FileDescriptor();
  int number() const { return number_; }
  bool valid() const { return number_ >= 0; }

 private:
  int number_;
};

// Makes `directory` and its parents, readable by this user only, where they are not there.
Status MakeDirectory(const std::string& directory);
// Makes what was created, renamed or removed in `directory` durable.
Status SyncDirectory(const std::string& directory);

// The whole file. NOT_FOUND when there is none; kUnavailable when it cannot be read.
Result<std::string> ReadWholeFile(const std::string& path);

// Creates or replaces `directory`/`name` with `content`, mode 0600: a temporary file, synced,
// renamed, the folder synced. After a crash the old file or the new one is there, whole. On an
// error the temporary file may stay; names of temporary files begin with kTemporaryPrefix.
Status WriteFileDurably(const std::string& directory, const std::string& name,
                        std::string_view content);
inline constexpr std::string_view kTemporaryPrefix = "tmp-";
// Removes what interrupted calls of WriteFileDurably left in `directory`.
Status RemoveTemporaryFiles(const std::string& directory);

// Writes all of `content` at `offset`. Not synced.
Status WriteAt(const FileDescriptor& file, const std::string& path, std::string_view content,
               int64_t offset);

}  // namespace fivestep::sealing

#endif  // FIVESTEP_PLATFORM_SEALING_DURABLE_FILE_H_
