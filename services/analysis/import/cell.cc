#include "analysis/import/cell.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>

namespace fivestep::analysis {
namespace {

constexpr std::string_view kBlanks = " \t\r\n\v\f";

std::string_view Trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The code points of bytes 0x80 to 0x9F in Windows-1252; five are not assigned and become U+FFFD.
constexpr char16_t kUnassigned = 0xFFFD;
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC,      kUnassigned, 0x201A, 0x0192, 0x201E, 0x2026,      0x2020, 0x2021,
    0x02C6,      0x2030,      0x0160, 0x2039, 0x0152, kUnassigned, 0x017D, kUnassigned,
    kUnassigned, 0x2018,      0x2019, 0x201C, 0x201D, 0x2022,      0x2013, 0x2014,
    0x02DC,      0x2122,      0x0161, 0x203A, 0x0153, kUnassigned, 0x017E, 0x0178};

void AppendUtf8(std::string& text, char16_t point) {
  if (point < 0x80) {
    text += static_cast<char>(point);
  } else if (point < 0x800) {
    text += static_cast<char>(0xC0 | (point >> 6));
    text += static_cast<char>(0x80 | (point & 0x3F));
  } else {
    text += static_cast<char>(0xE0 | (point >> 12));
    text += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
    text += static_cast<char>(0x80 | (point & 0x3F));
  }
}

std::string FromWindows1252(std::string_view raw) {
  std::string text;
  for (const char c : raw) {
    const auto byte = static_cast<unsigned char>(c);
    const bool mapped = byte >= 0x80 && byte <= 0x9F;
    AppendUtf8(text, mapped ? kWindows1252[byte - 0x80u] : static_cast<char16_t>(byte));
  }
  return text;
}

// The length and the smallest code point of a UTF-8 sequence that begins with `lead`; length 0 when
// none does.
struct Sequence {
  std::size_t length;
  std::uint32_t smallest;
  std::uint32_t lead_bits;
};
Sequence SequenceOf(unsigned char lead) {
  if (lead < 0x80) return {1, 0, lead};
  if (lead >= 0xC2 && lead <= 0xDF) return {2, 0x80, lead & 0x1Fu};
  if (lead >= 0xE0 && lead <= 0xEF) return {3, 0x800, lead & 0x0Fu};
  if (lead >= 0xF0 && lead <= 0xF4) return {4, 0x10000, lead & 0x07u};
  return {0, 0, 0};
}

bool IsUtf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const Sequence sequence = SequenceOf(static_cast<unsigned char>(text[i]));
    if (sequence.length == 0 || i + sequence.length > text.size()) return false;
    std::uint32_t point = sequence.lead_bits;
    for (std::size_t k = 1; k < sequence.length; ++k) {
      const auto byte = static_cast<unsigned char>(text[i + k]);
      if ((byte & 0xC0u) != 0x80u) return false;
      point = (point << 6) | (byte & 0x3Fu);
    }
    const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    if (point < sequence.smallest || point > 0x10FFFF || surrogate) return false;
    i += sequence.length;
  }
  return true;
}

void ReplaceNonBreakingSpaces(std::string& text) {
  constexpr std::string_view kNonBreakingSpace = "\xC2\xA0";
  std::size_t at = 0;
  while ((at = text.find(kNonBreakingSpace, at)) != std::string::npos) {
    text.replace(at, kNonBreakingSpace.size(), " ");
  }
}

constexpr std::array<std::string_view, 12> kMissingMarkers = {
    "", "-", "na", "n/a", "nan", "null", "none", "x", "z", ":", "..", "#n/a"};
constexpr std::array<std::string_view, 4> kSuppressedMarkers = {"*", "c", "suppressed", "s"};

// Lower case, without the square brackets that accessible tables put round a marker.
std::string Marker(std::string_view text) {
  if (text.size() >= 2 && text.front() == '[' && text.back() == ']') {
    text = Trim(text.substr(1, text.size() - 2));
  }
  std::string marker(text);
  for (char& c : marker) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return marker;
}

// "<5": too few to say.
bool IsBelowThreshold(std::string_view text) {
  if (!text.starts_with('<')) return false;
  const std::string_view threshold = Trim(text.substr(1));
  return !threshold.empty() && std::all_of(threshold.begin(), threshold.end(), IsDigit);
}

// Takes the commas out of "1,234,567.8"; nothing when they do not stand before groups of three.
std::optional<std::string> WithoutThousands(std::string_view text) {
  if (text.find(',') == std::string_view::npos) return std::string(text);
  constexpr std::size_t kGroup = 3;
  const std::size_t end = std::min(text.find_first_not_of("0123456789,"), text.size());
  std::string digits;
  std::size_t since_comma = 0;
  bool first_group = true;
  for (const char c : text.substr(0, end)) {
    if (c != ',') {
      digits += c;
      ++since_comma;
      continue;
    }
    if (since_comma == 0 || since_comma > kGroup || (!first_group && since_comma != kGroup)) {
      return std::nullopt;
    }
    first_group = false;
    since_comma = 0;
  }
  if (since_comma != kGroup) return std::nullopt;
  return digits + std::string(text.substr(end));
}

std::optional<double> ParseNumber(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  // A digit first, or a point and a digit: from_chars would also take "inf" and a second sign.
  const std::size_t first = text.starts_with('.') ? 1 : 0;
  if (first >= text.size() || !IsDigit(text[first])) return std::nullopt;
  const std::optional<std::string> digits = WithoutThousands(text);
  if (!digits) return std::nullopt;
  double number = 0;
  const char* end = digits->data() + digits->size();
  const auto [stop, error] = std::from_chars(digits->data(), end, number);
  if (error != std::errc() || stop != end || !std::isfinite(number)) return std::nullopt;
  return negative ? -number : number;
}

template <std::size_t kCount>
bool Contains(const std::array<std::string_view, kCount>& markers, std::string_view marker) {
  return std::find(markers.begin(), markers.end(), marker) != markers.end();
}

}  // namespace

std::string CleanText(std::string_view raw) {
  std::string text = IsUtf8(raw) ? std::string(raw) : FromWindows1252(raw);
  ReplaceNonBreakingSpaces(text);
  return std::string(Trim(text));
}

Cell ParseOtherCell(std::string_view text) {
  const std::string marker = Marker(text);
  if (Contains(kMissingMarkers, marker)) return {CellState::kMissing};
  if (Contains(kSuppressedMarkers, marker) || IsBelowThreshold(marker)) {
    return {CellState::kSuppressed};
  }
  const bool percentage = text.ends_with('%');
  if (percentage) text = Trim(text.substr(0, text.size() - 1));
  const std::optional<double> number = ParseNumber(text);
  if (!number) return {CellState::kUnreadable};
  return {CellState::kNumber, *number, percentage};
}

}  // namespace fivestep::analysis
