// Where an answer goes that is a file.
#ifndef FIVESTEP_CLI_OUTPUT_FILE_H_
#define FIVESTEP_CLI_OUTPUT_FILE_H_

#include <string>

#include "platform/core/status.h"

namespace fivestep::cli {

// Replaces the file. INVALID_ARGUMENT: it cannot be written.
Status WriteFile(const std::string& path, const std::string& content);

// Writes to the file and says on standard error that it is there; to standard output where `path`
// is empty. The result is the exit code.
int WriteAnswer(const std::string& path, const std::string& content);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_OUTPUT_FILE_H_
