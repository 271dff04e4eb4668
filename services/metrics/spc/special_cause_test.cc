#include "metrics/spc/special_cause.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fivestep::metrics::spc {
namespace {

using ::testing::Each;

// Points around a mean of 0: their value is their side, so trends need values of their own.
std::vector<XmrPoint> Sides(const std::vector<int>& sides) {
  std::vector<XmrPoint> points;
  for (const int side : sides) {
    XmrPoint point;
    point.value = side;
    point.side = side;
    points.push_back(point);
  }
  return points;
}

std::vector<XmrPoint> Values(const std::vector<std::optional<double>>& values) {
  std::vector<XmrPoint> points;
  for (const auto& value : values) {
    XmrPoint point;
    point.value = value;
    points.push_back(point);
  }
  return points;
}

std::vector<SpecialCause> Causes(std::vector<XmrPoint> points, const XmrOptions& options = {}) {
  FlagSpecialCauses(points, options);
  std::vector<SpecialCause> causes;
  for (const XmrPoint& point : points) causes.push_back(point.cause);
  return causes;
}

TEST(FlagSpecialCauses, FlagsAllSevenPointsOfAShift) {
  const auto causes = Causes(Sides({-1, 1, 1, 1, 1, 1, 1, 1, -1}));
  EXPECT_EQ(causes.front(), SpecialCause::kNone);
  EXPECT_EQ(causes.back(), SpecialCause::kNone);
  for (std::size_t i = 1; i <= 7; ++i) EXPECT_EQ(causes[i], SpecialCause::kShiftAbove) << i;
}

TEST(FlagSpecialCauses, LeavesSixPointsOnOneSideAlone) {
  EXPECT_THAT(Causes(Sides({-1, 1, 1, 1, 1, 1, 1, -1})), Each(SpecialCause::kNone));
}

TEST(FlagSpecialCauses, APointOnTheMeanEndsAShift) {
  EXPECT_THAT(Causes(Sides({1, 1, 1, 0, 1, 1, 1, 1})), Each(SpecialCause::kNone));
}

TEST(FlagSpecialCauses, FlagsAllSevenPointsOfATrend) {
  EXPECT_THAT(Causes(Values({1, 2, 3, 4, 5, 6, 7})), Each(SpecialCause::kTrendUp));
  EXPECT_THAT(Causes(Values({7, 6, 5, 4, 3, 2, 1})), Each(SpecialCause::kTrendDown));
}

TEST(FlagSpecialCauses, ALevelStepIsNoTrend) {
  EXPECT_THAT(Causes(Values({1, 2, 3, 3, 5, 6, 7})), Each(SpecialCause::kNone));
}

TEST(FlagSpecialCauses, AMissingPointEndsATrend) {
  EXPECT_THAT(Causes(Values({1, 2, 3, std::nullopt, 5, 6, 7})), Each(SpecialCause::kNone));
}

TEST(FlagSpecialCauses, FlagsTrendsOfTheLengthAskedFor) {
  EXPECT_THAT(Causes(Values({1, 2, 3, 4, 5, 6}), XmrOptions{.trend_length = 6}),
              Each(SpecialCause::kTrendUp));
}

TEST(FlagSpecialCauses, ATurningPointBelongsToTheTrendItBegins) {
  const auto causes = Causes(Values({1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1}));
  EXPECT_EQ(causes[5], SpecialCause::kTrendUp);
  EXPECT_EQ(causes[6], SpecialCause::kTrendDown);
}

TEST(FlagSpecialCauses, FlagsOnlyTheNearPointsOfTwoInThree) {
  auto points = Sides({1, 1, 1, -1});
  points[0].near_limit = points[2].near_limit = true;
  const auto causes = Causes(points);
  EXPECT_EQ(causes[0], SpecialCause::kTwoInThreeAbove);
  EXPECT_EQ(causes[1], SpecialCause::kNone);
  EXPECT_EQ(causes[2], SpecialCause::kTwoInThreeAbove);
}

TEST(FlagSpecialCauses, TwoNearPointsOnOppositeSidesAreNoise) {
  auto points = Sides({1, -1, 1});
  points[0].near_limit = points[1].near_limit = true;
  EXPECT_THAT(Causes(points), Each(SpecialCause::kNone));
}

TEST(FlagSpecialCauses, APointOutsideTakesPrecedence) {
  auto points = Values({1, 2, 3, 4, 5, 6, 7});
  for (XmrPoint& point : points) point.side = 1;
  points[6].outside_limits = true;
  const auto causes = Causes(points);
  EXPECT_EQ(causes[6], SpecialCause::kAboveUpperLimit);
  EXPECT_EQ(causes[5], SpecialCause::kTrendUp);
}

TEST(FlagSpecialCauses, MeansWhatTheDirectionOfImprovementSays) {
  using enum ImprovementDirection;
  const auto meaning = [](int side, ImprovementDirection direction) {
    auto points = Sides({side});
    points[0].outside_limits = true;
    FlagSpecialCauses(points, XmrOptions{.direction = direction});
    return points[0].variation;
  };
  EXPECT_EQ(meaning(1, kIncrease), Variation::kImprovement);
  EXPECT_EQ(meaning(-1, kIncrease), Variation::kConcern);
  EXPECT_EQ(meaning(1, kDecrease), Variation::kConcern);
  EXPECT_EQ(meaning(-1, kDecrease), Variation::kImprovement);
  EXPECT_EQ(meaning(1, kNeutral), Variation::kNeutralHigh);
  EXPECT_EQ(meaning(-1, kNeutral), Variation::kNeutralLow);
}

}  // namespace
}  // namespace fivestep::metrics::spc
