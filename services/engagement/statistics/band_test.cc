#include "engagement/statistics/band.h"

#include <gtest/gtest.h>

namespace fivestep::engagement::statistics {
namespace {

TEST(Band, ShowsNobodyAsNobody) { EXPECT_EQ(BandOf(0), (Band{0, 0, 0, true})); }

TEST(Band, IsTheSameForEverySmallCount) {
  for (int64_t count = 1; count <= 7; ++count) EXPECT_EQ(BandOf(count), (Band{1, 7, 4, false}));
}

TEST(Band, HoldsTheCountThatItStandsFor) {
  EXPECT_EQ(BandOf(8), (Band{8, 12, 10, true}));
  EXPECT_EQ(BandOf(13), (Band{13, 17, 15, true}));
  for (int64_t count = 0; count < 200; ++count) {
    EXPECT_LE(BandOf(count).least, count);
    EXPECT_GE(BandOf(count).most, count);
  }
}

}  // namespace
}  // namespace fivestep::engagement::statistics
