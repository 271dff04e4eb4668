// Who calls. Everything behind this interface may change (OIDC and client certificates come later);
// what is asked of a Caller does not.
#ifndef FIVESTEP_PLATFORM_RPC_AUTHENTICATOR_H_
#define FIVESTEP_PLATFORM_RPC_AUTHENTICATOR_H_

#include <memory>
#include <string>
#include <vector>

#include "platform/core/status.h"
#include "platform/eventlog/reader.h"
#include "platform/rpc/call.h"

namespace fivestep {

// Thread-safe.
class Authenticator {
 public:
  virtual ~Authenticator() = default;
  // Who makes the call. UNAUTHENTICATED, with the reason as a fact, when that cannot be told.
  virtual Result<Caller> Authenticate(const CallInfo& call) const = 0;
};

// Believes what the metadata say: `fivestep-actor`, `fivestep-organisation`, `fivestep-roles` and
// `fivestep-permissions` (comma lists; `role@programmes/p` holds in one programme). For a machine
// that one person uses, and for tests: refuses callers from elsewhere.
class LoopbackAuthenticator : public Authenticator {
 public:
  Result<Caller> Authenticate(const CallInfo& call) const override;
};

// UNAUTHENTICATED; `why` becomes part of the sentence.
Status Unauthenticated(const std::string& why);

// What the caller says about the call beside who they are: correlation id and reason, both limited.
void AddCallFacts(const CallInfo& call, Caller& caller);

// "a, b" -> {"a", "b"}. Empty parts are dropped.
std::vector<std::string> SplitList(const std::string& list);

// 1 to 63 of [a-z0-9-], as random ids are: keeps names of people out of the log.
bool IsActorId(const std::string& id);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_AUTHENTICATOR_H_
