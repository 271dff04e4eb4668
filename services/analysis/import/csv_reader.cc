#include "analysis/import/csv_reader.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "analysis/import/cell.h"

namespace fivestep::analysis {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kUtf16LittleMark = "\xFF\xFE";
constexpr std::string_view kUtf16BigMark = "\xFE\xFF";

constexpr std::size_t kBlock = 64;
constexpr std::size_t kNowhere = std::string_view::npos;

// Of 64 bytes: which of them mean something to a reader of CSV, and which are not ASCII.
struct BlockMarks {
  std::uint64_t special = 0;  // comma, quote, line feed, carriage return, NUL
  std::uint64_t foreign = 0;
};

#if defined(__SSE2__)

BlockMarks MarksOf(const char* bytes) {
  BlockMarks marks;
  for (int part = 0; part < 4; ++part) {
    const __m128i data = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + part * 16));
    const auto is = [&data](char c) { return _mm_cmpeq_epi8(data, _mm_set1_epi8(c)); };
    const __m128i special = _mm_or_si128(_mm_or_si128(_mm_or_si128(is(','), is('"')), is('\n')),
                                         _mm_or_si128(is('\r'), is('\0')));
    const auto bits = static_cast<std::uint16_t>(_mm_movemask_epi8(special));
    const auto high = static_cast<std::uint16_t>(_mm_movemask_epi8(data));
    marks.special |= static_cast<std::uint64_t>(bits) << (part * 16);
    marks.foreign |= static_cast<std::uint64_t>(high) << (part * 16);
  }
  return marks;
}

#else

BlockMarks MarksOf(const char* bytes) {
  BlockMarks marks;
  for (std::size_t i = 0; i < kBlock; ++i) {
    const char c = bytes[i];
    const bool special = c == ',' || c == '"' || c == '\n' || c == '\r' || c == '\0';
    marks.special |= static_cast<std::uint64_t>(special) << i;
    marks.foreign |= static_cast<std::uint64_t>(static_cast<unsigned char>(c) >> 7) << i;
  }
  return marks;
}

#endif

bool IsBlank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Of a field that is ASCII and not empty.
bool IsClean(std::string_view raw) { return !IsBlank(raw.front()) && !IsBlank(raw.back()); }

}  // namespace

// Finds the special bytes of a text, 64 at a time.
class CsvReader::Marks {
 public:
  explicit Marks(std::string_view text) : text_(text) {}

  std::string_view text() const { return text_; }

  // The first special byte at or after `from`; kNowhere when there is none.
  std::size_t Next(std::size_t from) {
    if (from >= text_.size()) return kNowhere;
    const std::size_t block = from & ~(kBlock - 1);
    if (block != block_) Load(block);
    const std::uint64_t rest = marks_.special >> (from - block);
    if (rest != 0) return from + static_cast<std::size_t>(std::countr_zero(rest));
    for (std::size_t next = block + kBlock; next < text_.size(); next += kBlock) {
      Load(next);
      if (marks_.special != 0) {
        return next + static_cast<std::size_t>(std::countr_zero(marks_.special));
      }
    }
    return kNowhere;
  }

  // Whether a byte that was looked at since the last call of Foreign is not ASCII; may say so too
  // often.
  bool HasForeign() const { return foreign_ || marks_.foreign != 0; }
  // The same, and begins anew.
  bool Foreign() { return std::exchange(foreign_, marks_.foreign != 0) || marks_.foreign != 0; }

 private:
  void Load(std::size_t block) {
    block_ = block;
    if (text_.size() - block >= kBlock) {
      marks_ = MarksOf(text_.data() + block);
    } else {
      std::array<char, kBlock> padded;
      padded.fill('a');
      std::memcpy(padded.data(), text_.data() + block, text_.size() - block);
      marks_ = MarksOf(padded.data());
    }
    foreign_ |= marks_.foreign != 0;
  }

  std::string_view text_;
  std::size_t block_ = kNowhere;
  BlockMarks marks_;
  bool foreign_ = false;
};

