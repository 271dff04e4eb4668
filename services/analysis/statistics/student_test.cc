#include "analysis/statistics/student.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/statistics/normal.h"

namespace fivestep::analysis::statistics {
namespace {

TEST(StudentQuantile, GivesTheWorkedValue) {
  EXPECT_NEAR(StudentQuantile(0.975, 9), 2.262157, 5e-7);
}

TEST(StudentQuantile, IsSymmetricAboutZero) {
  EXPECT_NEAR(StudentQuantile(0.025, 3), -StudentQuantile(0.975, 3), 1e-12);
  EXPECT_NEAR(StudentQuantile(0.5, 3), 0, 1e-15);
}

TEST(StudentQuantile, IsWiderThanTheNormalAndNearsIt) {
  double last = StudentQuantile(0.975, 1);
  for (const double degrees : {2.0, 5.0, 30.0, 1000.0, 1e7}) {
    const double next = StudentQuantile(0.975, degrees);
    EXPECT_LT(next, last) << degrees;
    last = next;
  }
  EXPECT_NEAR(last, NormalQuantile(0.975), 1e-6);
}

TEST(StudentQuantile, IsInfiniteAtTheEnds) {
  EXPECT_TRUE(std::isinf(StudentQuantile(0, 4)));
  EXPECT_TRUE(std::isinf(StudentQuantile(1, 4)));
}

}  // namespace
}  // namespace fivestep::analysis::statistics
