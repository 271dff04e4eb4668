// Commands through the commit loop of this process, without gRPC: for counting instructions.
//   fivestep_bench_local DIRECTORY COUNT OUTSTANDING
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>

#include "bench/local_log.h"

namespace fivestep::bench {
namespace {

double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

int Run(const std::string& directory, int64_t count, int outstanding) {
  auto log = LocalLog::Open(directory);
  Status status = log.status();
  double before = CpuSeconds();
  if (status.ok()) {
    const auto themes = ThemesIn(LocalLog::kProgramme);
    status = (*log)->Run(*themes, count, outstanding);
  }
  if (!status.ok()) {
    std::fprintf(stderr, "%s\n", status.ToString().c_str());
    return 2;
  }
  std::printf("%.2f us of CPU a command\n",
              (CpuSeconds() - before) * 1e6 / static_cast<double>(count));
  return 0;
}

}  // namespace
}  // namespace fivestep::bench

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  return fivestep::bench::Run(argv[1], std::atoll(argv[2]), std::atoi(argv[3]));
}
