// A board report of 100 metrics with 60 readings each: from the command to the HTML, over a real
// log.
//
//   fivestep_bench_board_report [--rounds 3]
//
// Prints a row of the benchmark's table and exits 1 when the goal is missed.
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <future>
#include <string>
#include <utility>
#include <vector>

#include "bench/report.h"
#include "fivestep/metrics/v1/metrics_service.pb.h"
#include "fivestep/programme/v1/events.pb.h"
#include "metrics/metrics_service.h"
#include "metrics/report/report_preparation.h"
#include "platform/core/date.h"
#include "platform/testing/test_log.h"

namespace fivestep::bench {
namespace {

namespace pb = metrics::v1;
using SteadyClock = std::chrono::steady_clock;

constexpr int kMetrics = 100;
constexpr int kReadings = 60;
constexpr double kGoalSeconds = 1;
constexpr int kMissed = 1;
constexpr int kFailed = 2;
const std::string kProgramme = "programmes/bench";
// 2026-03-02, after every reading.
constexpr Instant kNow{std::chrono::seconds(1'772'445'600)};

Status HearOfTheProgramme(testing::TestLog& log) {
  programme::v1::ProgrammeOpened opened;
  opened.set_programme(kProgramme);
  opened.set_title("Bench");
  platform::v1::RecordedEvent record;
  record.set_position(1);
  record.set_stream("programme/bench");
  record.set_stream_version(1);
  record.set_id("event-1");
  record.set_type(opened.GetTypeName());
  record.set_programme(kProgramme);
  record.set_payload(opened.SerializeAsString());
  return log.Ingest("programme", 1, record.SerializeAsString()).second;
}

pb::MetricDefinition Definition() {
  pb::MetricDefinition definition;
  definition.set_numerator("women who smoke at delivery");
  definition.set_denominator("maternities");
  definition.set_population("pregnant women");
  definition.set_geography("Blackpool");
  definition.set_source("published");
  definition.set_frequency(pb::FREQUENCY_MONTHLY);
  definition.set_collection_owner_role("analyst");
  definition.set_rationale("others do it");
  definition.set_organisational_priority("maternity");
  definition.set_theory_of_change_link("advice leads to quitting");
  definition.set_baseline_start_date("2019-01-01");
  definition.set_baseline_end_date("2019-12-31");
  definition.set_target_value(10);
  definition.set_target_date("2027-03-31");
  definition.set_measure_type(pb::MEASURE_TYPE_OUTCOME);
  definition.set_polarity(pb::POLARITY_LOWER_IS_BETTER);
  definition.set_value_kind(pb::VALUE_KIND_PERCENT);
  definition.set_decimal_places(1);
  definition.set_disclosure_profile(pb::DISCLOSURE_PROFILE_PUBLISHED);
  return definition;
}

// The last day of the month that begins on `start`.
std::string LastDay(const Date& start) {
  const std::chrono::year_month_day_last last{start.year(),
                                              std::chrono::month_day_last(start.month())};
  return ToText(Date(last));
}

pb::RecordReadingsRequest Readings(const std::string& metric, int seed) {
  pb::RecordReadingsRequest request;
  request.set_name(metric);
  for (int i = 0; i < kReadings; ++i) {
    const Date start{std::chrono::year(2020 + i / 12), std::chrono::month(1 + i % 12),
                     std::chrono::day(1)};
    pb::ReadingEntry& entry = *request.add_readings();
    entry.set_period_start_date(ToText(start));
    entry.set_period_end_date(LastDay(start));
    entry.set_value(12 + (i * 37 + seed * 11) % 20 / 10.0);
  }
  return request;
}

Status AddMetric(testing::TestLog& log, int number) {
  const std::string id = "metric-" + std::to_string(number);
  pb::CreateMetricRequest create;
  create.set_parent(kProgramme);
  create.set_metric_id(id);
  create.set_title("Metric " + std::to_string(number));
  FIVESTEP_RETURN_IF_ERROR(log.Run(create).status);
  pb::DefineMetricRequest define;
  define.set_name(kProgramme + "/metrics/" + id);
  *define.mutable_definition() = Definition();
  FIVESTEP_RETURN_IF_ERROR(log.Run(define).status);
  return log.Run(Readings(define.name(), number)).status;
}

// As the pipeline of a server runs a command: first its slow part, over a snapshot.
Status RunPrepared(testing::TestLog& log, const google::protobuf::Message& request) {
  CommandCall call;
  call.rule = log.model().FindCommand(request.GetDescriptor());
  auto prepared = call.rule->prepare(request, *log.loop().Read({}));
  if (!prepared.ok()) return prepared.status();
  call.prepared = std::move(*prepared);
  call.request.reset(request.New());
  call.request->CopyFrom(request);
  call.request_bytes = request.SerializeAsString();
  call.programme = kProgramme;
  std::promise<Status> done;
  log.loop().Submit(std::move(call),
                    [&done](const CommandResult& result) { done.set_value(result.status); });
  return done.get_future().get();
}

// Drafts a report and asks for it as HTML; seconds that it took.
Result<double> Time(testing::TestLog& log, int round) {
  pb::DraftBoardReportRequest draft;
  draft.set_parent(kProgramme);
  draft.set_board_report_id("round-" + std::to_string(round));
  draft.set_title("Bench");
  draft.mutable_brief()->set_meeting_date("2026-07-24");
  const auto begin = SteadyClock::now();
  if (const Status drafted = RunPrepared(log, draft); !drafted.ok()) return drafted;
  pb::GetBoardReportRequest get;
  get.set_name(kProgramme + "/boardReports/" + draft.board_report_id());
  get.set_format(pb::BOARD_REPORT_FORMAT_HTML);
  const auto report = metrics::AnswerGetBoardReport(get, *log.loop().Read({}));
  if (!report.ok()) return report.status();
  const std::chrono::duration<double> seconds = SteadyClock::now() - begin;
  if (report->file().find("Metric 100") == std::string::npos) {
    return Internal("The report does not hold every metric.");
  }
  return seconds.count();
}

Status Measure(int rounds, std::vector<double>& seconds) {
  testing::TemporaryDirectory directory;
  testing::TestLog log(directory.path(), metrics::MakeModel());
  log.clock().Set(kNow);
  FIVESTEP_RETURN_IF_ERROR(HearOfTheProgramme(log));
  for (int i = 1; i <= kMetrics; ++i) FIVESTEP_RETURN_IF_ERROR(AddMetric(log, i));
  for (int round = 1; round <= rounds; ++round) {
    const auto took = Time(log, round);
    if (!took.ok()) return took.status();
    seconds.push_back(*took);
  }
  return OkStatus();
}

int Run(int argc, char** argv) {
  int rounds = 3;
  CLI::App app("Measures a board report of 100 metrics with 60 readings each.");
  app.add_option("--rounds", rounds)->check(CLI::Range(1, 100));
  CLI11_PARSE(app, argc, argv);
  std::vector<double> seconds;
  if (const Status status = Measure(rounds, seconds); !status.ok()) {
    std::fprintf(stderr, "bench: %s\n", status.ToString().c_str());
    return kFailed;
  }
  const Goal goal = AtMost(kGoalSeconds, " s");
  const double median = SpreadOf(seconds).median;
  Report report;
  report.AddFigure("board report of 100 metrics x 60 readings, drafted and rendered",
                   NumberText("%.2f s", median), goal, goal.ReachedBy(median));
  std::fputs(report.rows().c_str(), stdout);
  return report.all_reached() ? 0 : kMissed;
}

}  // namespace
}  // namespace fivestep::bench

int main(int argc, char** argv) { return fivestep::bench::Run(argc, argv); }
