#include "metrics/domain/alert.h"

#include <algorithm>
#include <utility>

#include "platform/core/date.h"

namespace fivestep::metrics {
namespace {

bool SharesAPoint(const v1::Alert& a, const v1::Alert& b) {
  const auto& dates = a.period_start_dates();
  return std::any_of(b.period_start_dates().begin(), b.period_start_dates().end(),
                     [&](const std::string& date) {
                       return std::find(dates.begin(), dates.end(), date) != dates.end();
                     });
}

}  // namespace

v1::Alert MakeAlert(v1::AlertKind kind, std::string rule, std::string text, Instant now) {
  v1::Alert alert;
  alert.set_kind(kind);
  alert.set_rule(std::move(rule));
  alert.set_text(std::move(text));
  alert.set_raise_date(ToText(DayOf(now)));
  return alert;
}

bool WasRaised(const Alerts& alerts, const v1::Alert& alert) {
  return std::any_of(alerts.begin(), alerts.end(), [&](const v1::Alert& earlier) {
    return earlier.kind() == alert.kind() && earlier.rule() == alert.rule() &&
           earlier.text() == alert.text() && SharesAPoint(earlier, alert);
  });
}

void Keep(const v1::Alert& alert, Alerts& alerts) {
  *alerts.Add() = alert;
  if (alerts.size() > kMaxAlertsKept) alerts.DeleteSubrange(0, alerts.size() - kMaxAlertsKept);
}

}  // namespace fivestep::metrics
