#include "platform/rpc/peers.h"

#include <algorithm>
#include <utility>

#include "fivestep/platform/v1/audit_service.pb.h"
#include "platform/rpc/grpc_server.h"

namespace fivestep {
namespace {

constexpr char kReadEvents[] = "/fivestep.platform.v1.AuditService/ReadEvents";
constexpr std::chrono::seconds kReadDeadline{10};

std::string FirstLine(const std::string& text) {
  return text.substr(0, text.find_first_of("\r\n"));
}

}  // namespace

Result<std::unique_ptr<Peers>> Peers::Open(const ServiceOptions& options,
                                           const std::string& context) {
  const auto targets = ParsePeers(options.peers);
  if (!targets.ok()) return targets.status();
  Client::Options client;
  // A deployment has one manner of calling: what this service asks of its callers, its peers ask of
  // it.
  client.tls = !options.tls_cert.empty();
  client.ca_file = options.peer_ca;
  if (!options.tls_client_ca.empty()) {
    client.certificate_file = options.tls_cert;
    client.key_file = options.tls_key;
  }
  if (options.insecure_loopback) {
    client.metadata = {{kActorKey, "service-" + context}, {kRolesKey, "peer-service"}};
  }
  if (!options.peer_token_file.empty()) {
    const Result<std::string> token = ReadWholeFile(options.peer_token_file);
    if (!token.ok()) return token.status();
    client.token = FirstLine(*token);
  }
  std::unique_ptr<Peers> peers(new Peers());
  for (const auto& [log, target] : *targets) {
    client.target = target;
    Result<std::unique_ptr<Client>> opened = Client::Open(client);
    if (!opened.ok()) return opened.status();
    peers->clients_[log] = std::move(*opened);
  }
  return Result<std::unique_ptr<Peers>>(std::move(peers));
}

Result<std::vector<ForeignEvent>> Peers::Read(const std::string& log, int64_t from,
                                              int64_t to) const {
  const auto found = clients_.find(log);
  if (found == clients_.end()) {
    return FailedPrecondition("The stream of " + log + " lacks positions from " +
                              std::to_string(from) + " on; name its service with --peers " + log +
                              "=host:port, so that they can be read there.");
  }
  platform::v1::ReadEventsRequest request;
  request.set_from_position(from);
  request.set_to_position(std::min(to, from + kMaxGapRead - 1));
  platform::v1::ReadEventsResponse response;
  std::vector<ForeignEvent> events;
  const auto keep = [&] {
    events.push_back({log, response.position(), response.recorded_event()});
    return true;
  };
  const CallOutcome outcome = found->second->Stream(kReadEvents, request, &response, keep,
                                                    {.metadata = {}, .deadline = kReadDeadline});
  if (!outcome.status.ok()) return outcome.status;
  if (events.empty()) {
    return Unavailable("The service of " + log + " has no event " + std::to_string(from) + " yet.");
  }
  return events;
}

}  // namespace fivestep
