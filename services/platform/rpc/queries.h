// Reads: Get and List by reflection, other queries by the context's own functions.
#ifndef FIVESTEP_PLATFORM_RPC_QUERIES_H_
#define FIVESTEP_PLATFORM_RPC_QUERIES_H_

#include <memory>

#include "platform/eventlog/commit_loop.h"
#include "platform/eventlog/model.h"
#include "platform/eventlog/personal_reader.h"
#include "platform/rpc/admission.h"
#include "platform/rpc/call.h"
#include "platform/rpc/row_query.h"
#include "platform/rpc/worker_pool.h"

namespace fivestep {

// Thread-safe; everything handed in must outlive it and every call in flight. A read sees every
// write that was answered before it began.
class Queries {
 public:
  Queries(Admission* admission, CommitLoop* loop, WorkerPool* workers, PersonalReader* personal)
      : admission_(admission), loop_(loop), workers_(workers), personal_(personal) {}

  // Get answers on gRPC's own thread (one point look-up), List and others on a worker.
  UnaryHandler HandlerOf(MethodRules rules, std::unique_ptr<RowQuery> query);
  UnaryHandler HandlerOf(MethodRules rules, const QueryRule* query);

 private:
  struct Work;
  using Step = std::function<void(const std::shared_ptr<Work>&)>;
  UnaryHandler Admitting(MethodRules rules, bool on_worker, Step step);
  void ReadRows(const std::shared_ptr<Work>& work, const RowQuery& query);
  void OpenPersonal(const std::shared_ptr<Work>& work, const RowQuery& query, RowQuery::Page page);
  void End(const std::shared_ptr<Work>& work, Status status,
           std::unique_ptr<google::protobuf::Message> message);

  Admission* admission_;
  CommitLoop* loop_;
  WorkerPool* workers_;
  PersonalReader* personal_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_QUERIES_H_
