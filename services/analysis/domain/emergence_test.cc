#include "analysis/domain/emergence.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace fivestep::analysis {
namespace {

v1::Gap Gap(double value, double doubt) {
  v1::Gap gap;
  gap.mutable_absolute()->set_value(value);
  gap.mutable_absolute()->mutable_interval()->set_lower(value - doubt);
  gap.mutable_absolute()->mutable_interval()->set_upper(value + doubt);
  gap.set_p_value(std::abs(value) > doubt ? 0.01 : 0.4);
  return gap;
}

std::vector<v1::Gap> Gaps(std::initializer_list<double> values, double doubt = 1) {
  std::vector<v1::Gap> gaps;
  for (const double value : values) gaps.push_back(Gap(value, doubt));
  return gaps;
}

std::optional<Emergence> Find(const std::vector<v1::Gap>& gaps) {
  std::vector<std::string> periods;
  for (size_t i = 0; i < gaps.size(); ++i) periods.push_back(std::to_string(2000 + i));
  return FindEmergence(gaps, periods);
}

TEST(Emergence, SeesAGapThatOpensInTwoPeriods) {
  const auto found = Find(Gaps({0.2, 3, 3.2}));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->kind, v1::EMERGENCE_KIND_OPENED);
  EXPECT_EQ(found->reason, "In 2000 there was no evidence of a gap; in 2001 and 2002 there is.");
}

TEST(Emergence, IsNotContentWithOnePeriod) {
  EXPECT_FALSE(Find(Gaps({0.2, 0.3, 3.2})));
  EXPECT_FALSE(Find(Gaps({3.2})));
  EXPECT_FALSE(Find(Gaps({0.2, 3.2})));
}

TEST(Emergence, SeesAGapThatWidensInTwoPeriods) {
  const auto found = Find(Gaps({2, 6, 6.2}));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->kind, v1::EMERGENCE_KIND_WIDENED);
}

TEST(Emergence, DoesNotRaiseAGapThatHasAlwaysBeenThere) { EXPECT_FALSE(Find(Gaps({6, 6.1, 6.2}))); }

TEST(Emergence, DoesNotRaiseAGapThatTurned) { EXPECT_FALSE(Find(Gaps({-0.2, -3, -3.2}))); }

TEST(Emergence, SeesASpecialCauseInASeriesOfTwelve) {
  const auto found = Find(Gaps({5, 5.2, 4.9, 5.1, 5, 5.2, 4.8, 5, 5.1, 4.9, 5, 7}));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->kind, v1::EMERGENCE_KIND_SPECIAL_CAUSE);
}

TEST(Emergence, SeesNoSpecialCauseInFewerThanTwelve) {
  EXPECT_FALSE(Find(Gaps({5.2, 4.9, 5.1, 5, 5.2, 4.8, 5, 5.1, 4.9, 5, 7})));
}

// Where nothing changes, chance alone must hardly ever look like news.
TEST(Emergence, RaisesPureNoiseSeldom) {
  std::mt19937 random(7);
  std::normal_distribution<double> noise(4, 1 / 1.96);
  int raised = 0;
  for (int round = 0; round < 1000; ++round) {
    raised += Find({Gap(noise(random), 1), Gap(noise(random), 1), Gap(noise(random), 1)}) ? 1 : 0;
  }
  EXPECT_LT(raised, 25);
}

}  // namespace
}  // namespace fivestep::analysis
