// `deploy/journey` run against a stack.
#ifndef FIVESTEP_TESTS_SYSTEM_JOURNEY_H_
#define FIVESTEP_TESTS_SYSTEM_JOURNEY_H_

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "system/process.h"
#include "system/stack.h"

namespace fivestep::testing {

inline constexpr char kProgramme[] = "programmes/smoke-free-start";
// All steps but the closing.
inline const std::vector<std::string> kJourney{"open",  "step1", "step2", "step3",
                                               "step4", "step5", "chart"};

struct Ended {
  int exit_code = 0;
  std::string output;
};

// One run of the journey: repeated steps are repeats of the same commands.
class Journey {
 public:
  // The stack must outlive it.
  explicit Journey(const Stack& stack);

  // Runs the steps and waits for them. Throws std::runtime_error when they do not end.
  Ended Run(const std::vector<std::string>& steps);
  // Starts the steps, to be disturbed; End waits for them.
  void Begin(const std::vector<std::string>& steps);
  Ended End();

  // For how long the command-line program waits for news of other services; its own default where
  // this is not called.
  void SetPatience(std::chrono::seconds patience) { patience_ = patience; }

 private:
  const Stack& stack_;
  std::filesystem::path state_;
  std::filesystem::path output_;
  std::chrono::seconds patience_{0};
  std::unique_ptr<Process> process_;
  int run_count_ = 0;
};

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_SYSTEM_JOURNEY_H_
