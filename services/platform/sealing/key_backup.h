// What an administrator does with a whole key store: back it up, restore it, wrap it anew.
#ifndef FIVESTEP_PLATFORM_SEALING_KEY_BACKUP_H_
#define FIVESTEP_PLATFORM_SEALING_KEY_BACKUP_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "platform/core/status.h"

namespace fivestep {

// Copies `key_directory`/keys.log to `to`, in whose place an earlier copy of the same store is
// replaced: an old copy brings destroyed keys back. The service may run. The wrapping key is never
// copied; the key that signs the log's heads (`audit.key`) and the list
// of those before it (`audit.history`) only `with_audit_key`. Returns how many
// records were copied.
//
// Errors:
//   kNotFound            there is no key store in `key_directory`
//   kFailedPrecondition  `to` is a key store itself or holds the keys of another one
//   kUnavailable         the disk failed; what was in `to` is as it was
Result<int64_t> BackUpKeys(const std::string& key_directory, const std::string& to,
                           bool with_audit_key);

// Copies a backup's files to `key_directory`, which must not have keys. The wrapping key has to be
// put there by whoever keeps it. Returns how many records were copied.
//
// Errors:
//   kNotFound            there is no backup in `from`
//   kFailedPrecondition  there are keys in `key_directory` already
//   kUnavailable         the disk failed
Result<int64_t> RestoreKeys(const std::string& from, const std::string& key_directory);

struct KeyRotation {
  std::string key_directory;
  std::string wrapping_key_file;      // the old one; empty: `<key_directory>/wrapping.key`
  std::string new_wrapping_key_file;  // empty: a new `wrapping.key` is made in its place
  // Told before each step that changes a file, so that a test can end the process there.
  std::function<void(std::string_view step)> before_step;
};

// Wraps every key of a store, which no service has open, under another wrapping key. Data stays as
// it is: the keys that seal it do not change. Fences and torn records stay. A crash leaves a store
// that opens with the old key or with the new one; where it is `wrapping.key`, with what is there.
// Returns how many keys were wrapped.
//
// Errors:
//   kFailedPrecondition  a wrapping key is missing, malformed or not this store's; or the old one
//                        is a file of the deployment and no new one is named
//   kDataLoss            a record is damaged; nothing was changed
//   kUnavailable         a process has the store open, or the disk failed
Result<int64_t> RotateWrappingKey(const KeyRotation& rotation);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_SEALING_KEY_BACKUP_H_
