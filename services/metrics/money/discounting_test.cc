#include "metrics/money/discounting.h"

#include <gtest/gtest.h>

#include <cmath>

namespace fivestep::metrics::money {
namespace {

DiscountSchedule GreenBook() {
  return DiscountSchedule::Make({{1, 30, 0.035}, {31, 0, 0.03}}).value();
}

TEST(DiscountSchedule, GivesTheWorkedValuesOfItsHeader) {
  EXPECT_NEAR(GreenBook().Factor(1), 0.9662, 5e-5);
  EXPECT_NEAR(GreenBook().Factor(30), 0.3563, 5e-5);
  EXPECT_NEAR(GreenBook().Factor(31), 0.3459, 5e-5);
}

TEST(DiscountSchedule, DiscountsHealthEffectsAtTheirOwnRates) {
  const auto health = DiscountSchedule::Make({{1, 30, 0.015}, {31, 0, 0.0129}}).value();
  EXPECT_NEAR(health.Factor(10), 0.8617, 5e-5);
  EXPECT_NEAR(health.Factor(31), 0.6398 / 1.0129, 5e-5);
}

TEST(DiscountSchedule, LeavesTheBaseYearAndWhatLiesBehindAsTheyAre) {
  EXPECT_EQ(GreenBook().Factor(0), 1.0);
  EXPECT_EQ(GreenBook().Factor(-3), 1.0);
}

TEST(DiscountSchedule, FallsFromYearToYear) {
  const DiscountSchedule schedule = GreenBook();
  for (int year = 1; year <= kMaxYears; ++year) {
    EXPECT_LT(schedule.Factor(year), schedule.Factor(year - 1)) << year;
  }
}

TEST(DiscountSchedule, TakesBandsInAnyOrder) {
  const auto turned = DiscountSchedule::Make({{31, 0, 0.03}, {1, 30, 0.035}}).value();
  EXPECT_EQ(turned.Factor(40), GreenBook().Factor(40));
}

struct Wrong {
  const char* what;
  std::vector<Band> bands;
};

TEST(DiscountSchedule, RefusesRatesThatLeaveAYearOutOrSayItTwice) {
  const std::vector<Wrong> wrong = {
      {"nothing", {}},
      {"no first year", {{2, 0, 0.03}}},
      {"a gap", {{1, 30, 0.035}, {32, 0, 0.03}}},
      {"an overlap", {{1, 30, 0.035}, {30, 0, 0.03}}},
      {"an end", {{1, 30, 0.035}, {31, 75, 0.03}}},
      {"two without end", {{1, 0, 0.035}, {31, 0, 0.03}}},
      {"backwards", {{1, 30, 0.035}, {31, 20, 0.03}, {21, 0, 0.02}}},
      {"negative", {{1, 0, -0.01}}},
      {"one hundred per cent", {{1, 0, 1.0}}},
      {"no number", {{1, 0, std::nan("")}}},
  };
  for (const Wrong& one : wrong) {
    const auto made = DiscountSchedule::Make(one.bands);
    EXPECT_EQ(made.status().code(), Code::kInvalidArgument) << one.what;
    EXPECT_FALSE(made.status().message().empty()) << one.what;
  }
}

}  // namespace
}  // namespace fivestep::metrics::money
