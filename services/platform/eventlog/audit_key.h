// The key that signs a log's heads: given by the deployment or made on first start.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_AUDIT_KEY_H_
#define FIVESTEP_PLATFORM_EVENTLOG_AUDIT_KEY_H_

#include <string>

#include "platform/audit/signed_note.h"
#include "platform/core/status.h"

namespace fivestep {

// The name, in the key folder, of a key that the service made for itself.
inline constexpr char kAuditKeyFileName[] = "audit.key";

// Reads the key from `path`, where it stands in the form of SigningKey::ToSecretText.
//
// kFailedPrecondition: there is no such file, it holds something else or a key of another name, or
// others can read it: a file of this user must have no rights for group and others; a file of
// another user (a secret that a cluster mounts belongs to root) may be read by this process's
// group.
Result<SigningKey> ReadAuditKey(const std::string& path, const std::string& name);

// Reads `directory`/audit.key, or makes it, mode 0600 and durable, where it is not there yet.
Result<SigningKey> OpenOwnAuditKey(const std::string& directory, const std::string& name);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_AUDIT_KEY_H_
