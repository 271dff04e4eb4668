#include "platform/bus/connection.h"

#include <fstream>

namespace fivestep {
namespace {

// A peer that vanished without a word is noticed after two pings.
constexpr int64_t kPingMilliseconds = 5'000;
constexpr int kPingsOut = 2;
// Short enough for a publisher that is asked to stop.
constexpr int64_t kFlushMilliseconds = 1'000;

Result<std::string> ReadToken(const std::string& file) {
  std::ifstream stream(file);
  std::string token;
  if (!std::getline(stream, token) || token.empty()) {
    return InvalidArgument("The bus's token file " + file + " cannot be read or is empty.");
  }
  return token;
}

// Every setting of the file-based kind that is there; the first failure names its file.
Status SetSecrets(natsOptions* handle, const ConnectionOptions& options) {
  if (!options.token_file.empty()) {
    const Result<std::string> token = ReadToken(options.token_file);
    if (!token.ok()) return token.status();
    if (natsOptions_SetToken(handle, token->c_str()) != NATS_OK) {
      return InvalidArgument("The bus's token cannot be used together with the URL's user.");
    }
  }
  if (!options.creds_file.empty() && natsOptions_SetUserCredentialsFromFiles(
                                         handle, options.creds_file.c_str(), nullptr) != NATS_OK) {
    return InvalidArgument("The bus's credentials file " + options.creds_file + " cannot be used.");
  }
  if (!options.ca_file.empty() &&
      (natsOptions_SetSecure(handle, true) != NATS_OK ||
       natsOptions_LoadCATrustedCertificates(handle, options.ca_file.c_str()) != NATS_OK)) {
    return InvalidArgument("The bus's authorities " + options.ca_file + " cannot be read.");
  }
  if (!options.certificate_file.empty() &&
      (natsOptions_SetSecure(handle, true) != NATS_OK ||
       natsOptions_LoadCertificatesChain(handle, options.certificate_file.c_str(),
                                         options.key_file.c_str()) != NATS_OK)) {
    return InvalidArgument("The bus's client certificate " + options.certificate_file +
                           " with the key " + options.key_file + " cannot be read.");
  }
  return OkStatus();
}

Result<OptionsHandle> MakeOptions(const ConnectionOptions& options) {
  natsOptions* raw = nullptr;
  if (const natsStatus status = natsOptions_Create(&raw); status != NATS_OK) {
    return NatsError("The bus's options could not be made", status);
  }
  OptionsHandle handle(raw);
  std::vector<const char*> urls;
  for (const std::string& url : options.urls) urls.push_back(url.c_str());
  natsStatus status = natsOptions_SetServers(raw, urls.data(), static_cast<int>(urls.size()));
  if (status == NATS_OK) status = natsOptions_SetName(raw, options.name.c_str());
  if (status == NATS_OK) status = natsOptions_SetAllowReconnect(raw, false);
  if (status == NATS_OK) status = natsOptions_SetTimeout(raw, options.connect_timeout.count());
  if (status == NATS_OK) status = natsOptions_SetPingInterval(raw, kPingMilliseconds);
  if (status == NATS_OK) status = natsOptions_SetMaxPingsOut(raw, kPingsOut);
  if (status != NATS_OK) return NatsError("The bus's address cannot be used", status);
  FIVESTEP_RETURN_IF_ERROR(SetSecrets(raw, options));
  return handle;
}

}  // namespace

Result<std::unique_ptr<Connection>> Connection::Open(const ConnectionOptions& options) {
  Result<OptionsHandle> handle = MakeOptions(options);
  if (!handle.ok()) return handle.status();
  std::unique_ptr<Connection> made(new Connection());
  natsConnection* connection = nullptr;
  natsStatus status = natsConnection_Connect(&connection, handle->get());
  made->connection_.reset(connection);
  if (status != NATS_OK) return NatsError("The bus cannot be reached", status);
  jsOptions js_options;
  jsOptions_Init(&js_options);
  js_options.Wait = options.answer_timeout.count();
  jsCtx* jet_stream = nullptr;
  status = natsConnection_JetStream(&jet_stream, connection, &js_options);
  made->jet_stream_.reset(jet_stream);
  if (status != NATS_OK) return NatsError("JetStream cannot be reached", status);
  return made;
}

// First the connection is closed, which ends the library's reading thread; only then may
// subscriptions go: nats.c before 3.6.1 crashes on a message for one that is gone.
Connection::~Connection() {
  if (connection_ != nullptr) natsConnection_Close(connection_.get());
  subscriptions_.clear();
  jet_stream_.reset();
}

bool Connection::connected() const {
  return natsConnection_Status(connection_.get()) == NATS_CONN_STATUS_CONNECTED;
}

size_t Connection::max_payload() const {
  return static_cast<size_t>(natsConnection_GetMaxPayload(connection_.get()));
}

std::string Connection::NewInbox() {
  natsInbox* inbox = nullptr;
  // Fails only without memory.
  if (natsInbox_Create(&inbox) != NATS_OK) throw std::bad_alloc();
  return InboxHandle(inbox).get();
}

Result<natsSubscription*> Connection::Subscribe(const std::string& subject) {
  natsSubscription* subscription = nullptr;
  natsStatus status =
      natsConnection_SubscribeSync(&subscription, connection_.get(), subject.c_str());
  if (status != NATS_OK) return NatsError("The bus takes no subscription", status);
  subscriptions_.emplace_back(subscription);
  status = natsSubscription_SetPendingLimits(subscription, -1, -1);
  if (status != NATS_OK) return NatsError("The bus takes no subscription", status);
  return subscription;
}

Result<MessageHandle> Connection::Next(natsSubscription* subscription,
                                       std::chrono::milliseconds wait) {
  natsMsg* message = nullptr;
  const natsStatus status = natsSubscription_NextMsg(&message, subscription, wait.count());
  MessageHandle handle(message);
  if (status == NATS_OK || status == NATS_TIMEOUT) return handle;
  return NatsError("The bus was lost", status);
}

Status Connection::Publish(natsMsg* message) {
  const natsStatus status = natsConnection_PublishMsg(connection_.get(), message);
  return status == NATS_OK ? OkStatus() : NatsError("The bus was lost", status);
}

Status Connection::Flush() {
  const natsStatus status = natsConnection_FlushTimeout(connection_.get(), kFlushMilliseconds);
  return status == NATS_OK || status == NATS_TIMEOUT ? OkStatus()
                                                     : NatsError("The bus was lost", status);
}

Status Connection::Signal(const std::string& subject) {
  const natsStatus status = natsConnection_Publish(connection_.get(), subject.c_str(), nullptr, 0);
  return status == NATS_OK ? OkStatus() : NatsError("The bus was lost", status);
}

Status NatsError(const std::string& what, natsStatus status) {
  natsStatus last = NATS_OK;
  const char* detail = nats_GetLastError(&last);
  std::string message = what + ": " + natsStatus_GetText(status);
  if (detail != nullptr && last == status) message += std::string(" (") + detail + ")";
  return Unavailable(message + ".");
}

std::string_view HeaderOf(natsMsg* message, const char* name) {
  const char* value = nullptr;
  return natsMsgHeader_Get(message, name, &value) == NATS_OK && value != nullptr
             ? std::string_view(value)
             : std::string_view();
}

std::string_view BodyOf(natsMsg* message) {
  return {natsMsg_GetData(message), static_cast<size_t>(natsMsg_GetDataLength(message))};
}

}  // namespace fivestep
