// Client-streaming uploads: parts go to the context's sink as they come, then one internal command
// is made of them.
#ifndef FIVESTEP_PLATFORM_RPC_UPLOADS_H_
#define FIVESTEP_PLATFORM_RPC_UPLOADS_H_

#include <atomic>
#include <chrono>
#include <cstdint>

#include "platform/eventlog/commit_loop.h"
#include "platform/eventlog/model.h"
#include "platform/rpc/admission.h"
#include "platform/rpc/call.h"
#include "platform/rpc/worker_pool.h"

namespace fivestep {

// All parts of one upload together: a national table of small areas for ten years is a tenth of it.
inline constexpr int64_t kMaxUploadBytes = 512LL << 20;
// Uploads at one time. Each may hold a data set in memory.
inline constexpr int kMaxUploads = 4;
// From the first part on, where the caller names no deadline.
inline constexpr std::chrono::minutes kUploadDeadline{15};

// Thread-safe; everything handed in must outlive it and every call in flight.
class Uploads {
 public:
  Uploads(Admission* admission, CommitLoop* loop, WorkerPool* workers, const ServiceModel* model)
      : admission_(admission), loop_(loop), workers_(workers), model_(model) {}

  PartHandler HandlerOf(MethodRules rules, const UploadRule* upload);

 private:
  class Receiver;
  Admission* admission_;
  CommitLoop* loop_;
  WorkerPool* workers_;
  const ServiceModel* model_;
  std::atomic<int> open_ = 0;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_UPLOADS_H_
