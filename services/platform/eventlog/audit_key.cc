#include "platform/eventlog/audit_key.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "platform/sealing/durable_file.h"

namespace fivestep {
namespace {

Status CheckRights(const std::string& path) {
  struct stat facts {};
  if (::stat(path.c_str(), &facts) != 0) {
    return FailedPrecondition("There is no audit key at " + path +
                              ". Restore it from where it is kept apart from the backups; a new "
                              "one has to be made known to everybody who checks this log.");
  }
  const mode_t forbidden = facts.st_uid == ::geteuid() ? 0077 : 0027;
  if ((facts.st_mode & forbidden) != 0) {
    return FailedPrecondition("The audit key " + path +
                              " can be read or changed by others. Set its mode to 0600, and think "
                              "about who may have read it.");
  }
  return OkStatus();
}

Result<SigningKey> ReadAnyAuditKey(const std::string& path) {
  FIVESTEP_RETURN_IF_ERROR(CheckRights(path));
  const Result<std::string> text = sealing::ReadWholeFile(path);
  if (!text.ok()) return text.status();
  Result<SigningKey> key = SigningKey::Parse(*text);
  if (!key.ok()) {
    return FailedPrecondition("The audit key " + path +
                              " cannot be read: " + key.status().message());
  }
  return key;
}

}  // namespace

Result<SigningKey> ReadAuditKey(const std::string& path, const std::string& name) {
  Result<SigningKey> key = ReadAnyAuditKey(path);
  if (key.ok() && key->name() != name) {
    return FailedPrecondition("The audit key " + path + " is of the log '" + key->name() +
                              "', not of '" + name + "'. Every log has a key of its own.");
  }
  return key;
}

Result<SigningKey> OpenOwnAuditKey(const std::string& directory, const std::string& name) {
  const std::string path = directory + "/" + kAuditKeyFileName;
  if (std::filesystem::exists(path)) return ReadAuditKey(path, name);
  Result<SigningKey> key = SigningKey::Generate(name);
  if (!key.ok()) return key;
  FIVESTEP_RETURN_IF_ERROR(sealing::MakeDirectory(directory));
  FIVESTEP_RETURN_IF_ERROR(
      sealing::WriteFileDurably(directory, kAuditKeyFileName, key->ToSecretText() + "\n"));
  return key;
}

Result<std::vector<VerifierKey>> ReadAuditHistory(const std::string& directory,
                                                  const std::string& name) {
  const std::string path = directory + "/" + kAuditHistoryFileName;
  const Result<std::string> text = sealing::ReadWholeFile(path);
  if (text.status().code() == Code::kNotFound) return std::vector<VerifierKey>();
  if (!text.ok()) return text.status();
  Result<std::vector<VerifierKey>> keys = ParseVerifierKeys(*text);
  if (!keys.ok()) {
    return FailedPrecondition("The list of audit keys " + path +
                              " cannot be read: " + keys.status().message());
  }
  if (keys->front().name() != name) {
    return FailedPrecondition("The list of audit keys " + path + " is of the log '" +
                              keys->front().name() + "', not of '" + name + "'.");
  }
  return keys;
}

Result<std::vector<VerifierKey>> RotateAuditKey(const std::string& directory) {
  const Result<SigningKey> old = ReadAnyAuditKey(directory + "/" + kAuditKeyFileName);
  if (!old.ok()) return old.status();
  Result<std::vector<VerifierKey>> keys = ReadAuditHistory(directory, old->name());
  if (!keys.ok()) return keys;
  const Result<SigningKey> fresh = SigningKey::Generate(old->name());
  if (!fresh.ok()) return fresh.status();
  if (std::find(keys->begin(), keys->end(), old->verifier()) == keys->end()) {
    keys->push_back(old->verifier());
  }
  keys->push_back(fresh->verifier());
  FIVESTEP_RETURN_IF_ERROR(
      sealing::WriteFileDurably(directory, kAuditHistoryFileName, FormatVerifierKeys(*keys)));
  FIVESTEP_RETURN_IF_ERROR(
      sealing::WriteFileDurably(directory, kAuditKeyFileName, fresh->ToSecretText() + "\n"));
  return keys;
}

}  // namespace fivestep
