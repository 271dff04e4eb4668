#include "metrics/domain/gap_watch.h"

#include <string>
#include <utility>

#include "fivestep/metrics/v1/events.pb.h"
#include "metrics/domain/alert.h"
#include "metrics/domain/series.h"

namespace fivestep::metrics {
namespace {

void AddVerdict(const v1::Pair& pair, const v1::GapChange& change, Decision& decision) {
  if (change.verdict() == pair.verdict() &&
      change.period_start_date() == pair.verdict_period_start_date()) {
    return;
  }
  v1::GapAssessed assessed;
  assessed.set_pair(pair.name());
  assessed.set_verdict(change.verdict());
  assessed.set_period_start_date(change.period_start_date());
  decision.Add(std::move(assessed));
}

void AddAlert(const v1::Pair& pair, const v1::GapChange& change, Instant now, Decision& decision) {
  const bool wider = change.has_gap_change() && change.gap_change().lower() > 0;
  const bool worse = change.verdict() == v1::CHANGE_VERDICT_WIDENED ||
                     change.verdict() == v1::CHANGE_VERDICT_DETERIORATION;
  if (!wider || !worse) return;
  v1::Alert alert = MakeAlert(v1::ALERT_KIND_GAP_WIDENED,
                              "the 95 % interval of the gap's change since the baseline, the "
                              "difference in differences, lies above 0",
                              change.sentence(), now);
  alert.add_period_start_dates(change.period_start_date());
  if (WasRaised(pair.alerts(), alert)) return;
  v1::GapAlertRaised raised;
  raised.set_pair(pair.name());
  *raised.mutable_alert() = std::move(alert);
  decision.Add(std::move(raised));
}

}  // namespace

void AddGapAssessment(const v1::Pair& pair, const GroupSeries& target,
                      const GroupSeries& comparator, Instant now, Decision& decision) {
  const v1::GapChange change = ChangeOfGap(target, comparator);
  AddVerdict(pair, change, decision);
  AddAlert(pair, change, now, decision);
}

void AddGapAssessments(const v1::Metric& metric, const v1::Series& series,
                       const CommandContext& context, Decision& decision) {
  for (const std::string& name : metric.pairs()) {
    const auto* pair = context.view.Find<v1::Pair>(name);
    if (pair == nullptr) continue;
    const bool is_target = pair->target_metric() == metric.name();
    const std::string& other_name = is_target ? pair->comparator_metric() : pair->target_metric();
    const auto* other = context.view.Find<v1::Metric>(other_name);
    if (other == nullptr) continue;
    const v1::Series other_series = FindSeries(context.view, other_name);
    const GroupSeries own{metric, series};
    const GroupSeries theirs{*other, other_series};
    AddGapAssessment(*pair, is_target ? own : theirs, is_target ? theirs : own, context.now,
                     decision);
  }
}

}  // namespace fivestep::metrics
