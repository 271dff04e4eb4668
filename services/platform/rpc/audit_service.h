// AuditService: the log as it is stored, its signed heads and its proofs, for auditors and for
// peers whose stream has a gap.
#ifndef FIVESTEP_PLATFORM_RPC_AUDIT_SERVICE_H_
#define FIVESTEP_PLATFORM_RPC_AUDIT_SERVICE_H_

#include <functional>
#include <memory>

#include "fivestep/platform/v1/audit_service.pb.h"
#include "platform/eventlog/checkpointer.h"
#include "platform/eventlog/event_log.h"
#include "platform/rpc/admission.h"
#include "platform/rpc/call.h"
#include "platform/rpc/log_watcher.h"
#include "platform/rpc/worker_pool.h"

namespace fivestep {

// Thread-safe; everything handed in must outlive it and every call in flight.
class AuditService {
 public:
  AuditService(Admission* admission, const EventLog* log, Checkpointer* checkpointer,
               WorkerPool* workers, LogWatcher* watcher)
      : admission_(admission),
        log_(log),
        checkpointer_(checkpointer),
        workers_(workers),
        watcher_(watcher) {}

  // ReadEvents. The log is read on a worker, a few hundred events at a time and only as fast as the
  // caller takes them.
  StreamHandler ReadEvents(MethodRules rules);

  // GetCheckpoint, ListCheckpoints, GetInclusionProof and GetConsistencyProof, each answered on a
  // worker; null for any other method.
  UnaryHandler HandlerOf(MethodRules rules);

 private:
  using Reply = std::function<void(Result<std::unique_ptr<google::protobuf::Message>>)>;
  template <class Request>
  using Method = void (AuditService::*)(const Request&, const Reply&);
  template <class Request>
  UnaryHandler Bind(MethodRules rules, Method<Request> method);

  void GetCheckpoint(const platform::v1::GetCheckpointRequest&, const Reply&);
  void ListCheckpoints(const platform::v1::ListCheckpointsRequest&, const Reply&);
  void GetInclusionProof(const platform::v1::GetInclusionProofRequest&, const Reply&);
  void GetConsistencyProof(const platform::v1::GetConsistencyProofRequest&, const Reply&);
  Result<platform::v1::InclusionProof> ProveInclusion(int64_t position, int64_t size) const;
  Result<platform::v1::ConsistencyProof> ProveConsistency(int64_t first, int64_t second) const;
  // Gives `done` the newest head if it covers `size` events, else a new one; on a worker or on the
  // checkpointer's thread.
  void WithHead(int64_t size, std::function<void(Result<SignedHead>)> done);
  platform::v1::Checkpoint Describe(const SignedHead& head) const;

  Admission* admission_;
  const EventLog* log_;
  Checkpointer* checkpointer_;
  WorkerPool* workers_;
  LogWatcher* watcher_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_AUDIT_SERVICE_H_
