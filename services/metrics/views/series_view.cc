#include "metrics/views/series_view.h"

#include "fivestep/metrics/v1/events.pb.h"
#include "metrics/domain/series.h"
#include "platform/core/resource_name.h"
#include "platform/core/serialise.h"
#include "platform/core/timestamp.h"

namespace fivestep::metrics {
namespace {

constexpr int kFoldVersion = 1;

using google::protobuf::DynamicCastToGenerated;

v1::SubmittedFigure FigureOf(const v1::ReadingRecorded& event) {
  v1::SubmittedFigure figure;
  figure.set_period_start_date(event.period_start_date());
  figure.set_period_end_date(event.period_end_date());
  *figure.mutable_released() = event.released();
  return figure;
}

// An earlier version's revision names its period by the reading's id.
v1::SubmittedFigure FigureOf(const v1::ReadingRevised& event) {
  v1::SubmittedFigure figure;
  ResourceName reading;
  if (ResourceName::Parse(event.reading(), reading)) figure.set_period_start_date(reading.id());
  *figure.mutable_released() = event.released();
  figure.set_revision_reason(event.revision_reason());
  return figure;
}

// Changes the series of `metric` by `figures`.
template <class Figures>
Status Change(ViewWriter& view, const std::string& metric, const Figures& figures,
              const std::string& submission, Instant recorded) {
  v1::Series series;
  if (!series.ParseFromString(view.Get(metric))) {
    return DataLoss("The readings of " + metric + " cannot be read.");
  }
  for (const v1::SubmittedFigure& figure : figures) Take(figure, submission, recorded, series);
  view.Put(metric, SerialiseDeterministically(series));
  return OkStatus();
}

Status Fold(ViewWriter& view, const platform::v1::RecordedEvent& record,
            const google::protobuf::Message& event) {
  const Instant at = ToInstant(record.recorded_time());
  if (const auto* batch = DynamicCastToGenerated<v1::ReadingsRecorded>(&event)) {
    return Change(view, batch->metric(), batch->figures(), batch->submission(), at);
  }
  if (const auto* recorded = DynamicCastToGenerated<v1::ReadingRecorded>(&event)) {
    return Change(view, recorded->metric(), std::initializer_list{FigureOf(*recorded)}, "", at);
  }
  if (const auto* revised = DynamicCastToGenerated<v1::ReadingRevised>(&event)) {
    return Change(view, revised->metric(), std::initializer_list{FigureOf(*revised)}, "", at);
  }
  return OkStatus();
}

}  // namespace

ViewFold SeriesView() { return {kSeriesView, "metrics", kFoldVersion, Fold}; }

v1::Series ReadSeries(const ReadContext& context, const std::string& metric) {
  v1::Series series;
  // What the view holds was written by the fold above.
  (void)series.ParseFromString(context.GetViewValue(kSeriesView, metric));
  return series;
}

}  // namespace fivestep::metrics
