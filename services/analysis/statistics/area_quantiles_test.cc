#include "analysis/statistics/area_quantiles.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <map>

#include "analysis/statistics/subgroup_fixtures.h"

namespace fivestep::analysis::statistics {
namespace {

std::vector<SmallArea> Areas(const std::string& geography, int count) {
  std::vector<SmallArea> areas;
  for (int i = 0; i < count; ++i) areas.push_back({geography, static_cast<double>(count - i)});
  return areas;
}

// The quantiles that hold one area more than the others.
std::vector<int> LargerQuantiles(int count, int quantiles) {
  const auto assigned = QuantilesWithinAreas(Areas("E1", count), quantiles);
  std::map<int, int> sizes;
  for (const int quantile : *assigned) ++sizes[quantile];
  std::vector<int> larger;
  for (const auto& [quantile, size] : sizes) {
    if (size > count / quantiles) larger.push_back(quantile);
  }
  return larger;
}

TEST(QuantilesWithinAreas, GiveTheWorkedValue) {
  const auto assigned = QuantilesWithinAreas(Areas("E1", 7), 5);
  ASSERT_TRUE(assigned.ok());
  EXPECT_EQ(*assigned, (std::vector<int>{1, 1, 2, 3, 3, 4, 5}));
}

TEST(QuantilesWithinAreas, FollowTheRulesTableOfQuintiles) {
  using Larger = std::vector<int>;
  EXPECT_EQ(LargerQuantiles(50, 5), Larger());
  EXPECT_EQ(LargerQuantiles(51, 5), (Larger{1}));
  EXPECT_EQ(LargerQuantiles(52, 5), (Larger{1, 3}));
  EXPECT_EQ(LargerQuantiles(53, 5), (Larger{1, 2, 4}));
  EXPECT_EQ(LargerQuantiles(54, 5), (Larger{1, 2, 3, 4}));
}

TEST(QuantilesWithinAreas, FollowTheRulesTableOfDeciles) {
  using Larger = std::vector<int>;
  EXPECT_EQ(LargerQuantiles(101, 10), (Larger{1}));
  EXPECT_EQ(LargerQuantiles(102, 10), (Larger{1, 6}));
  EXPECT_EQ(LargerQuantiles(103, 10), (Larger{1, 4, 7}));
  EXPECT_EQ(LargerQuantiles(104, 10), (Larger{1, 3, 6, 8}));
  EXPECT_EQ(LargerQuantiles(105, 10), (Larger{1, 3, 5, 7, 9}));
  EXPECT_EQ(LargerQuantiles(106, 10), (Larger{1, 2, 4, 6, 7, 9}));
  EXPECT_EQ(LargerQuantiles(107, 10), (Larger{1, 2, 3, 5, 6, 8, 9}));
  EXPECT_EQ(LargerQuantiles(108, 10), (Larger{1, 2, 3, 4, 6, 7, 8, 9}));
  EXPECT_EQ(LargerQuantiles(109, 10), (Larger{1, 2, 3, 4, 5, 6, 7, 8, 9}));
}

TEST(QuantilesWithinAreas, KeepEquallyDeprivedAreasTogether) {
  auto areas = Areas("E1", 5);
  areas[1].score = areas[2].score = areas[3].score;
  const auto assigned = QuantilesWithinAreas(areas, 5);
  ASSERT_TRUE(assigned.ok());
  EXPECT_EQ(*assigned, (std::vector<int>{1, 2, 2, 2, 5}));
}

TEST(QuantilesWithinAreas, RankEachGeographyByItself) {
  auto areas = Areas("E1", 5);
  for (SmallArea area : Areas("E2", 5)) areas.push_back({area.geography, area.score + 1000});
  std::reverse(areas.begin(), areas.end());
  const auto assigned = QuantilesWithinAreas(areas, 5);
  ASSERT_TRUE(assigned.ok());
  EXPECT_EQ(*assigned, (std::vector<int>{5, 4, 3, 2, 1, 5, 4, 3, 2, 1}));
}

TEST(QuantilesWithinAreas, AreRefusedForAGeographyWithFewerAreas) {
  auto areas = Areas("E1", 5);
  areas.push_back({"E2", 3});
  EXPECT_TRUE(IsRefused(QuantilesWithinAreas(areas, 5), "fewer small areas than quantiles: E2"));
}

TEST(QuantilesWithinAreas, AreRefusedForUnusableInputAndTellAll) {
  std::vector<SmallArea> areas = {{"", std::numeric_limits<double>::infinity()}};
  for (const char* reason : {"2 to 100", "finite", "no geography"}) {
    EXPECT_TRUE(IsRefused(QuantilesWithinAreas(areas, 101), reason));
  }
  EXPECT_TRUE(IsRefused(QuantilesWithinAreas({}, 10), "no small area"));
  EXPECT_TRUE(IsRefused(QuantilesWithinAreas(Areas("E1", 5), 1), "2 to 100"));
}

}  // namespace
}  // namespace fivestep::analysis::statistics
