#include "engagement/domain/response_clock.h"

#include <algorithm>

#include "platform/core/timestamp.h"

namespace fivestep::engagement {

bool IsAnswer(const v1::Response& response) {
  return response.kind() != v1::RESPONSE_KIND_UNDER_CONSIDERATION;
}

Instant ResponseDue(const v1::Theme& theme, Instant close_time, int response_days) {
  return std::max(close_time, ToInstant(theme.agree_time())) + std::chrono::days(response_days);
}

bool BringsDueForward(const v1::Theme& theme, Instant due) {
  if (theme.state() != v1::Theme::STATE_AGREED) return false;
  return !theme.has_response_due_time() || due < ToInstant(theme.response_due_time());
}

v1::ResponseDueSet DueSet(const v1::Theme& theme, const std::string& activity, Instant due) {
  v1::ResponseDueSet event;
  event.set_theme(theme.name());
  event.set_activity(activity);
  *event.mutable_response_due_time() = ToTimestamp(due);
  return event;
}

}  // namespace fivestep::engagement
