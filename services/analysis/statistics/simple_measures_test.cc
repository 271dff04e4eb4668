#include "analysis/statistics/simple_measures.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/statistics/subgroup_fixtures.h"

namespace fivestep::analysis::statistics {
namespace {

std::vector<Subgroup> Worked() {
  auto groups = InOrder({40, 60});
  groups[0].standard_error = 3;
  groups[1].standard_error = 4;
  return groups;
}

TEST(Difference, GivesTheWorkedValue) {
  const auto measure = Difference(Worked(), Dimension::kOrdered, Polarity::kHigherIsBetter);
  ASSERT_TRUE(measure.ok());
  EXPECT_EQ(measure->value, 20);
  EXPECT_EQ(measure->standard_error, 5);
  EXPECT_TRUE(HasInterval(*measure, 10.2002, 29.7998));
}

TEST(Difference, IsPositiveWhenWorseForTheDisadvantaged) {
  const auto lower_better = Difference(Worked(), Dimension::kOrdered, Polarity::kLowerIsBetter);
  ASSERT_TRUE(lower_better.ok());
  EXPECT_EQ(lower_better->value, -20);
}

TEST(Difference, OfAnUnorderedDimensionIsItsRange) {
  const auto measure =
      Difference(InOrder({5, 9, 2, 7}), Dimension::kUnordered, Polarity::kHigherIsBetter);
  ASSERT_TRUE(measure.ok());
  EXPECT_EQ(measure->value, 7);
}

TEST(Difference, IsMeasuredFromTheReferenceToTheWorstOfTheOthers) {
  auto groups = InOrder({5, 9, 2, 7});
  groups[3].is_reference = true;
  const auto higher = Difference(groups, Dimension::kUnordered, Polarity::kHigherIsBetter);
  const auto lower = Difference(groups, Dimension::kUnordered, Polarity::kLowerIsBetter);
  ASSERT_TRUE(higher.ok() && lower.ok());
  EXPECT_EQ(higher->value, 5);
  EXPECT_EQ(lower->value, 2);
}

TEST(Difference, CountsTheFirstOfEquallyBadGroups) {
  auto groups = InOrder({50, 10, 10});
  groups[0].is_reference = true;
  groups[2].standard_error = 100;
  const auto measure = Difference(groups, Dimension::kUnordered, Polarity::kHigherIsBetter);
  ASSERT_TRUE(measure.ok());
  EXPECT_NEAR(*measure->standard_error, std::sqrt(2.0), 1e-12);
}

TEST(Difference, NeedsTheErrorsOfTheComparedGroupsOnly) {
  auto groups = InOrder({5, 9, 2, 7});
  groups[0].standard_error.reset();
  const auto kept = Difference(groups, Dimension::kUnordered, Polarity::kHigherIsBetter);
  groups[2].standard_error.reset();
  const auto lost = Difference(groups, Dimension::kUnordered, Polarity::kHigherIsBetter);
  ASSERT_TRUE(kept.ok() && lost.ok());
  EXPECT_TRUE(kept->interval);
  EXPECT_FALSE(lost->interval);
}

TEST(Difference, IsRefusedWhereAnEndIsMissing) {
  auto groups = InOrder({5, 9, 2, 7});
  groups[1].estimate.reset();
  EXPECT_TRUE(Difference(groups, Dimension::kOrdered, Polarity::kHigherIsBetter).ok());
  groups[3].estimate.reset();
  EXPECT_TRUE(IsRefused(Difference(groups, Dimension::kOrdered, Polarity::kHigherIsBetter),
                        "first or the last"));
}

TEST(Difference, IsRefusedForOneGroupAndForTwoReferences) {
  EXPECT_TRUE(IsRefused(Difference(InOrder({5}), Dimension::kOrdered, Polarity::kHigherIsBetter),
                        "two groups"));
  auto groups = InOrder({5, 9, 2});
  groups[0].is_reference = groups[1].is_reference = true;
  EXPECT_TRUE(IsRefused(Difference(groups, Dimension::kUnordered, Polarity::kHigherIsBetter),
                        "more than one"));
}

TEST(Ratio, GivesTheWorkedValue) {
  const auto measure = Ratio(Worked(), Dimension::kOrdered, Polarity::kHigherIsBetter);
  ASSERT_TRUE(measure.ok());
  EXPECT_EQ(measure->value, 1.5);
  EXPECT_TRUE(HasInterval(*measure, 1.2322, 1.8260));
}

TEST(Ratio, HasNoIntervalWithoutErrors) {
  auto groups = Worked();
  groups[0].standard_error.reset();
  const auto measure = Ratio(groups, Dimension::kOrdered, Polarity::kHigherIsBetter);
  ASSERT_TRUE(measure.ok());
  EXPECT_EQ(measure->value, 1.5);
  EXPECT_FALSE(measure->interval);
}

TEST(Ratio, OfNothingToSomethingIsZeroWithoutInterval) {
  const auto measure = Ratio(InOrder({5, 0}), Dimension::kOrdered, Polarity::kHigherIsBetter);
  ASSERT_TRUE(measure.ok());
  EXPECT_EQ(measure->value, 0);
  EXPECT_FALSE(measure->interval);
}

TEST(Ratio, IsRefusedToZeroAndAcrossZero) {
  EXPECT_TRUE(IsRefused(Ratio(InOrder({0, 5}), Dimension::kOrdered, Polarity::kHigherIsBetter),
                        "estimate of 0"));
  EXPECT_TRUE(IsRefused(Ratio(InOrder({-1, 5}), Dimension::kOrdered, Polarity::kHigherIsBetter),
                        "two sides of 0"));
}

}  // namespace
}  // namespace fivestep::analysis::statistics
