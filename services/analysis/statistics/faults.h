// Everything that is wrong with an input, told at once.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_FAULTS_H_
#define FIVESTEP_ANALYSIS_STATISTICS_FAULTS_H_

#include <string>
#include <string_view>

#include "platform/core/status.h"

namespace fivestep::analysis::statistics {

class Faults {
 public:
  // Takes note of `sentence` where `wrong`.
  void Add(bool wrong, std::string_view sentence) {
    if (!wrong) return;
    if (!text_.empty()) text_ += "; ";
    text_ += sentence;
  }

  // OK, or kInvalidArgument with all sentences.
  Status status() const { return text_.empty() ? OkStatus() : InvalidArgument(text_); }

 private:
  std::string text_;
};

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_FAULTS_H_
