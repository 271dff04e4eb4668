// What an operator with every right on the machine can do to a log: put and delete in its families,
// past the program.
#ifndef FIVESTEP_PLATFORM_TESTING_LOG_TAMPERING_H_
#define FIVESTEP_PLATFORM_TESTING_LOG_TAMPERING_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "fivestep/platform/v1/record.pb.h"
#include "platform/audit/checkpoint.h"
#include "platform/audit/signed_note.h"
#include "platform/eventlog/event_log.h"

namespace fivestep::testing {

// Throws std::runtime_error where the log does not open or a write fails. Closes the log with the
// object.
class LogTampering {
 public:
  // `directory` holds a whole log, which nobody else has open.
  LogTampering(const std::string& directory, const std::string& context);

  EventLog& log() { return *log_; }
  std::string Get(Family family, const std::string& key) const;
  void Put(Family family, const std::string& key, const std::string& value);
  void Delete(Family family, const std::string& key);
  // The first key of the family that begins with `prefix`.
  std::string FirstKey(Family family, const std::string& prefix = "") const;

  std::string Event(int64_t position) const;
  void PutEvent(int64_t position, const std::string& bytes);
  void ChangeEvent(int64_t position,
                   const std::function<void(platform::v1::RecordedEvent&)>& change);
  // Takes the event out and moves all later ones down, as if it had never been: positions inside
  // the events too.
  void RemoveAndCloseUp(int64_t position);
  // Takes everything after `last` out, and the numbers that would tell.
  void CutTail(int64_t last);
  // Makes tiles and tree anew, to fit what the events are now.
  void RewriteTree();

  // The head of the first `size` events, signed with `key`; kept in the log as the service does.
  std::string Sign(int64_t size, const SigningKey& key) const;
  void KeepHead(int64_t size, const std::string& note);

 private:
  int64_t Last() const;
  std::unique_ptr<EventLog> log_;
};

}  // namespace fivestep::testing

#endif  // FIVESTEP_PLATFORM_TESTING_LOG_TAMPERING_H_
