#include "metrics/metrics_service.h"

#include "fivestep/metrics/v1/metrics_service.pb.h"
#include "metrics/chart_query.h"
#include "metrics/domain/definition.h"
#include "metrics/domain/metric.h"
#include "metrics/domain/reading.h"
#include "metrics/money_rules.h"
#include "metrics/reactions/draft_metric.h"
#include "metrics/report/report_rules.h"

namespace fivestep::metrics {
namespace {

using google::protobuf::DynamicCastToGenerated;

v1::RecordReadingsResponse RenderReadings(const Outcome& outcome) {
  v1::RecordReadingsResponse response;
  for (const auto* event : outcome.events) {
    if (const auto* recorded = DynamicCastToGenerated<v1::ReadingRecorded>(event)) {
      response.add_readings(recorded->reading());
      response.set_recorded_count(response.recorded_count() + 1);
    } else if (const auto* revised = DynamicCastToGenerated<v1::ReadingRevised>(event)) {
      response.add_readings(revised->reading());
      response.set_revised_count(response.revised_count() + 1);
    }
  }
  return response;
}

}  // namespace

ServiceModel MakeModel() {
  const auto* file = v1::CreateMetricRequest::descriptor()->file();
  ServiceModel model("metrics", file->FindServiceByName("MetricsService"));

  model.Event<v1::Metric, v1::MetricDrafted>(Evolve);
  model.Event<v1::Metric, v1::MetricDefined>(Evolve);
  model.Event<v1::Metric, v1::ReadingsAdded>(Evolve);
  model.Event<v1::Metric, v1::MetricClosed>(Evolve);
  model.Event<v1::Reading, v1::ReadingRecorded>(Evolve);
  model.Event<v1::Reading, v1::ReadingRevised>(Evolve);

  model.InternalCommand<v1::Metric, v1::DraftMetricRequest>(Decide);
  model.Command<v1::Metric, v1::CreateMetricRequest>(Decide);
  model.Command<v1::Metric, v1::DefineMetricRequest>(Decide);
  model.Command<v1::Metric, v1::RecordReadingsRequest>(Decide, RenderReadings);
  model.Command<v1::Metric, v1::CloseMetricRequest>(Decide);
  model.Query(AnswerGetChart);
  RegisterMoney(model);
  RegisterBoardReports(model);

  model.React<codesign::v1::InterventionEndorsed, v1::DraftMetricRequest>("draft-metric",
                                                                          "codesign", DraftMetric);
  model.Follow("programme");
  model.Follow("codesign");
  model.Follow("analysis");
  return model;
}

}  // namespace fivestep::metrics
