// Everything that a log holds about somebody, opened, for a subject access request.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_PERSON_EXPORTER_H_
#define FIVESTEP_PLATFORM_EVENTLOG_PERSON_EXPORTER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "fivestep/platform/v1/people_service.pb.h"
#include "platform/core/status.h"

namespace fivestep {

class EventLog;
class Sealer;

// Thread-safe.
class PersonExporter {
 public:
  struct Page {
    std::vector<platform::v1::PersonRecord> records;
    bool more = false;  // there are records after the last one
  };
  virtual ~PersonExporter() = default;

  // The events of the person and of the records that are about them, by position, from the first
  // after `after`: at most `limit`, and no more once they are over `max_bytes`. Does not look at
  // restrictions, and records nothing: the caller must, before it shows anything.
  //
  // Errors: kDataLoss.
  virtual Result<Page> Read(const std::string& person, int64_t after, size_t limit,
                            size_t max_bytes) const = 0;
};

// The exporter of a real log; everything handed in must outlive it.
std::unique_ptr<PersonExporter> MakePersonExporter(const EventLog* log, const Sealer* sealer);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_PERSON_EXPORTER_H_
