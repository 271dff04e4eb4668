#include "system/ports.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <random>
#include <stdexcept>

namespace fivestep::testing {
namespace {

// Linux gives outgoing connections ports from 32768 on.
constexpr int kLowestPort = 12'000;
constexpr int kHighestPort = 32'000;
constexpr int kAttempts = 200;
constexpr int kAnswerSeconds = 2;

class Socket {
 public:
  Socket() : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {}
  ~Socket() { ::close(fd_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  int fd() const { return fd_; }

 private:
  const int fd_;
};

sockaddr_in Loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  return address;
}

bool IsFree(int port) {
  const Socket socket;
  const sockaddr_in address = Loopback(port);
  return ::bind(socket.fd(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
}

}  // namespace

std::vector<int> FreePorts(int count) {
  std::random_device random;
  std::uniform_int_distribution<int> first(kLowestPort, kHighestPort - count);
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    std::vector<int> ports(static_cast<size_t>(count));
    ports[0] = first(random);
    for (size_t i = 1; i < ports.size(); ++i) ports[i] = ports[i - 1] + 1;
    if (std::all_of(ports.begin(), ports.end(), IsFree)) return ports;
  }
  throw std::runtime_error("No free loopback ports were found.");
}

int HttpStatus(int port, const std::string& path) {
  const Socket socket;
  const timeval patience{kAnswerSeconds, 0};
  ::setsockopt(socket.fd(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  const sockaddr_in address = Loopback(port);
  const std::string request = "GET " + path + " HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n";
  if (::connect(socket.fd(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
    return 0;
  }
  if (::send(socket.fd(), request.data(), request.size(), MSG_NOSIGNAL) < 0) return 0;
  // `HTTP/1.1 200`
  char answer[13] = {};
  int status = 0;
  const bool answered =
      ::recv(socket.fd(), answer, sizeof(answer) - 1, MSG_WAITALL) == sizeof(answer) - 1;
  return answered && std::sscanf(answer, "HTTP/%*s %d", &status) == 1 ? status : 0;
}

}  // namespace fivestep::testing
