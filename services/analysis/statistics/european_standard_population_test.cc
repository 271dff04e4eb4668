#include "analysis/statistics/european_standard_population.h"

#include <gtest/gtest.h>

namespace fivestep::analysis::statistics {
namespace {

TEST(EuropeanStandardPopulation2013, HasAHundredThousandPeopleInEveryBanding) {
  constexpr YoungestBand kYoungest[] = {YoungestBand::kUnderFive, YoungestBand::kInfants};
  constexpr OldestBand kOldest[] = {OldestBand::k85AndOver, OldestBand::k90AndOver,
                                    OldestBand::k95AndOver};
  std::size_t shortest = 18;
  for (const YoungestBand youngest : kYoungest) {
    std::size_t count = shortest++;
    for (const OldestBand oldest : kOldest) {
      const auto bands = EuropeanStandardPopulation2013(youngest, oldest);
      EXPECT_EQ(bands.size(), count++);
      double people = 0;
      for (std::size_t i = 0; i < bands.size(); ++i) {
        people += bands[i].population;
        if (i == 0) continue;
        EXPECT_EQ(*bands[i - 1].end_age + 1, bands[i].start_age);
      }
      EXPECT_EQ(people, 100'000);
      EXPECT_FALSE(bands.back().end_age);
    }
  }
}

TEST(EuropeanStandardPopulation2013, GivesTheWorkedValue) {
  const auto bands =
      EuropeanStandardPopulation2013(YoungestBand::kUnderFive, OldestBand::k90AndOver);
  ASSERT_EQ(bands.size(), 19u);
  EXPECT_EQ(bands.front().population, 5'000);
  EXPECT_EQ(bands.front().end_age, 4);
  EXPECT_EQ(bands.back().population, 1'000);
  EXPECT_EQ(bands.back().start_age, 90);
}

}  // namespace
}  // namespace fivestep::analysis::statistics
