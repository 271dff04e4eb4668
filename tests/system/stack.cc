#include "system/stack.h"

#include <grpcpp/channel.h>
#include <signal.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "system/ports.h"

namespace fivestep::testing {
namespace {

// A loaded machine needs seconds to start five programs, never this long.
constexpr std::chrono::seconds kStartLimit{60};
// Draining is limited to ten seconds by the service itself.
constexpr std::chrono::seconds kStopLimit{20};
constexpr std::chrono::milliseconds kPoll{20};
constexpr size_t kShownOutput = 3'000;

std::filesystem::path FromEnvironment(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr) throw std::runtime_error(std::string(name) + " is not set: run ctest.");
  return value;
}

std::filesystem::path NewDirectory() {
  std::string name = (std::filesystem::temp_directory_path() / "fivestep-stack-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw std::runtime_error("No directory for the services' data could be made: " + name);
  }
  return name;
}

std::string Loopback(int port) { return "127.0.0.1:" + std::to_string(port); }

}  // namespace

std::filesystem::path BinaryDirectory() { return FromEnvironment("FIVESTEP_BIN"); }
std::filesystem::path SourceDirectory() { return FromEnvironment("FIVESTEP_SOURCE"); }

Stack::Stack() : directory_(NewDirectory()) {
  const std::vector<int> ports = FreePorts(2 * kContexts.size());
  for (size_t i = 0; i < kContexts.size(); ++i) {
    grpc_ports_[kContexts[i]] = ports[2 * i];
    http_ports_[kContexts[i]] = ports[2 * i + 1];
    std::filesystem::create_directories(DataOf(kContexts[i]));
    std::filesystem::create_directories(KeysOf(kContexts[i]));
  }
  for (const char* context : kContexts) {
    Client::Options options;
    options.target = Loopback(grpc_ports_[context]);
    clients_[context] = std::move(Client::Open(options).value());
    Start(context);
  }
}

Stack::~Stack() {
  processes_.clear();
  if (std::getenv("FIVESTEP_KEEP") != nullptr) return;
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

void Stack::Start(const std::string& context) {
  processes_[context] = std::make_unique<Process>(CommandOf(context));
  const auto limit = std::chrono::steady_clock::now() + kStartLimit;
  while (!Ready(context)) {
    if (!processes_[context]->running()) Fail(context, "ended at once");
    if (std::chrono::steady_clock::now() > limit) Fail(context, "is not ready");
    std::this_thread::sleep_for(kPoll);
  }
  // A client that was refused while the service was away would wait a second or more.
  grpc::Channel& channel = *clients_.at(context)->channel();
  grpc::experimental::ChannelResetConnectionBackoff(&channel);
  if (!channel.WaitForConnected(std::chrono::system_clock::now() + kStartLimit)) {
    Fail(context, "takes no connection");
  }
}

void Stack::Stop(const std::string& context) {
  Process& process = *processes_.at(context);
  process.Signal(SIGTERM);
  const std::optional<int> exit_code = process.Wait(kStopLimit);
  if (!exit_code) Fail(context, "does not end");
  if (*exit_code != 0) Fail(context, "ended with exit code " + std::to_string(*exit_code));
}

void Stack::Kill(const std::string& context) {
  Process& process = *processes_.at(context);
  process.Signal(SIGKILL);
  process.Wait(kStopLimit);
}

std::string Stack::AddressOf() const {
  std::string all;
  for (const auto& [context, port] : grpc_ports_) {
    all += (all.empty() ? "" : ",") + context + "=" + Loopback(port);
  }
  return all;
}

std::filesystem::path Stack::DataOf(const std::string& context) const {
  return directory_ / "data" / context;
}

std::filesystem::path Stack::KeysOf(const std::string& context) const {
  return directory_ / "keys" / context;
}

std::filesystem::path Stack::BackupsOf(const std::string& context) const {
  return directory_ / "backups" / context;
}

std::string Stack::OutputOf(const std::string& context) const {
  return ReadFile(directory_ / (context + ".log"));
}

Process::Options Stack::CommandOf(const std::string& context) const {
  Process::Options options{
      .words = {BinaryDirectory() / context, "--insecure-loopback", "--deployment", kDeployment,
                "--data-dir", DataOf(context), "--key-dir", KeysOf(context), "--backup-dir",
                BackupsOf(context), "--grpc-listen", Loopback(grpc_ports_.at(context)),
                "--http-listen", Loopback(http_ports_.at(context)), "--nats-url", nats_.url(),
                "--peers", AddressOf()},
      .environment = {},
      .output = directory_ / (context + ".log")};
  if (context == "analysis" || context == "metrics") {
    options.words.insert(options.words.end(), {"--restricted-key-file", RestrictedKeyFile()});
  }
  return options;
}

// The two services that hand exact figures over to each other share it; made on first use.
std::string Stack::RestrictedKeyFile() const {
  const std::filesystem::path file = directory_ / "restricted.key";
  if (!std::filesystem::exists(file)) {
    std::ofstream(file) << std::string(64, 'a') << "\n";
    std::filesystem::permissions(
        file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  }
  return file;
}

bool Stack::Ready(const std::string& context) const {
  return HttpStatus(http_ports_.at(context), "/readyz") == 200;
}

void Stack::Fail(const std::string& context, const std::string& what) const {
  const std::string output = OutputOf(context);
  const size_t begin = output.size() > kShownOutput ? output.size() - kShownOutput : 0;
  throw std::runtime_error(context + " " + what + "; it said:\n" + output.substr(begin));
}

}  // namespace fivestep::testing
