#include "codesign/opinion/clustering.h"

#include <gtest/gtest.h>

namespace fivestep::codesign::opinion {
namespace {

Points OnALine(const std::vector<double>& xs) {
  Points points = Points::Zero(static_cast<Eigen::Index>(xs.size()), 2);
  for (size_t i = 0; i < xs.size(); ++i) points(static_cast<Eigen::Index>(i), 0) = xs[i];
  return points;
}

TEST(KMeans, FindsWhatIsApartAndNumbersByItsSize) {
  EXPECT_EQ(KMeans(OnALine({0, 1, 100, 101, 102, 50}), 3, 1), (std::vector<int>{1, 1, 0, 0, 0, 2}));
}

TEST(KMeans, IsTheSameForTheSameSeed) {
  std::vector<double> xs;
  for (int i = 0; i < 200; ++i) xs.push_back((i * 37) % 101);
  EXPECT_EQ(KMeans(OnALine(xs), 4, 9), KMeans(OnALine(xs), 4, 9));
}

TEST(KMeans, LeavesClustersEmptyWhereNothingDiffers) {
  EXPECT_EQ(KMeans(OnALine({5, 5, 5}), 2, 1), (std::vector<int>{0, 0, 0}));
}

TEST(Silhouette, IsTheWorkedValue) {
  EXPECT_NEAR(Silhouette(OnALine({0, 1, 10, 11}), {0, 0, 1, 1}), 0.8997, 5e-5);
}

TEST(Silhouette, CountsNothingForAPointAlone) {
  // 1 - 1/10 and 1 - 1/9 for the pair, 0 for the one alone.
  EXPECT_NEAR(Silhouette(OnALine({0, 1, 10}), {0, 0, 1}), (0.9 + 8.0 / 9.0) / 3.0, 1e-12);
}

TEST(Silhouette, IsNothingForOneCluster) {
  EXPECT_EQ(Silhouette(OnALine({0, 1, 10}), {0, 0, 0}), 0);
}

TEST(Silhouette, LooksAtASampleWhereThereAreMany) {
  std::vector<double> xs;
  std::vector<int> clusters;
  for (int i = 0; i < 2000; ++i) {
    clusters.push_back(i % 3 == 0 ? 0 : 1);
    xs.push_back(clusters.back() * 100 + i % 7);
  }
  EXPECT_GT(Silhouette(OnALine(xs), clusters), 0.9);
}

TEST(AdjustedRandIndex, IsTheWorkedValue) {
  EXPECT_NEAR(AdjustedRandIndex({0, 0, 1, 1}, {0, 0, 1, 2}), 0.5714, 5e-5);
}

TEST(AdjustedRandIndex, IsOneForTheSameUnderOtherNames) {
  EXPECT_DOUBLE_EQ(AdjustedRandIndex({0, 0, 1, 1}, {4, 4, 2, 2}), 1);
}

TEST(AdjustedRandIndex, IsOneWhereNeitherDividesAnything) {
  EXPECT_DOUBLE_EQ(AdjustedRandIndex({0, 0, 0}, {1, 1, 1}), 1);
}

TEST(AdjustedRandIndex, MayBeBelowChance) {
  EXPECT_LT(AdjustedRandIndex({0, 0, 1, 1}, {0, 1, 0, 1}), 0);
}

}  // namespace
}  // namespace fivestep::codesign::opinion
