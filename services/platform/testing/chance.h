// Chance for tests: random, but the same again for the same seed.
#ifndef FIVESTEP_PLATFORM_TESTING_CHANCE_H_
#define FIVESTEP_PLATFORM_TESTING_CHANCE_H_

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>

namespace fivestep::testing {

// A whole number from the environment; `otherwise` where the variable is not set. Throws
// std::invalid_argument for anything that is no number.
inline int64_t NumberFromEnvironment(const std::string& variable, int64_t otherwise) {
  const char* text = std::getenv(variable.c_str());
  return text == nullptr ? otherwise : std::stoll(text);
}

// Not thread-safe: each thread has one of its own, made by Fork.
class Chance {
 public:
  explicit Chance(uint64_t seed) : engine_(seed) {}
  // Takes the seed from the environment, or a new one, and prints it as it is set again.
  static Chance FromEnvironment(const std::string& variable) {
    const auto fresh = static_cast<int64_t>(std::random_device()());
    const int64_t seed = NumberFromEnvironment(variable, fresh);
    std::cout << variable << "=" << seed << std::endl;
    return Chance(static_cast<uint64_t>(seed));
  }

  // A number in [0, end). REQUIRES: end > 0.
  uint64_t Below(uint64_t end) {
    return std::uniform_int_distribution<uint64_t>(0, end - 1)(engine_);
  }
  bool OneIn(uint64_t count) { return Below(count) == 0; }
  template <class Container>
  const auto& Pick(const Container& container) {
    return container[Below(container.size())];
  }
  Chance Fork() { return Chance(engine_()); }

 private:
  std::mt19937_64 engine_;
};

}  // namespace fivestep::testing

#endif  // FIVESTEP_PLATFORM_TESTING_CHANCE_H_