Status CsvReader::Read(std::string_view chunk) {
  if (!status_.ok()) return status_;
  total_bytes_ += chunk.size();
  if (total_bytes_ > kMaxCsvBytes) {
    Fail("the file is longer than 512 MiB; leave out columns or years that are not needed");
  } else if (!head_read_) {
    buffer_ += chunk;
    ReadHead(/*at_end=*/false);
  } else if (buffer_.empty()) {
    const std::size_t used = ReadRows(chunk, /*at_end=*/false);
    buffer_.assign(chunk.substr(used));
  } else {
    ReadOn(chunk);
  }
  return status_;
}

Status CsvReader::Finish() {
  if (!status_.ok()) return status_;
  if (!head_read_) {
    ReadHead(/*at_end=*/true);
  } else {
    ReadBuffer(/*at_end=*/true);
  }
  return status_;
}

// Puts behind what has come of a row as much of the chunk as may end it, and reads the rest of the
// chunk where it is.
void CsvReader::ReadOn(std::string_view chunk) {
  const std::size_t before = buffer_.size();
  const std::size_t more = std::min(chunk.size(), kMaxCsvRowBytes);
  // What has come of a row is looked at again only when it may be whole.
  const bool ends = chunk.substr(0, more).find_first_of("\r\n") != kNowhere;
  buffer_ += chunk.substr(0, more);
  if (!ends && buffer_.size() <= kMaxCsvRowBytes) return;
  const std::size_t used = ReadRows(buffer_, /*at_end=*/false);
  if (!status_.ok()) return;
  if (more == chunk.size()) {
    buffer_.erase(0, used);
    return;
  }
  // The row that had begun is used up: with kMaxCsvRowBytes more it would have been too long.
  chunk.remove_prefix(used - before);
  buffer_.assign(chunk.substr(ReadRows(chunk, /*at_end=*/false)));
}

// Waits for as many bytes as the longest mark, or for the end of a file that has fewer.
bool CsvReader::ReadHead(bool at_end) {
  if (buffer_.size() < kUtf8Mark.size() && !at_end) return true;
  head_read_ = true;
  if (buffer_.starts_with(kUtf16LittleMark) || buffer_.starts_with(kUtf16BigMark)) {
    return Fail("the file is in UTF-16; save it as \"CSV UTF-8\"");
  }
  if (buffer_.starts_with(kUtf8Mark)) buffer_.erase(0, kUtf8Mark.size());
  return ReadBuffer(at_end);
}

bool CsvReader::ReadBuffer(bool at_end) {
  const std::size_t used = ReadRows(buffer_, at_end);
  buffer_.erase(0, used);
  return status_.ok();
}

std::size_t CsvReader::ReadRows(std::string_view text, bool at_end) {
  Marks marks(text);
  std::size_t at = 0;
  while (at < text.size()) {
    if (std::exchange(after_cr_, false) && text[at] == '\n') {
      ++at;
      continue;
    }
    if (!ReadRow(marks, at, at_end)) break;
  }
  return at;
}

// Most rows have no quote and nothing to clean: their fields lie between commas. Reads as many of
// these as there are, and returns where the next field begins.
std::size_t CsvReader::ReadPlainFields(Marks& marks, std::size_t here) {
  const std::string_view text = marks.text();
  while (row_.fields.size() < kMaxCsvColumns) {
    const std::size_t end = marks.Next(here);
    if (end == kNowhere || text[end] != ',' || marks.HasForeign()) break;
    const std::string_view raw = text.substr(here, end - here);
    if (!raw.empty() && !IsClean(raw)) break;
    row_blank_ = row_blank_ && raw.empty();
    row_.fields.push_back(raw);
    here = end + 1;
  }
  return here;
}

