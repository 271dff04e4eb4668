// One connection to the bus, for one thread.
//
// A connection does not mend itself. When it is lost it stays closed, and its owner makes a new one
// after a pause, for ever. What holds for a new connection (the stream was emptied, the server is
// another) is so looked at every time, and nothing is left in a buffer of the library to be sent
// later. The library would give up for good after a second refused login, for example while a
// secret is being rotated.
#ifndef FIVESTEP_PLATFORM_BUS_CONNECTION_H_
#define FIVESTEP_PLATFORM_BUS_CONNECTION_H_

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/bus/connection_options.h"
#include "platform/bus/nats_handles.h"
#include "platform/core/status.h"

namespace fivestep {

class Connection {
 public:
  // Blocks for at most `connect_timeout` per server. kUnavailable when no server answers or lets us
  // in, kInvalidArgument when a file cannot be read or used.
  static Result<std::unique_ptr<Connection>> Open(const ConnectionOptions& options);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  bool connected() const;
  // The largest message that the server takes, headers and body.
  size_t max_payload() const;
  // Requests to JetStream's API, each answered within `answer_timeout`.
  jsCtx* jet_stream() const { return jet_stream_.get(); }

  // A subject that nobody else uses.
  std::string NewInbox();
  // The subscription is the connection's own and lives as long as it. Its queue has no limit: the
  // callers bound what is sent to it.
  Result<natsSubscription*> Subscribe(const std::string& subject);
  // The next message, or none within `wait`, or kUnavailable when the connection is lost.
  Result<MessageHandle> Next(natsSubscription* subscription, std::chrono::milliseconds wait);
  // Puts the message into the buffer of what is to be sent. It goes when Flush() is called, and
  // after about a millisecond without it.
  Status Publish(natsMsg* message);
  // Sends what was published, in as few writes as it takes, and waits until the server has read it,
  // at most a second: a server that is slower is judged by its acknowledgements. A write for each
  // message would cost both sides twice as much for a burst.
  Status Flush();
  // An empty message, for flow control, sent like others.
  Status Signal(const std::string& subject);

 private:
  Connection() = default;

  ConnectionHandle connection_;
  JetStreamHandle jet_stream_;
  std::vector<SubscriptionHandle> subscriptions_;
};

// What the library says went wrong, as a Status with a sentence that begins with `what`.
Status NatsError(const std::string& what, natsStatus status);

// A header's value, empty when the message has none.
std::string_view HeaderOf(natsMsg* message, const char* name);
std::string_view BodyOf(natsMsg* message);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_BUS_CONNECTION_H_
