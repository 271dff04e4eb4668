#include "platform/sealing/durable_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "platform/sealing/aead.h"

namespace fivestep::sealing {

Status SystemError(std::string_view what, const std::string& path) {
  return Unavailable(std::string(what) + " " + path + ": " +
                     std::generic_category().message(errno) + ".");
}

FileDescriptor::~FileDescriptor() {
  if (valid()) ::close(number_);
}

Status MakeDirectory(const std::string& directory) {
  namespace fs = std::filesystem;
  std::error_code error;
  fs::path built;
  for (const fs::path& part : fs::absolute(directory).lexically_normal()) {
    built /= part;
    if (part.empty() || fs::exists(built, error)) continue;
    if (::mkdir(built.c_str(), 0700) != 0 && errno != EEXIST) {
      return SystemError("Cannot make the folder", built.string());
    }
    FIVESTEP_RETURN_IF_ERROR(SyncDirectory(built.parent_path().string()));
  }
  return OkStatus();
}

Status SyncDirectory(const std::string& directory) {
  const FileDescriptor folder(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.valid() || ::fsync(folder.number()) != 0) {
    return SystemError("Cannot sync the folder", directory);
  }
  return OkStatus();
}

Result<std::string> ReadWholeFile(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid() && errno == ENOENT) return NotFound("There is no file " + path + ".");
  struct stat facts {};
  if (!file.valid() || ::fstat(file.number(), &facts) != 0) {
    return SystemError("Cannot read", path);
  }
  std::string content(static_cast<size_t>(facts.st_size), '\0');
  size_t filled = 0;
  while (filled < content.size()) {
    const ssize_t count = ::read(file.number(), content.data() + filled, content.size() - filled);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return SystemError("Cannot read", path);
    if (count == 0) break;
    filled += static_cast<size_t>(count);
  }
  content.resize(filled);
  return content;
}

Status WriteFileDurably(const std::string& directory, const std::string& name,
                        std::string_view content) {
  const std::string target = directory + "/" + name;
  const std::string temporary =
      directory + "/" + std::string(kTemporaryPrefix) + ToHex(RandomBytes(8));
  {
    const FileDescriptor file(
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.valid()) return SystemError("Cannot create", temporary);
    FIVESTEP_RETURN_IF_ERROR(WriteAt(file, temporary, content, 0));
    if (::fsync(file.number()) != 0) return SystemError("Cannot sync", temporary);
  }
  if (::rename(temporary.c_str(), target.c_str()) != 0) {
    return SystemError("Cannot rename a temporary file to", target);
  }
  return SyncDirectory(directory);
}

Status RemoveTemporaryFiles(const std::string& directory) {
  std::error_code error;
  std::filesystem::directory_iterator files(directory, error);
  for (const auto end = std::filesystem::directory_iterator(); !error && files != end;
       files.increment(error)) {
    const std::string name = files->path().filename().string();
    if (!name.starts_with(kTemporaryPrefix)) continue;
    if (::unlink(files->path().c_str()) != 0) {
      return SystemError("Cannot remove", files->path().string());
    }
  }
  if (error) return Unavailable("Cannot list " + directory + ": " + error.message() + ".");
  return OkStatus();
}

Status WriteAt(const FileDescriptor& file, const std::string& path, std::string_view content,
               int64_t offset) {
  while (!content.empty()) {
    const ssize_t count = ::pwrite(file.number(), content.data(), content.size(), offset);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return SystemError("Cannot write", path);
    content.remove_prefix(static_cast<size_t>(count));
    offset += count;
  }
  return OkStatus();
}

}  // namespace fivestep::sealing
