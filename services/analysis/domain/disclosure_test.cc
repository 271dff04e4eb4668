#include "analysis/domain/disclosure.h"

#include <gtest/gtest.h>

namespace fivestep::analysis {
namespace {

const DisclosureRule& kHes = RuleOf(v1::DISCLOSURE_PROFILE_HES_ROUND_5);
const DisclosureRule& kOpenSafely = RuleOf(v1::DISCLOSURE_PROFILE_OPENSAFELY);
const DisclosureRule& kOneToFour = RuleOf(v1::DISCLOSURE_PROFILE_SUPPRESS_1_TO_4);
const DisclosureRule& kPublished = RuleOf(v1::DISCLOSURE_PROFILE_PUBLISHED);

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
  EXPECT_FALSE(Release(0, RuleOf(v1::DISCLOSURE_PROFILE_UNSPECIFIED)));
  EXPECT_EQ(Release(12, RuleOf(static_cast<v1::DisclosureProfile>(99))), 10);
}

TEST(Disclosure, RedactsZeroTooUnderOpenSafely) {
  for (int count = 0; count <= 7; ++count) EXPECT_FALSE(Release(count, kOpenSafely)) << count;
  EXPECT_EQ(Release(8, kOpenSafely), 10);
  EXPECT_EQ(Release(12, kOpenSafely), 10);
}

TEST(Disclosure, WithholdsOneToFourAndShowsTheRestExactly) {
  EXPECT_EQ(Release(0, kOneToFour), 0);
  for (int count = 1; count <= 4; ++count) EXPECT_FALSE(Release(count, kOneToFour)) << count;
  EXPECT_EQ(Release(5, kOneToFour), 5);
  EXPECT_EQ(Release(123, kOneToFour), 123);
}

TEST(Disclosure, LeavesNationalFiguresOfHesAloneAndNoOthers) {
  EXPECT_EQ(Release(3, RuleFor(v1::DISCLOSURE_PROFILE_HES_ROUND_5, "England")), 3);
  EXPECT_FALSE(Release(3, RuleFor(v1::DISCLOSURE_PROFILE_HES_ROUND_5, "LSOA")));
  EXPECT_FALSE(Release(3, RuleFor(v1::DISCLOSURE_PROFILE_HES_ROUND_5, "")));
  EXPECT_FALSE(Release(3, RuleFor(v1::DISCLOSURE_PROFILE_OPENSAFELY, "England")));
  EXPECT_FALSE(Release(3, RuleFor(v1::DISCLOSURE_PROFILE_SUPPRESS_1_TO_4, "England")));
}

TEST(Disclosure, SaysForEachProfileWhatReplacesSecondarySuppression) {
  EXPECT_EQ(kPublished.secondary, SecondaryMethod::kNone);
  EXPECT_EQ(kHes.secondary, SecondaryMethod::kRoundingReplacesIt);
  EXPECT_EQ(kOpenSafely.secondary, SecondaryMethod::kRoundingReplacesIt);
  EXPECT_EQ(kOneToFour.secondary, SecondaryMethod::kFurtherCells);
}

}  // namespace
}  // namespace fivestep::analysis
