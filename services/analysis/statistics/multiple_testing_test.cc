#include "analysis/statistics/multiple_testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace fivestep::analysis::statistics {
namespace {

using ::testing::DoubleEq;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(BenjaminiHochberg, GivesTheWorkedValue) {
  const auto adjusted = BenjaminiHochberg(std::vector<double>{0.01, 0.02, 0.03, 0.5});
  ASSERT_TRUE(adjusted.ok());
  EXPECT_THAT(*adjusted,
              ElementsAre(DoubleEq(0.04), DoubleEq(0.04), DoubleEq(0.04), DoubleEq(0.5)));
}

TEST(BenjaminiHochberg, KeepsTheOrderGiven) {
  const auto adjusted = BenjaminiHochberg(std::vector<double>{0.5, 0.01, 0.03, 0.02});
  ASSERT_TRUE(adjusted.ok());
  EXPECT_THAT(*adjusted,
              ElementsAre(DoubleEq(0.5), DoubleEq(0.04), DoubleEq(0.04), DoubleEq(0.04)));
}

// The fifteen hypotheses of the 1995 paper's example: four stand at 5 %.
TEST(BenjaminiHochberg, KeepsFourFindingsOfThePapersExample) {
  const auto adjusted = BenjaminiHochberg(
      std::vector<double>{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459,
                          0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000});
  ASSERT_TRUE(adjusted.ok());
  EXPECT_EQ(std::count_if(adjusted->begin(), adjusted->end(), [](double q) { return q <= 0.05; }),
            4);
}

TEST(BenjaminiHochberg, OfNothingIsNothing) { EXPECT_THAT(*BenjaminiHochberg({}), IsEmpty()); }

TEST(BenjaminiHochberg, RefusesWhatIsNoPValue) {
  EXPECT_FALSE(BenjaminiHochberg(std::vector<double>{0.1, 1.1}).ok());
  EXPECT_FALSE(BenjaminiHochberg(std::vector<double>{-0.1}).ok());
  EXPECT_FALSE(BenjaminiHochberg(std::vector<double>{std::nan("")}).ok());
}

}  // namespace
}  // namespace fivestep::analysis::statistics
