#include "cli/progress_bar.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <iostream>

#include "cli/text_table.h"

namespace fivestep::cli {

std::string ProgressText(int64_t done, int64_t total, ProgressUnit unit) {
  constexpr int64_t kCells = 30;
  const int64_t per_cent = total <= 0 ? 100 : std::clamp<int64_t>(done * 100 / total, 0, 100);
  const auto filled = static_cast<size_t>(per_cent * kCells / 100);
  const auto text = [unit](int64_t amount) {
    return unit == ProgressUnit::kBytes ? SizeText(amount) : std::to_string(amount);
  };
  char number[8];
  std::snprintf(number, sizeof number, "%3d", static_cast<int>(per_cent));
  return "[" + std::string(filled, '#') + std::string(kCells - filled, ' ') + "] " + number +
         " %  " + text(done) + " of " + text(total);
}

ProgressBar::ProgressBar(int64_t total, ProgressUnit unit)
    : total_(total), unit_(unit), terminal_(::isatty(STDERR_FILENO) == 1) {}

ProgressBar::~ProgressBar() {
  if (shown_) std::cerr << '\n';
}

void ProgressBar::Show(int64_t done) {
  if (!terminal_) return;
  shown_ = true;
  // Back to the line's beginning, then erase to its end (ECMA-48: EL).
  std::cerr << "\r\x1b[K" << ProgressText(done, total_, unit_) << std::flush;
}

}  // namespace fivestep::cli
