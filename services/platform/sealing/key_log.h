// The file `keys.log`: opening it, adding records, blanking records. What the records mean is the
// key store's affair.
#ifndef FIVESTEP_PLATFORM_SEALING_KEY_LOG_H_
#define FIVESTEP_PLATFORM_SEALING_KEY_LOG_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/status.h"
#include "platform/sealing/durable_file.h"
#include "platform/sealing/key_store.h"

namespace fivestep::sealing {

// Used by one thread at a time. While it lives no other process can open the same directory.
class KeyLog {
 public:
  // Opens or creates `directory`/keys.log with its root record. Errors as KeyStore::Open.
  static Result<KeyLog> Open(const std::string& directory, const std::string& wrapping_key_file);

  const Key& wrapping() const { return wrapping_; }

  // The file as it is, cut to whole records. A record that a crash left half written at the end was
  // never used.
  Result<std::string> ReadAll() const;

  // Drops all records from `count` on.
  Status Truncate(uint32_t count);
  // Writes whole records at `index` and syncs.
  Status Write(uint32_t index, std::string_view records);
  // Overwrites records with zeros and syncs.
  Status Blank(const std::vector<uint32_t>& indices);

 private:
  KeyLog() = default;
  Status Lock(const std::string& directory);
  Status FindWrappingKey(const std::string& directory, const std::string& wrapping_key_file);
  Status Create(const std::string& directory);
  Status CheckRoot() const;
  Status FinishRotation(const std::string& directory);

  FileDescriptor lock_;
  FileDescriptor file_;
  std::string path_;
  bool fresh_ = false;
  Key wrapping_;
};

}  // namespace fivestep::sealing

#endif  // FIVESTEP_PLATFORM_SEALING_KEY_LOG_H_
