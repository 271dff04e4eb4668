// What every fuzz test has: a seed, a time, and a look at how long one input takes.
#ifndef FIVESTEP_TESTS_FUZZ_FUZZ_H_
#define FIVESTEP_TESTS_FUZZ_FUZZ_H_

#include <google/protobuf/stubs/logging.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include "fuzz/mutation.h"
#include "platform/testing/chance.h"

namespace fivestep::testing {

// A test runs this long, unless FIVESTEP_FUZZ_SECONDS says otherwise.
inline constexpr int64_t kDefaultFuzzSeconds = 2;
// One input takes milliseconds. On a loaded machine a good one may take this long; longer, it is
// an input that somebody could stop a service with.
inline constexpr std::chrono::seconds kMaxOneInput{10};

class Fuzz : public ::testing::Test {
 protected:
  // Protobuf would print a line for every text that is not UTF-8.
  Fuzz() { google::protobuf::SetLogHandler(nullptr); }

  // Calls `once` until the time is up or something failed. The same FIVESTEP_FUZZ_SEED makes the
  // same choices in the same order; keys and ids in the inputs are new each time.
  void Run(const std::function<void()>& once) {
    using SteadyClock = std::chrono::steady_clock;
    const auto end = SteadyClock::now() + std::chrono::seconds(NumberFromEnvironment(
                                              "FIVESTEP_FUZZ_SECONDS", kDefaultFuzzSeconds));
    int64_t count = 0;
    for (auto now = SteadyClock::now(); now < end && !HasFailure(); ++count) {
      ASSERT_NO_THROW(once()) << "input " << count;
      const auto took = SteadyClock::now() - now;
      EXPECT_LT(took, kMaxOneInput) << "input " << count;
      now += took;
    }
    std::cout << count << " inputs" << std::endl;
  }

  // A mutant of one of the good inputs.
  std::string MutantOf(const std::vector<std::string>& good) {
    return Mutate(chance_.Pick(good), chance_.Pick(good), chance_);
  }

  Chance chance_ = Chance::FromEnvironment("FIVESTEP_FUZZ_SEED");
};

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_FUZZ_FUZZ_H_
