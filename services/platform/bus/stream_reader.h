// The messages of one stream in order from a position, over one connection.
#ifndef FIVESTEP_PLATFORM_BUS_STREAM_READER_H_
#define FIVESTEP_PLATFORM_BUS_STREAM_READER_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/bus/connection.h"

namespace fivestep {

// A message as the stream holds it.
struct StreamMessage {
  // Its sequence in the stream, and which delivery of this reader it is, from 1.
  int64_t sequence = 0;
  int64_t delivery = 0;
  std::string bytes;
};

// `$JS.ACK.<stream>.<consumer>.<deliveries>.<sequence>.<delivery>.…`, in which a server says what
// it delivers; newer servers put domain and account before the stream. None when it is not that.
struct DeliveryNumbers {
  int64_t sequence = 0;
  int64_t delivery = 0;
};
std::optional<DeliveryNumbers> ParseDelivery(std::string_view reply_subject);

// An ephemeral, ordered push consumer without acknowledgements, with the server's flow control and
// heartbeats, made by hand: it is never mended, only left and made again. The library's own ordered
// consumer resets itself on a thread of the library. Used by one thread.
class StreamReader {
 public:
  // Starts at `from`. kUnavailable when the bus cannot be reached, kNotFound when the stream does
  // not exist (yet), kInvalidArgument when a file of `options` cannot be used.
  static Result<std::unique_ptr<StreamReader>> Open(const ConnectionOptions& options,
                                                    const std::string& stream, int64_t from);

  // The next message; none when `wait` is over, and sooner when the server sent something else than
  // a message (flow control): none does not mean the end of the stream. kUnavailable when the
  // connection or the server's consumer is gone; then only another reader helps. Heartbeats are
  // waited for only inside this call, so a caller may take its time between two.
  Result<std::optional<StreamMessage>> Next(std::chrono::milliseconds wait);

 private:
  StreamReader(std::unique_ptr<Connection> connection, natsSubscription* messages)
      : connection_(std::move(connection)), messages_(messages) {}
  Status Answer(natsMsg* control);

  std::unique_ptr<Connection> connection_;
  natsSubscription* messages_;
  std::chrono::steady_clock::duration silence_{0};
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_BUS_STREAM_READER_H_
