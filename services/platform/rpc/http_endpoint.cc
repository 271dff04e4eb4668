#include "platform/rpc/http_endpoint.h"

#include <CivetServer.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <utility>
#include <vector>

namespace fivestep {
namespace {

// Probes and one or two scrapers: more threads would only wait.
constexpr char kThreads[] = "2";
constexpr char kRequestTimeoutMs[] = "5000";

class TextHandler : public CivetHandler {
 public:
  using Answer = std::function<std::pair<int, std::string>()>;
  TextHandler(std::string type, Answer answer)
      : type_(std::move(type)), answer_(std::move(answer)) {}

  bool handleGet(CivetServer*, mg_connection* connection) override {
    const auto [code, text] = answer_();
    mg_printf(connection,
              "HTTP/1.1 %d %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\n"
              "Cache-Control: no-store\r\nConnection: close\r\n\r\n",
              code, code == 200 ? "OK" : "Service Unavailable", type_.c_str(), text.size());
    mg_write(connection, text.data(), text.size());
    return true;
  }

 private:
  const std::string type_;
  const Answer answer_;
};

constexpr char kPlain[] = "text/plain; charset=utf-8";

// Connects and hangs up, so that whoever waits for connections on this port wakes.
void Knock(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  (void)connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof(address));
  close(socket);
}

TextHandler::Answer ProbeOf(std::function<Status()> check, std::function<std::string()> note) {
  return [check = std::move(check), note = std::move(note)]() -> std::pair<int, std::string> {
    const Status status = check();
    if (!status.ok()) return {503, status.message() + "\n"};
    return {200, (note ? note() : std::string("ok")) + "\n"};
  };
}

}  // namespace

class HttpEndpoint::Server {
 public:
  Server(const std::vector<std::string>& options, Sources sources)
      : live_(kPlain, ProbeOf(std::move(sources.live), nullptr)),
        ready_(kPlain, ProbeOf(std::move(sources.ready), std::move(sources.ready_note))),
        metrics_("text/plain; version=0.0.4; charset=utf-8",
                 [metrics = std::move(sources.metrics)]() -> std::pair<int, std::string> {
                   return {200, metrics()};
                 }),
        server_(options) {
    server_.addHandler("/livez$", live_);
    server_.addHandler("/readyz$", ready_);
    server_.addHandler("/metrics$", metrics_);
  }
  // The library looks for its stop sign only every two seconds unless somebody calls, and a service
  // that stops should not keep its orchestrator waiting for that.
  ~Server() {
    std::atomic<bool> closed = false;
    std::thread caller([&closed, port = port()] {
      while (!closed) {
        Knock(port);
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
      }
    });
    server_.close();
    closed = true;
    caller.join();
  }
  int port() { return server_.getListeningPorts().at(0); }

 private:
  TextHandler live_;
  TextHandler ready_;
  TextHandler metrics_;
  CivetServer server_;  // last: stops before the handlers go
};

HttpEndpoint::HttpEndpoint(std::unique_ptr<Server> server) : server_(std::move(server)) {}
HttpEndpoint::~HttpEndpoint() = default;

Result<std::unique_ptr<HttpEndpoint>> HttpEndpoint::Start(const std::string& listen,
                                                          Sources sources) {
  const std::vector<std::string> options{"listening_ports",
                                         listen,
                                         "num_threads",
                                         kThreads,
                                         "request_timeout_ms",
                                         kRequestTimeoutMs,
                                         "enable_directory_listing",
                                         "no"};
  try {
    return std::unique_ptr<HttpEndpoint>(
        new HttpEndpoint(std::make_unique<Server>(options, std::move(sources))));
  } catch (const CivetException& error) {
    return Unavailable("The probes' port " + listen + " cannot be had: " + error.what() +
                       ". Choose another with --http-listen.");
  }
}

int HttpEndpoint::port() const { return server_->port(); }

}  // namespace fivestep
