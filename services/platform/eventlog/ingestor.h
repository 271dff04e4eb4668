// Takes in another log's events: references, programme states, views, reactions; parks what cannot
// be handled.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_INGESTOR_H_
#define FIVESTEP_PLATFORM_EVENTLOG_INGESTOR_H_

#include <map>
#include <set>
#include <string>
#include <utility>

#include "platform/eventlog/batch.h"
#include "platform/eventlog/commit_loop.h"

namespace fivestep {

struct InternalOrigin;  // executor.h

// Events parked per log at most; then the subscription halts, since something is wrong that
// skipping will not mend.
inline constexpr int64_t kMaxParked = 10'000;

// Used on the commit thread only.
class Ingestor {
 public:
  Ingestor(Batch* batch, int park_after_attempts)
      : batch_(batch), park_after_attempts_(park_after_attempts) {}

  // Reads which streams have parked events. Once, at start.
  Status Load();

  // Handles one event inside the batch. The Status says why where the outcome is not kApplied or
  // kAlready.
  std::pair<IngestOutcome, Status> Run(const ForeignEvent& event);

  // Handles a parked event again, and those behind it on the same stream, until one fails. Returns
  // how many were handled.
  Result<int64_t> Retry(const platform::v1::LogPosition& source);
  // Gives it up; the caller records the event.
  Result<platform::v1::StoredParkedEvent> Remove(const platform::v1::LogPosition& source);

  int64_t parked_count() const;
  int64_t parked_count(const std::string& log) const;

 private:
  // Why an event is applied: it is new; a view is rebuilt, so nothing but that view changes; it was
  // parked before.
  enum class Occasion { kFirst, kViewRebuild, kRetry };
  Status Apply(const std::string& log, const platform::v1::RecordedEvent& record,
               Occasion occasion);
  Status ApplyTyped(const std::string& log, const platform::v1::RecordedEvent& record,
                    const google::protobuf::Message& event, Occasion occasion);
  Status ReactTo(const Reaction& reaction, const platform::v1::RecordedEvent& record,
                 const google::protobuf::Message& event, Occasion occasion);
  bool WasRefusedBefore(const platform::v1::RecordedEvent& record, const Reaction& reaction,
                        const CommandCall& call, const InternalOrigin& origin) const;
  bool CausesAreHere(const std::string& log, const platform::v1::RecordedEvent& record) const;
  void MoveCursors(const std::string& log, int64_t position);
  std::pair<IngestOutcome, Status> Failed(const ForeignEvent& event,
                                          const platform::v1::RecordedEvent& record,
                                          const Status& status);
  void Park(const ForeignEvent& event, const platform::v1::RecordedEvent& record,
            const std::string& error, int attempts, bool behind);
  Result<platform::v1::StoredParkedEvent> LoadParked(const std::string& key) const;

  Batch* batch_;
  int park_after_attempts_;
  std::map<std::pair<std::string, int64_t>, int> attempts_;
  // log -> stream -> positions parked
  std::map<std::string, std::map<std::string, std::set<int64_t>>> parked_;
};

// `log` NUL position.
std::string ParkedKey(const std::string& log, int64_t position);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_INGESTOR_H_
