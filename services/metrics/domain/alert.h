// Alerts: how they are kept, and how each is raised once. Pure.
#ifndef FIVESTEP_METRICS_DOMAIN_ALERT_H_
#define FIVESTEP_METRICS_DOMAIN_ALERT_H_

#include <google/protobuf/repeated_field.h>

#include <string>

#include "fivestep/metrics/v1/alert.pb.h"
#include "platform/core/clock.h"

namespace fivestep::metrics {

using Alerts = google::protobuf::RepeatedPtrField<v1::Alert>;

// A row keeps so many of its alerts, the newest; all are in the log.
inline constexpr int kMaxAlertsKept = 30;
// An alert names so many of its points, the newest.
inline constexpr int kMaxAlertPoints = 12;

// An alert without points, raised on the day of `now`.
v1::Alert MakeAlert(v1::AlertKind kind, std::string rule, std::string text, Instant now);

// Whether `alert` was raised already: one of the same kind, rule and text shares a point with it. A
// run that grows is one alert.
bool WasRaised(const Alerts& alerts, const v1::Alert& alert);

// Keeps `alert`, and drops the oldest where there are too many.
void Keep(const v1::Alert& alert, Alerts& alerts);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_ALERT_H_
