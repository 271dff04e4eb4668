#include "cli/session.h"

#include <algorithm>
#include <iostream>
#include <thread>
#include <utility>

namespace fivestep::cli {
namespace {

constexpr char kReflectionMethod[] =
    "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";
constexpr char kPlatformMethods[] = "/fivestep.platform.";
// Between repeats: short at first, since news usually take milliseconds.
constexpr std::chrono::milliseconds kFirstPause{100};
constexpr std::chrono::milliseconds kLongestPause{1'000};

std::string FirstWord(const std::string& text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_first_of(" \t\r\n", first) - first);
}

Status CheckTokenTravelsProtected(const Settings& settings) {
  if (settings.token_file.empty() || !settings.tls_ca.empty()) return OkStatus();
  for (const auto& [context, address] : settings.addresses) {
    if (IsLoopback(address)) continue;
    return InvalidArgument("The token would travel readable to " + address + " (" + context +
                           "). Give --tls-ca, the file with the services' certificate authority.");
  }
  return OkStatus();
}

}  // namespace

bool IsNewsOutstanding(const Status& status) {
  return (status.code() == Code::kUnavailable && status.reason() == "POSITION_NOT_REACHED") ||
         (status.code() == Code::kFailedPrecondition &&
          status.reason() == "REFERENCE_NOT_KNOWN_HERE");
}

Session::Session(Settings settings)
    : settings_(std::move(settings)),
      positions_(settings_.positions ? settings_.positions_file : "") {}

Result<std::unique_ptr<Session>> Session::Open(Settings settings) {
  FIVESTEP_RETURN_IF_ERROR(CheckTokenTravelsProtected(settings));
  std::unique_ptr<Session> session(new Session(std::move(settings)));
  if (!session->settings_.token_file.empty()) {
    const Result<std::string> text = ReadInput(session->settings_.token_file);
    if (!text.ok()) return text.status();
    session->token_ = FirstWord(*text);
  }
  return session;
}

Status Session::Unary(const std::string& context, const std::string& method,
                      const google::protobuf::Message& request,
                      google::protobuf::Message* response) {
  return UnaryWithTrailers(context, method, request, response).status;
}

CallOutcome Session::UnaryWithTrailers(const std::string& context, const std::string& method,
                                       const google::protobuf::Message& request,
                                       google::protobuf::Message* response) {
  return Repeat({context, method, kDefaultTimeout},
                [&](const Client& client, const Client::CallOptions& options) {
                  return client.Unary(method, request, response, options);
                });
}

Status Session::Upload(const std::string& context, const std::string& method, const Parts& parts,
                       google::protobuf::Message* response) {
  return Repeat({context, method, kDefaultUploadTimeout},
                [&](const Client& client, const Client::CallOptions& options) {
                  return client.Upload(method, parts(), response, options);
                })
      .status;
}

Status Session::Stream(const std::string& context, const std::string& method,
                       const google::protobuf::Message& request, google::protobuf::Message* message,
                       const std::function<void()>& visit) {
  const auto visit_all = [&] {
    visit();
    return true;
  };
  // News that are outstanding are so before the first message, so a repeat doubles nothing.
  return Repeat({context, method, kDefaultStreamTimeout},
                [&](const Client& client, const Client::CallOptions& options) {
                  return client.Stream(method, request, message, visit_all, options);
                })
      .status;
}

CallOutcome Session::Repeat(const Target& target, const Try& call) {
  const auto until = std::chrono::steady_clock::now() + settings_.wait;
  for (auto pause = kFirstPause;; pause = std::min(pause * 2, kLongestPause)) {
    const CallOutcome outcome = CallOnce(target, call);
    const bool in_time = std::chrono::steady_clock::now() + pause < until;
    if (!in_time || !IsNewsOutstanding(outcome.status)) return outcome;
    std::this_thread::sleep_for(pause);
  }
}

CallOutcome Session::CallOnce(const Target& target, const Try& call) {
  const Result<const Client*> client = ClientOf(target.context);
  if (!client.ok()) return {client.status(), {}};
  const Positions before = positions_.Read();
  Client::CallOptions options;
  options.deadline = settings_.timeout.value_or(target.timeout);
  // How a service is and what its log holds must be told also where it has not heard the news.
  const bool waits = !target.method.starts_with(kPlatformMethods);
  const std::string after = waits ? PositionList(before, target.context) : "";
  if (!after.empty()) options.metadata.emplace_back(kAfterKey, after);
  const CallOutcome outcome = call(**client, options);
  Learn(before, outcome);
  return outcome;
}

// The answer to a repeated command gives the position of its first time, which may well be lower
// than what was seen since.
void Session::Learn(const Positions& before, const CallOutcome& outcome) {
  const bool repeated = !outcome.Get(kRepeatedKey).empty();
  const Positions seen = ParsePositionList(outcome.Get(kPositionKey));
  const Status kept = positions_.Learn(repeated ? Positions() : before, seen);
  const std::lock_guard lock(mutex_);
  if (!kept.ok() && !std::exchange(warned_, true)) std::cerr << kept.message() << '\n';
}

RemoteSchema& Session::SchemaOf(const std::string& context) {
  const std::lock_guard lock(mutex_);
  std::unique_ptr<RemoteSchema>& schema = schemas_[context];
  if (schema != nullptr) return *schema;
  // Reflection takes no part in positions and needs no permission.
  schema =
      std::make_unique<RemoteSchema>([this, context](const google::protobuf::Message& question,
                                                     google::protobuf::Message* answer) -> Status {
        const Result<const Client*> client = ClientOf(context);
        if (!client.ok()) return client.status();
        Client::CallOptions options;
        options.deadline = settings_.timeout.value_or(kDefaultTimeout);
        return (*client)
            ->Stream(
                kReflectionMethod, question, answer, [] { return false; }, options)
            .status;
      });
  return *schema;
}

Metadata Session::CallerMetadata() const {
  Metadata metadata;
  const auto add = [&](const char* key, const std::string& value) {
    if (!value.empty()) metadata.emplace_back(key, value);
  };
  if (token_.empty()) {
    add(kActorKey, settings_.actor);
    add(kOrganisationKey, settings_.organisation);
    add(kRolesKey, settings_.roles);
    add(kPermissionsKey, settings_.permissions);
  }
  add(kReasonKey, settings_.reason);
  return metadata;
}

Result<const Client*> Session::ClientOf(const std::string& context) {
  const std::lock_guard lock(mutex_);
  std::unique_ptr<Client>& client = clients_[context];
  if (client == nullptr) {
    Client::Options options;
    options.target = settings_.addresses.at(context);
    options.tls = !settings_.tls_ca.empty();
    options.ca_file = settings_.tls_ca;
    options.token = token_;
    options.metadata = CallerMetadata();
    Result<std::unique_ptr<Client>> opened = Client::Open(std::move(options));
    if (!opened.ok()) return opened.status();
    client = std::move(*opened);
  }
  return client.get();
}

}  // namespace fivestep::cli
