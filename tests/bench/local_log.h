// The engagement context in this process: log, keys and commit loop, without gRPC and without a
// bus.
#ifndef FIVESTEP_BENCH_LOCAL_LOG_H_
#define FIVESTEP_BENCH_LOCAL_LOG_H_

#include <memory>
#include <string>

#include "bench/requests.h"
#include "platform/core/clock.h"
#include "platform/core/ids.h"
#include "platform/core/status.h"
#include "platform/eventlog/commit_loop.h"
#include "platform/eventlog/event_log.h"
#include "platform/eventlog/model.h"
#include "platform/sealing/blob_store.h"
#include "platform/sealing/key_store.h"
#include "platform/sealing/sealer.h"

namespace fivestep::bench {

class LocalLog {
 public:
  // Opens or makes the log in `directory`, with one programme in it that is open.
  static Result<std::unique_ptr<LocalLog>> Open(const std::string& directory);
  ~LocalLog();

  static constexpr char kDeployment[] = "bench";
  // What may be agreed on in it.
  static constexpr char kProgramme[] = "programmes/p1";

  // Runs `count` commands, `outstanding` of them at a time, and waits until all are durable. The
  // first that is refused ends it.
  Status Run(RequestMaker& requests, int64_t count, int outstanding);

  EventLog& log() { return *log_; }
  CommitLoop& loop() { return *loop_; }

 private:
  class Drive;
  LocalLog();
  Status Start(const std::string& directory);

  const ServiceModel model_;
  SystemClock clock_;
  UuidSource ids_;
  std::unique_ptr<KeyStore> keys_;
  std::unique_ptr<BlobStore> blobs_;
  std::unique_ptr<Sealer> sealer_;
  std::unique_ptr<EventLog> log_;
  std::unique_ptr<CommitLoop> loop_;
};

}  // namespace fivestep::bench

#endif  // FIVESTEP_BENCH_LOCAL_LOG_H_
