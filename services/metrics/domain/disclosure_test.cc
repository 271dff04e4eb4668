#include "metrics/domain/disclosure.h"

#include <gtest/gtest.h>

#include "metrics/domain/examples.h"

namespace fivestep::metrics {
namespace {

v1::ReleasedFigure ReleaseOf(const v1::MetricDefinition& definition, int64_t numerator,
                             int64_t denominator) {
  v1::ExactCounts counts;
  counts.set_numerator(numerator);
  counts.set_denominator(denominator);
  return Release(definition, counts);
}

v1::MetricDefinition Published() {
  auto definition = SampleDefinition();
  definition.set_disclosure_profile(v1::DISCLOSURE_PROFILE_PUBLISHED);
  return definition;
}

v1::MetricDefinition RoundedRate() {
  auto definition = SampleDefinition();
  definition.set_value_kind(v1::VALUE_KIND_RATE);
  definition.set_rate_per(1000);
  return definition;
}

v1::MetricDefinition RoundedCount() {
  auto definition = SampleDefinition();
  definition.set_value_kind(v1::VALUE_KIND_COUNT);
  return definition;
}

void ExpectSuppressed(const v1::ReleasedFigure& released) {
  v1::ReleasedFigure only_suppressed;
  only_suppressed.set_suppressed(true);
  EXPECT_EQ(released.SerializeAsString(), only_suppressed.SerializeAsString());
}

TEST(Release, ShowsPublishedFiguresAsTheyAre) {
  const auto released = ReleaseOf(Published(), 93, 997);
  EXPECT_DOUBLE_EQ(released.value(), 9.3);
  EXPECT_EQ(released.numerator(), 93);
  EXPECT_EQ(released.denominator(), 997);
}

TEST(Release, ComputesARoundedPercentageFromTheRoundedCounts) {
  const auto released = ReleaseOf(SampleDefinition(), 93, 997);
  EXPECT_DOUBLE_EQ(released.value(), 9.5);
  EXPECT_EQ(released.numerator(), 95);
  EXPECT_EQ(released.denominator(), 995);
}

TEST(Release, SuppressesEveryCountFromOneToSevenAndTellsNothingElse) {
  for (int64_t count = 1; count <= 7; ++count) {
    ExpectSuppressed(ReleaseOf(SampleDefinition(), count, 997));
    ExpectSuppressed(ReleaseOf(RoundedRate(), count, 997));
    ExpectSuppressed(ReleaseOf(RoundedCount(), count, 0));
  }
}

TEST(Release, SuppressesAPercentageWhereOneToSevenAreOutsideTheNumerator) {
  for (int64_t outside = 1; outside <= 7; ++outside) {
    ExpectSuppressed(ReleaseOf(SampleDefinition(), 997 - outside, 997));
  }
}

TEST(Release, SuppressesARateWithASmallDenominator) {
  ExpectSuppressed(ReleaseOf(RoundedRate(), 0, 6));
}

TEST(Release, ShowsZeroAndAll) {
  EXPECT_DOUBLE_EQ(ReleaseOf(SampleDefinition(), 0, 997).value(), 0);
  EXPECT_DOUBLE_EQ(ReleaseOf(SampleDefinition(), 997, 997).value(), 100);
}

TEST(Release, ShowsEightAsTen) {
  const auto released = ReleaseOf(RoundedCount(), 8, 0);
  EXPECT_DOUBLE_EQ(released.value(), 10);
  EXPECT_EQ(released.numerator(), 10);
  EXPECT_FALSE(released.has_denominator());
}

TEST(Release, GivesTheSameFigureForAllCountsThatRoundAlike) {
  const auto expected = ReleaseOf(SampleDefinition(), 95, 995).SerializeAsString();
  for (int64_t numerator = 93; numerator <= 97; ++numerator) {
    for (int64_t denominator = 993; denominator <= 997; ++denominator) {
      EXPECT_EQ(ReleaseOf(SampleDefinition(), numerator, denominator).SerializeAsString(),
                expected);
    }
  }
}

TEST(Release, RoundsAValueToTheMetricsDecimalPlaces) {
  auto definition = Published();
  EXPECT_DOUBLE_EQ(ReleaseValue(definition, 12.345).value(), 12.3);
  definition.set_decimal_places(0);
  EXPECT_DOUBLE_EQ(ReleaseValue(definition, 12.5).value(), 13);
}

TEST(Release, KeepsCountsBackUnlessTheyArePublished) {
  EXPECT_FALSE(KeepsCountsBack(v1::DISCLOSURE_PROFILE_PUBLISHED));
  EXPECT_TRUE(KeepsCountsBack(v1::DISCLOSURE_PROFILE_HES_ROUND_5));
  EXPECT_TRUE(KeepsCountsBack(v1::DISCLOSURE_PROFILE_UNSPECIFIED));
}

}  // namespace
}  // namespace fivestep::metrics
