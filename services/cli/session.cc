#include "cli/session.h"

#include <algorithm>
#include <iostream>
#include <thread>

#include "platform/rpc/call.h"

namespace fivestep::cli {
namespace {

constexpr char kReflectionMethod[] =
    "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";
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
  if (!session->settings_.tls_ca.empty()) {
    const Result<std::string> text = ReadInput(session->settings_.tls_ca);
    if (!text.ok()) return text.status();
    session->ca_certificates_ = *text;
  }
  return session;
}

Status Session::Call(const std::string& context, const std::string& method, RequestSource& requests,
                     const ResponseSink& sink, std::optional<std::chrono::seconds> timeout) {
  const ExchangeOptions options{method, {}, settings_.timeout ? settings_.timeout : timeout};
  bool answered = false;
  const ResponseSink noting = [&](std::string_view message) {
    answered = true;
    return sink(message);
  };
  const auto until = std::chrono::steady_clock::now() + settings_.wait;
  for (auto pause = kFirstPause;; pause = std::min(pause * 2, kLongestPause)) {
    const Status status = CallOnce(context, options, requests, noting);
    const bool in_time = std::chrono::steady_clock::now() + pause < until;
    if (answered || !in_time || !IsNewsOutstanding(status)) return status;
    std::this_thread::sleep_for(pause);
  }
}

Status Session::CallOnce(const std::string& context, const ExchangeOptions& options,
                         RequestSource& requests, const ResponseSink& sink) {
  const Positions before = positions_.Read();
  ExchangeOptions complete = options;
  complete.metadata = MetadataFor(context, before);
  std::multimap<std::string, std::string> trailers;
  const Status status = Exchange(ChannelOf(context), complete, requests, sink, &trailers);
  Learn(before, trailers);
  return status;
}

std::multimap<std::string, std::string> Session::MetadataFor(const std::string& context,
                                                             const Positions& seen) const {
  std::multimap<std::string, std::string> metadata;
  const auto add = [&](const char* key, const std::string& value) {
    if (!value.empty()) metadata.emplace(key, value);
  };
  if (token_.empty()) {
    add(kActorKey, settings_.actor);
    add(kOrganisationKey, settings_.organisation);
    add(kRolesKey, settings_.roles);
    add(kPermissionsKey, settings_.permissions);
  } else {
    add(kAuthorizationKey, "Bearer " + token_);
  }
  add(kReasonKey, settings_.reason);
  add(kAfterKey, PositionList(seen, context));
  return metadata;
}

// The answer to a repeated command gives the position of its first time, which may well be lower
// than what was seen since.
void Session::Learn(const Positions& before,
                    const std::multimap<std::string, std::string>& trailers) {
  Positions seen;
  const auto [first, last] = trailers.equal_range(kPositionKey);
  for (auto trailer = first; trailer != last; ++trailer) {
    for (const auto& [log, position] : ParsePositionList(trailer->second)) seen[log] = position;
  }
  const bool repeated = trailers.contains(kRepeatedKey);
  const Status kept = positions_.Learn(repeated ? Positions() : before, seen);
  const std::lock_guard lock(mutex_);
  if (!kept.ok() && !std::exchange(warned_, true)) std::cerr << kept.message() << '\n';
}

Status Session::AskMessage(const std::string& context, const std::string& service_method,
                           const google::protobuf::Message& request,
                           google::protobuf::Message& response) {
  const std::string method =
      "/" + request.GetDescriptor()->file()->package() + "." + service_method;
  ListedRequests requests({request.SerializeAsString()});
  return Call(
      context, method, requests,
      [&](std::string_view bytes) -> Status {
        if (response.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
          return OkStatus();
        }
        return Internal("The answer of " + method + " cannot be read.");
      },
      kDefaultTimeout);
}

RemoteSchema& Session::SchemaOf(const std::string& context) {
  const std::lock_guard lock(mutex_);
  std::unique_ptr<RemoteSchema>& schema = schemas_[context];
  if (schema != nullptr) return *schema;
  // Reflection takes no part in positions, and needs no permission.
  schema = std::make_unique<RemoteSchema>(
      [this,
       context](const std::vector<std::string>& questions) -> Result<std::vector<std::string>> {
        ListedRequests requests(questions);
        std::vector<std::string> answers;
        const Status status = Exchange(
            ChannelOf(context), {kReflectionMethod, {}, kDefaultTimeout}, requests,
            [&](std::string_view bytes) {
              answers.emplace_back(bytes);
              return OkStatus();
            },
            nullptr);
        if (!status.ok()) return status;
        return answers;
      });
  return *schema;
}

std::shared_ptr<grpc::ChannelInterface> Session::ChannelOf(const std::string& context) {
  const std::lock_guard lock(mutex_);
  std::shared_ptr<grpc::ChannelInterface>& channel = channels_[context];
  if (channel == nullptr) {
    channel = OpenChannel(settings_.addresses.at(context), ca_certificates_);
  }
  return channel;
}

}  // namespace fivestep::cli
