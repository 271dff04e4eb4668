// The keys of sealed data, in a store of their own: never in the log, its backups or the blobs, so
// that destroying a key here puts what it sealed beyond reach everywhere.
#ifndef FIVESTEP_PLATFORM_SEALING_KEY_STORE_H_
#define FIVESTEP_PLATFORM_SEALING_KEY_STORE_H_

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "platform/core/status.h"

namespace fivestep {

inline constexpr size_t kKeyBytes = 32;
using Key = std::array<unsigned char, kKeyBytes>;

// A key and the random id under which events name it.
struct NamedKey {
  std::string id;
  Key key{};
};

// Thread-safe. A directory with one small file per key, each wrapped (encrypted) by the wrapping
// key, which lies in a file of mode 0600 that the deployment gives or that is made on first start.
// Written durably before the call returns.
class KeyStore {
 public:
  // Opens or creates the store. `wrapping_key_file` empty: `<directory>/wrapping.key`.
  // kFailedPrecondition: the wrapping key does not open this store, or its file can be read by
  // others.
  static Result<std::unique_ptr<KeyStore>> Open(const std::string& directory,
                                                const std::string& wrapping_key_file);

  // The key of `subject`, made when there is none. kUnavailable: it could not be stored durably,
  // and must not be used. kFailedPrecondition: the subject was erased; no key is ever made for it
  // again (the fence).
  Result<NamedKey> KeyOf(std::string_view subject);

  // The key with this id; NOT_FOUND when it was destroyed or never was.
  Result<Key> Find(std::string_view key_id) const;

  // Makes the subject's key unreadable for ever and raises the fence. OK also when there was none.
  Status Destroy(std::string_view subject);

  // A secret of this store, made on first use, for keyed hashes (`purpose` is part of its
  // identity).
  Result<Key> Secret(std::string_view purpose);

 private:
  KeyStore() = default;
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_SEALING_KEY_STORE_H_
