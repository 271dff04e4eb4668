// What a service with a large log costs: start-up, memory, proofs, rebuilding and checking it all.
//
//   fivestep_bench_log FOLDER [--events 1000000] [--rounds 3]
//
// Makes the log in FOLDER first where it is not there. Prints rows of the benchmark's table and
// exits 1 when a goal is missed.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "bench/local_log.h"
#include "bench/report.h"
#include "bench/requests.h"
#include "engagement/engagement_service.h"
#include "platform/audit/tiles.h"
#include "platform/eventlog/event_log.h"
#include "platform/eventlog/log_verifier.h"
#include "platform/eventlog/rebuild.h"
#include "platform/eventlog/tree_store.h"
#include "platform/sealing/key_store.h"
#include "platform/sealing/sealer.h"

namespace fivestep::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr double kStartGoalSeconds = 3;
constexpr double kMemoryGoalMegabytes = 300;
constexpr double kProofGoalMilliseconds = 1;
constexpr double kRebuildGoal = 0.30;
constexpr double kVerifyGoal = 0.22;
constexpr int64_t kProofs = 5'000;
constexpr int kMissed = 1;
constexpr int kFailed = 2;

double SecondsSince(SteadyClock::time_point begin) {
  return std::chrono::duration<double>(SteadyClock::now() - begin).count();
}

// Resident memory of a process in MB, from the system's own account.
double ResidentMegabytes(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) / 1024;
  }
  return 0;
}

// The real service on a log, until the object goes.
class ServiceOnLog {
 public:
  ServiceOnLog(const std::string& folder, const std::string& program) {
    int output[2];
    if (::pipe(output) != 0) return;
    process_ = ::fork();
    if (process_ == 0) {
      ::dup2(output[1], STDOUT_FILENO);
      ::execl(program.c_str(), program.c_str(), "--data-dir", folder.c_str(), "--key-dir",
              (folder + "/keys").c_str(), "--deployment", LocalLog::kDeployment,
              "--insecure-loopback", "--grpc-listen", "127.0.0.1:0", "--http-listen", "127.0.0.1:0",
              "--nats-url", "nats://127.0.0.1:1", nullptr);
      ::_exit(127);
    }
    ::close(output[1]);
    output_ = output[0];
  }
  ~ServiceOnLog() {
    if (process_ <= 0) return;
    ::kill(process_, SIGTERM);
    int status = 0;
    ::waitpid(process_, &status, 0);
    ::close(output_);
  }
  // It says so on its standard output, which ends when it does not start.
  bool WaitUntilReady() {
    char byte = 0;
    return process_ > 0 && ::read(output_, &byte, 1) == 1;
  }
  pid_t process() const { return process_; }

 private:
  pid_t process_ = -1;
  int output_ = -1;
};

struct Figures {
  std::vector<double> start_seconds;
  std::vector<double> resident_megabytes;
  std::vector<double> proof_p99_milliseconds;
  std::vector<double> raw_per_second;
  std::vector<double> verified_per_second;
  std::vector<double> rebuilt_per_second;
};

Status MeasureService(const std::string& folder, const std::string& program, Figures& figures) {
  const auto begin = SteadyClock::now();
  ServiceOnLog service(folder, program);
  if (!service.WaitUntilReady()) return Internal("The service did not start on the large log.");
  figures.start_seconds.push_back(SecondsSince(begin));
  // Whatever goes on after the start has ended by then.
  std::this_thread::sleep_for(std::chrono::seconds(5));
  figures.resident_megabytes.push_back(ResidentMegabytes(service.process()));
  return OkStatus();
}

Status MeasureProofs(const EventLog& log, Figures& figures) {
  const TreeStore& tree = log.tree();
  std::vector<double> milliseconds;
  for (int64_t i = 0; i < kProofs; ++i) {
    const int64_t index = (i * 7'919'101) % tree.size();
    const auto begin = SteadyClock::now();
    const auto proof = InclusionProof(index, tree.size(), tree);
    milliseconds.push_back(SecondsSince(begin) * 1e3);
    if (!proof.ok()) return proof.status();
  }
  std::sort(milliseconds.begin(), milliseconds.end());
  figures.proof_p99_milliseconds.push_back(milliseconds[milliseconds.size() * 99 / 100]);
  return OkStatus();
}

Status MeasureReading(const EventLog& log, Figures& figures) {
  const auto events = static_cast<double>(log.last_position());
  auto begin = SteadyClock::now();
  size_t bytes = 0;
  FIVESTEP_RETURN_IF_ERROR(log.Scan(1, 0, [&bytes](int64_t, std::string_view event) {
    bytes += event.size();
    return true;
  }));
  figures.raw_per_second.push_back(events / SecondsSince(begin));
  const ServiceModel model = engagement::MakeModel();
  VerifyOptions options;
  options.model = &model;
  begin = SteadyClock::now();
  const Result<Verification> verified = VerifyLog(log, options);
  if (!verified.ok()) return verified.status();
  if (!verified->findings.empty()) return DataLoss("The large log does not verify.");
  figures.verified_per_second.push_back(events / SecondsSince(begin));
  return OkStatus();
}

