#include "metrics/domain/commentary.h"

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/series.h"

namespace fivestep::metrics {

Decision Decide(const v1::Metric& metric, const v1::WriteCommentaryRequest& command,
                const CommandContext& context) {
  if (metric.state() == v1::Metric::STATE_DRAFT) {
    return Reject(v1::METRIC_NOT_DEFINED)
        .With("metric", command.name())
        .With("state", v1::Metric::State_Name(metric.state()));
  }
  const v1::Series series = FindSeries(context.view, command.name());
  if (FindReading(series, command.period_start_date()) == nullptr) {
    return Reject(v1::READING_NOT_RECORDED)
        .With("field", "period_start_date")
        .With("period", command.period_start_date());
  }
  v1::CommentaryWritten written;
  written.set_commentary(command.name() + "/commentaries/" + command.period_start_date());
  written.set_metric(command.name());
  written.set_period_start_date(command.period_start_date());
  *written.mutable_text() = command.text();
  return Emit(written);
}

void Evolve(v1::Commentary& commentary, const v1::CommentaryWritten& event) {
  commentary.set_metric(event.metric());
  commentary.set_period_start_date(event.period_start_date());
  *commentary.mutable_text() = event.text();
  commentary.set_revision_count(commentary.revision_count() + 1);
}

}  // namespace fivestep::metrics
