#include "engagement/domain/released_count.h"

#include <gtest/gtest.h>

namespace fivestep::engagement {
namespace {

TEST(Release, ShowsZero) { EXPECT_EQ(Release(0).text(), "0"); }

TEST(Release, WithholdsOneToSeven) {
  for (int64_t count = 1; count <= 7; ++count) {
    EXPECT_EQ(Release(count).text(), "fewer than 8");
    EXPECT_FALSE(Release(count).has_rounded_count());
  }
}

TEST(Release, RoundsTheRestToTheNearestFive) {
  EXPECT_EQ(Release(8).text(), "10");
  EXPECT_EQ(Release(12).text(), "10");
  EXPECT_EQ(Release(13).text(), "15");
  EXPECT_EQ(Release(1002).rounded_count(), 1000);
  EXPECT_EQ(Release(1003).rounded_count(), 1005);
}

}  // namespace
}  // namespace fivestep::engagement
