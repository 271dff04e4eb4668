// Reading the other services' logs, for positions that their streams lack.
#ifndef FIVESTEP_PLATFORM_RPC_PEERS_H_
#define FIVESTEP_PLATFORM_RPC_PEERS_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "platform/core/status.h"
#include "platform/eventlog/commit_loop.h"
#include "platform/rpc/client.h"
#include "platform/rpc/options.h"

namespace fivestep {

// Events asked for in one call; a longer gap is read in several.
inline constexpr int64_t kMaxGapRead = 1'000;

// Thread-safe.
class Peers {
 public:
  // Errors: INVALID_ARGUMENT (a peer is not `context=host:port`), FAILED_PRECONDITION (a file
  // cannot be read).
  static Result<std::unique_ptr<Peers>> Open(const ServiceOptions& options,
                                             const std::string& context);

  // The events `from` to `to` of `log`, as many as one call gives, from its service's
  // AuditService.ReadEvents. FAILED_PRECONDITION when no peer is named for that log.
  Result<std::vector<ForeignEvent>> Read(const std::string& log, int64_t from, int64_t to) const;

 private:
  Peers() = default;
  std::map<std::string, std::unique_ptr<Client>> clients_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_PEERS_H_
