// The service of notes_service.cc as a process of its own, without a bus, killed and started again
// on its port.
#ifndef FIVESTEP_TESTS_CRASH_NOTES_PROCESS_H_
#define FIVESTEP_TESTS_CRASH_NOTES_PROCESS_H_

#include <memory>
#include <string>
#include <vector>

#include "fivestep/platform/v1/record.pb.h"
#include "notes.pb.h"
#include "platform/rpc/client.h"
#include "platform/testing/test_log.h"
#include "system/process.h"

namespace fivestep::testing {

// Start, Kill and Stop by one thread; calls by any. Throws std::runtime_error when the program does
// not start.
class NotesProcess {
 public:
  NotesProcess();

  void Start();
  void Kill();
  void Stop();

  // Calls a method of NotesService.
  Status Call(const std::string& method, const google::protobuf::Message& request,
              google::protobuf::Message* response) const;
  // Every event of the log, positions 1, 2, …
  std::vector<platform::v1::RecordedEvent> Events() const;
  // Timers that are set.
  int TimerCount() const;

 private:
  TemporaryDirectory directory_;
  int grpc_port_ = 0;
  int http_port_ = 0;
  std::unique_ptr<Process> process_;
  std::unique_ptr<Client> client_;
};

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_CRASH_NOTES_PROCESS_H_
