// The keys of sealed data, in a store of their own: never in the log, its backups or the blobs, so
// that destroying a key here puts what it sealed beyond reach everywhere.
#ifndef FIVESTEP_PLATFORM_SEALING_KEY_STORE_H_
#define FIVESTEP_PLATFORM_SEALING_KEY_STORE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/status.h"

namespace fivestep {

inline constexpr size_t kKeyBytes = 32;

// Keys that one store holds at most, erased ones included: 512 MB of 128-byte records. One key per
// contribution of an integrated care system over decades stays well below.
inline constexpr int64_t kMaxKeys = 4'000'000;

// A secret key. Its bytes are overwritten when it goes out of scope.
class Key {
 public:
  Key() = default;
  Key(const Key&) = default;
  Key& operator=(const Key&) = default;
  ~Key();

  unsigned char* data() { return bytes_.data(); }
  const unsigned char* data() const { return bytes_.data(); }
  static constexpr size_t size() { return kKeyBytes; }
  bool operator==(const Key&) const = default;

 private:
  std::array<unsigned char, kKeyBytes> bytes_{};
};

// A key and the random id under which events name it: 32 hexadecimal digits.
struct NamedKey {
  std::string id;
  Key key;
};

// Thread-safe. A directory with one append-only file, `keys.log`, of records of one size, each
// wrapped (encrypted and authenticated) by the wrapping key; KEYS.md has the layout. Neither the
// file nor its name says whom a key belongs to: subjects are stored as keyed hashes. In memory the
// keys stay wrapped until they are asked for.
//
// After a failed write the store takes no more keys until it is opened again; reading goes on.
class KeyStore {
 public:
  // Opens or creates the store. `wrapping_key_file` holds the wrapping key as 64 hexadecimal
  // digits; empty: `<directory>/wrapping.key`, made on first start with mode 0600.
  //
  // Errors, each with a sentence that says what to do:
  //   kFailedPrecondition  the wrapping key does not open this store, is missing, is malformed, or
  //                        its file can be read by others; or a newer build wrote the store
  //   kDataLoss            a record that was once synced is damaged
  //   kUnavailable         the disk failed, or another process has the store open
  static Result<std::unique_ptr<KeyStore>> Open(const std::string& directory,
                                                const std::string& wrapping_key_file);
  ~KeyStore();

  // The key of `subject`, made when there is none. A new key MUST NOT be used for anything durable
  // before Sync() returned OK: until then a crash loses it. No I/O.
  //
  // Errors:
  //   kFailedPrecondition  the subject was erased; no key is ever made for it again (the fence)
  //   kResourceExhausted   kMaxKeys are here
  //   kUnavailable         an earlier write failed
  Result<NamedKey> KeyOf(std::string_view subject);

  // Makes every key that KeyOf has given survive a power cut, with one synced write; nothing to do
  // when none is new. kUnavailable: it is not known which of the new keys survive; none may be
  // used.
  Status Sync();

  // The key with this id. NOT_FOUND: it was destroyed. kDataLoss: this store never held it, so it
  // is not the store (or an older copy of the store) that the data was sealed with.
  Result<Key> Find(std::string_view key_id) const;

  // Makes the subject's key unreadable for ever and raises the fence, durably. OK also when there
  // was none. After a crash the next Open finishes what a Destroy began once its fence is on disk.
  // What a disk keeps of overwritten blocks stays wrapped. kUnavailable: repeat it after opening
  // the store again; the fence may or may not be there.
  Status Destroy(std::string_view subject);
  // The same for many, with two synced writes in all, and without any where all are destroyed
  // already. On an error some may be.
  Status DestroyAll(const std::vector<std::string>& subjects);

  // How many records the store has on disk. It never falls, so that an older copy can be told.
  int64_t record_count() const;

  // A secret of this store for keyed hashes; the same for the same `purpose`, for ever.
  Key Secret(std::string_view purpose) const;

 private:
  class Impl;
  explicit KeyStore(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_SEALING_KEY_STORE_H_
