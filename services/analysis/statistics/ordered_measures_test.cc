// Measures over ordered dimensions: slopes and concentration indices, over groups and people.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "analysis/statistics/concentration_index.h"
#include "analysis/statistics/regression_slope.h"
#include "analysis/statistics/subgroup_fixtures.h"

namespace fivestep::analysis::statistics {
namespace {

using GroupSpan = std::span<const Subgroup>;
using PeopleSpan = std::span<const Respondent>;

RegressionSlopeOptions Linear() {
  RegressionSlopeOptions options;
  options.model = LineModel::kLinear;
  return options;
}

// Six people of three groups, half of each with the outcome.
std::vector<Respondent> SixPeople() {
  return {{1, 1, 1}, {0, 1, 2}, {1, 2, 1}, {0, 2, 1}, {0, 3, 1}, {1, 3, 3}};
}

TEST(SlopeOverGroups, GivesTheWorkedValue) {
  const auto slope = SlopeOverGroups(FiveGroups(), {});
  ASSERT_TRUE(slope.ok());
  EXPECT_NEAR(slope->absolute.value, 44.4450, 5e-5);
  EXPECT_TRUE(HasInterval(slope->absolute, 40.1511, 48.7390));
  EXPECT_NEAR(slope->relative->value, 3.1595, 5e-5);
  EXPECT_TRUE(HasInterval(*slope->relative, 2.7199, 3.6702));
}

// In percentage points, as the slope is: a hundred times the WHO package's.
TEST(SlopeOverGroups, HasItsErrorInTheUnitOfItsLimits) {
  const auto slope = SlopeOverGroups(FiveGroups(), {});
  ASSERT_TRUE(slope.ok());
  EXPECT_NEAR(*slope->absolute.standard_error, 2.1908, 5e-5);
}

TEST(SlopeOverGroups, IsExactForALinearLadder) {
  const auto slope = SlopeOverGroups(InOrder({10, 20, 30, 40, 50}), Linear());
  ASSERT_TRUE(slope.ok());
  EXPECT_NEAR(slope->absolute.value, 50, 1e-12);
  EXPECT_NEAR(slope->relative->value, 11, 1e-10);
  EXPECT_NEAR(*slope->absolute.standard_error, 0, 1e-10);
}

TEST(SlopeOverGroups, LeavesOutGroupsWithoutPeople) {
  const auto with = SlopeOverGroups(InOrder({20, 30, 99, 40, 61}, {78, 91, 0, 103, 105}), {});
  const auto without = SlopeOverGroups(InOrder({20, 30, 40, 61}, {78, 91, 103, 105}), {});
  ASSERT_TRUE(with.ok() && without.ok());
  EXPECT_DOUBLE_EQ(with->absolute.value, without->absolute.value);
  EXPECT_DOUBLE_EQ(*with->absolute.standard_error, *without->absolute.standard_error);
}

TEST(SlopeOverGroups, WeighsGroupsTheSameWithoutPopulationsWhenLinear) {
  auto groups = InOrder({10, 20, 30, 40, 50});
  for (Subgroup& group : groups) group.population.reset();
  const auto slope = SlopeOverGroups(groups, Linear());
  ASSERT_TRUE(slope.ok());
  EXPECT_NEAR(slope->absolute.value, 50, 1e-12);
}

TEST(SlopeOverGroups, HasNoRatioWhereTheLineCrossesZero) {
  const auto slope = SlopeOverGroups(InOrder({-10, 0, 10}), Linear());
  ASSERT_TRUE(slope.ok());
  EXPECT_NEAR(slope->absolute.value, 30, 1e-12);
  EXPECT_FALSE(slope->relative);
}

TEST(SlopeOverGroups, WithoutPopulationsIsRefusedWhenLogistic) {
  auto groups = FiveGroups();
  for (Subgroup& group : groups) group.population.reset();
  EXPECT_TRUE(IsRefused(SlopeOverGroups(groups, {}), "no population"));
}

TEST(SlopeOverGroups, IsRefusedWhereAllEstimatesAreTheSame) {
  EXPECT_TRUE(IsRefused(SlopeOverGroups(InOrder({5, 5, 5}), {}), "all estimates are the same"));
}

TEST(SlopeOverGroups, IsRefusedOutsideWhatALogisticLineCanFit) {
  EXPECT_TRUE(IsRefused(SlopeOverGroups(InOrder({-5, 5, 6}), {}), "from 0 to 1,000,000"));
  EXPECT_TRUE(IsRefused(SlopeOverGroups(InOrder({5, 6, 2e6}), {}), "from 0 to 1,000,000"));
  EXPECT_TRUE(IsRefused(SlopeOverGroups(InOrder({0, 0, 1}), {}), "no logistic line fits"));
  EXPECT_TRUE(IsRefused(SlopeOverGroups(InOrder({0, 0.001, 0.001}), {}), "nobody, or everybody"));
}

TEST(SlopeOverGroups, IsRefusedWithPeopleInTwoGroupsOnly) {
  EXPECT_TRUE(IsRefused(SlopeOverGroups(InOrder({1, 2, 3}, {0, 5, 5}), {}), "more than two"));
  EXPECT_TRUE(IsRefused(SlopeOverGroups(InOrder({1, 2, 3}, {1e-300, 1e300, 1}), {}), "line"));
}

TEST(SlopeOverPeople, EqualsTheLineOverTheirGroupMeans) {
  const auto slope = SlopeOverPeople(SixPeople(), Linear());
  ASSERT_TRUE(slope.ok());
  // Shares 3, 2 and 4 of 9 at ranks 1/6, 4/9 and 7/9 with means 1/3, 1/2 and 3/4.
  EXPECT_NEAR(slope->absolute.value, 24.0 / 35, 1e-12);
  EXPECT_GT(*slope->absolute.standard_error, 0);
}

TEST(SlopeOverPeople, CountsAUnitOnceForItsPeople) {
  auto people = SixPeople();
  const auto single = SlopeOverPeople(people, {});
  for (std::size_t i = 0; i < people.size(); ++i) people[i].unit = static_cast<int>(i / 2);
  const auto paired = SlopeOverPeople(people, {});
  ASSERT_TRUE(single.ok() && paired.ok());
  EXPECT_DOUBLE_EQ(single->absolute.value, paired->absolute.value);
  EXPECT_NE(*single->absolute.standard_error, *paired->absolute.standard_error);
}

TEST(SlopeOverPeople, IsRefusedForAStratumOfOneUnit) {
  auto people = SixPeople();
  people[0].stratum = 7;
  EXPECT_TRUE(IsRefused(SlopeOverPeople(people, {}), "single sampling unit"));
}

TEST(SlopeOverPeople, IsRefusedForIncompleteAnswers) {
  auto people = SixPeople();
  people[0].weight = 0;
  people[1].value = std::nan("");
  people[2].unit = 1;
  for (const char* reason : {"weight", "value", "sampling unit"}) {
    EXPECT_TRUE(IsRefused(SlopeOverPeople(people, {}), reason));
  }
  EXPECT_TRUE(IsRefused(SlopeOverPeople(PeopleSpan(people).first(2), {}), "more than two groups"));
}

TEST(AbsoluteConcentration, GivesTheWorkedValue) {
  const auto groups = FiveGroups();
  const auto index = AbsoluteConcentration(GroupSpan(groups), {});
  ASSERT_TRUE(index.ok());
  EXPECT_NEAR(index->value, 7.3284, 5e-5);
  EXPECT_TRUE(HasInterval(*index, 6.7528, 7.9040));
}

TEST(RelativeConcentration, GivesTheWorkedValue) {
  const auto groups = FiveGroups();
  const auto index = RelativeConcentration(GroupSpan(groups), {});
  ASSERT_TRUE(index.ok());
  EXPECT_NEAR(index->value, 0.1778, 5e-5);
  EXPECT_TRUE(HasInterval(*index, 0.1638, 0.1917));
}

TEST(RelativeConcentration, IsNormalisedForBoundedIndicators) {
  const auto groups = FiveGroups();
  const ConcentrationOptions plain{.bounds = Interval{0, 100}};
  auto wagstaff = plain;
  wagstaff.normalisation = Normalisation::kWagstaff;
  auto erreygers = plain;
  erreygers.normalisation = Normalisation::kErreygers;
  const auto none = RelativeConcentration(GroupSpan(groups), plain);
  const auto by_wagstaff = RelativeConcentration(GroupSpan(groups), wagstaff);
  const auto by_erreygers = RelativeConcentration(GroupSpan(groups), erreygers);
  ASSERT_TRUE(none.ok() && by_wagstaff.ok() && by_erreygers.ok());
  const double mean = 22220.0 / 539 / 100;  // of 20 * 78 + 30 * 91 + ... over 539 people
  EXPECT_NEAR(by_wagstaff->value, none->value / (1 - mean), 1e-12);
  EXPECT_NEAR(by_erreygers->value, none->value * 4 * mean, 1e-12);
}

TEST(RelativeConcentration, IsRefusedWithoutAMeanOrBounds) {
  const auto balanced = InOrder({-1, 0, 1});
  EXPECT_TRUE(IsRefused(RelativeConcentration(GroupSpan(balanced), {}), "mean"));
  ConcentrationOptions options;
  options.normalisation = Normalisation::kErreygers;
  const auto groups = FiveGroups();
  EXPECT_TRUE(IsRefused(RelativeConcentration(GroupSpan(groups), options), "normalisation needs"));
}

TEST(AbsoluteConcentration, IsRefusedOutsideItsBounds) {
  const auto groups = FiveGroups();
  EXPECT_TRUE(
      IsRefused(AbsoluteConcentration(GroupSpan(groups), {.bounds = Interval{0, 59}}), "outside"));
  EXPECT_TRUE(
      IsRefused(AbsoluteConcentration(GroupSpan(groups), {.bounds = Interval{21, 90}}), "outside"));
  EXPECT_TRUE(
      IsRefused(AbsoluteConcentration(GroupSpan(groups), {.bounds = Interval{90, 0}}), "bounds"));
}

TEST(AbsoluteConcentration, IsRefusedWhereEverybodyIsInOneGroup) {
  const auto groups = InOrder({1, 2, 3}, {0, 7, 0});
  EXPECT_TRUE(IsRefused(AbsoluteConcentration(GroupSpan(groups), {}), "one rank"));
}

TEST(AbsoluteConcentration, OverPeopleEqualsThatOverTheirGroups) {
  const auto people = SixPeople();
  const auto groups = InOrder({1.0 / 3, 0.5, 0.75}, {3, 2, 4});
  const auto over_people = AbsoluteConcentration(PeopleSpan(people), {});
  const auto over_groups = AbsoluteConcentration(GroupSpan(groups), {});
  ASSERT_TRUE(over_people.ok() && over_groups.ok());
  EXPECT_NEAR(over_people->value, over_groups->value, 1e-12);
}

}  // namespace
}  // namespace fivestep::analysis::statistics
