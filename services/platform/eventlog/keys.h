// How keys are spelled on disk. One place, so that LAYOUT.md can be held against it.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_KEYS_H_
#define FIVESTEP_PLATFORM_EVENTLOG_KEYS_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace fivestep::keys {

// Big endian, so that keys sort as their numbers do. REQUIRES: value >= 0.
inline std::string BigEndian(int64_t value) {
  std::string text(8, '\0');
  for (int i = 7; i >= 0; --i) {
    text[static_cast<size_t>(i)] = static_cast<char>(value & 0xFF);
    value >>= 8;
  }
  return text;
}

// The number in the first 8 bytes of `text`; 0 when it is shorter.
inline int64_t FromBigEndian(std::string_view text) {
  if (text.size() < 8) return 0;
  uint64_t value = 0;
  for (size_t i = 0; i < 8; ++i) value = (value << 8) | static_cast<unsigned char>(text[i]);
  return static_cast<int64_t>(value);
}

// Parts joined by NUL: none of them holds one (ids, names and event types cannot).
template <class... Part>
std::string Join(std::string_view first, const Part&... rest) {
  std::string key(first);
  ((key.push_back('\0'), key.append(std::string_view(rest))), ...);
  return key;
}

// A full tile of the audit tree, and a signed head of it, in the family `merkle`.
inline std::string TileKey(int level, int64_t index) {
  return std::string("t") + static_cast<char>(level) + BigEndian(index);
}
inline constexpr char kCheckpointPrefix[] = "c";
inline std::string CheckpointKey(int64_t size) { return kCheckpointPrefix + BigEndian(size); }

inline constexpr std::string_view kFormat = "format";
inline constexpr std::string_view kDeployment = "deployment";
inline constexpr std::string_view kContext = "context";
inline constexpr std::string_view kLast = "last";
inline constexpr std::string_view kTree = "tree";
inline constexpr std::string_view kKeyStore = "keystore";
inline constexpr std::string_view kKeyRecords = "keyrecords";
inline constexpr std::string_view kTypePrefix = "type";
inline constexpr std::string_view kCursorPrefix = "cursor";
inline constexpr std::string_view kRowVersion = "rows";
inline constexpr std::string_view kNumberPrefix = "number";
inline constexpr std::string_view kRestored = "restored";
inline constexpr std::string_view kDecidedPrefix = "decided";

// Views that the platform keeps for itself; contexts' names begin with a letter.
inline constexpr std::string_view kReferencesView = "_references";
inline constexpr std::string_view kProgrammesView = "_programmes";
// Records by when their time is over, and those that a legal hold keeps beyond it. More of the
// platform's views are in people/index.h.
inline constexpr std::string_view kDisposalsView = "_dispose";
inline constexpr std::string_view kHeldView = "_held";

}  // namespace fivestep::keys

#endif  // FIVESTEP_PLATFORM_EVENTLOG_KEYS_H_
