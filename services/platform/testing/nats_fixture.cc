#include "platform/testing/nats_fixture.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <vector>

namespace fivestep::testing {
namespace {

// A loaded machine with a large store needs seconds, never this long.
constexpr std::chrono::seconds kStartLimit{20};
constexpr std::chrono::milliseconds kPoll{10};

sockaddr_in Loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  return address;
}

// A port that was free a moment ago. Another process could take it before the server does; then
// Start() fails with the server's own words.
int FreePort() {
  const int socket_fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = Loopback(0);
  socklen_t size = sizeof(address);
  const bool bound = ::bind(socket_fd, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     ::getsockname(socket_fd, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  ::close(socket_fd);
  if (!bound) throw std::runtime_error("No free loopback port was found.");
  return ntohs(address.sin_port);
}

std::filesystem::path NewDirectory() {
  std::string name = (std::filesystem::temp_directory_path() / "fivestep-nats-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw std::runtime_error("No directory for the nats-server's store could be made: " + name);
  }
  return name;
}

}  // namespace

NatsServer::NatsServer() : directory_(NewDirectory()), port_(FreePort()) { Start(); }

NatsServer::~NatsServer() {
  Kill();
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

std::string NatsServer::url() const { return "nats://127.0.0.1:" + std::to_string(port_); }

void NatsServer::Start() {
  if (running()) return;
  std::vector<std::string> words{
      "nats-server", "-a",  "127.0.0.1",          "-p", std::to_string(port_),
      "-js",         "-sd", directory_ / "store", "-l", directory_ / "log"};
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t parent = ::getpid();
  process_ = ::fork();
  if (process_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(126);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }
  if (process_ < 0) throw std::runtime_error("The process for nats-server could not be made.");
  const auto limit = std::chrono::steady_clock::now() + kStartLimit;
  while (!TakesConnections()) {
    int state = 0;
    if (::waitpid(process_, &state, WNOHANG) == process_) {
      process_ = -1;
      const bool absent = WIFEXITED(state) && WEXITSTATUS(state) == 127;
      throw std::runtime_error(absent ? "nats-server is not on the PATH: run deploy/setup."
                                      : "nats-server ended at once: " + LogTail());
    }
    if (std::chrono::steady_clock::now() > limit) {
      throw std::runtime_error("nats-server did not start: " + LogTail());
    }
    std::this_thread::sleep_for(kPoll);
  }
}

void NatsServer::Stop() { End(SIGTERM); }

void NatsServer::Kill() { End(SIGKILL); }

void NatsServer::WipeStore() {
  if (running()) throw std::logic_error("Stop the nats-server before its store is deleted.");
  std::filesystem::remove_all(directory_ / "store");
}

void NatsServer::KeepStore() {
  if (running()) throw std::logic_error("Stop the nats-server before its store is copied.");
  std::filesystem::remove_all(directory_ / "kept");
  std::filesystem::copy(store(), directory_ / "kept", std::filesystem::copy_options::recursive);
}

void NatsServer::BringStoreBack() {
  WipeStore();
  std::filesystem::copy(directory_ / "kept", store(), std::filesystem::copy_options::recursive);
}

void NatsServer::End(int signal) {
  if (!running()) return;
  ::kill(process_, signal);
  ::waitpid(process_, nullptr, 0);
  process_ = -1;
}

// The server greets with INFO as its first act, after JetStream has recovered its streams.
bool NatsServer::TakesConnections() const {
  const int socket_fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = Loopback(port_);
  char greeting[4] = {};
  const bool greeted =
      ::connect(socket_fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0 &&
      ::recv(socket_fd, greeting, sizeof(greeting), MSG_WAITALL) == sizeof(greeting) &&
      std::string_view(greeting, sizeof(greeting)) == "INFO";
  ::close(socket_fd);
  return greeted;
}

std::string NatsServer::LogTail() const {
  static constexpr size_t kShown = 2'000;
  std::ifstream file(directory_ / "log");
  std::stringstream text;
  text << file.rdbuf();
  const std::string all = text.str();
  return all.size() <= kShown ? all : all.substr(all.size() - kShown);
}

}  // namespace fivestep::testing
