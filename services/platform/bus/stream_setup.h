// The streams of a log: made as they must be, or checked.
#ifndef FIVESTEP_PLATFORM_BUS_STREAM_SETUP_H_
#define FIVESTEP_PLATFORM_BUS_STREAM_SETUP_H_

#include <cstdint>
#include <string>
#include <vector>

#include "platform/bus/connection.h"
#include "platform/core/status.h"

namespace fivestep {

// What is the same for every stream of ours: on disk, kept for ever, full means refused, nothing
// can be deleted or purged.
struct StreamPlan {
  std::string name;
  std::string subject;
  int replicas = 1;
};

StreamPlan EventStreamPlan(const std::string& deployment, const std::string& context, int replicas);
StreamPlan CheckpointStreamPlan(const std::string& deployment, const std::string& context,
                                int replicas);

// What a stream holds.
struct StreamExtent {
  int64_t first = 0;
  int64_t last = 0;
  int64_t count = 0;
  // Positions deleted between first and last, at most kMaxNamedHoles.
  std::vector<int64_t> deleted;
  // Where the stream's settings differ from the plan in a way that loses no event, a sentence.
  std::string difference;

  // Empty when the stream holds every position from 1 to `last`; else a sentence that names those
  // that it lacks.
  std::string Holes() const;
};
inline constexpr int kMaxNamedHoles = 20;

// Makes the stream when there is none, and reads what it holds.
//
// Errors:
//   kFailedPrecondition  a stream of this name has settings that can lose or refuse events; the
//                        sentence names each with what it should be. It is not changed.
//   kUnavailable         the server did not answer, or cannot make the stream now.
Result<StreamExtent> EnsureStream(Connection& connection, const StreamPlan& plan);

// How many messages the stream holds, whatever its settings; 0 when there is none. kUnavailable
// when the server did not answer.
Result<int64_t> CountMessages(Connection& connection, const std::string& stream);

// Deletes the stream with all that it holds, and makes it as planned. kUnavailable when the server
// did not answer, or cannot make it now; the stream may then be there or not.
Status RecreateStream(Connection& connection, const StreamPlan& plan);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_BUS_STREAM_SETUP_H_