Status MeasureLog(const std::string& folder, Figures& figures) {
  EventLog::Options options;
  options.directory = folder + "/log";
  options.deployment = LocalLog::kDeployment;
  options.context = "engagement";
  options.checkpoint_file = folder + "/checkpoint";
  const auto log = EventLog::Open(options);
  if (!log.ok()) return log.status();
  FIVESTEP_RETURN_IF_ERROR(MeasureProofs(**log, figures));
  return MeasureReading(**log, figures);
}

Status MeasureRebuild(const std::string& folder, int64_t events, Figures& figures) {
  const std::string log = folder + "/log";
  auto keys = KeyStore::Open(folder + "/keys", "");
  if (!keys.ok()) return keys.status();
  Sealer sealer(keys->get());
  const auto begin = SteadyClock::now();
  FIVESTEP_RETURN_IF_ERROR(Rebuild(log, engagement::MakeModel(), &sealer, nullptr));
  figures.rebuilt_per_second.push_back(static_cast<double>(events) / SecondsSince(begin));
  std::filesystem::remove_all(log + ".before-rebuild");
  return OkStatus();
}

// Adds themes until the log has `events`.
Status MakeLog(const std::string& folder, int64_t events) {
  auto log = LocalLog::Open(folder);
  if (!log.ok()) return log.status();
  const auto themes = ThemesIn(LocalLog::kProgramme);
  return (*log)->Run(*themes, std::max<int64_t>(0, events - (*log)->log().last_position()),
                     2 * kMaxBatch);
}

std::vector<double> Ratios(const std::vector<double>& ours, const std::vector<double>& peer) {
  std::vector<double> ratios;
  for (size_t i = 0; i < ours.size(); ++i) ratios.push_back(ours[i] / peer[i]);
  return ratios;
}

void AddFigure(const std::string& measure, const char* format, const std::vector<double>& values,
               const Goal& goal, Report& report) {
  const double median = SpreadOf(values).median;
  report.AddFigure(measure, NumberText(format, median), goal, goal.ReachedBy(median));
}

void AddSpeed(const std::string& measure, const std::vector<double>& ours, const Figures& figures,
              double goal, Report& report) {
  report.AddRatio(measure, NumberText("%.0f events/s", SpreadOf(ours).median),
                  NumberText("%.0f events/s", SpreadOf(figures.raw_per_second).median),
                  SpreadOf(Ratios(ours, figures.raw_per_second)), AtLeast(goal));
}

Report ReportOf(const Figures& figures, int64_t events) {
  Report report;
  const std::string size = NumberText("%.0f", static_cast<double>(events)) + " events";
  AddFigure("start-up, log of " + size, "%.2f s", figures.start_seconds,
            AtMost(kStartGoalSeconds, " s"), report);
  AddFigure("resident memory of an idle service, log of " + size, "%.0f MB",
            figures.resident_megabytes, AtMost(kMemoryGoalMegabytes, " MB"), report);
  AddFigure("inclusion proof at " + size + ", p99", "%.3f ms", figures.proof_p99_milliseconds,
            AtMost(kProofGoalMilliseconds, " ms"), report);
  AddSpeed("rebuild of tree, rows and views / raw iterator", figures.rebuilt_per_second, figures,
           kRebuildGoal, report);
  AddSpeed("full verification / raw iterator", figures.verified_per_second, figures, kVerifyGoal,
           report);
  return report;
}

Status Measure(const std::string& folder, int64_t events, int rounds, const std::string& program,
               Figures& figures) {
  FIVESTEP_RETURN_IF_ERROR(MakeLog(folder, events));
  for (int round = 1; round <= rounds; ++round) {
    std::fprintf(stderr, "bench: large log, round %d of %d\n", round, rounds);
    FIVESTEP_RETURN_IF_ERROR(MeasureService(folder, program, figures));
    FIVESTEP_RETURN_IF_ERROR(MeasureLog(folder, figures));
    FIVESTEP_RETURN_IF_ERROR(MeasureRebuild(folder, events, figures));
  }
  return OkStatus();
}

int Main(int argc, char** argv) {
  std::string folder;
  int64_t events = 1'000'000;
  int rounds = 3;
  CLI::App app("Measures a service with a large log.");
  app.add_option("folder", folder)->required();
  app.add_option("--events", events)->check(CLI::PositiveNumber);
  app.add_option("--rounds", rounds)->check(CLI::Range(1, 100));
  CLI11_PARSE(app, argc, argv);
  const std::string program = std::filesystem::path(argv[0]).parent_path() / "engagement";
  Figures figures;
  const Status status = Measure(folder, events, rounds, program, figures);
  if (!status.ok()) {
    std::fprintf(stderr, "bench: %s\n", status.ToString().c_str());
    return kFailed;
  }
  const Report report = ReportOf(figures, events);
  std::fputs(report.rows().c_str(), stdout);
  return report.all_reached() ? 0 : kMissed;
}

}  // namespace
}  // namespace fivestep::bench

int main(int argc, char** argv) { return fivestep::bench::Main(argc, argv); }
