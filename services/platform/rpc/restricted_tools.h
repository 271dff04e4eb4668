// What an errand of a running service has of the world outside: the restricted stream and its key.
#ifndef FIVESTEP_PLATFORM_RPC_RESTRICTED_TOOLS_H_
#define FIVESTEP_PLATFORM_RPC_RESTRICTED_TOOLS_H_

#include <string>
#include <utility>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/bus/restricted_stream.h"
#include "platform/core/decision.h"
#include "platform/eventlog/model.h"
#include "platform/sealing/restricted_seal.h"

namespace fivestep {

// Used by one thread. `seal` may be null and must outlive it.
class RestrictedTools : public ErrandTools {
 public:
  RestrictedTools(std::string deployment, ConnectionOptions connection, const RestrictedSeal* seal)
      : reader_(std::move(deployment), std::move(connection)), seal_(seal) {}

  Result<std::string> FetchRestricted(const std::string& context, const std::string& digest,
                                      const std::string& identity) override {
    if (seal_ == nullptr) return StatusOf(platform::v1::RESTRICTED_KEY_MISSING);
    const auto sealed = reader_.Fetch(context, digest);
    if (!sealed.ok()) return sealed.status();
    return seal_->Open(*sealed, identity);
  }

 private:
  RestrictedReader reader_;
  const RestrictedSeal* seal_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_RESTRICTED_TOOLS_H_
