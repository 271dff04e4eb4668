#include "analysis/statistics/attributable_risk.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/statistics/subgroup_fixtures.h"

namespace fivestep::analysis::statistics {
namespace {

AttributableRiskOptions Percent(Dimension dimension) {
  AttributableRiskOptions options;
  options.dimension = dimension;
  options.scale = 100;
  return options;
}

TEST(PopulationAttributableRisk, GivesTheWorkedValue) {
  const auto risk = PopulationAttributableRisk(InOrder({10, 20, 30}), Percent(Dimension::kOrdered));
  ASSERT_TRUE(risk.ok());
  EXPECT_NEAR(risk->risk.value, 10, 1e-12);
  EXPECT_NEAR(risk->fraction.value, 50, 1e-12);
  EXPECT_NEAR(*risk->fraction.standard_error, 17.3205, 5e-5);
}

// The fraction's error is in per cent as the fraction is, a hundred times the WHO package's.
TEST(PopulationAttributableRisk, HasTheErrorsOfItsTwoFormsInTheirUnits) {
  const auto risk = PopulationAttributableRisk(InOrder({10, 20, 30}), Percent(Dimension::kOrdered));
  ASSERT_TRUE(risk.ok());
  EXPECT_NEAR(*risk->risk.standard_error / risk->risk.value,
              *risk->fraction.standard_error / risk->fraction.value, 1e-12);
  EXPECT_TRUE(HasInterval(risk->fraction, 50 - 1.959964 * 17.3205, 50 + 1.959964 * 17.3205, 1e-3));
}

TEST(PopulationAttributableRisk, IsNothingWhereTheReferenceIsNoBetter) {
  const auto risk = PopulationAttributableRisk(InOrder({30, 20, 10}), Percent(Dimension::kOrdered));
  ASSERT_TRUE(risk.ok());
  EXPECT_EQ(risk->risk.value, 0);
  EXPECT_EQ(risk->fraction.value, 0);
}

TEST(PopulationAttributableRisk, TakesTheBestGroupOfAnUnorderedDimension) {
  auto options = Percent(Dimension::kUnordered);
  options.polarity = Polarity::kLowerIsBetter;
  const auto risk = PopulationAttributableRisk(InOrder({30, 10, 20}), options);
  ASSERT_TRUE(risk.ok());
  EXPECT_NEAR(risk->risk.value, -10, 1e-12);
}

TEST(PopulationAttributableRisk, TakesTheMarkedGroupOfAnUnorderedDimension) {
  auto groups = InOrder({30, 25, 5});
  groups[1].is_reference = true;
  const auto risk = PopulationAttributableRisk(groups, Percent(Dimension::kUnordered));
  ASSERT_TRUE(risk.ok());
  EXPECT_NEAR(risk->risk.value, 5, 1e-12);
}

TEST(PopulationAttributableRisk, TakesTheLargestOfEquallyGoodGroups) {
  const auto options = Percent(Dimension::kUnordered);
  const auto first = PopulationAttributableRisk(InOrder({30, 30, 5}, {900, 10, 90}), options);
  const auto last = PopulationAttributableRisk(InOrder({30, 30, 5}, {10, 900, 90}), options);
  ASSERT_TRUE(first.ok() && last.ok());
  EXPECT_EQ(first->fraction.standard_error, last->fraction.standard_error);
}

TEST(PopulationAttributableRisk, UsesASettingAverageWhereNobodyIsCounted) {
  auto groups = InOrder({10, 20, 30});
  for (Subgroup& group : groups) group.population.reset();
  auto options = Percent(Dimension::kOrdered);
  options.setting_average = 24;
  const auto risk = PopulationAttributableRisk(groups, options);
  ASSERT_TRUE(risk.ok());
  EXPECT_NEAR(risk->fraction.value, 25, 1e-12);
  EXPECT_FALSE(risk->fraction.interval);
}

TEST(PopulationAttributableRisk, HasNoIntervalWithoutScaleOrWithAnEmptyReference) {
  auto options = Percent(Dimension::kOrdered);
  const auto empty = PopulationAttributableRisk(InOrder({10, 20, 30}, {1, 1, 0}), options);
  options.scale.reset();
  const auto unscaled = PopulationAttributableRisk(InOrder({10, 20, 30}), options);
  ASSERT_TRUE(empty.ok() && unscaled.ok());
  EXPECT_FALSE(empty->risk.interval || unscaled->risk.interval);
}

TEST(PopulationAttributableRisk, LeavesOutGroupsWithoutEstimateWhereThatIsAllowed) {
  auto groups = InOrder({10, 20, 30, 40});
  groups[1].estimate.reset();
  auto options = Percent(Dimension::kOrdered);
  EXPECT_TRUE(IsRefused(PopulationAttributableRisk(groups, options), "every group"));
  options.missing = MissingEstimates::kAny;
  const auto risk = PopulationAttributableRisk(groups, options);
  ASSERT_TRUE(risk.ok());
  EXPECT_NEAR(risk->fraction.value, 50, 1e-12);
}

TEST(PopulationAttributableRisk, IsRefusedWithoutALevelOrASensibleScale) {
  auto groups = InOrder({10, 20, 30});
  auto options = Percent(Dimension::kOrdered);
  options.scale = 0;
  EXPECT_TRUE(IsRefused(PopulationAttributableRisk(groups, options), "scale"));
  options.scale = 100;
  options.setting_average = std::nan("");
  EXPECT_TRUE(IsRefused(PopulationAttributableRisk(groups, options), "setting average"));
  options.setting_average.reset();
  groups[0].population.reset();
  EXPECT_TRUE(IsRefused(PopulationAttributableRisk(groups, options), "no population"));
  EXPECT_TRUE(IsRefused(PopulationAttributableRisk(InOrder({0, 0, 0}), options), "level is 0"));
}

}  // namespace
}  // namespace fivestep::analysis::statistics
