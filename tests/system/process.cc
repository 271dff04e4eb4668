#include "system/process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace fivestep::testing {
namespace {

constexpr std::chrono::milliseconds kPoll{5};
// The shell's code for a command that was not found.
constexpr int kNotFound = 127;

// In the child: never returns.
[[noreturn]] void Become(std::vector<char*>& words, std::vector<char*>& environment, int output,
                         pid_t parent) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(kNotFound);
  const int input = ::open("/dev/null", O_RDONLY);
  ::dup2(input, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  ::execvpe(words[0], words.data(), environment.data());
  ::_exit(kNotFound);
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// What is set here wins over what the test was started with.
std::vector<std::string> EnvironmentOf(const std::map<std::string, std::string>& additions) {
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    if (!additions.contains(text.substr(0, text.find('=')))) all.push_back(text);
  }
  for (const auto& [name, value] : additions) all.push_back(name + "=" + value);
  return all;
}

}  // namespace

Process::Process(const Options& options) {
  std::vector<std::string> words = options.words;
  std::vector<std::string> environment = EnvironmentOf(options.environment);
  std::vector<char*> word_pointers = Pointers(words);
  std::vector<char*> environment_pointers = Pointers(environment);
  const int output =
      ::open(options.output.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (output < 0) throw std::runtime_error("Cannot write " + options.output.string());
  const pid_t parent = ::getpid();
  pid_ = ::fork();
  if (pid_ == 0) Become(word_pointers, environment_pointers, output, parent);
  ::close(output);
  if (pid_ < 0) throw std::runtime_error("No process could be made for " + options.words.front());
}

Process::~Process() {
  if (!running()) return;
  ::kill(-pid_, SIGKILL);
  Signal(SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

bool Process::running() { return !Wait(std::chrono::milliseconds(0)).has_value(); }

void Process::Signal(int signal) {
  if (!exit_code_) ::kill(pid_, signal);
}

std::optional<int> Process::Wait(std::chrono::milliseconds limit) {
  const auto until = std::chrono::steady_clock::now() + limit;
  while (!exit_code_) {
    int state = 0;
    if (::waitpid(pid_, &state, WNOHANG) == pid_) {
      exit_code_ = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
    } else if (std::chrono::steady_clock::now() >= until) {
      return std::nullopt;
    } else {
      std::this_thread::sleep_for(kPoll);
    }
  }
  return exit_code_;
}

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace fivestep::testing
