#include "engagement/statistics/reach.h"

#include <gtest/gtest.h>

#include "analysis/statistics/proportion.h"

namespace fivestep::engagement::statistics {
namespace {

Reach Computed(std::vector<GroupCount> groups, int64_t unknown = 0, int64_t silent = 0) {
  const auto reach = ComputeReach({std::move(groups), unknown, silent});
  EXPECT_TRUE(reach.ok()) << reach.status().ToString();
  return *reach;
}

TEST(Reach, HasTheWorkedValue) {
  const Reach reach = Computed({{30, 50}, {70, 50}});
  EXPECT_DOUBLE_EQ(*reach.groups[0].index, 60);
  EXPECT_DOUBLE_EQ(*reach.groups[1].index, 140);
  EXPECT_DOUBLE_EQ(*reach.dissimilarity, 0.2);
  EXPECT_EQ(reach.groups[0].verdict, Verdict::kUnder);
  EXPECT_EQ(reach.groups[1].verdict, Verdict::kOver);
  EXPECT_TRUE(reach.groups[0].below_four_fifths);
  EXPECT_FALSE(reach.groups[1].below_four_fifths);
  // Wilson for 30 of 100: [0.2189, 0.3958].
  EXPECT_NEAR(*reach.groups[0].lower_index, 43.79, 0.01);
  EXPECT_NEAR(*reach.groups[0].upper_index, 79.17, 0.01);
  EXPECT_DOUBLE_EQ(*reach.coverage, 1);
}

// The case for which the verdict exists: the interval of 0 of 12 reaches up to 24 %.
TEST(Reach, CallsAGroupThatIsWhollyAbsentNotReached) {
  EXPECT_NEAR(analysis::statistics::WilsonInterval(0, 12)->upper, 0.2425, 0.0001);
  const Reach reach = Computed({{12, 80}, {0, 20}});
  EXPECT_EQ(reach.groups[1].verdict, Verdict::kNotReached);
  EXPECT_EQ(*reach.groups[1].index, 0);
}

TEST(Reach, CannotTellWhereHalfItsShareIsPossible) {
  // Wilson for 10 of 70: [0.0795, 0.2434]; the share is 0.2, and half of it 0.1.
  const Reach reach = Computed({{60, 80}, {10, 20}});
  EXPECT_EQ(reach.groups[1].verdict, Verdict::kCannotTell);
  EXPECT_LT(*reach.groups[1].lower_index, 50);
}

TEST(Reach, IsInLineWhereEnoughWereReached) {
  const Reach reach = Computed({{750, 75}, {250, 25}});
  EXPECT_EQ(reach.groups[0].verdict, Verdict::kInLine);
  EXPECT_EQ(reach.groups[1].verdict, Verdict::kInLine);
  EXPECT_DOUBLE_EQ(*reach.dissimilarity, 0);
}

TEST(Reach, SaysPopulationUnknownAndStillShowsTheBand) {
  const Reach reach = Computed({{100, 50}, {100, 50}, {20, std::nullopt}});
  EXPECT_EQ(reach.groups[2].verdict, Verdict::kPopulationUnknown);
  EXPECT_EQ(reach.groups[2].reached.middle, 20);
  EXPECT_FALSE(reach.groups[2].index);
  EXPECT_DOUBLE_EQ(*reach.groups[0].index, 100);
}

TEST(Reach, CountsWhoIsUnknownAndWhoDidNotSayInCoverageOnly) {
  const Reach reach = Computed({{50, 50}, {50, 50}}, 60, 40);
  EXPECT_DOUBLE_EQ(*reach.coverage, 0.5);
  EXPECT_DOUBLE_EQ(*reach.groups[0].index, 100);
}

// Whoever reads the answer must not learn which of 1 to 7 it was.
TEST(Reach, IsTheSameForEverySmallCount) {
  const auto text = [](int64_t small) {
    const Reach reach = Computed({{40, 60}, {small, 40}}, small, small);
    std::string all = std::to_string(*reach.coverage) + std::to_string(*reach.dissimilarity);
    for (const GroupReach& group : reach.groups) {
      all += std::to_string(static_cast<int>(group.verdict)) +
             std::to_string(group.index.value_or(-1)) + std::to_string(group.reached.middle);
    }
    return all;
  };
  for (int64_t small = 2; small <= 7; ++small) EXPECT_EQ(text(small), text(1));
}

TEST(Reach, JudgesASmallCountOnlyWhereItMakesNoDifferenceWhichItIs) {
  // Even 7 beside 400 is below a share of one half.
  EXPECT_EQ(Computed({{400, 50}, {3, 50}}).groups[1].verdict, Verdict::kUnder);
  // 1 beside 20 is below 15 %, 7 is not.
  const Reach reach = Computed({{20, 85}, {7, 15}});
  EXPECT_EQ(reach.groups[1].verdict, Verdict::kCannotTell);
  EXPECT_FALSE(reach.groups[1].index);
}

TEST(Reach, SaysNothingOfAnEmptyRoom) {
  const Reach reach = Computed({{0, 50}, {0, 50}});
  EXPECT_FALSE(reach.coverage);
  EXPECT_FALSE(reach.dissimilarity);
  EXPECT_EQ(reach.groups[0].verdict, Verdict::kNotReached);
}

TEST(Reach, RefusesNumbersThatCountNobody) {
  EXPECT_FALSE(ComputeReach({{{-1, 5}}, 0, 0}).ok());
  EXPECT_FALSE(ComputeReach({{{1, 0}}, 0, 0}).ok());
  EXPECT_FALSE(ComputeReach({{{1, 5}}, -1, 0}).ok());
}

}  // namespace
}  // namespace fivestep::engagement::statistics
