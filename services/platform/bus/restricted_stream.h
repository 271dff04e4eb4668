// The restricted stream: what one service hands over to another, encrypted, for as long as it takes
// to fetch it. No record: each message is a copy of a blob that its service keeps.
#ifndef FIVESTEP_PLATFORM_BUS_RESTRICTED_STREAM_H_
#define FIVESTEP_PLATFORM_BUS_RESTRICTED_STREAM_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "platform/bus/connection_options.h"
#include "platform/core/status.h"

namespace fivestep {

class Connection;  // connection.h

// How long the server keeps a message. What is in force is brought there again by its service.
inline constexpr int kRestrictedMaxAgeDays = 30;
// The largest part; smaller where the server takes less.
inline constexpr size_t kMaxRestrictedPartBytes = 512 << 10;
// Content larger than this is none that a service hands over.
inline constexpr size_t kMaxRestrictedBytes = 64 << 20;

// Where one content lies.
struct RestrictedPlace {
  std::string deployment;
  std::string context;  // whose it is
  std::string digest;   // SHA-256 of the content, 32 bytes
};

// Makes the stream where there is none. kUnavailable: the server did not answer.
Status EnsureRestrictedStream(Connection& connection, const std::string& deployment, int replicas);

// The content, all its parts in order. kNotFound: it is not there, not whole, or not that of the
// digest. kUnavailable: the server did not answer.
Result<std::string> GetRestricted(Connection& connection, const RestrictedPlace& place);

// Brings the content there, in parts; each takes the place of what lay there. When it returns OK
// the server has stored all. kUnavailable: the server did not answer.
Status PutRestricted(Connection& connection, const RestrictedPlace& place,
                     std::string_view content);

// Takes all parts out. kUnavailable: the server did not answer.
Status DropRestricted(Connection& connection, const RestrictedPlace& place);

// Fetches, over a connection that is made when it is needed and left when it failed. Used by one
// thread.
class RestrictedReader {
 public:
  RestrictedReader(std::string deployment, ConnectionOptions options);
  ~RestrictedReader();

  // Errors as GetRestricted, with a sentence that says what to do.
  Result<std::string> Fetch(const std::string& context, const std::string& digest);

 private:
  const std::string deployment_;
  const ConnectionOptions options_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_BUS_RESTRICTED_STREAM_H_
