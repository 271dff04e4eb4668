// A child process of a test.
#ifndef FIVESTEP_TESTS_SYSTEM_PROCESS_H_
#define FIVESTEP_TESTS_SYSTEM_PROCESS_H_

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace fivestep::testing {

// Not thread-safe. The thread that starts the process must outlive it: the kernel kills the process
// when that thread ends, so that a crashed test leaves none behind.
class Process {
 public:
  struct Options {
    std::vector<std::string> words;                  // the program and its arguments
    std::map<std::string, std::string> environment;  // on top of the test's own
    std::filesystem::path output;                    // stdout and stderr are appended to it
  };

  // Starts it; throws std::runtime_error when no process can be made.
  explicit Process(const Options& options);
  // Kills it and whatever it started.
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  bool running();
  void Signal(int signal);
  // The exit code, 128 + n after signal n, or nothing when it still runs after `limit`.
  std::optional<int> Wait(std::chrono::milliseconds limit);

 private:
  pid_t pid_ = -1;
  std::optional<int> exit_code_;
};

// The whole of a file; empty where there is none.
std::string ReadFile(const std::filesystem::path& path);

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_SYSTEM_PROCESS_H_
