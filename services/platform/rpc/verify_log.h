// AuditService.VerifyLog: a check of the whole log, inside the service.
#ifndef FIVESTEP_PLATFORM_RPC_VERIFY_LOG_H_
#define FIVESTEP_PLATFORM_RPC_VERIFY_LOG_H_

#include <atomic>
#include <memory>
#include <vector>

#include "platform/audit/signed_note.h"
#include "platform/eventlog/event_log.h"
#include "platform/eventlog/model.h"
#include "platform/rpc/admission.h"
#include "platform/rpc/call.h"
#include "platform/rpc/method_rules.h"
#include "platform/rpc/worker_pool.h"

namespace fivestep {

// Thread-safe; everything handed in must outlive it and every call in flight.
class VerifyLogCalls {
 public:
  // `keys`: one of them must have signed each of the log's heads.
  VerifyLogCalls(Admission* admission, const EventLog* log, const ServiceModel* model,
                 std::vector<VerifierKey> keys, WorkerPool* workers)
      : admission_(admission),
        log_(log),
        model_(model),
        keys_(std::move(keys)),
        workers_(workers) {}

  // Checks on a worker, one check at a time; another call meanwhile is ALREADY_RUNNING. Whoever
  // reads slowly misses some of the progress, never the findings. A call that its caller ends, ends
  // the check.
  StreamHandler Handler(MethodRules rules);

 private:
  Admission* admission_;
  const EventLog* log_;
  const ServiceModel* model_;
  const std::vector<VerifierKey> keys_;
  WorkerPool* workers_;
  const std::shared_ptr<std::atomic<bool>> running_ = std::make_shared<std::atomic<bool>>(false);
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_VERIFY_LOG_H_
