// AuditService: the log as it is stored, for auditors and for peers whose stream has a gap.
#ifndef FIVESTEP_PLATFORM_RPC_AUDIT_SERVICE_H_
#define FIVESTEP_PLATFORM_RPC_AUDIT_SERVICE_H_

#include "platform/eventlog/event_log.h"
#include "platform/rpc/admission.h"
#include "platform/rpc/call.h"
#include "platform/rpc/log_watcher.h"
#include "platform/rpc/worker_pool.h"

namespace fivestep {

// Thread-safe; everything handed in must outlive it and every call in flight.
class AuditService {
 public:
  AuditService(Admission* admission, const EventLog* log, WorkerPool* workers, LogWatcher* watcher)
      : admission_(admission), log_(log), workers_(workers), watcher_(watcher) {}

  // ReadEvents. The log is read on a worker, a few hundred events at a time and only as fast as the
  // caller takes them.
  StreamHandler ReadEvents(MethodRules rules);

 private:
  Admission* admission_;
  const EventLog* log_;
  WorkerPool* workers_;
  LogWatcher* watcher_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_AUDIT_SERVICE_H_
