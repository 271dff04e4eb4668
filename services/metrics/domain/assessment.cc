#include "metrics/domain/assessment.h"

#include <algorithm>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "metrics/domain/alert.h"
#include "metrics/domain/chart_terms.h"
#include "metrics/spc/forecast.h"
#include "platform/core/date.h"

namespace fivestep::metrics {
namespace {

std::string StartOf(const spc::Reading& reading) { return ToText(Date(reading.period.start)); }

void Name(const std::vector<std::string>& dates, v1::Alert& alert) {
  const size_t skipped =
      dates.size() > kMaxAlertPoints ? dates.size() - size_t{kMaxAlertPoints} : 0;
  for (size_t i = skipped; i < dates.size(); ++i) alert.add_period_start_dates(dates[i]);
}

// The place of the latest value; nothing when there is none.
std::optional<size_t> LatestValue(const spc::Xmr& xmr) {
  for (size_t i = xmr.points.size(); i > 0; --i) {
    if (xmr.points[i - 1].value) return i - 1;
  }
  return std::nullopt;
}

bool IsTwoInThree(spc::SpecialCause cause) {
  return cause == spc::SpecialCause::kTwoInThreeAbove ||
         cause == spc::SpecialCause::kTwoInThreeBelow;
}

// The points that make the special cause at `latest`, back to where it began. One unflagged point
// may lie between two of three.
std::vector<std::string> PointsOfCause(const spc::ControlChart& chart, size_t latest) {
  const spc::XmrPoint& last = chart.xmr->points[latest];
  const int may_skip = IsTwoInThree(last.cause) ? 1 : 0;
  std::vector<std::string> dates;
  int skipped = 0;
  for (size_t i = latest + 1; i > 0; --i) {
    const spc::XmrPoint& point = chart.xmr->points[i - 1];
    if (point.phase != last.phase) break;
    if (point.cause == last.cause) {
      dates.push_back(StartOf(chart.readings[i - 1]));
      skipped = 0;
    } else if (++skipped > may_skip) {
      break;
    }
  }
  std::reverse(dates.begin(), dates.end());
  return dates;
}

// Adds to a decision what is raised for the first time.
class Raiser {
 public:
  Raiser(const v1::Metric& metric, Instant now, Decision& decision)
      : metric_(metric), now_(now), decision_(decision) {}

  v1::Alert Make(v1::AlertKind kind, std::string rule, std::string text) const {
    return MakeAlert(kind, std::move(rule), std::move(text), now_);
  }
  void Raise(const v1::Alert& alert) {
    if (WasRaised(metric_.alerts(), alert)) return;
    v1::AlertRaised raised;
    raised.set_metric(metric_.name());
    *raised.mutable_alert() = alert;
    decision_.Add(std::move(raised));
  }

