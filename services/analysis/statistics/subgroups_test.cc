#include "analysis/statistics/subgroups.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace fivestep::analysis::statistics {
namespace {

constexpr SubgroupNeeds kNothing{};
constexpr SubgroupNeeds kOrder{.order = true};
constexpr SubgroupNeeds kPopulation{.population = true};
constexpr SubgroupNeeds kReference{.reference = true};

std::vector<Subgroup> Groups(std::vector<std::optional<double>> estimates) {
  std::vector<Subgroup> groups;
  for (const auto& estimate : estimates) {
    Subgroup group{estimate, 1, 100};
    group.order = static_cast<int>(groups.size()) + 1;
    groups.push_back(group);
  }
  return groups;
}

void ExpectRefused(std::span<const Subgroup> groups, const SubgroupNeeds& needs,
                   const std::string& reason, MissingEstimates missing = MissingEstimates::kFew) {
  const auto known = KnownGroups(groups, needs, missing);
  ASSERT_FALSE(known.ok()) << reason;
  EXPECT_EQ(known.status().code(), Code::kInvalidArgument);
  EXPECT_NE(known.status().message().find(reason), std::string::npos) << known.status().message();
}

TEST(KnownGroups, ComeInTheirOrderWithTheirShares) {
  auto groups = Groups({30, 10, 20});
  groups[0].order = 3;
  groups[1].order = 1;
  groups[2].order = 2;
  groups[0].population = 200;
  const auto known =
      KnownGroups(groups, {.population = true, .order = true}, MissingEstimates::kFew);
  ASSERT_TRUE(known.ok());
  EXPECT_EQ(known->estimates, (std::vector<double>{10, 20, 30}));
  EXPECT_EQ(known->shares, (std::vector<double>{0.25, 0.25, 0.5}));
  EXPECT_EQ(known->WeightedMean(), 22.5);
}

TEST(KnownGroups, LeaveOutAFewGroupsWithoutEstimate) {
  const auto known =
      KnownGroups(Groups({1, 2, 3, 4, 5, 6, std::nullopt}), kNothing, MissingEstimates::kFew);
  ASSERT_TRUE(known.ok());
  EXPECT_EQ(known->size(), 6u);
}

TEST(KnownGroups, KeepTheReferenceWhereItIsAfterAMissingEstimate) {
  auto groups = Groups({1, std::nullopt, 3, 4});
  groups[3].is_reference = true;
  const auto known = KnownGroups(groups, kReference, MissingEstimates::kAny);
  ASSERT_TRUE(known.ok());
  EXPECT_EQ(known->reference, 2u);
}

TEST(KnownGroups, HaveNoErrorsUnlessAllHave) {
  auto groups = Groups({1, 2, 3});
  groups[1].standard_error.reset();
  const auto known = KnownGroups(groups, kNothing, MissingEstimates::kFew);
  ASSERT_TRUE(known.ok());
  EXPECT_TRUE(known->standard_errors.empty());
}

TEST(KnownGroups, AreRefusedWhereMoreThan15PercentAreMissing) {
  ExpectRefused(Groups({1, 2, 3, 4, 5, std::nullopt}), kNothing, "15 %");
}

TEST(KnownGroups, OfAnOrderedDimensionAreRefusedWithAnyMissing) {
  ExpectRefused(Groups({1, 2, 3, 4, 5, 6, 7, 8, 9, std::nullopt}), kOrder, "every group");
}

TEST(KnownGroups, AreRefusedWithTwoOnly) {
  ExpectRefused(Groups({1, 2}), kNothing, "more than two");
  ExpectRefused(Groups({1, 2, std::nullopt}), kNothing, "more than two", MissingEstimates::kAny);
}

TEST(KnownGroups, AreRefusedWithoutAUsablePopulation) {
  auto groups = Groups({1, 2, 3});
  groups[0].population.reset();
  ExpectRefused(groups, kPopulation, "has no population");
  groups[0].population = -1;
  ExpectRefused(groups, kPopulation, "at least 0");
  for (Subgroup& group : groups) group.population = 0;
  ExpectRefused(groups, kPopulation, "any population");
  for (Subgroup& group : groups) group.population = std::numeric_limits<double>::max();
  ExpectRefused(groups, kPopulation, "finite");
}

TEST(KnownGroups, AreRefusedInAnOrderWithGapsOrTwins) {
  auto groups = Groups({1, 2, 3});
  groups[2].order = 4;
  ExpectRefused(groups, kOrder, "consecutive");
  groups[2].order = 2;
  ExpectRefused(groups, kOrder, "consecutive");
  groups[2].order.reset();
  ExpectRefused(groups, kOrder, "consecutive");
  groups[2].order = std::numeric_limits<int>::min();
  groups[0].order = std::numeric_limits<int>::max();
  ExpectRefused(groups, kOrder, "consecutive");
}

TEST(KnownGroups, AreRefusedWithoutExactlyOneReference) {
  auto groups = Groups({1, 2, 3});
  ExpectRefused(groups, kReference, "no group is the reference");
  groups[0].is_reference = groups[1].is_reference = true;
  ExpectRefused(groups, kReference, "more than one");
  groups[1].is_reference = false;
  groups[0].estimate.reset();
  ExpectRefused(groups, kReference, "reference group has no estimate", MissingEstimates::kAny);
}

TEST(KnownGroups, AreRefusedWithNumbersThatAreNone) {
  auto groups = Groups({1, 2, 3});
  groups[0].estimate = std::numeric_limits<double>::quiet_NaN();
  ExpectRefused(groups, kNothing, "not a finite number");
  groups[0].estimate = 1;
  groups[0].standard_error = -1;
  ExpectRefused(groups, kNothing, "standard error");
}

TEST(KnownGroups, TellEverythingThatIsWrongAtOnce) {
  auto groups = Groups({1, 2});
  groups[0].standard_error = -1;
  groups[1].population = -5;
  const auto known = KnownGroups(groups, kPopulation, MissingEstimates::kFew);
  ASSERT_FALSE(known.ok());
  for (const char* part : {"more than two", "standard error", "population"}) {
    EXPECT_NE(known.status().message().find(part), std::string::npos) << part;
  }
}

TEST(Measured, HasNoIntervalWithoutAnError) {
  const auto measure = Measured(3, std::nullopt, 0.95);
  ASSERT_TRUE(measure.ok());
  EXPECT_FALSE(measure->interval || measure->standard_error);
}

TEST(Measured, IsRefusedAtAConfidenceOutOfRangeOrWithoutAFiniteValue) {
  EXPECT_FALSE(Measured(3, 1, 0.5).ok());
  EXPECT_FALSE(Measured(std::nan(""), 1, 0.95).ok());
}

TEST(MeasuredRatio, IsSymmetricOnTheScaleOfLogarithms) {
  const auto measure = MeasuredRatio(2, 0.5, 0.95);
  ASSERT_TRUE(measure.ok());
  EXPECT_NEAR(measure->interval->lower * measure->interval->upper, 4, 1e-12);
  EXPECT_FALSE(MeasuredRatio(-2, 0.5, 0.95).ok());
}

}  // namespace
}  // namespace fivestep::analysis::statistics
