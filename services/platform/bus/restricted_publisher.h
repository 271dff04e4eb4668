// What a service hands over -> the restricted stream, for as long as it is in force.
#ifndef FIVESTEP_PLATFORM_BUS_RESTRICTED_PUBLISHER_H_
#define FIVESTEP_PLATFORM_BUS_RESTRICTED_PUBLISHER_H_

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "platform/bus/connection.h"
#include "platform/bus/connection_options.h"

namespace fivestep {

// Something that is handed over.
struct RestrictedItem {
  std::string digest;       // SHA-256 of what lies in the stream, 32 bytes
  std::string blob_digest;  // where the service keeps it
  bool ended = false;       // to be taken out of the stream
};

// What a service hands over, as its log says. Thread-safe.
class RestrictedSource {
 public:
  virtual ~RestrictedSource() = default;
  // Changes whenever the items may have.
  virtual int64_t version() const = 0;
  virtual std::vector<RestrictedItem> Items() const = 0;
  // kNotFound: it can be read no more.
  virtual Result<std::string> Load(const RestrictedItem& item) const = 0;
};

struct RestrictedPublisherStatus {
  bool connected = false;
  // What is not in the stream and why; empty when all is.
  std::string last_error;
};

// One thread and one connection of its own. The outbox is the service's own blob store, where each
// item lies before the event that names it is committed: what the stream lacks (it was emptied, it
// aged out, the bus was away) is brought there again, at each connection and every `recheck`.
class RestrictedPublisher {
 public:
  struct Options {
    ConnectionOptions connection;
    int replicas = 1;
    std::chrono::milliseconds recheck{300'000};
    // Pauses between attempts grow from the first to the second.
    std::chrono::milliseconds first_pause{50};
    std::chrono::milliseconds longest_pause{2'000};
  };

  // `source` must outlive it.
  RestrictedPublisher(const RestrictedSource* source, std::string deployment, std::string context,
                      Options options);
  ~RestrictedPublisher();
  RestrictedPublisher(const RestrictedPublisher&) = delete;
  RestrictedPublisher& operator=(const RestrictedPublisher&) = delete;

  // Does not wait for the bus.
  void Start();
  // Within about a second, or `answer_timeout` when the bus hangs.
  void Stop();
  RestrictedPublisherStatus status() const;

 private:
  void Run();
  // Keeps the stream as it should be until the connection is lost or Stop().
  Status Serve(Connection& connection);
  Status BringAll(Connection& connection);
  Status Bring(Connection& connection, const RestrictedItem& item);
  bool Pause(std::chrono::milliseconds wait);

  const RestrictedSource* source_;
  const std::string deployment_;
  const std::string context_;
  const Options options_;
  std::thread thread_;
  // Used by the thread: what is as it should be since the last look, `+` or `-` and the digest.
  std::set<std::string> done_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  RestrictedPublisherStatus known_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_BUS_RESTRICTED_PUBLISHER_H_
