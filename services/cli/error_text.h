// How a failed call is told to a person, and which exit code it gets.
#ifndef FIVESTEP_CLI_ERROR_TEXT_H_
#define FIVESTEP_CLI_ERROR_TEXT_H_

#include <string>

#include "cli/settings.h"
#include "platform/core/status.h"

namespace fivestep::cli {

// Whether `status` comes from no service: it was not there, or did not answer in time.
bool IsNotReached(const Status& status);

// For a failed call.
ExitCode ExitCodeOf(const Status& status);

// What was called.
struct CallFacts {
  std::string context;
  std::string address;
  std::string request_id;  // empty for a query
};

// Several lines, the last one ended: code and reason, the sentence, each field that is wrong, and
// what to do where the service does not know that.
std::string ErrorText(const Status& status, const CallFacts& call, const Settings& settings);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_ERROR_TEXT_H_
