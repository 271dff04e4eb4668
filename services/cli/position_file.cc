#include "cli/position_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace fivestep::cli {
namespace {

// Holds an exclusive lock on `path`.lock while it lives.
class FileLock {
 public:
  explicit FileLock(const std::string& path)
      : number_(::open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    held_ = number_ >= 0 && ::flock(number_, LOCK_EX) == 0;
  }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock() {
    if (number_ >= 0) ::close(number_);
  }
  bool held() const { return held_; }

 private:
  int number_;
  bool held_ = false;
};

Status CannotWrite(const std::string& path) {
  return Unavailable("What was seen of the logs could not be kept in " + path +
                     "; later calls may not see it yet. Use --positions-file or --no-positions.");
}

}  // namespace

Positions ParsePositionList(const std::string& text) {
  Positions positions;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find_first_of(",\n", begin), text.size());
    const std::string item = text.substr(begin, end - begin);
    begin = end + 1;
    const size_t equals = item.find('=');
    if (equals == 0 || equals == std::string::npos) continue;
    int64_t position = 0;
    const char* stop = item.data() + item.size();
    const auto [rest, error] = std::from_chars(item.data() + equals + 1, stop, position);
    if (error == std::errc() && rest == stop && position >= 0) {
      positions[item.substr(0, equals)] = position;
    }
  }
  return positions;
}

std::string PositionList(const Positions& positions, const std::string& except) {
  std::string list;
  for (const auto& [log, position] : positions) {
    if (log == except) continue;
    list += (list.empty() ? "" : ",") + log + "=" + std::to_string(position);
  }
  return list;
}

Positions PositionFile::Read() const {
  std::ifstream file(path_);
  return ParsePositionList({std::istreambuf_iterator<char>(file), {}});
}

Status PositionFile::Learn(const Positions& before, const Positions& seen) const {
  if (path_.empty() || seen.empty()) return OkStatus();
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::absolute(path_).parent_path(), error);
  const FileLock lock(path_);
  if (!lock.held()) return CannotWrite(path_);
  Positions kept = Read();
  for (const auto& [log, position] : seen) {
    const auto known = before.find(log);
    const bool afresh = known != before.end() && position < known->second;
    kept[log] = afresh ? position : std::max(kept[log], position);
  }
  const std::string temporary = path_ + ".new";
  {
    std::ofstream file(temporary, std::ios::trunc);
    for (const auto& [log, position] : kept) file << log << '=' << position << '\n';
    if (!file.flush()) return CannotWrite(path_);
  }
  std::filesystem::rename(temporary, path_, error);
  return error ? CannotWrite(path_) : OkStatus();
}

Status PositionFile::Forget() const {
  std::error_code error;
  std::filesystem::remove(path_, error);
  std::filesystem::remove(path_ + ".lock", error);
  return error ? CannotWrite(path_) : OkStatus();
}

}  // namespace fivestep::cli
