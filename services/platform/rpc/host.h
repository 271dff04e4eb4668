// The main function of every service.
#ifndef FIVESTEP_PLATFORM_RPC_HOST_H_
#define FIVESTEP_PLATFORM_RPC_HOST_H_

#include "platform/eventlog/model.h"

namespace fivestep {

// Exit codes, as in sysexits.h.
inline constexpr int kExitUsage = 64;  // the options cannot be right
// The log failed, so what was not answered is unknown; or the last events could not be signed,
// which the next start does.
inline constexpr int kExitFailure = 70;
inline constexpr int kExitNoStart = 78;  // something it needs is not as it should be

// Runs the service until SIGTERM or SIGINT, then drains. Prints one line on stdout when it is
// ready: `engagement is ready: grpc 127.0.0.1:7100, http 127.0.0.1:7200`. Returns the exit code.
int RunService(int argc, char** argv, ServiceModel model);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_HOST_H_
