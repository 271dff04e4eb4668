#include "analysis/statistics/chi_square.h"

#include <gtest/gtest.h>

#include <limits>

namespace fivestep::analysis::statistics {
namespace {

TEST(ChiSquareQuantile, GivesTheWorkedValue) {
  EXPECT_NEAR(ChiSquareQuantile(0.975, 2), 7.377759, 5e-7);
}

TEST(ChiSquareQuantile, IsZeroWithoutDegreesOfFreedom) {
  EXPECT_EQ(ChiSquareQuantile(0.975, 0), 0);
}

TEST(ChiSquareQuantile, ReachesBothEnds) {
  EXPECT_EQ(ChiSquareQuantile(0, 6), 0);
  EXPECT_EQ(ChiSquareQuantile(1, 6), std::numeric_limits<double>::infinity());
}

TEST(ChiSquareQuantile, UnderflowsToZeroInsteadOfFailing) {
  EXPECT_NEAR(ChiSquareQuantile(1e-300, 0.01), 0, 1e-300);
}

}  // namespace
}  // namespace fivestep::analysis::statistics
