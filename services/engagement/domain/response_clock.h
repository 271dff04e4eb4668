// The clock that runs from the end of an activity until the people there have an answer.
#ifndef FIVESTEP_ENGAGEMENT_DOMAIN_RESPONSE_CLOCK_H_
#define FIVESTEP_ENGAGEMENT_DOMAIN_RESPONSE_CLOCK_H_

#include <string>

#include "fivestep/engagement/v1/events.pb.h"
#include "fivestep/engagement/v1/theme.pb.h"
#include "platform/core/clock.h"

namespace fivestep::engagement {

// Whether people wait no more: "under consideration" is published, and is no answer.
bool IsAnswer(const v1::Response& response);

// By when the theme is to be answered to the people of an activity that was closed at `close_time`:
// `response_days` after the later of that and the theme's agreement, since before it was agreed
// there was nothing to answer.
Instant ResponseDue(const v1::Theme& theme, Instant close_time, int response_days);

// Whether `due` changes anything: the theme waits for its answer, and is not due as early already.
// The earliest promise holds.
bool BringsDueForward(const v1::Theme& theme, Instant due);

// The event that says so.
v1::ResponseDueSet DueSet(const v1::Theme& theme, const std::string& activity, Instant due);

}  // namespace fivestep::engagement

#endif  // FIVESTEP_ENGAGEMENT_DOMAIN_RESPONSE_CLOCK_H_
