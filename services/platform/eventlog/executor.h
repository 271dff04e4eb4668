// Decides one command inside a batch: repeats, references, the decider, the events, the answer.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_EXECUTOR_H_
#define FIVESTEP_PLATFORM_EVENTLOG_EXECUTOR_H_

#include <memory>
#include <string>
#include <vector>

#include "platform/eventlog/batch.h"
#include "platform/eventlog/commit_loop.h"

namespace fivestep {

// Where a command came from, for what is not a caller's RPC.
struct InternalOrigin {
  std::string method;  // `reaction/<name>`, `timer/<rule>`
  platform::v1::LogPosition causation;
  std::string correlation_id;
  int hop = 0;
};

// Used on the commit thread only. Stateless but for the batch that it works on.
class Executor {
 public:
  explicit Executor(Batch* batch) : batch_(batch) {}

  // A caller's command, an upload's, or one of a reaction (`origin` given). On any error the batch
  // is as it was.
  CommandResult Run(const CommandCall& call, const InternalOrigin* origin = nullptr);

  // A timer that is due, for the row `resource`.
  Status RunTimer(const DueTimer& timer, const std::string& resource);

  // The time of the row `resource` was over at `due`: records its disposal, or sets it aside where
  // a legal hold forbids it. Nothing where that no longer holds, or its keys are destroyed already.
  Status Dispose(const std::string& resource, Instant due);

  // The platform's own events (an opened disclosure, a skipped event), on behalf of `caller`.
  CommandResult RunOwn(google::protobuf::Message& event, const Caller& caller,
                       const std::string& method);

 private:
  struct Target {
    std::string name;
    bool creates = false;
  };
  Status CheckProgramme(const CommandCall& call) const;
  Result<Target> FindTarget(const CommandCall& call) const;
  Status CheckEtag(const CommandCall& call, const Target& target) const;
  Status CheckReferences(const CommandCall& call, const Target& target) const;
  Status CheckReference(const std::string& path, const std::string& name) const;
  CommandContext MakeContext(const platform::v1::Actor& actor, const std::string& programme) const;
  Status AppendAll(const Decision& decision, EventOrigin origin);
  // The same, with an outcome that says that this timer has run.
  Status AppendOnce(const Decision& decision, const EventOrigin& origin);
  EventOrigin OriginOf(const DueTimer& timer, const std::string& resource) const;
  Result<CommandResult> FindRepeat(const CommandCall& call, const std::string& key,
                                   const std::string& digest) const;
  std::unique_ptr<google::protobuf::Message> Render(const LoadedRow& row,
                                                    const std::string& name) const;
  // The answer to a command that was decided just now, whose events are `outcome`.
  std::unique_ptr<google::protobuf::Message> RenderNew(const CommandCall& call,
                                                       const Outcome& outcome) const;
  // The same answer, made again from the log.
  Result<std::unique_ptr<google::protobuf::Message>> RenderAgain(const CommandCall& call,
                                                                 int64_t first, int64_t last) const;
  // The resource that a command answers with: that of the first event about a row of its type, or
  // the one that it named.
  std::string TargetOf(const CommandCall& call, const Outcome& outcome) const;

  Batch* batch_;
};

// The key of a command's outcome.
std::string OutcomeKey(const std::string& actor, const std::string& method,
                       const std::string& request_id);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_EXECUTOR_H_
