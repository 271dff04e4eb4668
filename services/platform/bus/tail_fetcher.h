// Stream -> log: brings back what a restored log lacks, once it is known to be what the log held.
#ifndef FIVESTEP_PLATFORM_BUS_TAIL_FETCHER_H_
#define FIVESTEP_PLATFORM_BUS_TAIL_FETCHER_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/bus/connection.h"
#include "platform/bus/connection_options.h"
#include "platform/bus/log_completion.h"

namespace fivestep {

// Used by the publisher's thread, over one connection.
class TailFetcher {
 public:
  struct Options {
    ConnectionOptions connection;
    std::string stream;
    std::string checkpoint_stream;
    std::function<bool()> stopping;
  };
  TailFetcher(Connection* connection, LogCompletion* log, Options options)
      : connection_(connection), log_(log), options_(std::move(options)) {}

  // Completes a log that ends at `log_end` and is equal to its stream up to there, from a stream
  // that ends at `stream_end`. Signed heads of the log (the file beside it, the checkpoint stream)
  // that reach into what is missing must agree with it; that is found out before anything is taken
  // back. OK: nothing is missing, and the log takes commands.
  //
  // Errors, each with a sentence; the log stays marked:
  //   kFailedPrecondition  the stream is shorter than the log or than a signed head says, so a
  //                        person must say whether something is missing
  //   kDataLoss            the stream does not hold what was recorded
  //   kUnavailable         ask again
  Status Complete(int64_t log_end, int64_t stream_end);

 private:
  using Visit = std::function<Status(int64_t position, std::string bytes)>;
  Status Read(int64_t from, int64_t to, const Visit& visit);
  // Signed heads of this log beyond `log_end`.
  Result<std::vector<CheckpointBody>> HeadsBeyond(int64_t log_end);
  Status AddHeadsOfStream(int64_t log_end, std::vector<CheckpointBody>& heads);
  Status CheckAgainst(const CheckpointBody& head, int64_t log_end);
  Status Append(int64_t from, int64_t to);

  Connection* connection_;
  LogCompletion* log_;
  Options options_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_BUS_TAIL_FETCHER_H_
