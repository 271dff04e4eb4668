// What holds for every command: where the services are, who calls, how long to wait.
#ifndef FIVESTEP_CLI_SETTINGS_H_
#define FIVESTEP_CLI_SETTINGS_H_

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/status.h"

namespace fivestep::cli {

// Exit codes; the README and the help text list them.
enum ExitCode {
  kDone = 0,
  kRefused = 1,       // the service said no, or failed
  kUsage = 2,         // the command line, a file or the JSON is not as it should be
  kNotReached = 3,    // no answer from the service
  kNotPermitted = 4,  // the caller is not known, or may not do this
};

// The five contexts in the order of the work, each with the port that it has on one machine.
struct Context {
  const char* name;
  int port;
};
inline constexpr Context kContexts[] = {{"programme", 7101},
                                        {"engagement", 7102},
                                        {"analysis", 7103},
                                        {"codesign", 7104},
                                        {"metrics", 7105}};
bool IsContext(std::string_view name);
std::vector<std::string> ContextNames();

struct Settings {
  // Context -> `host:port`; all five are there.
  std::map<std::string, std::string> addresses;
  std::string actor = "cli";
  std::string organisation;
  std::string roles;
  std::string permissions;
  std::string reason;
  std::string token_file;
  std::string tls_ca;
  // How long one call may take; streams that follow a log have no end unless one is given.
  std::optional<std::chrono::milliseconds> timeout;
  // How long a call is repeated while a service has not yet heard of what it names.
  std::chrono::seconds wait{10};
  bool positions = true;
  std::string positions_file;  // empty: DefaultPositionsFile
  bool json = false;
};

// `127.0.0.1:7101` and so on.
std::map<std::string, std::string> DefaultAddresses();

// Takes `context=host:port` items, one a line or separated by commas, `#` begins a comment, into
// `addresses`. INVALID_ARGUMENT names the item that is wrong.
Status AddAddresses(const std::string& text, std::map<std::string, std::string>& addresses);

// Whether the host of `address` is this machine.
bool IsLoopback(const std::string& address);

// `${XDG_STATE_HOME:-~/.local/state}/fivestep/positions-<hash of the addresses>`; empty when there
// is neither variable nor home.
std::string DefaultPositionsFile(const std::map<std::string, std::string>& addresses);

// The whole file, or standard input for `-`. INVALID_ARGUMENT when it cannot be read.
Result<std::string> ReadInput(const std::string& path);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_SETTINGS_H_
