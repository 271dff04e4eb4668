// The commands that the benchmark sends.
#ifndef FIVESTEP_BENCH_REQUESTS_H_
#define FIVESTEP_BENCH_REQUESTS_H_

#include <google/protobuf/message.h>

#include <cstdint>
#include <memory>
#include <string>

#include "platform/rpc/call.h"

namespace fivestep::bench {

inline constexpr char kAgreeTheme[] = "/fivestep.engagement.v1.EngagementService/AgreeTheme";
inline constexpr char kRecordContributions[] =
    "/fivestep.engagement.v1.EngagementService/RecordContributions";
// Contributions in one RecordContributions, hence events.
inline constexpr int kContributionsPerCommand = 16;

// Who calls, as every client says it to a service that runs with --insecure-loopback.
Metadata CallerMetadata();

// One kind of command. `Make` gives a request that the service has not seen, about 400 bytes for a
// theme; used by one thread.
class RequestMaker {
 public:
  virtual ~RequestMaker() = default;
  virtual std::string method() const = 0;
  // Events that one command leads to.
  virtual int event_count() const = 0;
  virtual const google::protobuf::Message& Make() = 0;
  // An empty message of the answer's type.
  virtual std::unique_ptr<google::protobuf::Message> NewAnswer() const = 0;
};

// AgreeTheme: one event, one row, nothing personal.
std::unique_ptr<RequestMaker> ThemesIn(const std::string& programme);
// RecordContributions with kContributionsPerCommand: as many events, rows and sealed texts.
std::unique_ptr<RequestMaker> ContributionsTo(const std::string& activity);

}  // namespace fivestep::bench

#endif  // FIVESTEP_BENCH_REQUESTS_H_
