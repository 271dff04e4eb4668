// A large log of the engagement service, written by its own commit loop without a network.
#ifndef FIVESTEP_BENCH_MAKE_LOG_H_
#define FIVESTEP_BENCH_MAKE_LOG_H_

#include <cstdint>
#include <functional>
#include <string>

#include "platform/core/status.h"

namespace fivestep::bench {

struct LogFolders {
  std::string data;  // as `--data-dir`
  std::string keys;  // as `--key-dir`
};

// One contribution, sealed under a key of its own, among so many events; the others are themes.
inline constexpr int64_t kEventsPerContribution = 10;
// The deployment that the log belongs to.
inline constexpr char kLogDeployment[] = "bench";

// Adds events to the log in `folders`, made where there is none, until it has `events`. `progress`
// is told now and then how many there are.
Status MakeLog(const LogFolders& folders, int64_t events,
               const std::function<void(int64_t done)>& progress);

}  // namespace fivestep::bench

#endif  // FIVESTEP_BENCH_MAKE_LOG_H_
