#include "analysis/statistics/random_stream.h"

#include <gtest/gtest.h>

namespace fivestep::analysis::statistics {
namespace {

TEST(RandomStream, DrawsWhatRDrawsWithTheSameSeed) {
  EXPECT_NEAR(RandomStream(1).Uniform(), 0.2655086631421, 1e-13);
  EXPECT_NEAR(RandomStream(1).Normal(), -0.6264538107423324, 1e-14);
  EXPECT_NEAR(RandomStream(42).Normal(), 1.3709584471466685, 1e-14);
}

TEST(RandomStream, ScalesAndShiftsANormal) {
  EXPECT_DOUBLE_EQ(RandomStream(7).Normal(10, 2), 10 + 2 * RandomStream(7).Normal());
}

TEST(RandomStream, DrawsNothingForANormalWithoutDeviation) {
  RandomStream random(1);
  EXPECT_EQ(random.Normal(5, 0), 5);
  EXPECT_NEAR(random.Uniform(), 0.2655086631421, 1e-13);
}

TEST(RandomStream, StaysStrictlyBetweenZeroAndOne) {
  RandomStream random(3);
  for (int i = 0; i < 100'000; ++i) {
    const double u = random.Uniform();
    ASSERT_GT(u, 0);
    ASSERT_LT(u, 1);
  }
}

}  // namespace
}  // namespace fivestep::analysis::statistics
