#include "analysis/domain/disclosure.h"

#include <gtest/gtest.h>

namespace fivestep::analysis {
namespace {

constexpr auto kHes = v1::DISCLOSURE_PROFILE_HES_ROUND_5;
constexpr auto kPublished = v1::DISCLOSURE_PROFILE_PUBLISHED;

TEST(Disclosure, ShowsZero) { EXPECT_EQ(Release(0, kHes), 0); }

TEST(Disclosure, WithholdsOneToSeven) {
  for (int count = 1; count <= 7; ++count) EXPECT_FALSE(Release(count, kHes)) << count;
}

TEST(Disclosure, WithholdsFractionsBelowEight) {
  EXPECT_FALSE(Release(0.1, kHes));
  EXPECT_FALSE(Release(7.9, kHes));
}

TEST(Disclosure, RoundsTheRestToTheNearestFive) {
  EXPECT_EQ(Release(8, kHes), 10);
  EXPECT_EQ(Release(12, kHes), 10);
  EXPECT_EQ(Release(12.5, kHes), 15);
  EXPECT_EQ(Release(13, kHes), 15);
  EXPECT_EQ(Release(1002, kHes), 1000);
}

// Otherwise a rounded numerator could lie above its rounded denominator.
TEST(Disclosure, NeverDecreases) {
  double before = 0;
  for (int count = 8; count < 500; ++count) {
    const auto shown = Release(count, kHes);
    ASSERT_TRUE(shown);
    EXPECT_GE(*shown, before) << count;
    before = *shown;
  }
}

TEST(Disclosure, ShowsPublishedCountsAsTheyAre) {
  EXPECT_EQ(Release(3, kPublished), 3);
  EXPECT_EQ(Release(166.6, kPublished), 166.6);
}

TEST(Disclosure, TakesTheStrictestRuleForAProfileItDoesNotKnow) {
  EXPECT_FALSE(Release(3, v1::DISCLOSURE_PROFILE_UNSPECIFIED));
  EXPECT_EQ(Release(12, static_cast<v1::DisclosureProfile>(99)), 10);
}

}  // namespace
}  // namespace fivestep::analysis
