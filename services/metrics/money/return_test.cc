#include "metrics/money/return.h"

#include <gtest/gtest.h>

namespace fivestep::metrics::money {
namespace {

Rates SampleRates() {
  return {DiscountSchedule::Make({{1, 30, 0.035}, {31, 0, 0.03}}).value(),
          DiscountSchedule::Make({{1, 30, 0.015}, {31, 0, 0.0129}}).value()};
}

Flow Cost(int year, double pence) { return {year, Kind::kStandard, true, pence}; }
Flow Benefit(int year, double pence, Kind kind = Kind::kStandard) {
  return {year, kind, false, pence};
}

// The worked value of the header, in pounds of pence.
std::vector<Flow> Worked() {
  return {Cost(0, 100'000), Benefit(1, 40'000), Benefit(2, 40'000), Benefit(3, 40'000)};
}

TEST(Return, GivesTheWorkedValueOfItsHeader) {
  const Figures figures = Appraise(Worked(), SampleRates());
  EXPECT_EQ(figures.benefit_pence, 112'065);
  EXPECT_EQ(figures.cost_pence, 100'000);
  EXPECT_EQ(figures.net_pence, 12'065);
  EXPECT_NEAR(*figures.benefit_cost_ratio, 1.1207, 5e-5);
  EXPECT_NEAR(*figures.return_on_investment, 0.1207, 5e-5);
  EXPECT_EQ(figures.payback_year, 3);
  EXPECT_EQ(figures.discounted_payback_year, 3);
}

TEST(Return, DiscountsHealthEffectsAtTheirOwnRate) {
  const std::vector<Flow> flows = {Benefit(10, 100'000, Kind::kHealth), Benefit(10, 100'000)};
  EXPECT_EQ(Appraise(flows, SampleRates()).benefit_pence, 86'167 + 70'892);
}

TEST(Return, PaysBackLaterWhenDiscounted) {
  const std::vector<Flow> flows = {Cost(0, 100'000), Benefit(1, 50'000), Benefit(2, 50'000),
                                   Benefit(3, 50'000)};
  const Figures figures = Appraise(flows, SampleRates());
  EXPECT_EQ(figures.payback_year, 2);
  EXPECT_EQ(figures.discounted_payback_year, 3);
}

TEST(Return, HasNoPaybackWhileCostsAreNotPaidFor) {
  const std::vector<Flow> flows = {Cost(0, 100'000), Benefit(1, 99'999)};
  EXPECT_FALSE(Appraise(flows, SampleRates()).payback_year);
}

TEST(Return, HasNoPaybackBeforeTheFirstCost) {
  const std::vector<Flow> flows = {Benefit(0, 10'000), Cost(2, 50'000), Benefit(3, 40'000)};
  EXPECT_EQ(Appraise(flows, SampleRates()).payback_year, 3);
}

TEST(Return, HasNoRatioWithoutCosts) {
  const std::vector<Flow> flows = {Benefit(0, 10'000)};
  const Figures figures = Appraise(flows, SampleRates());
  EXPECT_FALSE(figures.benefit_cost_ratio);
  EXPECT_FALSE(figures.return_on_investment);
  EXPECT_FALSE(figures.payback_year);
  EXPECT_EQ(figures.net_pence, 10'000);
}

TEST(Return, IsNothingOfNothing) {
  const Figures figures = Appraise({}, SampleRates());
  EXPECT_EQ(figures.net_pence, 0);
  EXPECT_FALSE(figures.benefit_cost_ratio);
}

TEST(Return, CountsADisbenefitAgainstTheBenefits) {
  const std::vector<Flow> flows = {Cost(0, 10'000), Benefit(0, 20'000), Benefit(0, -5'000)};
  EXPECT_EQ(Appraise(flows, SampleRates()).benefit_pence, 15'000);
}

TEST(Return, KeepsTenBillionPoundsToThePenny) {
  const std::vector<Flow> flows = {Cost(0, 1e12), Benefit(0, 1e12 + 1)};
  EXPECT_EQ(Appraise(flows, SampleRates()).net_pence, 1);
}

TEST(Sensitivity, ScalesBenefitsAndCostsButNoDisbenefit) {
  const std::vector<Flow> flows = {Cost(0, 100), Benefit(0, 200), Benefit(0, -50)};
  const Figures figures = Appraise(Scaled(flows, 0.5, 2), SampleRates());
  EXPECT_EQ(figures.cost_pence, 200);
  EXPECT_EQ(figures.benefit_pence, 50);
}

TEST(Sensitivity, DelaysBenefitsAndNoCost) {
  const Figures figures = Appraise(Delayed(Worked(), 1), SampleRates());
  EXPECT_EQ(figures.cost_pence, 100'000);
  EXPECT_EQ(figures.benefit_pence, 108'276);
  EXPECT_EQ(figures.payback_year, 4);
}

TEST(SwitchingValues, GiveTheWorkedValueOfTheirHeader) {
  const SwitchingValues values = SwitchingValuesOf(Appraise(Worked(), SampleRates()));
  EXPECT_NEAR(*values.benefit_fall, 0.10766, 5e-6);
  EXPECT_NEAR(*values.cost_rise, 0.12065, 5e-6);
}

TEST(SwitchingValues, AreWhereTheNetPresentValueVanishes) {
  const SwitchingValues values = SwitchingValuesOf(Appraise(Worked(), SampleRates()));
  EXPECT_NEAR(Appraise(Scaled(Worked(), 1 - *values.benefit_fall, 1), SampleRates()).net_pence, 0,
              1);
  EXPECT_NEAR(Appraise(Scaled(Worked(), 1, 1 + *values.cost_rise), SampleRates()).net_pence, 0, 1);
}

TEST(SwitchingValues, AreAbsentWhereThereIsNothingToDivideBy) {
  const std::vector<Flow> flows = {Benefit(0, -100)};
  const SwitchingValues values = SwitchingValuesOf(Appraise(flows, SampleRates()));
  EXPECT_FALSE(values.benefit_fall);
  EXPECT_FALSE(values.cost_rise);
}

}  // namespace
}  // namespace fivestep::metrics::money
