#include "platform/rpc/host.h"

#include <malloc.h>
#include <pthread.h>
#include <signal.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <utility>

#include "platform/rpc/log.h"
#include "platform/rpc/options.h"
#include "platform/rpc/service_process.h"

namespace fivestep {
namespace {

// Calls get this long to end; orchestrators kill after 30 seconds.
constexpr std::chrono::seconds kDrainPatience{10};
// After a failed write everybody is answered at once; what takes longer is stuck on the disk.
constexpr std::chrono::seconds kFailurePatience{1};
// How often the log's health is looked at.
constexpr long kHealthCheckNanos = 100'000'000;

// The signals that end the service, blocked in every thread and waited for in this one.
sigset_t BlockSignals() {
  signal(SIGPIPE, SIG_IGN);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

// Until a signal comes, or the log fails.
Status WaitForEnd(const ServiceProcess& service, const sigset_t& signals) {
  const timespec pause{0, kHealthCheckNanos};
  while (sigtimedwait(&signals, nullptr, &pause) < 0) {
    FIVESTEP_RETURN_IF_ERROR(service.health());
  }
  return OkStatus();
}

void AnnounceReady(const ServiceProcess& service, const ServiceOptions& options) {
  const auto address = [](const std::string& listen, int port) {
    return listen.substr(0, listen.rfind(':') + 1) + std::to_string(port);
  };
  const std::string grpc = address(options.grpc_listen, service.grpc_port());
  const std::string http = address(options.http_listen, service.http_port());
  LogInfo("ready", {{"grpc", grpc}, {"http", http}});
  std::printf("%s is ready: grpc %s, http %s\n", service.context().c_str(), grpc.c_str(),
              http.c_str());
  std::fflush(stdout);
}

int Fail(const std::string& message, const Status& status, int exit_code) {
  LogError(message, {{"code", CodeName(status.code())}, {"error", status.message()}});
  return exit_code;
}

}  // namespace

int RunService(int argc, char** argv, ServiceModel model) {
  const sigset_t signals = BlockSignals();
  const ParsedOptions parsed = ParseOptions(argc, argv, model.context());
  if (!parsed.run) return parsed.exit_code;
  const Status logging = OpenLog(model.context(), parsed.options.log_level);
  if (!logging.ok()) return Fail("cannot start", logging, kExitUsage);
  auto started = ServiceProcess::Start(parsed.options, std::move(model));
  if (!started.ok()) return Fail("cannot start", started.status(), kExitNoStart);
  ServiceProcess& service = **started;
  // What opening needed for a moment, and no longer does, goes back to the machine.
  malloc_trim(0);
  AnnounceReady(service, parsed.options);
  const Status end = WaitForEnd(service, signals);
  if (!end.ok()) {
    Fail("the log failed", end, kExitFailure);
    (void)service.Drain(kFailurePatience);
    return kExitFailure;
  }
  LogInfo("stopping");
  const Status last_head = service.Drain(kDrainPatience);
  if (!last_head.ok()) return Fail("stopped with events unsigned", last_head, kExitFailure);
  LogInfo("stopped");
  return 0;
}

}  // namespace fivestep
