// The one key that wraps all others: given by the deployment or made on first start.
#ifndef FIVESTEP_PLATFORM_SEALING_WRAPPING_KEY_H_
#define FIVESTEP_PLATFORM_SEALING_WRAPPING_KEY_H_

#include <string>

#include "platform/core/status.h"
#include "platform/sealing/key_store.h"

namespace fivestep::sealing {

// A key of the store's own, in its folder; and the next one while a rotation is under way.
inline constexpr char kWrappingKeyName[] = "wrapping.key";
inline constexpr char kNewWrappingKeyName[] = "wrapping.key.new";

// Reads 64 hexadecimal digits from `path`, white space around them allowed.
//
// kFailedPrecondition: there is no such file, it holds something else, or others can read it. A
// file of this user must have no rights for group and others; a file of another user (a secret that
// a cluster mounts belongs to root) may be read by this process's group.
Result<Key> ReadWrappingKey(const std::string& path);

// The same for a key that is something else, `what` in the sentences.
Result<Key> ReadKeyFile(const std::string& what, const std::string& path);

// Makes a new random one in `directory`/`name`, mode 0600, durable when it returns OK.
Result<Key> MakeWrappingKey(const std::string& directory, const std::string& name);

}  // namespace fivestep::sealing

#endif  // FIVESTEP_PLATFORM_SEALING_WRAPPING_KEY_H_
