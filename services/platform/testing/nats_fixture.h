// A real nats-server with JetStream for tests: stopped, killed, robbed of its store and started
// again at will.
#ifndef FIVESTEP_PLATFORM_TESTING_NATS_FIXTURE_H_
#define FIVESTEP_PLATFORM_TESTING_NATS_FIXTURE_H_

#include <sys/types.h>

#include <filesystem>
#include <string>

namespace fivestep::testing {

// Not thread-safe. The thread that starts the server must outlive it: the kernel kills the server
// when that thread ends, so that a crashed test leaves none behind.
class NatsServer {
 public:
  // Chooses a free loopback port and a new store directory, and starts the server. A machine
  // without `nats-server` on its PATH stops the test with a sentence.
  NatsServer();
  // Kills the server and deletes the store.
  ~NatsServer();
  NatsServer(const NatsServer&) = delete;
  NatsServer& operator=(const NatsServer&) = delete;

  // `nats://127.0.0.1:<port>`, the same for the life of the object.
  std::string url() const;
  int port() const { return port_; }
  // Where it keeps its streams.
  std::filesystem::path store() const { return directory_ / "store"; }
  bool running() const { return process_ > 0; }

  // Starts it on the same port and store; returns when it takes connections.
  void Start();
  // Asks it to end (SIGTERM) and waits: the store is synced.
  void Stop();
  // SIGKILL: what was not written to the store is lost.
  void Kill();
  // Deletes all streams of a stopped server, as a lost disk would.
  void WipeStore();
  // Keeps a copy of a stopped server's store, and puts it in the store's place, as a restore from
  // an older backup would.
  void KeepStore();
  void BringStoreBack();

 private:
  void End(int signal);
  bool TakesConnections() const;
  std::string LogTail() const;

  std::filesystem::path directory_;
  int port_ = 0;
  pid_t process_ = -1;
};

}  // namespace fivestep::testing

#endif  // FIVESTEP_PLATFORM_TESTING_NATS_FIXTURE_H_
