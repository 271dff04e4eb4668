// Measures of change between two periods: its decomposition, and its difference from a comparator.
#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "analysis/statistics/change_decomposition.h"
#include "analysis/statistics/difference_in_differences.h"
#include "analysis/statistics/subgroup_fixtures.h"

namespace fivestep::analysis::statistics {
namespace {

constexpr GroupChange kGroup{{40, 100}, {60, 100}};
constexpr GroupChange kComparator{{50, 100}, {55, 100}};

std::vector<GroupChange> TwoGroups() { return {{{10, 100}, {6, 50}}, {{40, 100}, {57, 150}}}; }

TEST(DecomposeChange, GivesTheWorkedValue) {
  const auto change = DecomposeChange(TwoGroups(), CountKind::kProportion);
  ASSERT_TRUE(change.ok());
  EXPECT_NEAR(change->total, 0.065, 1e-12);
  EXPECT_NEAR(change->level.value, -0.005, 1e-12);
  EXPECT_NEAR(change->composition.value, 0.07, 1e-12);
  EXPECT_NEAR(change->level.interval.lower, -0.0921, 5e-5);
  EXPECT_NEAR(change->composition.interval.upper, 0.0905, 5e-5);
}

TEST(DecomposeChange, LeavesNoRest) {
  const auto change = DecomposeChange(TwoGroups(), CountKind::kRate);
  ASSERT_TRUE(change.ok());
  double sum = 0;
  for (const ChangeContribution& one : change->by_group) sum += one.level + one.composition;
  EXPECT_NEAR(sum, 63.0 / 200 - 50.0 / 200, 1e-12);
}

TEST(DecomposeChange, ChangesSignWhenThePeriodsAreExchanged) {
  auto groups = TwoGroups();
  for (GroupChange& group : groups) std::swap(group.before, group.after);
  const auto forth = DecomposeChange(TwoGroups(), CountKind::kRate);
  const auto back = DecomposeChange(groups, CountKind::kRate);
  ASSERT_TRUE(forth.ok() && back.ok());
  EXPECT_NEAR(forth->level.value, -back->level.value, 1e-15);
  EXPECT_NEAR(forth->composition.value, -back->composition.value, 1e-15);
}

TEST(DecomposeChange, FindsNoCompositionEffectWhereSharesStay) {
  const std::vector<GroupChange> groups = {{{10, 100}, {30, 200}}, {{40, 100}, {90, 200}}};
  const auto change = DecomposeChange(groups, CountKind::kProportion);
  ASSERT_TRUE(change.ok());
  EXPECT_EQ(change->composition.value, 0);
  EXPECT_NEAR(change->level.value, 0.05, 1e-12);
}

TEST(DecomposeChange, IsRefusedForCountsThatCannotBeAndTellsAll) {
  std::vector<GroupChange> groups = {{{10, 0}, {-1, 50}}, {{200, 100}, {57, 150}}};
  for (const char* reason : {"denominator above 0", "at least 0", "above its denominator"}) {
    EXPECT_TRUE(IsRefused(DecomposeChange(groups, CountKind::kProportion), reason));
  }
  EXPECT_TRUE(IsRefused(DecomposeChange({}, CountKind::kRate), "no group"));
  EXPECT_TRUE(IsRefused(DecomposeChange(TwoGroups(), CountKind::kRate, 1), "100 %"));
  groups = {{{1, 1e308}, {1, 1e308}}, {{1, 1e308}, {1, 1e308}}};
  EXPECT_TRUE(IsRefused(DecomposeChange(groups, CountKind::kRate), "too large"));
}

TEST(DifferenceInDifferences, GivesTheWorkedValue) {
  const auto gain = DifferenceInDifferences(kGroup, kComparator, CountKind::kProportion,
                                            Polarity::kHigherIsBetter);
  ASSERT_TRUE(gain.ok());
  EXPECT_NEAR(gain->absolute.value, 0.15, 1e-12);
  EXPECT_NEAR(gain->absolute.interval.lower, -0.0430, 5e-5);
  EXPECT_NEAR(gain->absolute.interval.upper, 0.3376, 5e-5);
  EXPECT_NEAR(gain->relative->value, 1.3636, 5e-5);
  EXPECT_NEAR(gain->relative->interval.lower, 0.9221, 5e-5);
  EXPECT_NEAR(gain->p_value, 0.1292, 5e-5);
}

TEST(DifferenceInDifferences, TurnsRoundWithThePolarity) {
  const auto higher = DifferenceInDifferences(kGroup, kComparator, CountKind::kRate,
                                              Polarity::kHigherIsBetter, 0.95, 1000);
  const auto lower = DifferenceInDifferences(kGroup, kComparator, CountKind::kRate,
                                             Polarity::kLowerIsBetter, 0.95, 1000);
  ASSERT_TRUE(higher.ok() && lower.ok());
  EXPECT_NEAR(higher->absolute.value, 150, 1e-10);
  EXPECT_NEAR(lower->absolute.interval.lower, -higher->absolute.interval.upper, 1e-10);
  EXPECT_NEAR(lower->relative->value, 1 / higher->relative->value, 1e-12);
  EXPECT_EQ(lower->p_value, higher->p_value);
}

TEST(DifferenceInDifferences, IsNothingWhereBothChangeAlike) {
  const auto gain =
      DifferenceInDifferences(kGroup, kGroup, CountKind::kProportion, Polarity::kHigherIsBetter);
  ASSERT_TRUE(gain.ok());
  EXPECT_EQ(gain->absolute.value, 0);
  EXPECT_NEAR(gain->relative->value, 1, 1e-12);
  EXPECT_EQ(gain->p_value, 1);
}

TEST(DifferenceInDifferences, HasNoRatioWithoutEventsOrWithoutVariance) {
  const GroupChange none{{0, 100}, {60, 100}};
  const GroupChange all{{100, 100}, {100, 100}};
  const auto without =
      DifferenceInDifferences(none, kComparator, CountKind::kProportion, Polarity::kHigherIsBetter);
  const auto complete =
      DifferenceInDifferences(all, all, CountKind::kProportion, Polarity::kHigherIsBetter);
  ASSERT_TRUE(without.ok() && complete.ok());
  EXPECT_FALSE(without->relative || complete->relative);
  EXPECT_EQ(complete->p_value, 1);
}

TEST(DifferenceInDifferences, IsRefusedWhereALevelIsNotFinite) {
  const GroupChange often{{400, 100}, {600, 100}};
  EXPECT_TRUE(IsRefused(DifferenceInDifferences(often, kComparator, CountKind::kRate,
                                                Polarity::kHigherIsBetter, 0.95, 1e308),
                        "smaller multiplier"));
}

TEST(DifferenceInDifferences, IsRefusedForCountsThatCannotBe) {
  const GroupChange impossible{{40, 100}, {160, 100}};
  EXPECT_FALSE(DifferenceInDifferences(impossible, kComparator, CountKind::kProportion,
                                       Polarity::kHigherIsBetter)
                   .ok());
  EXPECT_FALSE(
      DifferenceInDifferences(kGroup, {{1, 0}, {1, 1}}, CountKind::kRate, Polarity::kHigherIsBetter)
          .ok());
  EXPECT_TRUE(IsRefused(
      DifferenceInDifferences(kGroup, kComparator, CountKind::kRate, Polarity::kHigherIsBetter, 1),
      "100 %"));
}

}  // namespace
}  // namespace fivestep::analysis::statistics
