// Clients that agree themes without pause, whatever becomes of the service, and know of each
// command what they were told.
#ifndef FIVESTEP_TESTS_CRASH_COMMAND_STREAM_H_
#define FIVESTEP_TESTS_CRASH_COMMAND_STREAM_H_

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "platform/testing/chance.h"
#include "system/calls.h"
#include "system/stack.h"

namespace fivestep::testing {

// One AgreeTheme as its caller sees it.
struct SentCommand {
  std::string theme_id;    // chosen by the caller
  std::string request_id;  // the same for every try
  bool acknowledged = false;
  std::string last_error = {};  // where it is not acknowledged: what the last try was told
};

inline constexpr char kCrashProgramme[] = "programmes/crash";

std::string ThemeName(const SentCommand& command);

// Sends the command, once. Nothing but an answer or "unknown" is expected: anything else is
// reported as a failure of the running test.
Called SendAgreeTheme(const Stack& stack, const SentCommand& command);

class CommandStream {
 public:
  // Starts the clients. `stack` must outlive the object.
  CommandStream(const Stack& stack, int client_count, Chance& chance);
  ~CommandStream();

  // Stops the clients and gives all that was sent.
  std::vector<SentCommand> Finish();

 private:
  struct ClientThread {
    std::vector<SentCommand> sent;
    std::thread thread;
  };
  void Send(int number, Chance chance, std::vector<SentCommand>& sent);
  void Stop();

  const Stack& stack_;
  std::atomic<bool> stopping_{false};
  std::vector<ClientThread> clients_;
};

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_CRASH_COMMAND_STREAM_H_
