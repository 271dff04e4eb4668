#include "analysis/statistics/empirical_bayes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "analysis/statistics/random_stream.h"
#include "analysis/statistics/subgroup_fixtures.h"

namespace fivestep::analysis::statistics {
namespace {

std::vector<GroupCount> ThreeAreas() { return {{5, 100}, {15, 100}, {40, 100}}; }

TEST(Shrink, GivesTheWorkedValueForRates) {
  const auto levels = Shrink(ThreeAreas(), CountKind::kRate);
  ASSERT_TRUE(levels.ok());
  EXPECT_NEAR(levels->overall, 0.2, 1e-12);
  EXPECT_NEAR(levels->variance_between, 0.0197, 5e-5);
  EXPECT_NEAR(levels->areas[0].shrunk, 0.0638, 5e-5);
  EXPECT_NEAR(levels->areas[1].shrunk, 0.1546, 5e-5);
  EXPECT_NEAR(levels->areas[2].shrunk, 0.3815, 5e-5);
  EXPECT_EQ(levels->areas[2].raw, 0.4);
}

// With prior successes a and failures b, the posterior mean is (x + a) / (n + a + b).
TEST(Shrink, GivesTheBetaBinomialPosteriorForProportions) {
  const auto levels = Shrink(ThreeAreas(), CountKind::kProportion);
  ASSERT_TRUE(levels.ok());
  const double m = levels->overall;
  const double prior = m * (1 - m) / levels->variance_between - 1;
  EXPECT_NEAR(levels->areas[0].shrunk, (5 + prior * m) / (100 + prior), 1e-12);
  EXPECT_NEAR(levels->areas[2].shrunk, 0.3871, 5e-5);
}

TEST(Shrink, KeepsMoreOfLargerAreas) {
  const std::vector<GroupCount> areas = {{1, 20}, {50, 1000}, {300, 1000}};
  const auto levels = Shrink(areas, CountKind::kRate);
  ASSERT_TRUE(levels.ok());
  EXPECT_LT(levels->areas[0].weight, levels->areas[1].weight);
}

TEST(Shrink, GivesTheCommonLevelWhereChanceExplainsEverything) {
  const std::vector<GroupCount> areas = {{10, 100}, {11, 100}, {9, 100}};
  for (const CountKind kind : {CountKind::kRate, CountKind::kProportion}) {
    const auto levels = Shrink(areas, kind);
    ASSERT_TRUE(levels.ok());
    EXPECT_EQ(levels->variance_between, 0);
    EXPECT_EQ(levels->areas[1].weight, 0);
    EXPECT_NEAR(levels->areas[1].shrunk, 0.1, 1e-12);
  }
}

// Guard-rail 7: of 40 areas with one true rate the worst shows a gap that is none.
TEST(Shrink, TakesAwayMostOfAGapThatIsOnlyChance) {
  RandomStream random(7);
  std::vector<GroupCount> areas;
  for (int i = 0; i < 40; ++i) {
    int count = 0;
    for (int person = 0; person < 300; ++person) count += random.Uniform() < 0.12 ? 1 : 0;
    areas.push_back({static_cast<double>(count), 300});
  }
  const auto levels = Shrink(areas, CountKind::kProportion);
  ASSERT_TRUE(levels.ok());
  double raw_gap = 0;
  double shrunk_gap = 0;
  for (const ShrunkLevel& area : levels->areas) {
    raw_gap = std::max(raw_gap, area.raw - levels->overall);
    shrunk_gap = std::max(shrunk_gap, area.shrunk - levels->overall);
  }
  EXPECT_GT(raw_gap, 0.02);
  EXPECT_LT(shrunk_gap, raw_gap / 2);
}

TEST(Shrink, StaysWithinProportionsWhereNobodyAndEverybodyMeet) {
  const std::vector<GroupCount> areas = {{0, 5}, {5, 5}, {0, 5}, {5, 5}};
  const auto levels = Shrink(areas, CountKind::kProportion);
  ASSERT_TRUE(levels.ok());
  for (const ShrunkLevel& area : levels->areas) {
    EXPECT_GE(area.shrunk, 0);
    EXPECT_LE(area.shrunk, 1);
  }
}

TEST(Shrink, SeesOnlyChanceInAreasOfOnePerson) {
  const std::vector<GroupCount> areas = {{0, 1}, {1, 1}, {0, 1}};
  const auto levels = Shrink(areas, CountKind::kProportion);
  ASSERT_TRUE(levels.ok());
  EXPECT_EQ(levels->variance_between, 0);
}

TEST(Shrink, IsRefusedForCountsThatCannotBeAndTellsAll) {
  const std::vector<GroupCount> areas = {{-1, 100}, {200, 0.5}};
  for (const char* reason : {"more than two areas", "numerator", "denominator", "above"}) {
    EXPECT_TRUE(IsRefused(Shrink(areas, CountKind::kProportion), reason));
  }
  const std::vector<GroupCount> huge = {{1, 1e308}, {1, 1e308}, {1, 1e308}};
  EXPECT_TRUE(IsRefused(Shrink(huge, CountKind::kRate), "too large"));
}

}  // namespace
}  // namespace fivestep::analysis::statistics
