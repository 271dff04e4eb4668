// A log of the test context and its bus, on a real nats-server.
#ifndef FIVESTEP_TESTS_INTEGRATION_BUS_SERVICE_H_
#define FIVESTEP_TESTS_INTEGRATION_BUS_SERVICE_H_

#include <stdexcept>
#include <string>
#include <utility>

#include "platform/bus/bus.h"
#include "platform/testing/nats_fixture.h"
#include "platform/testing/notes.h"
#include "platform/testing/test_log.h"

namespace fivestep::testing {

// A log with its bus, as a service has them. The bus goes first.
class Service {
 public:
  Service(const std::string& directory, ServiceModel model, const NatsServer& nats)
      : log_(directory, std::move(model)), bus_(&log_.log(), &log_.loop(), nullptr, On(nats)) {
    if (const Status started = bus_.Start(); !started.ok()) {
      throw std::runtime_error(started.message());
    }
  }
  TestLog& log() { return log_; }
  Bus& bus() { return bus_; }
  int64_t end() { return log_.log().last_position(); }

 private:
  Bus::Options On(const NatsServer& nats) {
    Bus::Options options;
    options.connection.urls = {nats.url()};
    options.follow = log_.model().followed_logs();
    options.on_fenced = [this](const std::string& why) { log_.loop().Fence(why); };
    return options;
  }

  TestLog log_;
  Bus bus_;
};

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_INTEGRATION_BUS_SERVICE_H_
