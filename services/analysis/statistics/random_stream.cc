#include "analysis/statistics/random_stream.h"

#include "analysis/statistics/normal.h"

namespace fivestep::analysis::statistics {
namespace {

// Fills the twister's state as R's `set.seed` does: a linear congruential generator, warmed up by
// 50 steps; the first word it yields is R's position counter, which every fresh stream overwrites.
class RSeedSequence {
 public:
  using result_type = std::uint32_t;

  explicit RSeedSequence(std::uint32_t seed) : state_(seed) {
    constexpr int kWarmUpSteps = 50;
    constexpr int kPositionWords = 1;
    for (int step = 0; step < kWarmUpSteps + kPositionWords; ++step) Advance();
  }

  template <typename Iterator>
  void generate(Iterator begin, Iterator end) {
    for (; begin != end; ++begin) *begin = Advance();
  }

 private:
  std::uint32_t Advance() { return state_ = 69069u * state_ + 1u; }

  std::uint32_t state_;
};

std::mt19937 Seeded(std::uint32_t seed) {
  RSeedSequence sequence(seed);
  return std::mt19937(sequence);
}

}  // namespace

RandomStream::RandomStream(std::uint32_t seed) : engine_(Seeded(seed)) {}

double RandomStream::Uniform() {
  // 1 / 2^32 to double precision, and half of 1 / (2^32 - 1): R's constants, digit for digit.
  constexpr double kScale = 2.3283064365386963e-10;
  constexpr double kHalfStep = 0.5 * 2.328306437080797e-10;
  const double value = static_cast<double>(engine_()) * kScale;
  if (value <= 0) return kHalfStep;
  if (1 - value <= 0) return 1 - kHalfStep;
  return value;
}

double RandomStream::Normal() {
  constexpr double kTwoTo27 = 134217728;
  const double high = static_cast<double>(static_cast<int>(kTwoTo27 * Uniform()));
  return NormalQuantile((high + Uniform()) / kTwoTo27);
}

double RandomStream::Normal(double mean, double standard_deviation) {
  if (standard_deviation == 0) return mean;
  return mean + standard_deviation * Normal();
}

}  // namespace fivestep::analysis::statistics
