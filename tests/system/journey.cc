#include "system/journey.h"

#include <stdexcept>

namespace fivestep::testing {
namespace {

// A step takes seconds; on a loaded machine tens of them.
constexpr std::chrono::minutes kLimit{5};

}  // namespace

Journey::Journey(const Stack& stack) : stack_(stack), state_(stack.directory() / "journey") {
  std::filesystem::create_directories(state_);
}

Ended Journey::Run(const std::vector<std::string>& steps) {
  Begin(steps);
  return End();
}

void Journey::Begin(const std::vector<std::string>& steps) {
  std::vector<std::string> words{SourceDirectory() / "deploy" / "journey"};
  words.insert(words.end(), steps.begin(), steps.end());
  std::map<std::string, std::string> environment{
      {"FIVESTEP_CLI", BinaryDirectory() / "fivestep"},
      {"FIVESTEP_STATE", state_},
      {"FIVESTEP_ADDRESS_OF", stack_.AddressOf()},
  };
  if (patience_.count() > 0) environment["FIVESTEP_WAIT"] = std::to_string(patience_.count());
  output_ = stack_.directory() / ("journey-" + std::to_string(++run_count_) + ".log");
  process_ = std::make_unique<Process>(
      Process::Options{.words = words, .environment = environment, .output = output_});
}

Ended Journey::End() {
  const std::optional<int> exit_code = process_->Wait(kLimit);
  const std::string output = ReadFile(output_);
  if (!exit_code) throw std::runtime_error("deploy/journey does not end:\n" + output);
  return {*exit_code, output};
}

}  // namespace fivestep::testing
