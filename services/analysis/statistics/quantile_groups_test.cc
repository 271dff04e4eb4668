#include "analysis/statistics/quantile_groups.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace fivestep::analysis::statistics {
namespace {

using Values = std::vector<std::optional<double>>;
using Quantiles = std::vector<std::optional<int>>;

TEST(AssignQuantiles, GivesTheWorkedValue) {
  EXPECT_EQ(*AssignQuantiles(Values{30, 10, 20, 40}, 2, FirstQuantile::kHighestValues),
            (Quantiles{1, 2, 2, 1}));
}

TEST(AssignQuantiles, TurnsRoundWithTheOrder) {
  EXPECT_EQ(*AssignQuantiles(Values{30, 10, 20, 40}, 2, FirstQuantile::kLowestValues),
            (Quantiles{2, 1, 1, 2}));
}

TEST(AssignQuantiles, GivesEqualValuesOneQuantile) {
  EXPECT_EQ(*AssignQuantiles(Values{17, 17, 17, 17}, 2, FirstQuantile::kHighestValues),
            (Quantiles{1, 1, 1, 1}));
}

TEST(AssignQuantiles, LeavesOutWhatIsMissing) {
  EXPECT_EQ(*AssignQuantiles(Values{30, std::nullopt, 20}, 2, FirstQuantile::kHighestValues),
            (Quantiles{1, std::nullopt, 2}));
}

TEST(AssignQuantiles, GivesNoneWhereThereAreFewerValuesThanQuantiles) {
  EXPECT_EQ(*AssignQuantiles(Values{30, 20}, 3, FirstQuantile::kHighestValues),
            (Quantiles{std::nullopt, std::nullopt}));
  EXPECT_TRUE(AssignQuantiles(Values{}, 3, FirstQuantile::kHighestValues)->empty());
}

TEST(AssignQuantiles, MakesGroupsThatDifferByOneAtMost) {
  for (const int areas : {10, 37, 100, 317}) {
    Values values;
    for (int i = 0; i < areas; ++i) values.push_back(i * 1.25);
    const auto quantiles = *AssignQuantiles(values, 10, FirstQuantile::kLowestValues);
    EXPECT_TRUE(std::is_sorted(quantiles.begin(), quantiles.end()));
    for (int quantile = 1; quantile <= 10; ++quantile) {
      const auto size = std::count(quantiles.begin(), quantiles.end(), quantile);
      EXPECT_LE(std::abs(static_cast<double>(size) - areas / 10.0), 1) << areas << " " << quantile;
    }
  }
}

TEST(AssignQuantiles, RefusesWhatCannotBeRanked) {
  EXPECT_FALSE(AssignQuantiles(Values{std::nan("")}, 1, FirstQuantile::kHighestValues).ok());
  EXPECT_FALSE(AssignQuantiles(Values{1, 2}, 0, FirstQuantile::kHighestValues).ok());
  EXPECT_FALSE(AssignQuantiles(Values{1, 2}, 101, FirstQuantile::kHighestValues).ok());
}

}  // namespace
}  // namespace fivestep::analysis::statistics
