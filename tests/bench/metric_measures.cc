// What metrics costs: drawing charts, and recording readings through gRPC in batches.
//
//   fivestep_bench_metrics --programme-service HOST:PORT --metrics HOST:PORT [--rounds 3]
//
// Opens a programme and defines metrics in running services first; a round takes new ones. Prints
// rows of the benchmark's table and exits 1 when a goal is missed.
#include <time.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "bench/report.h"
#include "bench/requests.h"
#include "fivestep/metrics/v1/metrics_service.pb.h"
#include "fivestep/programme/v1/programme_service.pb.h"
#include "metrics/spc/control_chart.h"
#include "platform/core/date.h"
#include "platform/rpc/call.h"
#include "platform/rpc/client.h"

namespace fivestep::bench {
namespace {

namespace pb = metrics::v1;
namespace spc = metrics::spc;
using SteadyClock = std::chrono::steady_clock;

// NHSRplotthedots 0.2.2 on R 4.5, 1,000 facets of 36 points, on this kind of machine.
constexpr double kReferenceCpuSeconds = 3.8;
constexpr double kChartGoal = 200;
constexpr char kProgramme[] = "programmes/bench";
constexpr int kSeries = 1'000;
constexpr int kPoints = 36;
constexpr double kReadingsGoal = 20'000;
constexpr int kMetrics = 1'000;
constexpr int kReadingsPerMetric = 100;
constexpr int kCallers = 16;
constexpr std::chrono::seconds kNewsLimit{20};
constexpr int kMissed = 1;
constexpr int kFailed = 2;

double CpuSeconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

Date MonthFrom2015(int month) {
  return Date(std::chrono::year(2015), std::chrono::January, std::chrono::day(1)) +
         std::chrono::months(month);
}

Date LastDayOf(Date month) {
  return Date(std::chrono::sys_days(month + std::chrono::months(1)) - std::chrono::days(1));
}

// Values that anybody can repeat: fractional parts of multiples of the golden ratio.
double Value(int series, int point) {
  return 20 + 10 * std::fmod((series * 37 + point + 1) * 0.6180339887498949, 1.0);
}

std::vector<std::vector<spc::Reading>> MakeSeries() {
  std::vector<std::vector<spc::Reading>> all(kSeries);
  for (int series = 0; series < kSeries; ++series) {
    for (int point = 0; point < kPoints; ++point) {
      const Date start = MonthFrom2015(point);
      all[static_cast<size_t>(series)].push_back(
          {{std::chrono::sys_days(start), std::chrono::sys_days(LastDayOf(start))},
           Value(series, point)});
    }
  }
  return all;
}

// CPU seconds of drawing every series once: limits, special causes, icons, season.
Result<double> DrawAll(const std::vector<std::vector<spc::Reading>>& all) {
  spc::ChartOptions options;
  options.direction = spc::ImprovementDirection::kDecrease;
  options.target = 22;
  int drawn = 0;
  const double begin = CpuSeconds();
  for (const auto& series : all) {
    const Result<spc::ControlChart> chart = spc::DrawChart(series, options);
    if (!chart.ok()) return chart.status();
    drawn += chart->xmr ? 1 : 0;
  }
  const double seconds = CpuSeconds() - begin;
  if (drawn != kSeries) return Internal("A chart has no limits.");
  return seconds;
}

struct Services {
  std::string programme_service;
  std::string metrics;
};

Result<std::unique_ptr<Client>> Connect(const std::string& target) {
  Client::Options options;
  options.target = target;
  options.metadata = {{kActorKey, "bench"},
                      {kOrganisationKey, "nhs-north"},
                      {kRolesKey, "administrator,programme-manager,metric-owner"}};
  return Client::Open(std::move(options));
}

Status OpenProgramme(const std::string& target) {
  const auto client = Connect(target);
  if (!client.ok()) return client.status();
  programme::v1::OpenProgrammeRequest request;
  request.set_programme_id("bench");
  request.set_title("Readings by the thousand");
  request.set_aim("Every group is measured.");
  request.set_level(programme::v1::PROGRAMME_LEVEL_SYSTEM);
  request.set_senior_responsible_owner_role("director of population health");
  auto& priority = *request.add_organisational_priorities();
  priority.set_organisation("nhs-north");
  priority.set_priority("Fair access");
  programme::v1::Programme opened;
  return (*client)
      ->Unary("/fivestep.programme.v1.ProgrammeService/OpenProgramme", request, &opened)
      .status;
}

// Runs `work` for 0 to kMetrics - 1 from several threads, each with a connection of its own; the
// first failure ends it.
Status ForEachMetric(const std::string& target,
                     const std::function<Status(const Client&, int)>& work) {
  std::atomic<int> next = 0;
  std::mutex mutex;
  Status failed;
  std::vector<std::thread> callers;
  for (int i = 0; i < kCallers; ++i) {
    callers.emplace_back([&] {
      const auto client = Connect(target);
      for (int metric = next++; metric < kMetrics; metric = next++) {
        const Status status = client.ok() ? work(**client, metric) : client.status();
        if (status.ok()) continue;
        const std::lock_guard<std::mutex> lock(mutex);
        failed = status;
        next = kMetrics;
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  return failed;
}

std::string IdOf(int round, int metric) {
  return "m" + std::to_string(round) + "-" + std::to_string(metric);
}

Status Create(const Client& client, int round, int metric) {
  pb::CreateMetricRequest create;
  create.set_parent(kProgramme);
  create.set_metric_id(IdOf(round, metric));
  create.set_title("Attendances over four hours");
  create.set_population_group("all who attend");
  create.set_geography("one trust");
  const auto limit = SteadyClock::now() + kNewsLimit;
  for (;;) {
    pb::Metric created;
    const Status status =
        client.Unary("/fivestep.metrics.v1.MetricsService/CreateMetric", create, &created).status;
    const bool unheard_of = status.reason() == "REFERENCE_NOT_KNOWN_HERE";
    if (!unheard_of || SteadyClock::now() > limit) return status;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

Status Define(const Client& client, int round, int metric) {
  pb::DefineMetricRequest define;
  define.set_name(std::string(kProgramme) + "/metrics/" + IdOf(round, metric));
  pb::MetricDefinition& definition = *define.mutable_definition();
  definition.set_numerator("attendances over four hours");
  definition.set_denominator("attendances");
  definition.set_source("NHS England");
  definition.set_frequency(pb::FREQUENCY_MONTHLY);
  definition.set_lag_days(14);
  definition.set_collection_owner_role("urgent care analyst");
  definition.set_owner_role("director of urgent care");
  definition.set_benchmark("22 %");
  definition.set_organisational_priority("recovery");
  definition.set_theory_of_change_link("none");
  definition.set_baseline_start_date("2015-01-01");
  definition.set_baseline_end_date("2015-12-31");
  definition.set_target_value(22);
  definition.set_target_date("2030-03-31");
  definition.set_measure_type(pb::MEASURE_TYPE_PROCESS);
  definition.set_polarity(pb::POLARITY_LOWER_IS_BETTER);
  definition.set_value_kind(pb::VALUE_KIND_PERCENT);
  definition.set_decimal_places(1);
  definition.set_disclosure_profile(pb::DISCLOSURE_PROFILE_HES_ROUND_5);
  pb::Metric defined;
  return client.Unary("/fivestep.metrics.v1.MetricsService/DefineMetric", define, &defined).status;
}

pb::RecordReadingsRequest ReadingsOf(int round, int metric) {
  pb::RecordReadingsRequest record;
  record.set_name(std::string(kProgramme) + "/metrics/" + IdOf(round, metric));
  for (int month = 0; month < kReadingsPerMetric; ++month) {
    const Date start = MonthFrom2015(month);
    pb::ReadingEntry& entry = *record.add_readings();
    entry.set_period_start_date(ToText(start));
    entry.set_period_end_date(ToText(LastDayOf(start)));
    entry.mutable_exact()->set_numerator(static_cast<int64_t>(100 * Value(metric, month)));
    entry.mutable_exact()->set_denominator(10'000);
  }
  return record;
}

// Readings per second of one round, answers awaited; each call is durable when it is answered.
Result<double> RecordAll(const std::string& target, int round) {
  FIVESTEP_RETURN_IF_ERROR(ForEachMetric(target, [round](const Client& client, int metric) {
    const Status created = Create(client, round, metric);
    return created.ok() ? Define(client, round, metric) : created;
  }));
  std::vector<pb::RecordReadingsRequest> calls;
  for (int metric = 0; metric < kMetrics; ++metric) calls.push_back(ReadingsOf(round, metric));
  const auto begin = SteadyClock::now();
  FIVESTEP_RETURN_IF_ERROR(ForEachMetric(target, [&calls](const Client& client, int metric) {
    pb::RecordReadingsResponse answer;
    return client
        .Unary("/fivestep.metrics.v1.MetricsService/RecordReadings",
               calls[static_cast<size_t>(metric)], &answer)
        .status;
  }));
  const double seconds = std::chrono::duration<double>(SteadyClock::now() - begin).count();
  return kMetrics * kReadingsPerMetric / seconds;
}

Result<Report> Measure(const Services& services, int rounds) {
  FIVESTEP_RETURN_IF_ERROR(OpenProgramme(services.programme_service));
  const auto all = MakeSeries();
  std::vector<double> drawing;
  std::vector<double> recording;
  for (int round = 1; round <= rounds; ++round) {
    const Result<double> drawn = DrawAll(all);
    if (!drawn.ok()) return drawn.status();
    drawing.push_back(*drawn);
    const Result<double> recorded = RecordAll(services.metrics, round);
    if (!recorded.ok()) return recorded.status();
    recording.push_back(*recorded);
  }
  Report report;
  std::vector<double> faster;
  for (const double seconds : drawing) faster.push_back(kReferenceCpuSeconds / seconds);
  report.AddRatio("1,000 control charts of 36 points, CPU",
                  NumberText("%.1f ms", SpreadOf(drawing).median * 1e3),
                  NumberText("%.1f s", kReferenceCpuSeconds), SpreadOf(faster),
                  AtLeast(kChartGoal));
  const double rate = SpreadOf(recording).median;
  report.AddFigure("100,000 readings recorded in batches of 100",
                   NumberText("%.0f readings/s", rate), AtLeast(kReadingsGoal),
                   rate >= kReadingsGoal);
  return report;
}

int Run(int argc, char** argv) {
  Services services;
  int rounds = 3;
  CLI::App app("Measures charts and the recording of readings.");
  app.add_option("--programme-service", services.programme_service, "host:port")->required();
  app.add_option("--metrics", services.metrics, "host:port")->required();
  app.add_option("--rounds", rounds, "Rounds")->check(CLI::Range(1, 100));
  CLI11_PARSE(app, argc, argv);
  const Result<Report> report = Measure(services, rounds);
  if (!report.ok()) {
    std::fprintf(stderr, "bench: %s\n", report.status().ToString().c_str());
    return kFailed;
  }
  std::fputs(report->rows().c_str(), stdout);
  return report->all_reached() ? 0 : kMissed;
}

}  // namespace
}  // namespace fivestep::bench

int main(int argc, char** argv) { return fivestep::bench::Run(argc, argv); }
