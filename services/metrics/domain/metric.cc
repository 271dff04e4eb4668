#include "metrics/domain/metric.h"

#include "fivestep/metrics/v1/error_reason.pb.h"

namespace fivestep::metrics {

Decision Decide(const v1::Metric& metric, const v1::DraftMetricRequest& command,
                const CommandContext&) {
  // Somebody may have created a metric under the intervention's id; it is theirs.
  if (metric.state() != v1::Metric::STATE_UNSPECIFIED) {
    return Reject(v1::METRIC_ALREADY_DRAFTED).With("metric", command.metric());
  }
  v1::MetricDrafted drafted;
  drafted.set_metric(command.metric());
  drafted.set_intervention(command.intervention());
  drafted.set_target_area(command.target_area());
  drafted.set_indicator(command.indicator());
  drafted.set_title(command.title());
  drafted.set_population_group(command.population_group());
  drafted.set_geography(command.geography());
  return Emit(drafted);
}

Decision Decide(const v1::Metric&, const v1::CreateMetricRequest& command,
                const CommandContext& context) {
  v1::MetricDrafted drafted;
  drafted.set_metric(context.new_name);
  drafted.set_target_area(command.target_area());
  drafted.set_indicator(command.indicator());
  drafted.set_title(command.title());
  drafted.set_population_group(command.population_group());
  drafted.set_geography(command.geography());
  drafted.set_visibility(command.visibility());
  return Emit(drafted);
}

Decision Decide(const v1::Metric& metric, const v1::CloseMetricRequest& command,
                const CommandContext&) {
  if (metric.state() == v1::Metric::STATE_CLOSED) {
    return Reject(v1::METRIC_ALREADY_CLOSED).With("metric", command.name());
  }
  v1::MetricClosed closed;
  closed.set_metric(command.name());
  closed.set_conclusion(command.conclusion());
  closed.set_reason(command.reason());
  return Emit(closed);
}

void Evolve(v1::Metric& metric, const v1::MetricDrafted& event) {
  metric.set_state(v1::Metric::STATE_DRAFT);
  metric.set_title(event.title());
  metric.set_intervention(event.intervention());
  metric.set_target_area(event.target_area());
  metric.set_indicator(event.indicator());
  metric.set_population_group(event.population_group());
  metric.set_geography(event.geography());
  metric.set_visibility(event.visibility());
}

void Evolve(v1::Metric& metric, const v1::MetricClosed& event) {
  metric.set_state(v1::Metric::STATE_CLOSED);
  metric.set_conclusion(event.conclusion());
  metric.set_close_reason(event.reason());
}

}  // namespace fivestep::metrics
