#include "platform/eventlog/findings.h"

#include <algorithm>

#include "platform/eventlog/log_verifier.h"

namespace fivestep {

void Findings::Add(const std::string& check, int64_t first, int64_t last,
                   const std::string& message) {
  const std::lock_guard lock(mutex_);
  if (list_.size() == kMaxFindings) {
    ++left_out_;
    return;
  }
  platform::v1::VerificationFinding& finding = list_.emplace_back();
  finding.set_check(check);
  finding.set_first_position(first);
  finding.set_last_position(last == 0 ? first : last);
  finding.set_message(message);
}

std::vector<platform::v1::VerificationFinding> Findings::Take() {
  const std::lock_guard lock(mutex_);
  std::stable_sort(list_.begin(), list_.end(), [](const auto& a, const auto& b) {
    return a.first_position() < b.first_position();
  });
  if (left_out_ > 0) {
    *list_.back().mutable_message() += " " + std::to_string(left_out_) + " more are not listed.";
  }
  return std::move(list_);
}

bool Findings::empty() const {
  const std::lock_guard lock(mutex_);
  return list_.empty();
}

void FindingRun::Add(int64_t position) {
  if (first_ > 0 && position == last_ + 1) {
    last_ = position;
    return;
  }
  Finish();
  first_ = last_ = position;
}

void FindingRun::Finish() {
  if (first_ > 0) findings_->Add(check_, first_, last_, text_(first_, last_));
  first_ = last_ = 0;
}

std::string EventsText(int64_t first, int64_t last) {
  if (first == last) return "event " + std::to_string(first);
  return "events " + std::to_string(first) + " to " + std::to_string(last);
}

std::string EventsTextUpper(int64_t first, int64_t last) {
  std::string text = EventsText(first, last);
  text[0] = 'E';
  return text;
}

}  // namespace fivestep
