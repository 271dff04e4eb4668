#include "platform/audit/note_text.h"

#include <cstdint>

namespace fivestep {
namespace {

constexpr uint32_t kNotUtf8 = UINT32_MAX;

// Cuts one code point off the front of `text`: kNotUtf8 for what RFC 3629 does not allow, that is
// broken and overlong sequences, surrogates and what is beyond U+10FFFF. REQUIRES: not empty.
uint32_t TakeCodePoint(std::string_view& text) {
  const auto first = static_cast<unsigned char>(text[0]);
  const size_t length = first < 0x80   ? 1
                        : first < 0xC0 ? 0
                        : first < 0xE0 ? 2
                        : first < 0xF0 ? 3
                                       : 4;
  if (length == 0 || first > 0xF4 || text.size() < length) return kNotUtf8;
  uint32_t point = length == 1 ? first : first & (0x7Fu >> length);
  for (size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0) != 0x80) return kNotUtf8;
    point = (point << 6) | (next & 0x3Fu);
  }
  constexpr uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (point < kSmallest[length] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) {
    return kNotUtf8;
  }
  text.remove_prefix(length);
  return point;
}

// Unicode's White_Space beyond the control characters.
bool IsSpace(uint32_t point) {
  return point == 0x20 || point == 0x85 || point == 0xA0 || point == 0x1680 ||
         (point >= 0x2000 && point <= 0x200A) || point == 0x2028 || point == 0x2029 ||
         point == 0x202F || point == 0x205F || point == 0x3000;
}

}  // namespace

bool IsNoteText(std::string_view text) {
  while (!text.empty()) {
    const uint32_t point = TakeCodePoint(text);
    if (point == kNotUtf8 || (point < 0x20 && point != '\n')) return false;
  }
  return true;
}

bool IsKeyName(std::string_view name) {
  if (name.empty()) return false;
  while (!name.empty()) {
    const uint32_t point = TakeCodePoint(name);
    if (point == kNotUtf8 || point < 0x20 || point == '+' || IsSpace(point)) return false;
  }
  return true;
}

}  // namespace fivestep
