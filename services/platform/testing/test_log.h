// A whole writer (log, keys, blobs, commit loop) in a temporary directory, with a clock that only
// the test turns.
#ifndef FIVESTEP_PLATFORM_TESTING_TEST_LOG_H_
#define FIVESTEP_PLATFORM_TESTING_TEST_LOG_H_

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>

#include "platform/core/clock.h"
#include "platform/core/ids.h"
#include "platform/eventlog/commit_loop.h"
#include "platform/eventlog/event_log.h"
#include "platform/eventlog/model.h"
#include "platform/sealing/blob_store.h"
#include "platform/sealing/key_store.h"
#include "platform/sealing/sealer.h"

namespace fivestep::testing {

// Thread-safe.
class ManualClock : public Clock {
 public:
  explicit ManualClock(Instant now) : micros_(now.time_since_epoch().count()) {}
  Instant Now() const override { return Instant(std::chrono::microseconds(micros_.load())); }
  void Set(Instant now) { micros_ = now.time_since_epoch().count(); }
  void Advance(std::chrono::microseconds by) { micros_ += by.count(); }

 private:
  std::atomic<int64_t> micros_;
};

// A directory that goes with the object.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  std::string path() const { return path_.string(); }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

class TestLog {
 public:
  // Opens (or opens again) the log in `directory`; throws std::runtime_error with the status text
  // when it does not open.
  TestLog(const std::string& directory, ServiceModel model, rocksdb::Env* env = nullptr,
          CommitLoop::Options options = {});
  ~TestLog();

  // Runs a command and waits for its result. `programme` is taken from the request's `parent` or
  // subject.
  CommandResult Run(const google::protobuf::Message& request, const std::string& request_id = "",
                    const Caller& caller = {});
  std::pair<IngestOutcome, Status> Ingest(const std::string& log, int64_t position,
                                          const std::string& bytes);
  // Hands every event of `source` in that this log has not yet read.
  void IngestAll(const EventLog& source);
  // Waits until `condition` holds, at most 5 s. Returns whether it did.
  static bool Eventually(const std::function<bool()>& condition);

  EventLog& log() { return *log_; }
  CommitLoop& loop() { return *loop_; }
  Sealer& sealer() { return *sealer_; }
  ManualClock& clock() { return clock_; }
  const ServiceModel& model() const { return model_; }

 private:
  ServiceModel model_;
  ManualClock clock_;
  UuidSource ids_;
  std::unique_ptr<KeyStore> keys_;
  std::unique_ptr<BlobStore> blobs_;
  std::unique_ptr<Sealer> sealer_;
  std::unique_ptr<EventLog> log_;
  std::unique_ptr<CommitLoop> loop_;
};

}  // namespace fivestep::testing

#endif  // FIVESTEP_PLATFORM_TESTING_TEST_LOG_H_
