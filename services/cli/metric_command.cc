// `fivestep chart`, `fivestep gap` and `fivestep readings`.
#include <iostream>

#include "cli/chart_text.h"
#include "cli/commands.h"
#include "cli/gap_text.h"
#include "cli/json_text.h"
#include "cli/readings_file.h"

namespace fivestep::cli {
namespace {

namespace pb = metrics::v1;

pb::ChartConvention ConventionOf(const std::string& word) {
  if (word == "making-data-count") return pb::CHART_CONVENTION_MAKING_DATA_COUNT;
  if (word == "plot-the-dots") return pb::CHART_CONVENTION_NHSR_PLOTTHEDOTS;
  return pb::CHART_CONVENTION_UNSPECIFIED;
}

pb::ChartMethod MethodOf(const std::string& word) {
  if (word == "xmr") return pb::CHART_METHOD_XMR;
  if (word == "p") return pb::CHART_METHOD_P_PRIME;
  if (word == "u") return pb::CHART_METHOD_U_PRIME;
  return pb::CHART_METHOD_UNSPECIFIED;
}

}  // namespace

int Run(const ChartCommand& command, Session& session) {
  pb::GetChartRequest request;
  request.set_name(command.metric);
  request.set_convention(ConventionOf(command.convention));
  request.set_method(MethodOf(command.method));
  const auto chart =
      session.Ask<pb::GetChartResponse>("metrics", "MetricsService/GetChart", request);
  if (!chart.ok()) return Fail(chart.status(), "metrics", "", session);
  std::cout << (session.settings().json ? ToJson(*chart, JsonLayout::kPretty) : DrawChart(*chart));
  return kDone;
}

int Run(const GapCommand& command, Session& session) {
  pb::GetGapRequest request;
  request.set_name(command.pair);
  const auto gap = session.Ask<pb::GetGapResponse>("metrics", "MetricsService/GetGap", request);
  if (!gap.ok()) return Fail(gap.status(), "metrics", "", session);
  std::cout << (session.settings().json ? ToJson(*gap, JsonLayout::kPretty) : DrawGap(*gap));
  return kDone;
}

int Run(const ReadingsCommand& command, Session& session) {
  const Result<std::string> content = ReadInput(command.file);
  if (!content.ok()) return FailUsage(content.status());
  auto calls = ReadingsOf(command, *content);
  if (!calls.ok()) return FailUsage(calls.status());
  int recorded = 0;
  int revised = 0;
  for (pb::RecordReadingsRequest& call : *calls) {
    FillRequestId(call, call.request_id());
    const auto answer =
        session.Ask<pb::RecordReadingsResponse>("metrics", "MetricsService/RecordReadings", call);
    if (!answer.ok()) return Fail(answer.status(), "metrics", call.request_id(), session);
    if (session.settings().json) std::cout << ToJson(*answer, JsonLayout::kPretty);
    recorded += answer->recorded_count();
    revised += answer->revised_count();
  }
  if (!session.settings().json) {
    std::cout << recorded << " readings recorded, " << revised << " revised\n";
  }
  return kDone;
}

}  // namespace fivestep::cli
