#include "analysis/statistics/indirect_standardisation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace fivestep::analysis::statistics {
namespace {

using Bands = std::vector<ReferenceBand>;

Bands Worked() { return {{1000, 30, 10000}, {2000, 50, 20000}}; }

TEST(IndirectStandardisation, ExpectsTheReferencePopulationsRates) {
  EXPECT_NEAR(*ExpectedEvents(Worked()), 8, 1e-12);
}

TEST(IndirectStandardisation, GivesTheWorkedRatio) {
  const auto ratio = EstimateIndirectRatio(12, Worked());
  ASSERT_TRUE(ratio.ok());
  EXPECT_NEAR(ratio->value, 1.5, 1e-12);
  EXPECT_NEAR(ratio->interval.lower, 0.7742, 5e-5);
  EXPECT_NEAR(ratio->interval.upper, 2.6204, 5e-5);
  EXPECT_EQ(ratio->method, RateMethod::kByars);
}

TEST(IndirectStandardisation, GivesTheWorkedRate) {
  const auto rate = EstimateIndirectRate(12, Worked(), kDefaultConfidence, 1000);
  ASSERT_TRUE(rate.ok());
  EXPECT_NEAR(*ReferenceRate(Worked(), 1000), 80.0 / 30, 1e-12);
  EXPECT_NEAR(rate->value, 4, 1e-12);
}

TEST(IndirectStandardisation, OfTheReferencePopulationItselfIsOne) {
  const auto ratio = EstimateIndirectRatio(80, Bands{{10000, 30, 10000}, {20000, 50, 20000}});
  ASSERT_TRUE(ratio.ok());
  EXPECT_NEAR(ratio->value, 1, 1e-12);
}

TEST(IndirectStandardisation, IsNotWithheldForFewEvents) {
  const auto ratio = EstimateIndirectRatio(0, Worked());
  ASSERT_TRUE(ratio.ok());
  EXPECT_EQ(ratio->value, 0);
  EXPECT_EQ(ratio->interval.lower, 0);
  EXPECT_EQ(ratio->method, RateMethod::kExactPoisson);
}

TEST(IndirectStandardisation, ExpectsNothingWhereNobodyLives) {
  EXPECT_EQ(*ExpectedEvents(Bands{{0, 30, 10000}}), 0);
  EXPECT_FALSE(EstimateIndirectRatio(3, Bands{{0, 30, 10000}}).ok());
}

TEST(IndirectStandardisation, RefusesWhatHasNoReference) {
  EXPECT_FALSE(ExpectedEvents(Bands{}).ok());
  EXPECT_FALSE(ExpectedEvents(Bands{{1000, 30, 0}}).ok());
  EXPECT_FALSE(ExpectedEvents(Bands{{1000, 30, std::nan("")}}).ok());
  EXPECT_FALSE(ExpectedEvents(Bands{{1000, -1, 100}}).ok());
  EXPECT_FALSE(ExpectedEvents(Bands{{-1, 30, 100}}).ok());
  EXPECT_FALSE(EstimateIndirectRatio(-1, Worked()).ok());
  EXPECT_FALSE(EstimateIndirectRatio(12, Worked(), 0.5).ok());
  EXPECT_FALSE(EstimateIndirectRatio(12, Worked(), kDefaultConfidence, 0).ok());
  EXPECT_FALSE(EstimateIndirectRate(12, Worked(), kDefaultConfidence, -1).ok());
}

}  // namespace
}  // namespace fivestep::analysis::statistics
