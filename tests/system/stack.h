// Fivestep as it runs on one machine: a nats-server and the five programs, as processes of their
// own, started, stopped and killed at will.
#ifndef FIVESTEP_TESTS_SYSTEM_STACK_H_
#define FIVESTEP_TESTS_SYSTEM_STACK_H_

#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "platform/rpc/client.h"
#include "platform/testing/nats_fixture.h"
#include "system/process.h"

namespace fivestep::testing {

inline constexpr std::array<const char*, 5> kContexts{"programme", "engagement", "analysis",
                                                      "codesign", "metrics"};
inline constexpr char kDeployment[] = "local";

// The folder of built programs and the repository's root, as ctest names them in the environment.
std::filesystem::path BinaryDirectory();
std::filesystem::path SourceDirectory();

// Not thread-safe, except client(). Throws std::runtime_error with the end of a program's own
// output when it does not start or stop as it should. All data lies in a temporary directory that
// goes with the object, unless the environment has FIVESTEP_KEEP, for a look at it.
class Stack {
 public:
  Stack();
  ~Stack();
  Stack(const Stack&) = delete;
  Stack& operator=(const Stack&) = delete;

  NatsServer& nats() { return nats_; }

  // Starts the service on its own port and waits until `/readyz` says yes.
  void Start(const std::string& context);
  // SIGTERM; throws unless the service ends by itself with exit code 0.
  void Stop(const std::string& context);
  // SIGKILL.
  void Kill(const std::string& context);

  const Client& client(const std::string& context) const { return *clients_.at(context); }
  // Where the services listen, as the command-line program takes it.
  std::string AddressOf() const;

  const std::filesystem::path& directory() const { return directory_; }
  std::filesystem::path DataOf(const std::string& context) const;
  std::filesystem::path KeysOf(const std::string& context) const;
  std::filesystem::path BackupsOf(const std::string& context) const;
  // What the service has printed.
  std::string OutputOf(const std::string& context) const;

 private:
  Process::Options CommandOf(const std::string& context) const;
  std::string RestrictedKeyFile() const;
  bool Ready(const std::string& context) const;
  [[noreturn]] void Fail(const std::string& context, const std::string& what) const;

  NatsServer nats_;
  std::filesystem::path directory_;
  std::map<std::string, int> grpc_ports_;
  std::map<std::string, int> http_ports_;
  std::map<std::string, std::unique_ptr<Process>> processes_;
  std::map<std::string, std::unique_ptr<Client>> clients_;
};

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_SYSTEM_STACK_H_
