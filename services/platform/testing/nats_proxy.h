// Stands between a client and a nats-server on the loopback and loses, holds or cuts what goes
// through it.
#ifndef FIVESTEP_PLATFORM_TESTING_NATS_PROXY_H_
#define FIVESTEP_PLATFORM_TESTING_NATS_PROXY_H_

#include <atomic>
#include <cstdint>
#include <list>
#include <string>
#include <thread>

namespace fivestep::testing {

// Thread-safe. One thread of its own moves the bytes.
class NatsProxy {
 public:
  // What becomes of JetStream's acknowledgements of published messages. All else passes, so that
  // the client takes the connection for sound.
  enum class Acknowledgements { kPass, kDrop, kHold };

  // Takes connections on a port of its own for the server on `server_port`.
  explicit NatsProxy(int server_port);
  ~NatsProxy();
  NatsProxy(const NatsProxy&) = delete;
  NatsProxy& operator=(const NatsProxy&) = delete;

  std::string url() const { return "nats://127.0.0.1:" + std::to_string(port_); }

  // Held ones are delivered, late, with the next kPass.
  void Set(Acknowledgements acknowledgements) { acknowledgements_ = acknowledgements; }
  // Nothing moves in either direction, and nobody is told, as when a cable is pulled. What was sent
  // meanwhile moves when it ends.
  void Partition(bool on) { partitioned_ = on; }
  // Ends all connections, in the middle of a message where that is so.
  void Cut() { cut_ = true; }

  int64_t dropped_count() const { return dropped_count_; }

 private:
  struct Link {
    int client = -1;
    int server = -1;
    std::string to_server;
    std::string from_server;  // not yet a whole frame
    std::string to_client;
    std::string held;
    bool broken = false;
  };

  void Run();
  void Accept();
  void Move(Link& link);
  void Sort(Link& link);
  static void Read(int from, std::string& into, Link& link);
  static void Write(int to, std::string& bytes, Link& link);

  const int server_port_;
  int listener_ = -1;
  int port_ = 0;
  std::list<Link> links_;
  std::atomic<Acknowledgements> acknowledgements_{Acknowledgements::kPass};
  std::atomic<bool> partitioned_{false};
  std::atomic<bool> cut_{false};
  std::atomic<bool> stopping_{false};
  std::atomic<int64_t> dropped_count_{0};
  std::thread thread_;
};

}  // namespace fivestep::testing

#endif  // FIVESTEP_PLATFORM_TESTING_NATS_PROXY_H_
