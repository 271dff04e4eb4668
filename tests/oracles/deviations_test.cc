// Each deviation: for which inputs its rule holds, for which neighbouring ones not, and our own
// value, which is the correct one.
#include "deviations.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include "analysis/statistics/funnel_limits.h"
#include "analysis/statistics/funnel_significance.h"
#include "analysis/statistics/indirect_standardisation.h"
#include "analysis/statistics/life_expectancy.h"
#include "analysis/statistics/slope_index.h"
#include "metrics/spc/xmr.h"

namespace fivestep::oracles {
namespace {

using namespace analysis::statistics;  // NOLINT: the functions under test
using metrics::spc::ComputeXmr;
using metrics::spc::SpecialCause;
using metrics::spc::Xmr;
using metrics::spc::XmrOptions;

// Whether the rule holds for a case of these inputs and options, which the reference may refuse
// with a sentence.
bool Holds(const Deviation& deviation, const std::string& input, const std::string& options,
           const std::string& message = "") {
  const auto file = std::filesystem::path(::testing::TempDir()) / "deviation.json";
  std::ofstream(file) << R"({"family":"f","cases":[{"name":"c","fn":"f","input":{)" << input
                      << R"(},"options":{)" << options
                      << R"(},"expected":{"status":"error","message":")" << message << R"("}}]})";
  const auto family = OracleFamily::Read(file);
  EXPECT_TRUE(family.ok()) << family.status().ToString();
  return family.ok() && deviation.holds((*family)->cases().front());
}

std::vector<SlopeGroup> Ladder(std::vector<double> values) {
  std::vector<SlopeGroup> groups;
  for (const double value : values) groups.push_back({100, value, {value * 0.9, value * 1.1}, {}});
  return groups;
}

TEST(Deviations, LimitsOfTransformedRatesStayInOrderForASmallMultiplier) {
  const std::string of_rates = R"("value_type":1,"transform":true,"multiplier":)";
  EXPECT_TRUE(Holds(kExchangedRateLimits, "", of_rates + "0.5"));
  EXPECT_FALSE(Holds(kExchangedRateLimits, "", of_rates + "1"));
  EXPECT_FALSE(Holds(kExchangedRateLimits, "", of_rates + "-0.5"));
  EXPECT_FALSE(
      Holds(kExchangedRateLimits, "", R"("value_type":2,"transform":true,"multiplier":0.5)"));

  SlopeOptions options;
  options.value_type = SlopeValueType::kRate;
  options.transform = true;
  options.repetitions = 2'000;
  const auto whole = EstimateSlopeIndex(Ladder({50, 40, 30, 20, 10}), options, 1);
  options.multiplier = 0.5;
  const auto half = EstimateSlopeIndex(Ladder({50, 40, 30, 20, 10}), options, 1);
  ASSERT_TRUE(whole.ok() && half.ok());
  EXPECT_NEAR(half->limits[0].sii.lower, whole->limits[0].sii.lower / 2, 1e-12);
  EXPECT_LT(half->limits[0].sii.lower, half->sii);
  EXPECT_LT(half->sii, half->limits[0].sii.upper);
  EXPECT_EQ(half->limits[0].rii.lower, whole->limits[0].rii.lower);
}

TEST(Deviations, DecilesCountByTheirNumber) {
  EXPECT_TRUE(Holds(kQuantilesSortedAsText, R"("quantile":["1","2","10"])", ""));
  EXPECT_FALSE(Holds(kQuantilesSortedAsText, R"("quantile":["1","2","3"])", ""));
  EXPECT_FALSE(Holds(kQuantilesSortedAsText, R"("quantile":[1,2,10])", ""));

  // Ten equal deciles whose values rise by 1 from each to the next.
  SlopeOptions options;
  options.repetitions = 2'000;
  const auto index =
      EstimateSlopeIndex(Ladder({71, 72, 73, 74, 75, 76, 77, 78, 79, 80}), options, 1);
  ASSERT_TRUE(index.ok());
  EXPECT_NEAR(index->sii, 10, 1e-10);
}

TEST(Deviations, NoRatioIsReckonedFromEventsOfNobody) {
  EXPECT_TRUE(Holds(kEventsOfNobody, R"("pop":[5,6],"xref":[3,4],"nref":[100,0])", ""));
  EXPECT_TRUE(Holds(kEventsOfNobody, R"("pop":[5,6])", R"("x_ref":[3,4],"n_ref":[100,0])"));
  EXPECT_FALSE(Holds(kEventsOfNobody, R"("pop":[5,6],"xref":[3,0],"nref":[100,0])", ""));
  EXPECT_FALSE(Holds(kEventsOfNobody, R"("pop":[5,6],"xref":[3,4],"nref":[100,null])", ""));
  EXPECT_EQ(
      EstimateIndirectRatio(9, std::vector<ReferenceBand>{{5, 3, 100}, {6, 4, 0}}).status().code(),
      Code::kInvalidArgument);
}

TEST(Deviations, NoRatioIsReckonedWhereNothingIsExpected) {
  const std::string options = R"("group_by":"area")";
  EXPECT_TRUE(Holds(kNothingExpected,
                    R"("area":["a","b"],"pop":[5,6],"xref":[3,0],"nref":[100,100])", options));
  EXPECT_FALSE(Holds(kNothingExpected,
                     R"("area":["a","a"],"pop":[5,6],"xref":[3,0],"nref":[100,100])", options));
  EXPECT_EQ(EstimateIndirectRatio(9, std::vector<ReferenceBand>{{6, 0, 100}}).status().code(),
            Code::kInvalidArgument);
}

TEST(Deviations, NobodyDiesOfAMissingCount) {
  EXPECT_TRUE(Holds(kMissingCountsOfALifeTable, R"("pops":[1,2],"deaths":[0,null])", ""));
  EXPECT_TRUE(Holds(kMissingCountsOfALifeTable, R"("pops":[1,null],"deaths":[0,0])", ""));
  EXPECT_FALSE(Holds(kMissingCountsOfALifeTable, R"("pops":[1,2],"deaths":[0,0])", ""));
  std::vector<LifeTableBand> bands;
  for (const double age : kLifeTableAges) bands.push_back({age, 1'000, 10});
  bands[6].deaths = std::nan("");
  EXPECT_EQ(EstimateLifeExpectancy(bands).status().code(), Code::kInvalidArgument);
}

TEST(Deviations, LimitsOfAProportionStayBelowAllOfThePeople) {
  EXPECT_TRUE(Holds(kClampedAt100, "", R"("statistic":"proportion","multiplier":1000)"));
  EXPECT_FALSE(Holds(kClampedAt100, "", R"("statistic":"proportion","multiplier":100)"));
  EXPECT_FALSE(Holds(kClampedAt100, "", R"("statistic":"rate","multiplier":1000)"));
  FunnelOptions per_thousand;
  per_thousand.multiplier = 1'000;
  const auto plot =
      ComputeFunnelLimits(std::vector<FunnelArea>{{80, 100, {}}, {400, 500, {}}}, per_thousand);
  ASSERT_TRUE(plot.ok());
  EXPECT_GT(plot->limits.back().inner.upper, plot->baseline);
  EXPECT_LE(plot->limits.front().outer.upper, 1'000);
}

TEST(Deviations, RatesAreJudgedWithoutTheirDenominators) {
  EXPECT_TRUE(
      Holds(kRatesWithoutDenominators, "", R"("statistic":"rate","denominator_given":false)"));
  EXPECT_FALSE(
      Holds(kRatesWithoutDenominators, "", R"("statistic":"rate","denominator_given":true)"));
  FunnelOptions rates;
  rates.statistic = FunnelStatistic::kRate;
  rates.multiplier = 100'000;
  const std::vector<FunnelArea> without = {{10, {}, 10}, {90, {}, 30}};
  const std::vector<FunnelArea> with = {{10, 100'000, 10}, {90, 300'000, 30}};
  const auto judged = AssignFunnelSignificance(without, rates);
  ASSERT_TRUE(judged.ok());
  EXPECT_EQ(*judged, *AssignFunnelSignificance(with, rates));
  EXPECT_EQ(judged->front(), FunnelSignificance::kLowOuter);
}

std::string Dates(int count) {
  std::string dates;
  for (int day = 1; day <= count; ++day) {
    dates += (day == 1 ? "" : ",") + ("\"2026-01-" + std::string(day < 10 ? "0" : "")) +
             std::to_string(day) + "\"";
  }
  return R"("date":[)" + dates + "]";
}

std::vector<std::optional<double>> RisingWithAHole() {
  return {12, 9, 11, 10, 12, 9, 1, 2, 3, std::nullopt, 5, 6, 7, 8};
}

TEST(Deviations, AMissingReadingEndsARun) {
  const std::string rising = R"(,"y":[12,9,11,10,12,9,1,2,3,null,5,6,7,8])";
  const std::string zigzag = R"(,"y":[12,9,11,10,12,9,1,2,1,null,5,6,5,8])";
  EXPECT_TRUE(Holds(kMissingInARun, Dates(14) + rising, ""));
  EXPECT_FALSE(Holds(kMissingInARun, Dates(14) + zigzag, ""));
  const auto chart = ComputeXmr(RisingWithAHole(), XmrOptions());
  ASSERT_TRUE(chart.ok());
  for (const auto& point : chart->points) EXPECT_NE(point.cause, SpecialCause::kTrendUp);
}

TEST(Deviations, DatesAreReadFromText) {
  const std::string input = Dates(3) + R"(,"y":[1,2,3])";
  const std::string said = "date_field must be a Date or POSIXt vector ('date' is a 'character').";
  EXPECT_TRUE(Holds(kDatesHeldAsText, input, "", said));
  EXPECT_FALSE(Holds(kDatesHeldAsText, input, "", "duplicate rows found in 'date'"));
  EXPECT_FALSE(Holds(kDatesHeldAsText, R"("date":["spring"],"y":[1])", "", said));
}

TEST(Deviations, NothingIsAssuredWithoutTargetOrLimits) {
  const std::string two = R"(,"y":[1,2,3,4],"f":["a","a","b","b"])";
  const std::string dates = R"("date":["2026-01-01","2026-02-01","2026-01-01","2026-02-01"])";
  const std::string by = R"("facet_field":"f","target":)";
  EXPECT_TRUE(Holds(kAssuranceOfNothing, dates + two, by + R"({"a":3})"));
  EXPECT_FALSE(Holds(kAssuranceOfNothing, dates + two, by + R"({"a":3,"b":3})"));
  EXPECT_TRUE(Holds(kAssuranceOfNothing, Dates(3) + R"(,"y":[7,7,7])", R"("target":7)"));
  EXPECT_FALSE(Holds(kAssuranceOfNothing, Dates(3) + R"(,"y":[7,8,7])", R"("target":7)"));
  XmrOptions options;
  options.direction = metrics::spc::ImprovementDirection::kIncrease;
  options.target = 7;
  const std::vector<std::optional<double>> constant(12, 7.0);
  const auto chart = ComputeXmr(constant, options);
  ASSERT_TRUE(chart.ok());
  EXPECT_FALSE(chart->assurance);
}

TEST(Deviations, TheIconIsThatOfTheLastReading) {
  EXPECT_TRUE(Holds(kIconOfNoReading, Dates(3) + R"(,"y":[1,2,null])", ""));
  EXPECT_FALSE(Holds(kIconOfNoReading, Dates(3) + R"(,"y":[1,null,2])", ""));
  const auto chart = ComputeXmr(std::vector<std::optional<double>>{9, 10, 9, 10, 9, 10, 9, 10, 9,
                                                                   10, 9, 10, 90, std::nullopt},
                                XmrOptions());
  ASSERT_TRUE(chart.ok());
  EXPECT_EQ(chart->variation, metrics::spc::Variation::kNeutralHigh);
}

}  // namespace
}  // namespace fivestep::oracles
