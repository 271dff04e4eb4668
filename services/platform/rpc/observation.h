// What the parts of a running service say about themselves, as gauges and as the answer to
// AdminService.GetStatus.
#ifndef FIVESTEP_PLATFORM_RPC_OBSERVATION_H_
#define FIVESTEP_PLATFORM_RPC_OBSERVATION_H_

#include <string>
#include <vector>

#include "fivestep/platform/v1/admin_service.pb.h"
#include "platform/bus/bus.h"
#include "platform/core/clock.h"
#include "platform/eventlog/checkpointer.h"
#include "platform/eventlog/commit_loop.h"
#include "platform/eventlog/event_log.h"
#include "platform/rpc/telemetry.h"
#include "platform/rpc/worker_pool.h"

namespace fivestep {

// Pointers outlive the observer.
struct Observed {
  const EventLog* log = nullptr;
  const CommitLoop* loop = nullptr;
  const Bus* bus = nullptr;
  const WorkerPool* workers = nullptr;
  const Checkpointer* checkpointer = nullptr;
  const Clock* clock = nullptr;
  Instant start_time;
};

// Unpublished events and their age, followed logs, views, parked events, queues, batches, syncs,
// disk, signed heads.
std::vector<Gauge> GaugesOf(const Observed& observed);

// Connection, publication and followed logs.
void DescribeBus(const BusStatus& bus, platform::v1::GetStatusResponse& response);

// One sentence on the bus for whoever looks at `/readyz`: it never decides readiness.
std::string BusNote(const BusStatus& bus);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_OBSERVATION_H_