bool CsvReader::ReadRow(Marks& marks, std::size_t& at, bool at_end) {
  const std::string_view text = marks.text();
  row_.fields.clear();
  row_blank_ = true;
  cleaned_used_ = 0;
  std::size_t here = ReadPlainFields(marks, at);
  while (true) {
    const bool quoted = here < text.size() && text[here] == '"';
    std::size_t end = here;
    if (quoted) {
      if (!ReadQuoted(marks, at, end, at_end)) return false;
    } else {
      // A quote inside an unquoted field is itself.
      do {
        end = marks.Next(end == here ? end : end + 1);
      } while (end != kNowhere && text[end] == '"');
      if (end == kNowhere && !at_end) {
        return text.size() - at > kMaxCsvRowBytes ? FailTooLong() : false;
      }
      const std::size_t last = std::min(end, text.size());
      if (last - at + (last < text.size() ? 1 : 0) > kMaxCsvRowBytes) return FailTooLong();
      if (last < text.size() && text[last] == '\0') {
        return Fail(Row() + " holds bytes that no CSV has; save the workbook as \"CSV UTF-8\"");
      }
      if (!AddField(text.substr(here, last - here), marks.Foreign())) return false;
      end = last;
    }
    if (end >= text.size()) {
      at = text.size();
      return EndRow();
    }
    if (text[end] == ',') {
      here = end + 1;
      continue;
    }
    after_cr_ = text[end] == '\r';
    at = end + 1;
    return EndRow();
  }
}

// Reads a field that begins with a quote at `at`, of the row that begins at `start`, and moves `at`
// to the comma or line end behind it, or to the end of the text.
bool CsvReader::ReadQuoted(Marks& marks, std::size_t start, std::size_t& at, bool at_end) {
  const std::string_view text = marks.text();
  std::string joined;  // of a field that is not one stretch of the file
  bool inside = true;  // between quotes
  bool whole = true;   // one stretch so far
  std::size_t from = at + 1;
  std::string_view stretch;
  const auto add = [&](std::size_t until) {
    const std::string_view more = text.substr(from, until - from);
    if (whole && stretch.data() == nullptr) {
      stretch = more;
    } else {
      if (std::exchange(whole, false)) joined = stretch;
      joined += more;
    }
  };
  for (std::size_t next = from;;) {
    const std::size_t mark = marks.Next(next);
    if (mark == kNowhere && !at_end) {
      return text.size() - start > kMaxCsvRowBytes ? FailTooLong() : false;
    }
    const std::size_t here = std::min(mark, text.size());
    if (here - start + (here < text.size() ? 1 : 0) > kMaxCsvRowBytes) return FailTooLong();
    if (here == text.size()) {
      if (inside) return Fail(Row() + " opens a quoted cell and never closes it");
      add(here);
      at = here;
      break;
    }
    const char c = text[here];
    if (c == '\0') {
      return Fail(Row() + " holds bytes that no CSV has; save the workbook as \"CSV UTF-8\"");
    }
    if (inside && c == '"') {
      if (here + 1 == text.size() && !at_end) return false;
      const bool doubled = here + 1 < text.size() && text[here + 1] == '"';
      add(doubled ? here + 1 : here);
      inside = doubled;
      from = next = here + (doubled ? 2 : 1);
    } else if (!inside && c != '"') {
      if (here > from) add(here);
      at = here;
      break;
    } else {
      next = here + 1;
    }
  }
  return whole ? AddField(stretch, marks.Foreign()) : (marks.Foreign(), AddCleaned(joined));
}

bool CsvReader::AddField(std::string_view raw, bool maybe_foreign) {
  const bool clean = raw.empty() || (!maybe_foreign && IsClean(raw));
  if (!clean || row_.fields.size() == kMaxCsvColumns) return AddCleaned(std::string(raw));
  row_blank_ = row_blank_ && raw.empty();
  row_.fields.push_back(raw);
  return true;
}

bool CsvReader::AddCleaned(std::string raw) {
  if (row_.fields.size() == kMaxCsvColumns) {
    return Fail(Row() + " has more than 500 columns; leave out those that are not needed");
  }
  if (cleaned_used_ == cleaned_.size()) cleaned_.emplace_back();
  std::string& field = cleaned_[cleaned_used_++];
  field = CleanText(raw);
  row_blank_ = row_blank_ && field.empty();
  row_.fields.push_back(field);
  return true;
}

bool CsvReader::EndRow() {
  if (!row_blank_ && !handler_(row_, status_)) return false;
  ++row_.number;
  return true;
}

bool CsvReader::Fail(std::string message) {
  status_ = InvalidArgument(std::move(message));
  return false;
}

bool CsvReader::FailTooLong() {
  return Fail(Row() + " is longer than 64 KiB; perhaps a quote in it is not closed");
}

}  // namespace fivestep::analysis
