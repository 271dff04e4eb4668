// The gRPC server: port, TLS, limits, health and reflection.
#ifndef FIVESTEP_PLATFORM_RPC_GRPC_SERVER_H_
#define FIVESTEP_PLATFORM_RPC_GRPC_SERVER_H_

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "platform/core/status.h"
#include "platform/rpc/dynamic_service.h"

namespace fivestep {

// Files of the server's certificate; all empty: no TLS.
struct TlsFiles {
  std::string certificate;  // PEM, the chain
  std::string key;          // PEM
  std::string client_ca;    // PEM; when given, callers must show a certificate of it
};

// Calls that one connection may have open. Browsers and gateways multiplex; this many is a flood.
inline constexpr int kMaxConcurrentStreams = 1'000;

class GrpcServer {
 public:
  struct Options {
    std::string listen;  // `host:port`; port 0 takes a free one
    TlsFiles tls;
    std::vector<std::string> service_names;  // for health
  };

  // Starts taking calls; health says NOT_SERVING until SetServing. The services must outlive it.
  // UNAVAILABLE when the port cannot be had, FAILED_PRECONDITION when a TLS file cannot be read.
  static Result<std::unique_ptr<GrpcServer>> Start(const Options& options,
                                                   const std::vector<DynamicService*>& services);
  // Drain() without patience.
  ~GrpcServer();

  int port() const;

  // What grpc.health.v1 answers, for each service and for the server.
  void SetServing(bool serving);

  // Takes no more calls, lets those under way end for `patience`, then cancels the rest. Returns
  // when none is left.
  void Drain(std::chrono::milliseconds patience);

 private:
  class Running;
  explicit GrpcServer(std::unique_ptr<Running> running);
  std::unique_ptr<Running> running_;
};

// Whether `host:port` is reached from this machine only.
bool IsLoopbackAddress(const std::string& listen);

// The content of a small file. FAILED_PRECONDITION, naming it, when it cannot be read.
Result<std::string> ReadWholeFile(const std::string& path);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_GRPC_SERVER_H_
