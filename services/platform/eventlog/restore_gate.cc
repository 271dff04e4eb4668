#include "platform/eventlog/restore_gate.h"

#include <utility>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/decision.h"

namespace fivestep {
namespace {

// A tail of some thousand events is back within this time.
constexpr std::chrono::seconds kRetryAfter{2};

}  // namespace

void RestoreGate::Hold(std::string why) {
  const std::lock_guard lock(mutex_);
  held_ = true;
  if (!state_.marked) state_.waiting_for = std::move(why);
}

void RestoreGate::Release() {
  const std::lock_guard lock(mutex_);
  held_ = false;
  if (!state_.marked) state_.waiting_for.clear();
}

void RestoreGate::Mark(int64_t backup_position, std::string why) {
  const std::lock_guard lock(mutex_);
  state_ = {true, backup_position, std::move(why)};
}

void RestoreGate::Explain(std::string why) {
  const std::lock_guard lock(mutex_);
  if (state_.marked) state_.waiting_for = std::move(why);
}

void RestoreGate::Open() {
  const std::lock_guard lock(mutex_);
  held_ = false;
  state_ = {};
}

void RestoreGate::Fence(std::string why) {
  const std::lock_guard lock(mutex_);
  fence_ = std::move(why);
}

bool RestoreGate::fenced() const {
  const std::lock_guard lock(mutex_);
  return !fence_.empty();
}

RestoreState RestoreGate::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

Status RestoreGate::Refusal() const {
  const std::lock_guard lock(mutex_);
  if (!fence_.empty()) return StatusOf(platform::v1::LOG_FENCED, {{"why", fence_}});
  if (!held_ && !state_.marked) return OkStatus();
  return StatusOf(platform::v1::LOG_RESTORED, {{"why", state_.waiting_for}})
      .SetRetryAfter(kRetryAfter);
}

}  // namespace fivestep
