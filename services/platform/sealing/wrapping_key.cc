#include "platform/sealing/wrapping_key.h"

#include <sys/stat.h>
#include <unistd.h>

#include "platform/sealing/aead.h"
#include "platform/sealing/durable_file.h"

namespace fivestep::sealing {
namespace {

Status CheckRights(const std::string& what, const std::string& path) {
  struct stat facts {};
  if (::stat(path.c_str(), &facts) != 0) {
    return FailedPrecondition("There is no " + what + " at " + path +
                              ". Restore it from where it is kept apart from the backups; without "
                              "it nothing sealed can be opened.");
  }
  const mode_t forbidden = facts.st_uid == ::geteuid() ? 0077 : 0027;
  if ((facts.st_mode & forbidden) != 0) {
    return FailedPrecondition("The " + what + " " + path +
                              " can be read or changed by others. Set its mode to 0600, and think "
                              "about who may have read it.");
  }
  return OkStatus();
}

std::string_view Trim(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

Result<Key> ReadWrappingKey(const std::string& path) { return ReadKeyFile("wrapping key", path); }

Result<Key> ReadKeyFile(const std::string& what, const std::string& path) {
  FIVESTEP_RETURN_IF_ERROR(CheckRights(what, path));
  Result<std::string> text = ReadWholeFile(path);
  if (!text.ok()) return text.status();
  std::string bytes;
  const bool good = FromHex(Trim(*text), bytes) && bytes.size() == kKeyBytes;
  Wipe(*text);
  if (!good) {
    return FailedPrecondition("The " + what + " " + path +
                              " is not 64 hexadecimal digits. `openssl rand -hex 32` makes one.");
  }
  const Key key = AsKey(bytes);
  Wipe(bytes);
  return key;
}

Result<Key> MakeWrappingKey(const std::string& directory, const std::string& name) {
  const Key key = RandomKey();
  std::string text = ToHex(AsView(key)) + "\n";
  const Status written = WriteFileDurably(directory, name, text);
  Wipe(text);
  FIVESTEP_RETURN_IF_ERROR(written);
  return key;
}

}  // namespace fivestep::sealing
