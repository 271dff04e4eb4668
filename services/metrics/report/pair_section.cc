#include "metrics/report/pair_section.h"

#include "metrics/gap_query.h"
#include "metrics/report/alert_lines.h"
#include "metrics/report/text.h"

namespace fivestep::metrics {

Result<v1::ReportedPair> ReportedPairOf(const v1::Pair& pair, const ReadContext& context) {
  v1::GetGapRequest request;
  request.set_name(pair.name());
  Result<v1::GetGapResponse> gap = AnswerGetGap(request, context);
  if (!gap.ok()) return gap.status();
  const Result<v1::Metric> target = context.Get<v1::Metric>(pair.target_metric());
  if (!target.ok()) return target.status();
  const Result<v1::Metric> comparator = context.Get<v1::Metric>(pair.comparator_metric());
  if (!comparator.ok()) return comparator.status();
  v1::ReportedPair reported;
  reported.set_pair(pair.name());
  reported.set_title(pair.title());
  reported.set_target_title(target->title());
  reported.set_comparator_title(comparator->title());
  reported.set_unit(report::UnitOf(target->definition()));
  reported.set_decimal_places(target->definition().decimal_places());
  reported.mutable_points()->Swap(gap->mutable_points());
  reported.mutable_change()->Swap(gap->mutable_change());
  AddAlertLines(pair.alerts(), *reported.mutable_alerts());
  return reported;
}

}  // namespace fivestep::metrics
