// Reading text line by line, as checkpoints and receipts are strict about it. Pure and thread-safe.
#ifndef FIVESTEP_PLATFORM_AUDIT_NOTE_LINES_H_
#define FIVESTEP_PLATFORM_AUDIT_NOTE_LINES_H_

#include <cstdint>
#include <string_view>

namespace fivestep {

// Cuts one line, without its newline, off the front of `rest`. False where no newline is left.
[[nodiscard]] bool TakeLine(std::string_view& rest, std::string_view& line);
// Decimal digits alone, no sign, no leading zero, at most INT64_MAX.
[[nodiscard]] bool ParseCount(std::string_view text, int64_t& count);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_AUDIT_NOTE_LINES_H_
