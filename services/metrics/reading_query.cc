#include "metrics/reading_query.h"

#include <algorithm>
#include <string>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "fivestep/metrics/v1/metric.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "metrics/domain/series.h"
#include "metrics/views/series_view.h"
#include "platform/core/date.h"
#include "platform/core/decision.h"
#include "platform/core/resource_name.h"

namespace fivestep::metrics {
namespace {

constexpr int kDefaultPageSize = 50;
constexpr int kMaxPageSize = 1'000;

// With what its place says of it.
v1::Reading Rendered(const v1::Reading& reading, const std::string& metric) {
  v1::Reading rendered = reading;
  rendered.set_name(metric + "/readings/" + reading.period_start_date());
  rendered.set_etag(std::to_string(1 + reading.revision_count()));
  rendered.set_programme(std::string(ProgrammeOf(metric)));
  rendered.set_metric(metric);
  return rendered;
}

Status NoReading(const std::string& name) {
  return StatusOf(platform::v1::RESOURCE_NOT_FOUND, {{"resource", name}});
}

Status ExactElsewhere(const std::string& where) {
  return StatusOf(v1::EXACT_COUNTS_ELSEWHERE, {{"submission", where}});
}

}  // namespace

Result<v1::Reading> AnswerGetReading(const v1::GetReadingRequest& request,
                                     const ReadContext& context) {
  ResourceName name;
  if (!ResourceName::Parse(request.name(), name)) return NoReading(request.name());
  const std::string metric = name.parent();
  if (Result<v1::Metric> row = context.Get<v1::Metric>(metric); !row.ok()) return row.status();
  const v1::Series series = ReadSeries(context, metric);
  const v1::Reading* reading = FindReading(series, name.id());
  if (reading == nullptr) return NoReading(request.name());
  if (request.with_personal()) {
    return ExactElsewhere(reading->submission().empty() ? request.name() : reading->submission());
  }
  return Rendered(*reading, metric);
}

Result<v1::ListReadingsResponse> AnswerListReadings(const v1::ListReadingsRequest& request,
                                                    const ReadContext& context) {
  const Result<v1::Metric> metric = context.Get<v1::Metric>(request.parent());
  if (!metric.ok()) return metric.status();
  if (request.with_personal()) return ExactElsewhere(request.parent() + "/submissions");
  // The token is the first day of the last reading shown: it holds whatever is recorded meanwhile.
  const std::string& after = request.page_token();
  if (!after.empty() && !ParseDate(after)) return StatusOf(platform::v1::PAGE_TOKEN_INVALID);
  const int asked = request.page_size() == 0 ? kDefaultPageSize : request.page_size();
  const int limit = std::min(asked, kMaxPageSize);
  v1::ListReadingsResponse response;
  const v1::Series series = ReadSeries(context, request.parent());
  for (const v1::Reading& reading : series.readings()) {
    if (reading.period_start_date() <= after) continue;
    if (response.readings_size() == limit) {
      response.set_next_page_token(response.readings(limit - 1).period_start_date());
      break;
    }
    *response.add_readings() = Rendered(reading, request.parent());
  }
  return response;
}

}  // namespace fivestep::metrics
