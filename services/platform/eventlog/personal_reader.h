// Opening people's details and words for a reader, on the record.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_PERSONAL_READER_H_
#define FIVESTEP_PLATFORM_EVENTLOG_PERSONAL_READER_H_

#include <google/protobuf/message.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "platform/core/status.h"
#include "platform/eventlog/reader.h"

namespace fivestep {

// Who opens what, under which permissions.
struct PersonalRequest {
  Caller caller;
  std::string method;                    // full method of the call
  std::string programme;                 // that all resources lie in
  std::vector<std::string> permissions;  // that the caller was found to hold
  // What happens to a resource about somebody whose processing is restricted.
  enum class Restricted {
    kRefused,     // nothing is opened, PROCESSING_RESTRICTED
    kLeftClosed,  // the others are
    kOpened,      // a subject access request
  };
  Restricted restricted = Restricted::kRefused;
  // Opened by somebody else for this same call: recorded with the rest, under `held` where that is
  // given instead of `permissions`.
  std::vector<std::string> opened_beside{};
  std::string held{};
};

// Thread-safe.
class PersonalReader {
 public:
  using Resources = std::vector<std::unique_ptr<google::protobuf::Message>>;
  virtual ~PersonalReader() = default;

  // Fills in the `personal` fields of `resources` (rows, their `name` set) from what was sealed,
  // and records `PersonalDataOpened`. Parts whose key was destroyed stay empty. `done` gets the
  // resources only when that record is durable: nothing is shown that is not on the record.
  //
  // Errors: PROCESSING_RESTRICTED, those of a command (UNAVAILABLE, RESOURCE_EXHAUSTED, …),
  // DATA_LOSS.
  virtual void Open(Resources resources, PersonalRequest request,
                    std::function<void(Result<Resources>)> done) = 0;
};

class CommitLoop;
class EventLog;
class Sealer;
class ServiceModel;

// The reader over a real log; everything handed in must outlive it.
std::unique_ptr<PersonalReader> MakePersonalReader(const EventLog* log, const ServiceModel* model,
                                                   const Sealer* sealer, CommitLoop* loop);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_PERSONAL_READER_H_
