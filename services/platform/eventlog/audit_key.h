// The key that signs a log's heads: given by the deployment or made on first start.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_AUDIT_KEY_H_
#define FIVESTEP_PLATFORM_EVENTLOG_AUDIT_KEY_H_

#include <string>
#include <vector>

#include "platform/audit/signed_note.h"
#include "platform/core/status.h"

namespace fivestep {

// The name, in the key folder, of a key that the service made for itself.
inline constexpr char kAuditKeyFileName[] = "audit.key";

// The name, in the key folder, of the list of all keys that have signed this log's heads, public,
// in the form of ParseVerifierKeys, the present one last. Only where the key was ever changed.
inline constexpr char kAuditHistoryFileName[] = "audit.history";

// Reads the key from `path`, where it stands in the form of SigningKey::ToSecretText.
//
// kFailedPrecondition: there is no such file, it holds something else or a key of another name, or
// others can read it: a file of this user must have no rights for group and others; a file of
// another user (a secret that a cluster mounts belongs to root) may be read by this process's
// group.
Result<SigningKey> ReadAuditKey(const std::string& path, const std::string& name);

// Reads `directory`/audit.key, or makes it, mode 0600 and durable, where it is not there yet.
Result<SigningKey> OpenOwnAuditKey(const std::string& directory, const std::string& name);

// What `directory`/audit.history lists; nothing where there is no such file. kFailedPrecondition:
// it is no such list, or of another log than `name`.
Result<std::vector<VerifierKey>> ReadAuditHistory(const std::string& directory,
                                                  const std::string& name);

// Makes a new `directory`/audit.key in place of the one that is there, and lists both in
// audit.history first. A service signs with it from its next start on. The old secret is gone with
// its file. A crash leaves the old key, beside a list that may name one more than ever signs.
// Returns the list.
//
// Errors:
//   kFailedPrecondition  there is no audit.key, or it or the list cannot be read
//   kUnavailable         the disk failed
Result<std::vector<VerifierKey>> RotateAuditKey(const std::string& directory);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_AUDIT_KEY_H_
