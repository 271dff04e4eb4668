// What the rounds gave, and the rows that are made of it.
#ifndef FIVESTEP_BENCH_MEASURED_H_
#define FIVESTEP_BENCH_MEASURED_H_

#include <map>
#include <vector>

#include "bench/comparison.h"
#include "bench/report.h"

namespace fivestep::bench {

// Publication is judged up to so many outstanding calls: beyond, the log is written faster than
// anybody should ask.
inline constexpr int kMostOutstandingForLag = 64;
// Where synced and unsynced writes, and commands of many events, are compared.
inline constexpr int kOutstandingForSync = 64;
inline constexpr int kOutstandingForBulk = 64;

struct Measured {
  // A service without a bus beside the echo server, by outstanding calls.
  std::map<int, Comparison> commands;
  // A service that publishes meanwhile, beside the echo server.
  std::map<int, Comparison> publishing;
  Histogram lag;  // of the latter
  // RocksDB alone: one synced write at a time.
  std::vector<Load> single_writes;
  // Synced, and beside it unsynced.
  Comparison sync;
  // Commands of many events; beside it RocksDB alone, whose calls are events.
  Comparison bulk;
};

Report ReportOf(const Measured& measured);

}  // namespace fivestep::bench

#endif  // FIVESTEP_BENCH_MEASURED_H_
