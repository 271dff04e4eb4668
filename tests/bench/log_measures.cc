// What a service with a large log costs at rest: start-up, memory, proofs, reading it all.
//
//   fivestep_bench_log FOLDER [--events 1000000]
//
// Makes the log in FOLDER first where it is not there. Prints one `name value` a line.
#include <fcntl.h>
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
#include "bench/requests.h"
#include "platform/audit/tiles.h"
#include "platform/eventlog/event_log.h"
#include "platform/eventlog/tree_store.h"

namespace fivestep::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

double SecondsSince(SteadyClock::time_point begin) {
  return std::chrono::duration<double>(SteadyClock::now() - begin).count();
}

void Print(const char* name, double value) {
  std::printf("%s %.4f\n", name, value);
  std::fflush(stdout);
}

// Resident memory of a process in MB, from the system's own account.
double ResidentMegabytes(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) / 1024;
  }
  return 0;
}

// The real service on the log, from the start of the process to its saying that it is ready.
int MeasureService(const std::string& folder, const std::string& program) {
  int output[2];
  if (::pipe(output) != 0) return 1;
  const auto begin = SteadyClock::now();
  const pid_t process = ::fork();
  if (process == 0) {
    ::dup2(output[1], STDOUT_FILENO);
    ::execl(program.c_str(), program.c_str(), "--data-dir", folder.c_str(), "--key-dir",
            (folder + "/keys").c_str(), "--deployment", "bench", "--insecure-loopback",
            "--grpc-listen", "127.0.0.1:0", "--http-listen", "127.0.0.1:0", "--nats-url",
            "nats://127.0.0.1:1", nullptr);
    ::_exit(127);
  }
  ::close(output[1]);
  char byte = 0;
  const bool ready = ::read(output[0], &byte, 1) == 1;
  if (ready) Print("start_seconds", SecondsSince(begin));
  // Whatever goes on after the start has ended by then.
  std::this_thread::sleep_for(std::chrono::seconds(ready ? 5 : 0));
  if (ready) Print("idle_resident_megabytes", ResidentMegabytes(process));
  ::kill(process, SIGTERM);
  int status = 0;
  ::waitpid(process, &status, 0);
  ::close(output[0]);
  return ready ? 0 : 1;
}

int MeasureProofs(const EventLog& log) {
  const TreeStore& tree = log.tree();
  std::vector<double> milliseconds;
  for (int64_t i = 0; i < 5'000; ++i) {
    const int64_t index = (i * 7'919'101) % tree.size();
    const auto begin = SteadyClock::now();
    const auto proof = InclusionProof(index, tree.size(), tree);
    milliseconds.push_back(SecondsSince(begin) * 1e3);
    if (!proof.ok()) return 1;
  }
  std::sort(milliseconds.begin(), milliseconds.end());
  Print("proof_p50_milliseconds", milliseconds[milliseconds.size() / 2]);
  Print("proof_p99_milliseconds", milliseconds[milliseconds.size() * 99 / 100]);
  return 0;
}

int MeasureReading(const EventLog& log) {
  for (int round = 0; round < 3; ++round) {
    size_t bytes = 0;
    const auto begin = SteadyClock::now();
    const Status status = log.Scan(1, 0, [&bytes](int64_t, std::string_view event) {
      bytes += event.size();
      return true;
    });
    if (!status.ok()) return 1;
    Print("raw_events_per_second", static_cast<double>(log.last_position()) / SecondsSince(begin));
  }
  return 0;
}

int MeasureLog(const std::string& folder) {
  EventLog::Options options;
  options.directory = folder + "/log";
  options.deployment = "bench";
  options.context = "engagement";
  options.checkpoint_file = folder + "/checkpoint";
  const auto begin = SteadyClock::now();
  const auto log = EventLog::Open(options);
  if (!log.ok()) {
    std::fprintf(stderr, "%s\n", log.status().ToString().c_str());
    return 1;
  }
  Print("open_log_seconds", SecondsSince(begin));
  Print("events", static_cast<double>((*log)->last_position()));
  const int proofs = MeasureProofs(**log);
  return proofs != 0 ? proofs : MeasureReading(**log);
}

// Adds themes until the log has `events`.
Status MakeLog(const std::string& folder, int64_t events) {
  auto log = LocalLog::Open(folder);
  if (!log.ok()) return log.status();
  const auto themes = ThemesIn(LocalLog::kProgramme);
  return (*log)->Run(*themes, std::max<int64_t>(0, events - (*log)->log().last_position()),
                     2 * kMaxBatch);
}

int Main(int argc, char** argv) {
  std::string folder;
  int64_t events = 1'000'000;
  CLI::App app("Measures a service with a large log.");
  app.add_option("folder", folder)->required();
  app.add_option("--events", events)->check(CLI::PositiveNumber);
  CLI11_PARSE(app, argc, argv);
  const auto begin = SteadyClock::now();
  if (const Status made = MakeLog(folder, events); !made.ok()) {
    std::fprintf(stderr, "%s\n", made.ToString().c_str());
    return 1;
  }
  Print("make_seconds", SecondsSince(begin));
  const std::string program = std::filesystem::path(argv[0]).parent_path() / "engagement";
  const int service = MeasureService(folder, program);
  return service != 0 ? service : MeasureLog(folder);
}

}  // namespace
}  // namespace fivestep::bench

int main(int argc, char** argv) { return fivestep::bench::Main(argc, argv); }
