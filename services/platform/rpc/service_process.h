// One running service: its storage, its commit loop, its part in the bus, its server. RunService
// (host.h) is this plus signals and exit codes; tests run it inside their own process.
#ifndef FIVESTEP_PLATFORM_RPC_SERVICE_PROCESS_H_
#define FIVESTEP_PLATFORM_RPC_SERVICE_PROCESS_H_

#include <chrono>
#include <memory>
#include <string>

#include "platform/core/status.h"
#include "platform/eventlog/model.h"
#include "platform/rpc/options.h"

namespace fivestep {

class ServiceProcess {
 public:
  // Opens everything and takes calls when it returns. Errors say what to change:
  //   kFailedPrecondition  options, certificates, a method without `access`, a log of another kind
  //   kDataLoss            the log is damaged
  //   kUnavailable         a port, the disk or the log's lock cannot be had
  static Result<std::unique_ptr<ServiceProcess>> Start(ServiceOptions options, ServiceModel model);
  // Drain without patience.
  ~ServiceProcess();

  int grpc_port() const;
  int http_port() const;
  const std::string& context() const;

  // OK as long as the log can be written.
  Status health() const;

  // Says NOT_SERVING, lets calls end for `patience`, then stops the bus, the commit loop and the
  // log, in this order. Nothing that was answered is lost. Says why the last events could not be
  // signed; OK at any further call.
  Status Drain(std::chrono::milliseconds patience);

 private:
  class Parts;
  explicit ServiceProcess(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_SERVICE_PROCESS_H_
