// What every call passes before it is answered: who calls, whether they may, whether the request is
// well formed, whether this service has read as far as the caller has.
#ifndef FIVESTEP_PLATFORM_RPC_ADMISSION_H_
#define FIVESTEP_PLATFORM_RPC_ADMISSION_H_

#include <google/protobuf/message.h>

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "platform/core/clock.h"
#include "platform/core/ids.h"
#include "platform/core/status.h"
#include "platform/eventlog/commit_loop.h"
#include "platform/eventlog/event_log.h"
#include "platform/rpc/authenticator.h"
#include "platform/rpc/call.h"
#include "platform/rpc/method_rules.h"

namespace fivestep {

// The outcome. `caller.correlation_id` is set in any case.
struct Admitted {
  Status status;
  Caller caller;
  std::string programme;  // `programmes/{p}`, or empty
};

// Thread-safe; everything handed in must outlive it.
class Admission {
 public:
  Admission(const Authenticator* authenticator, const EventLog* log, CommitLoop* loop,
            const Clock* clock, IdSource* ids, const std::vector<std::string>& followed_logs);

  // Runs `done` once: on this thread, or, where the call waits for news of another log
  // (`fivestep-after`), on the commit thread later. `request` must live until then.
  //
  // Errors: UNAUTHENTICATED, PERMISSION_DENIED, INVALID_ARGUMENT (all violations),
  // DEADLINE_EXCEEDED, UNAVAILABLE POSITION_NOT_REACHED.
  void Admit(const MethodRules& rules, const CallInfo& info,
             const google::protobuf::Message& request, std::function<void(Admitted)> done);

  // The part of Admit that does not wait.
  Admitted Check(const MethodRules& rules, const CallInfo& info,
                 const google::protobuf::Message& request) const;

  // `fivestep-position` and `fivestep-correlation` for an answer given at `position`.
  Metadata Trailers(const std::string& correlation_id, int64_t position) const;
  // The same for an answer that depends on everything recorded so far.
  Metadata Trailers(const std::string& correlation_id) const;

 private:
  using Positions = std::vector<platform::v1::LogPosition>;
  Status CheckRequest(const MethodRules& rules, const google::protobuf::Message& request,
                      Admitted& admitted) const;
  // The positions that are still to come, of logs that this service reads.
  Positions Missing(const Positions& wanted) const;
  int64_t Reached(const std::string& log) const;
  Status NotReached(const Positions& wanted) const;

  const Authenticator* authenticator_;
  const EventLog* log_;
  CommitLoop* loop_;
  const Clock* clock_;
  IdSource* ids_;
  std::set<std::string> logs_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_ADMISSION_H_
