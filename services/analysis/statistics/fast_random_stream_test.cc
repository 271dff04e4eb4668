#include "analysis/statistics/fast_random_stream.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace fivestep::analysis::statistics {
namespace {

constexpr int kDraws = 1'000'000;

// Of the share of draws with a probability, six standard errors.
double Tolerance(double probability) {
  return 6 * std::sqrt(probability * (1 - probability) / kDraws);
}

TEST(FastRandomStream, DrawsTheWorkedValuesAgain) {
  EXPECT_NEAR(FastRandomStream(1).Uniform(), 0.8116122, 5e-8);
  EXPECT_NEAR(FastRandomStream(1).Normal(), -0.5102467, 5e-8);
}

TEST(FastRandomStream, DrawsOtherNumbersForOtherSeeds) {
  EXPECT_NE(FastRandomStream(1).Normal(), FastRandomStream(2).Normal());
  EXPECT_NE(FastRandomStream(0).Normal(), FastRandomStream(1).Normal());
}

TEST(FastRandomStream, IsNormalInTheMiddleAndInTheTails) {
  constexpr double kPlaces[] = {-4, -3.7, -3.6, -2, -1, -0.2, 0, 0.3, 1, 2, 3, 3.65, 4};
  std::array<int, std::size(kPlaces)> below{};
  FastRandomStream random(20260101);
  double sum = 0;
  double squares = 0;
  for (int draw = 0; draw < kDraws; ++draw) {
    const double x = random.Normal();
    sum += x;
    squares += x * x;
    for (std::size_t i = 0; i < below.size(); ++i) below[i] += x < kPlaces[i];
  }
  EXPECT_NEAR(sum / kDraws, 0, 6 / std::sqrt(kDraws));
  EXPECT_NEAR(squares / kDraws, 1, 6 * std::sqrt(2.0 / kDraws));
  for (std::size_t i = 0; i < below.size(); ++i) {
    const double expected = 0.5 * std::erfc(-kPlaces[i] / std::sqrt(2));
    EXPECT_NEAR(static_cast<double>(below[i]) / kDraws, expected, Tolerance(expected))
        << kPlaces[i];
  }
}

TEST(FastRandomStream, IsUniformStrictlyBetweenZeroAndOne) {
  FastRandomStream random(7);
  double sum = 0;
  for (int draw = 0; draw < kDraws; ++draw) {
    const double u = random.Uniform();
    ASSERT_GT(u, 0);
    ASSERT_LT(u, 1);
    sum += u;
  }
  EXPECT_NEAR(sum / kDraws, 0.5, 6 / std::sqrt(12.0 * kDraws));
}

TEST(FastRandomStream, DrawsNothingForADeviationOfZero) {
  FastRandomStream random(7);
  EXPECT_EQ(random.Normal(3, 0), 3);
  EXPECT_EQ(random.Normal(), FastRandomStream(7).Normal());
}

}  // namespace
}  // namespace fivestep::analysis::statistics
