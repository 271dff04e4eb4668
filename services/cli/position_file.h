// What this program has seen of each log, kept from one call to the next, so that a later call to
// another service waits until that service has seen it too.
#ifndef FIVESTEP_CLI_POSITION_FILE_H_
#define FIVESTEP_CLI_POSITION_FILE_H_

#include <cstdint>
#include <map>
#include <string>

#include "platform/core/status.h"

namespace fivestep::cli {

using Positions = std::map<std::string, int64_t>;

// Parses `analysis=12,programme=3`, by comma or line; what is malformed is left out.
Positions ParsePositionList(const std::string& text);
// `analysis=12,programme=3` of every log but `except`.
std::string PositionList(const Positions& positions, const std::string& except);

// Thread-safe across processes: Learn holds a lock on the file.
class PositionFile {
 public:
  // `path` empty: nothing is kept.
  explicit PositionFile(std::string path) : path_(std::move(path)) {}

  // Empty when there is no file.
  Positions Read() const;

  // Raises what is kept to `seen`. `before` is what was kept when the call began: an answer with a
  // lower position than that comes from a log that was set up afresh, so that log's position is
  // lowered, or every later call would wait for news that never come. kUnavailable: the file could
  // not be written.
  Status Learn(const Positions& before, const Positions& seen) const;

  Status Forget() const;

 private:
  std::string path_;
};

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_POSITION_FILE_H_
