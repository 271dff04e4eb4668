#include "platform/testing/nats_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace fivestep::testing {
namespace {

// How soon a change of mode is noticed.
constexpr int kPollMilliseconds = 5;

sockaddr_in Loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  return address;
}

void SendAtOnce(int socket) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

// The length of the first frame of what a server sends: a line, and behind `MSG …` and `HMSG …`,
// whose last word is a size, so many bytes and a line's end. None when it has not all come.
std::optional<size_t> FrameLength(std::string_view bytes) {
  const size_t end = bytes.find("\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = bytes.substr(0, end);
  if (!line.starts_with("MSG ") && !line.starts_with("HMSG ")) return end + 2;
  size_t size = 0;
  const std::string_view last = line.substr(line.rfind(' ') + 1);
  std::from_chars(last.data(), last.data() + last.size(), size);
  const size_t length = end + 2 + size + 2;
  return length <= bytes.size() ? std::optional(length) : std::nullopt;
}

// `{"stream":"S","seq":7}`; refusals have an error beside the stream.
bool IsAcknowledgement(std::string_view frame) {
  return frame.starts_with("MSG ") && frame.find("{\"stream\":") != std::string_view::npos &&
         frame.find("\"seq\":") != std::string_view::npos;
}

}  // namespace

NatsProxy::NatsProxy(int server_port) : server_port_(server_port) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  sockaddr_in address = Loopback(0);
  socklen_t size = sizeof(address);
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::listen(listener_, SOMAXCONN) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("No free loopback port was found.");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { Run(); });
}

NatsProxy::~NatsProxy() {
  stopping_ = true;
  thread_.join();
  ::close(listener_);
}

void NatsProxy::Run() {
  while (!stopping_) {
    std::vector<pollfd> wanted{{listener_, POLLIN, 0}};
    for (const Link& link : links_) {
      if (partitioned_) break;
      wanted.push_back({link.client, POLLIN, 0});
      wanted.push_back({link.server, POLLIN, 0});
    }
    ::poll(wanted.data(), wanted.size(), kPollMilliseconds);
    const bool cut = cut_.exchange(false);
    if (!partitioned_) Accept();
    for (Link& link : links_) {
      if (!partitioned_) Move(link);
      link.broken = link.broken || cut;
    }
    for (auto link = links_.begin(); link != links_.end();) {
      if (!link->broken) {
        ++link;
        continue;
      }
      ::close(link->client);
      ::close(link->server);
      link = links_.erase(link);
    }
  }
  for (const Link& link : links_) {
    ::close(link.client);
    ::close(link.server);
  }
}

// A client that comes while the server is away is sent away too.
void NatsProxy::Accept() {
  const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (client < 0) return;
  const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = Loopback(server_port_);
  if (::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
    ::close(server);
    ::close(client);
    return;
  }
  SendAtOnce(server);
  SendAtOnce(client);
  Link& link = links_.emplace_back();
  link.client = client;
  link.server = server;
}

void NatsProxy::Move(Link& link) {
  Read(link.client, link.to_server, link);
  Read(link.server, link.from_server, link);
  Sort(link);
  Write(link.server, link.to_server, link);
  Write(link.client, link.to_client, link);
}

void NatsProxy::Sort(Link& link) {
  const Acknowledgements mode = acknowledgements_;
  if (mode == Acknowledgements::kPass) {
    link.to_client.append(link.held);
    link.held.clear();
  }
  size_t at = 0;
  const std::string_view all = link.from_server;
  while (const auto length = FrameLength(all.substr(at))) {
    const std::string_view frame = all.substr(at, *length);
    at += *length;
    if (mode == Acknowledgements::kPass || !IsAcknowledgement(frame)) {
      link.to_client.append(frame);
    } else if (mode == Acknowledgements::kHold) {
      link.held.append(frame);
    } else {
      ++dropped_count_;
    }
  }
  link.from_server.erase(0, at);
}

void NatsProxy::Read(int from, std::string& into, Link& link) {
  char bytes[64 * 1024];
  const ssize_t count = ::recv(from, bytes, sizeof(bytes), MSG_DONTWAIT);
  if (count > 0) into.append(bytes, static_cast<size_t>(count));
  if (count == 0 || (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK)) link.broken = true;
}

void NatsProxy::Write(int to, std::string& bytes, Link& link) {
  if (bytes.empty()) return;
  const ssize_t count = ::send(to, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  if (count > 0) bytes.erase(0, static_cast<size_t>(count));
  if (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK) link.broken = true;
}

}  // namespace fivestep::testing
