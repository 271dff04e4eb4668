// One record of `keys.log`; KEYS.md has the layout.
#ifndef FIVESTEP_PLATFORM_SEALING_KEY_RECORD_H_
#define FIVESTEP_PLATFORM_SEALING_KEY_RECORD_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/sealing/key_store.h"

namespace fivestep::sealing {

// A divisor of a disk's sector, so that no record lies across two.
inline constexpr size_t kKeyRecordBytes = 128;
inline constexpr size_t kKeyIdBytes = 16;
inline constexpr size_t kSubjectHashBytes = 32;
// Version of the layout. A newer build opens every older one.
inline constexpr unsigned char kKeyFormatVersion = 1;

enum class KeyRecordKind : unsigned char {
  kRoot = 1,   // always record 0: the secret from which the store's other secrets come
  kKey = 2,    // a subject's key
  kFence = 3,  // the subject is erased; `names` is the record that held its key, 0 for none
  kTorn = 4,   // record `names` was being written when the machine stopped; nothing used it
};

struct KeyRecord {
  KeyRecordKind kind = KeyRecordKind::kKey;
  // The record with which the synced write began that this one belongs to.
  uint32_t batch_first = 0;
  std::string subject_hash = std::string(kSubjectHashBytes, '\0');
  std::string id = std::string(kKeyIdBytes, '\0');
  Key key;             // of kRoot and kKey
  uint32_t names = 0;  // of kFence and kTorn
};

using KeyRecordBytes = std::array<char, kKeyRecordBytes>;

// As it is stored at `index`. Everything is authenticated, its place included.
KeyRecordBytes EncodeKeyRecord(const KeyRecord& record, uint32_t index, const Key& wrapping);

// Empty unless the bytes were written at `index` under this wrapping key and are undamaged.
std::optional<KeyRecord> DecodeKeyRecord(std::string_view bytes, uint32_t index,
                                         const Key& wrapping);

// The format version in the first bytes, unauthenticated; 0 when they are not a record's.
unsigned char KeyFormatVersionOf(std::string_view bytes);

}  // namespace fivestep::sealing

#endif  // FIVESTEP_PLATFORM_SEALING_KEY_RECORD_H_
