// The process's log: JSON lines on stderr, one fact per field. Never the content of a request.
#ifndef FIVESTEP_PLATFORM_RPC_LOG_H_
#define FIVESTEP_PLATFORM_RPC_LOG_H_

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "platform/core/status.h"
#include "platform/rpc/call.h"

namespace fivestep {

using LogFields = std::initializer_list<std::pair<std::string_view, std::string>>;

// Says which context writes and from which level on: trace, debug, info, warning, error, off.
// INVALID_ARGUMENT for another level. Until then `info` holds. Call before threads are started.
Status OpenLog(const std::string& context, const std::string& level);

// Thread-safe. `message` is a sentence without values; those are fields.
void LogDebug(std::string_view message, LogFields fields = {});
void LogInfo(std::string_view message, LogFields fields = {});
void LogWarning(std::string_view message, LogFields fields = {});
void LogError(std::string_view message, LogFields fields = {});

// A call that ended: method, code, milliseconds, correlation id and, for failures, reason.
// Successes are `debug`, refusals `info`, failures of the service itself `error`.
void LogCall(const EndedCall& call);

// `text` inside JSON quotes.
std::string JsonText(std::string_view text);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_LOG_H_
