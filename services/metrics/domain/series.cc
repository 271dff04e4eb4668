#include "metrics/domain/series.h"

#include <algorithm>
#include <utility>

#include "platform/core/timestamp.h"

namespace fivestep::metrics {
namespace {

bool Before(const v1::Reading& reading, std::string_view start_date) {
  // Days as they are written sort like the days they name.
  return reading.period_start_date() < start_date;
}

// The place of the first reading that does not begin before `start_date`.
int PlaceOf(const v1::Series& series, std::string_view start_date) {
  const auto& readings = series.readings();
  return static_cast<int>(std::lower_bound(readings.begin(), readings.end(), start_date, Before) -
                          readings.begin());
}

bool IsAt(const v1::Series& series, int place, std::string_view start_date) {
  return place < series.readings_size() && series.readings(place).period_start_date() == start_date;
}

v1::Reading& Insert(int place, v1::Series& series) {
  v1::Reading* made = series.add_readings();
  for (int i = series.readings_size() - 1; i > place; --i) {
    series.mutable_readings()->SwapElements(i, i - 1);
    made = series.mutable_readings(i - 1);
  }
  return *made;
}

void KeepEarlier(const v1::SubmittedFigure& figure, v1::Reading& reading) {
  v1::EarlierFigure& earlier = *reading.add_earlier();
  *earlier.mutable_released() = reading.released();
  earlier.set_revision_reason(figure.revision_reason());
  *earlier.mutable_record_time() = reading.update_time();
  reading.set_revision_count(reading.revision_count() + 1);
  reading.set_revision_reason(figure.revision_reason());
}

}  // namespace

v1::Series FindSeries(const RowView& view, std::string_view metric) {
  v1::Series series;
  // What the view holds was written by this program's own fold.
  (void)series.ParseFromString(view.FindViewValue(kSeriesView, metric));
  return series;
}

const v1::Reading* FindReading(const v1::Series& series, std::string_view start_date) {
  const int place = PlaceOf(series, start_date);
  return IsAt(series, place, start_date) ? &series.readings(place) : nullptr;
}

void Take(const v1::SubmittedFigure& figure, const std::string& submission, Instant recorded,
          v1::Series& series) {
  const std::string& start = figure.period_start_date();
  const int place = PlaceOf(series, start);
  const bool there = IsAt(series, place, start);
  v1::Reading& reading = there ? *series.mutable_readings(place) : Insert(place, series);
  if (there) {
    KeepEarlier(figure, reading);
  } else {
    reading.set_period_start_date(start);
    reading.set_period_end_date(figure.period_end_date());
    reading.set_late(figure.late());
    *reading.mutable_create_time() = ToTimestamp(recorded);
  }
  *reading.mutable_update_time() = ToTimestamp(recorded);
  *reading.mutable_released() = figure.released();
  reading.set_submission(submission);
}

}  // namespace fivestep::metrics