 private:
  const v1::Metric& metric_;
  Instant now_;
  Decision& decision_;
};

void RaiseSpecialCause(const spc::ControlChart& chart, const std::string& convention,
                       Raiser& raiser) {
  if (!chart.xmr) return;
  const std::optional<size_t> latest = LatestValue(*chart.xmr);
  if (!latest || chart.xmr->points[*latest].cause == spc::SpecialCause::kNone) return;
  const spc::XmrPoint& point = chart.xmr->points[*latest];
  const v1::SpecialCause cause = SpecialCauseOf(point.cause);
  const v1::Variation variation = VariationOf(point.variation);
  v1::Alert alert = raiser.Make(v1::ALERT_KIND_SPECIAL_CAUSE, NameOf(cause) + "; " + convention,
                                NameOf(cause) + ": " + NameOf(variation));
  alert.set_special_cause(cause);
  alert.set_variation(variation);
  Name(PointsOfCause(chart, *latest), alert);
  raiser.Raise(alert);
}

void RaiseAssuranceChange(const v1::Metric& metric, const spc::ControlChart& chart,
                          v1::Assurance after, Raiser& raiser) {
  const v1::Assurance before = metric.assurance();
  if (before == after || before == v1::ASSURANCE_UNSPECIFIED ||
      after == v1::ASSURANCE_UNSPECIFIED) {
    return;
  }
  v1::Alert alert = raiser.Make(
      v1::ALERT_KIND_ASSURANCE_CHANGED, "the target against the limits of the last phase",
      "the process, as it is, " + NameOf(after) + "; before, it said: " + NameOf(before));
  alert.set_assurance_before(before);
  alert.set_assurance_after(after);
  Name({StartOf(chart.readings.back())}, alert);
  raiser.Raise(alert);
}

std::string TargetText(const v1::MetricDefinition& definition) {
  std::ostringstream text;
  text << "the target of " << definition.target_value() << " by " << definition.target_date();
  return text.str();
}

// A stable process whose range leaves the target out on the worse side.
void RaiseForecastRisk(const v1::Metric& metric, const spc::ControlChart& chart, Raiser& raiser) {
  const spc::Forecast forecast = spc::ForecastFrom(chart);
  const v1::MetricDefinition& definition = metric.definition();
  if (!forecast.stable) return;
  const double best =
      definition.polarity() == v1::POLARITY_HIGHER_IS_BETTER ? forecast.upper : forecast.lower;
  if (!IsWorse(definition, best, definition.target_value())) return;
  v1::Alert alert = raiser.Make(
      v1::ALERT_KIND_TARGET_AT_RISK, "the target lies outside the range of a stable process",
      TargetText(definition) + " will not be met unless the process changes");
  std::vector<std::string> dates;
  for (size_t i = chart.xmr->phases.back().first; i < chart.readings.size(); ++i) {
    dates.push_back(StartOf(chart.readings[i]));
  }
  Name(dates, alert);
  raiser.Raise(alert);
}

// The latest periods in a row that are behind the plan.
std::vector<std::string> PeriodsBehind(const v1::Metric& metric, const v1::Series& series) {
  std::map<std::string, double> planned;
  for (const v1::PlannedValue& value : metric.trajectory().values()) {
    planned[value.period_start_date()] = value.value();
  }
  std::vector<std::string> behind;
  for (int i = series.readings_size() - 1; i >= 0; --i) {
    const v1::Reading& reading = series.readings(i);
    if (!reading.released().has_value()) continue;
    const auto plan = planned.find(reading.period_start_date());
    if (plan == planned.end() ||
        !IsWorse(metric.definition(), reading.released().value(), plan->second)) {
      break;
    }
    behind.push_back(reading.period_start_date());
  }
  std::reverse(behind.begin(), behind.end());
  return behind;
}

void RaisePlanRisk(const v1::Metric& metric, const v1::Series& series, Raiser& raiser) {
  const std::vector<std::string> behind = PeriodsBehind(metric, series);
  if (behind.size() < size_t{kPeriodsBehindPlan}) return;
  v1::Alert alert =
      raiser.Make(v1::ALERT_KIND_TARGET_AT_RISK,
                  "behind the planned trajectory for " + std::to_string(kPeriodsBehindPlan) +
                      " periods in a row or more",
                  TargetText(metric.definition()) + " is at risk: the plan is not kept");
  Name(behind, alert);
  raiser.Raise(alert);
}

bool TargetLiesAhead(const v1::MetricDefinition& definition, Instant now) {
  return definition.target_date() >= ToText(DayOf(now));
}

void AddChange(const v1::Metric& metric, v1::ChartKind kind, const spc::ControlChart& chart,
               Decision& decision) {
  v1::MetricAssessed assessed;
  assessed.set_metric(metric.name());
  assessed.set_chart_kind(kind);
  if (chart.xmr && chart.xmr->variation) {
    assessed.set_variation(VariationOf(*chart.xmr->variation));
  }
  if (chart.xmr && chart.xmr->assurance) {
    assessed.set_assurance(AssuranceOf(*chart.xmr->assurance));
  }
  if (assessed.chart_kind() == metric.chart_kind() && assessed.variation() == metric.variation() &&
      assessed.assurance() == metric.assurance()) {
    return;
  }
  decision.Add(std::move(assessed));
}

}  // namespace

Result<spc::ControlChart> DrawSeries(const v1::Metric& metric, const v1::Series& series) {
  if (series.readings().empty()) return FailedPrecondition("there are no readings yet");
  const spc::Convention convention =
      ConventionOf(v1::CHART_CONVENTION_UNSPECIFIED, metric.definition());
  const spc::Method method = MethodOf(v1::CHART_METHOD_UNSPECIFIED, metric.definition());
  return spc::DrawChart(ReadingsOf(series), OptionsOf(metric, convention, method));
}

bool IsWorse(const v1::MetricDefinition& definition, double value, double other) {
  switch (definition.polarity()) {
    case v1::POLARITY_HIGHER_IS_BETTER:
      return value < other;
    case v1::POLARITY_LOWER_IS_BETTER:
      return value > other;
    default:
      return false;
  }
}

void AddAssessment(const v1::Metric& metric, const v1::Series& series,
                   const CommandContext& context, Decision& decision) {
  const Result<spc::ControlChart> chart = DrawSeries(metric, series);
  if (!chart.ok()) return;
  const spc::Method method = MethodOf(v1::CHART_METHOD_UNSPECIFIED, metric.definition());
  AddChange(metric, KindOf(*chart, method), *chart, decision);
  Raiser raiser(metric, context.now, decision);
  const spc::Convention convention =
      ConventionOf(v1::CHART_CONVENTION_UNSPECIFIED, metric.definition());
  RaiseSpecialCause(*chart,
                    convention == spc::Convention::kMakingDataCount ? "Making Data Count workbook"
                                                                    : "NHSRplotthedots 0.2.2",
                    raiser);
  if (chart->xmr && chart->xmr->assurance) {
    RaiseAssuranceChange(metric, *chart, AssuranceOf(*chart->xmr->assurance), raiser);
  }
  if (!TargetLiesAhead(metric.definition(), context.now)) return;
  RaiseForecastRisk(metric, *chart, raiser);
  RaisePlanRisk(metric, series, raiser);
}

void Evolve(v1::Metric& metric, const v1::MetricAssessed& event) {
  metric.set_chart_kind(event.chart_kind());
  metric.set_variation(event.variation());
  metric.set_assurance(event.assurance());
}

void Evolve(v1::Metric& metric, const v1::AlertRaised& event) {
  Keep(event.alert(), *metric.mutable_alerts());
}

}  // namespace fivestep::metrics
