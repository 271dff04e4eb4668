// What a verification has found so far.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_FINDINGS_H_
#define FIVESTEP_PLATFORM_EVENTLOG_FINDINGS_H_

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "fivestep/platform/v1/audit_service.pb.h"

namespace fivestep {

// Thread-safe.
class Findings {
 public:
  // `last` 0: the same as `first`.
  void Add(const std::string& check, int64_t first, int64_t last, const std::string& message);
  // By position, at most kMaxFindings; where there were more, the last one says how many.
  std::vector<platform::v1::VerificationFinding> Take();
  bool empty() const;

 private:
  mutable std::mutex mutex_;
  std::vector<platform::v1::VerificationFinding> list_;
  int64_t left_out_ = 0;
};

// Joins neighbouring positions with the same fault into one finding. Used by one thread.
class FindingRun {
 public:
  using Text = std::function<std::string(int64_t first, int64_t last)>;
  FindingRun(Findings* findings, std::string check, Text text)
      : findings_(findings), check_(std::move(check)), text_(std::move(text)) {}
  // REQUIRES: positions ascend.
  void Add(int64_t position);
  // To be called once after the last one.
  void Finish();

 private:
  Findings* findings_;
  const std::string check_;
  const Text text_;
  int64_t first_ = 0;
  int64_t last_ = 0;
};

// "event 7" or "events 7 to 9".
std::string EventsText(int64_t first, int64_t last);
// The same, to begin a sentence.
std::string EventsTextUpper(int64_t first, int64_t last);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_FINDINGS_H_
