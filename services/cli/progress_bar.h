// A line on the terminal that shows how far something has come.
#ifndef FIVESTEP_CLI_PROGRESS_BAR_H_
#define FIVESTEP_CLI_PROGRESS_BAR_H_

#include <cstdint>
#include <string>

namespace fivestep::cli {

enum class ProgressUnit { kBytes, kCount };

// "[########            ]  40 %  1.2 MB of 3.0 MB"; full for a total of 0.
std::string ProgressText(int64_t done, int64_t total, ProgressUnit unit = ProgressUnit::kBytes);

// Draws on standard error, and only where that is a terminal.
class ProgressBar {
 public:
  explicit ProgressBar(int64_t total, ProgressUnit unit = ProgressUnit::kBytes);
  ~ProgressBar();
  void Show(int64_t done);

 private:
  int64_t total_;
  ProgressUnit unit_;
  bool terminal_;
  bool shown_ = false;
};

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_PROGRESS_BAR_H_
