// The probes and the metrics, over HTTP on one port: `/livez`, `/readyz`, `/metrics`.
#ifndef FIVESTEP_PLATFORM_RPC_HTTP_ENDPOINT_H_
#define FIVESTEP_PLATFORM_RPC_HTTP_ENDPOINT_H_

#include <functional>
#include <memory>
#include <string>

#include "platform/core/status.h"

namespace fivestep {

// Answers on threads of its own until it is destroyed.
class HttpEndpoint {
 public:
  struct Sources {
    // Whether the process works at all; it is restarted when it does not.
    std::function<Status()> live;
    // Whether calls should be sent here. The text of an OK answer is `ready_note`.
    std::function<Status()> ready;
    std::function<std::string()> ready_note;
    std::function<std::string()> metrics;
  };

  // `listen`: `host:port`; port 0 takes a free one. UNAVAILABLE when it cannot be had.
  static Result<std::unique_ptr<HttpEndpoint>> Start(const std::string& listen, Sources sources);
  ~HttpEndpoint();

  int port() const;

 private:
  class Server;
  explicit HttpEndpoint(std::unique_ptr<Server> server);
  std::unique_ptr<Server> server_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_HTTP_ENDPOINT_H_
