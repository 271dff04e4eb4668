#include "metrics/metrics_service.h"

#include "fivestep/metrics/v1/metrics_service.pb.h"
#include "metrics/chart_query.h"
#include "metrics/domain/action.h"
#include "metrics/domain/assessment.h"
#include "metrics/domain/commentary.h"
#include "metrics/domain/definition.h"
#include "metrics/domain/driver_diagram.h"
#include "metrics/domain/feed.h"
#include "metrics/domain/figure_taking.h"
#include "metrics/domain/metric.h"
#include "metrics/domain/overdue.h"
#include "metrics/domain/pair.h"
#include "metrics/domain/pdsa_cycle.h"
#include "metrics/domain/plan.h"
#include "metrics/domain/reading.h"
#include "metrics/figure_errand.h"
#include "metrics/gap_query.h"
#include "metrics/money_rules.h"
#include "metrics/outlook_query.h"
#include "metrics/reactions/await_figures.h"
#include "metrics/reactions/draft_metric.h"
#include "metrics/reading_query.h"
#include "metrics/report/report_rules.h"
#include "metrics/views/feeds_view.h"
#include "metrics/views/series_view.h"

namespace fivestep::metrics {
namespace {

using google::protobuf::DynamicCastToGenerated;

v1::RecordReadingsResponse RenderReadings(const Outcome& outcome) {
  v1::RecordReadingsResponse response;
  for (const auto* event : outcome.events) {
    const auto* recorded = DynamicCastToGenerated<v1::ReadingsRecorded>(event);
    if (recorded == nullptr) continue;
    response.set_submission(recorded->submission());
    for (const v1::SubmittedFigure& figure : recorded->figures()) {
      response.add_readings(recorded->metric() + "/readings/" + figure.period_start_date());
      const bool is_new = figure.revision_reason().empty();
      response.set_recorded_count(response.recorded_count() + (is_new ? 1 : 0));
      response.set_revised_count(response.revised_count() + (is_new ? 0 : 1));
    }
  }
  return response;
}

v1::WriteCommentaryResponse RenderCommentary(const Outcome& outcome) {
  v1::WriteCommentaryResponse response;
  for (const auto* event : outcome.events) {
    const auto* written = DynamicCastToGenerated<v1::CommentaryWritten>(event);
    if (written != nullptr) response.set_commentary(written->commentary());
  }
  return response;
}

std::vector<DueTimer> MetricTimers(const v1::Metric& metric) {
  const std::optional<Instant> late = LateFrom(metric);
  if (!late) return {};
  return {{kReadingOverdueRule, *late}};
}

std::vector<DueTimer> ActionTimers(const v1::Action& action) {
  const std::optional<Instant> overdue = OverdueFrom(action);
  if (!overdue) return {};
  return {{kActionOverdueRule, *overdue}};
}

void RegisterMetrics(ServiceModel& model) {
  model.Event<v1::Metric, v1::MetricDrafted>(Evolve);
  model.Event<v1::Metric, v1::MetricDefined>(Evolve);
  model.Event<v1::Metric, v1::ReadingsAdded>(Evolve);
  model.Event<v1::Metric, v1::ReadingAwaited>(Evolve);
  model.Event<v1::Metric, v1::MetricAssessed>(Evolve);
  model.Event<v1::Metric, v1::AlertRaised>(Evolve);
  model.Event<v1::Metric, v1::TargetChanged>(Evolve);
  model.Event<v1::Metric, v1::TrajectoryPlanned>(Evolve);
  model.Event<v1::Metric, v1::LimitsRebased>(Evolve);
  model.Event<v1::Metric, v1::LimitsHeld>(Evolve);
  model.Event<v1::Metric, v1::MetricPaired>(Evolve);
  model.Event<v1::Metric, v1::MetricClosed>(Evolve);
  model.Event<v1::Reading, v1::ReadingRecorded>(Evolve);
  model.Event<v1::Reading, v1::ReadingRevised>(Evolve);
  model.Event<v1::Submission, v1::ReadingsRecorded>(Evolve);
  model.Event<v1::Commentary, v1::CommentaryWritten>(Evolve);
  model.InternalCommand<v1::Metric, v1::DraftMetricRequest>(Decide);
  model.Command<v1::Metric, v1::CreateMetricRequest>(Decide);
  model.Command<v1::Metric, v1::DefineMetricRequest>(Decide);
  model.Command<v1::Metric, v1::RecordReadingsRequest>(Decide, RenderReadings);
  model.Command<v1::Metric, v1::ChangeTargetRequest>(Decide);
  model.Command<v1::Metric, v1::PlanTrajectoryRequest>(Decide);
  model.Command<v1::Metric, v1::RebaseLimitsRequest>(Decide);
  model.Command<v1::Metric, v1::HoldLimitsRequest>(Decide);
  model.Command<v1::Metric, v1::WriteCommentaryRequest>(Decide, RenderCommentary);
  model.Command<v1::Metric, v1::CloseMetricRequest>(Decide);
  model.Timers<v1::Metric>(MetricTimers);
  model.TimerRule<v1::Metric>(kReadingOverdueRule, DecideReadingOverdue);
  model.View(SeriesView());
  model.Query(AnswerGetReading);
  model.Query(AnswerListReadings);
  model.Query(AnswerGetChart);
  model.Query(AnswerGetOutlook);
}

void RegisterFeeds(ServiceModel& model) {
  model.Event<v1::Delivery, v1::FiguresAwaited>(Evolve);
  model.Event<v1::Metric, v1::FiguresFollowed>(Evolve);
  model.Event<v1::Metric, v1::FiguresUnfollowed>(Evolve);
  model.Event<v1::Metric, v1::FiguresTaken>(Evolve);
  model.Command<v1::Metric, v1::FollowFiguresRequest>(Decide);
  model.Command<v1::Metric, v1::StopFollowingFiguresRequest>(Decide);
  model.InternalCommand<v1::Delivery, v1::AwaitFiguresRequest>(Decide);
  model.ErrandCommand<v1::Metric, v1::TakeFiguresRequest, v1::FetchedFigures>(Decide);
  model.React<analysis::v1::FiguresSupplied, v1::AwaitFiguresRequest>("await-figures", "analysis",
                                                                      AwaitFigures);
  model.View(FeedsView());
  model.RunErrands(FigureErrand());
}

void RegisterPairs(ServiceModel& model) {
  model.Event<v1::Pair, v1::MetricsPaired>(Evolve);
  model.Event<v1::Pair, v1::GapAssessed>(Evolve);
  model.Event<v1::Pair, v1::GapAlertRaised>(Evolve);
  model.Command<v1::Pair, v1::PairMetricsRequest>(Decide);
  model.Query(AnswerGetGap);
}

void RegisterImprovement(ServiceModel& model) {
  model.Event<v1::DriverDiagram, v1::DriverDiagramDrawn>(Evolve);
  model.Event<v1::DriverDiagram, v1::DriverDiagramRevised>(Evolve);
  model.Event<v1::PdsaCycle, v1::PdsaCyclePlanned>(Evolve);
  model.Event<v1::PdsaCycle, v1::PdsaCycleStarted>(Evolve);
  model.Event<v1::PdsaCycle, v1::PdsaCycleStudied>(Evolve);
  model.Event<v1::PdsaCycle, v1::PdsaCycleConcluded>(Evolve);
  model.Event<v1::Action, v1::ActionPlanned>(Evolve);
  model.Event<v1::Action, v1::ProgressReported>(Evolve);
  model.Event<v1::Action, v1::ActionBecameOverdue>(Evolve);
  model.Event<v1::Action, v1::ActionCompleted>(Evolve);
  model.Event<v1::Action, v1::ActionDropped>(Evolve);
  model.Command<v1::DriverDiagram, v1::DrawDriverDiagramRequest>(Decide);
  model.Command<v1::DriverDiagram, v1::ReviseDriverDiagramRequest>(Decide);
  model.Command<v1::PdsaCycle, v1::PlanPdsaCycleRequest>(Decide);
  model.Command<v1::PdsaCycle, v1::StartPdsaCycleRequest>(Decide);
  model.Command<v1::PdsaCycle, v1::StudyPdsaCycleRequest>(Decide);
  model.Command<v1::PdsaCycle, v1::ConcludePdsaCycleRequest>(Decide);
  model.Command<v1::Action, v1::PlanActionRequest>(Decide);
  model.Command<v1::Action, v1::ReportProgressRequest>(Decide);
  model.Command<v1::Action, v1::CompleteActionRequest>(Decide);
  model.Command<v1::Action, v1::DropActionRequest>(Decide);
  model.Timers<v1::Action>(ActionTimers);
  model.TimerRule<v1::Action>(kActionOverdueRule, DecideActionOverdue);
}

}  // namespace

ServiceModel MakeModel() {
  const auto* file = v1::CreateMetricRequest::descriptor()->file();
  ServiceModel model("metrics", file->FindServiceByName("MetricsService"));
  RegisterMetrics(model);
  RegisterFeeds(model);
  RegisterPairs(model);
  RegisterImprovement(model);
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
