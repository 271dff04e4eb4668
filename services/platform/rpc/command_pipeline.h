// Unary commands: from an admitted request to the commit loop and back.
#ifndef FIVESTEP_PLATFORM_RPC_COMMAND_PIPELINE_H_
#define FIVESTEP_PLATFORM_RPC_COMMAND_PIPELINE_H_

#include <memory>
#include <string>

#include "platform/eventlog/commit_loop.h"
#include "platform/eventlog/model.h"
#include "platform/rpc/admission.h"
#include "platform/rpc/call.h"
#include "platform/rpc/method_rules.h"
#include "platform/rpc/worker_pool.h"

namespace fivestep {

// RESOURCE_EXHAUSTED QUEUE_FULL, with the wait to suggest.
Status QueueFull(size_t limit);

// The answer to a command: its message, and the trailers that say where it stands in the log.
Answer AnswerOf(CommandResult result, const Admission& admission,
                const std::string& correlation_id);

// Thread-safe; everything handed in must outlive it and every call in flight.
class CommandPipeline {
 public:
  CommandPipeline(Admission* admission, CommitLoop* loop, WorkerPool* workers)
      : admission_(admission), loop_(loop), workers_(workers) {}

  // The handler of a command method. The slow part of a prepared command runs on a worker; the call
  // is ended from a thread of the loop, once the outcome is durable.
  UnaryHandler HandlerOf(MethodRules rules, const CommandRule* command);

 private:
  struct Work;
  void Run(const std::shared_ptr<Work>& work);
  void Prepare(const std::shared_ptr<Work>& work);
  void Submit(const std::shared_ptr<Work>& work);

  Admission* admission_;
  CommitLoop* loop_;
  WorkerPool* workers_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_COMMAND_PIPELINE_H_
