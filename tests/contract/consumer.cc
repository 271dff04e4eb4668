// Follows the events of one context as any other system may: with the NATS client library and the
// generated messages, nothing else of Fivestep. proto/README.md says what each step is for.
#include <google/protobuf/util/time_util.h>
#include <nats/nats.h>

#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "fivestep/platform/v1/record.pb.h"

namespace {
std::string StreamName(const std::string& deployment, const std::string& context) {
  std::string name = "FIVESTEP_" + deployment + "_" + context;
  for (char& c : name) c = c == '-' ? '_' : static_cast<char>(std::toupper(c));
  return name;
}

int Stop(const char* why, int64_t last) {
  std::fprintf(stderr, "%s. Resume from position %lld.\n", why, static_cast<long long>(last));
  return 1;
}
}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return std::puts("Usage: event_consumer URL DEPLOYMENT CONTEXT LAST_POSITION"), 2;
  const std::string stream = StreamName(argv[2], argv[3]);
  const std::string subjects = std::string("fivestep.") + argv[2] + ".event." + argv[3] + ".>";
  int64_t last = std::atoll(argv[4]);  // where a real consumer left off: stored with its effects
  natsConnection* connection = nullptr;
  jsCtx* jet_stream = nullptr;
  natsSubscription* events = nullptr;
  jsSubOptions options;
  jsSubOptions_Init(&options);
  options.Stream = stream.c_str();
  options.Ordered = true;
  options.Config.DeliverPolicy = js_DeliverByStartSequence;
  options.Config.OptStartSeq = static_cast<uint64_t>(last) + 1;
  auto status = natsConnection_ConnectTo(&connection, argv[1]);
  if (status == NATS_OK) status = natsConnection_JetStream(&jet_stream, connection, nullptr);
  if (status == NATS_OK)
    status = js_SubscribeSync(&events, jet_stream, subjects.c_str(), nullptr, &options, nullptr);
  while (status == NATS_OK || status == NATS_TIMEOUT) {
    natsMsg* message = nullptr;
    status = natsSubscription_NextMsg(&message, events, 1'000);
    if (status != NATS_OK) continue;  // after a second without news it asks again
    fivestep::platform::v1::RecordedEvent event;
    const std::string body(natsMsg_GetData(message), natsMsg_GetDataLength(message));
    natsMsg_Destroy(message);
    if (!event.ParseFromString(body) || event.position() != last + 1)
      return Stop("Gap: read it by ReadEvents", last);
    const std::string time = google::protobuf::util::TimeUtil::ToString(event.recorded_time());
    std::printf("%lld %s %s %s\n", static_cast<long long>(event.position()), time.c_str(),
                event.stream().c_str(), event.type().c_str());
    std::fflush(stdout);
    last = event.position();
  }
  return Stop(natsStatus_GetText(status), last);
}
