// Discount rates as they were published: loaded once, never changed.
//
// Stream: `discount_schedule/{discount_schedule}`, one event. A new edition is a new schedule.
#ifndef FIVESTEP_METRICS_DOMAIN_DISCOUNT_SCHEDULE_H_
#define FIVESTEP_METRICS_DOMAIN_DISCOUNT_SCHEDULE_H_

#include <google/protobuf/repeated_field.h>

#include "fivestep/metrics/v1/appraisal.pb.h"
#include "fivestep/metrics/v1/events.pb.h"
#include "metrics/money/return.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {

// The rates of both kinds. kInvalidArgument, with a sentence, when a kind has none or they leave a
// year out; see money::DiscountSchedule.
Result<money::Rates> RatesOf(const google::protobuf::RepeatedPtrField<v1::RateBand>& bands);

Decision Decide(const v1::DiscountSchedule& schedule,
                const v1::LoadDiscountScheduleRequest& command, const CommandContext& context);

void Evolve(v1::DiscountSchedule& schedule, const v1::DiscountScheduleLoaded& event);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_DISCOUNT_SCHEDULE_H_
