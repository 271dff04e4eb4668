// Our own, correct values where healthequal 1.0.1 is wrong, each from inputs that its rule holds
// for and computed by hand; and that no rule holds without its reason.
#include "healthequal_deviations.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "families.h"

namespace fivestep::oracles {
namespace {

// A case made from JSON. The reference's answer is that of a row, or an error where there is none.
class MadeCase {
 public:
  MadeCase(std::string function, const std::string& input, const std::string& options = "{}",
           const std::string& row = "")
      : document_(R"({"input":{)" + input + R"(},"options":)" + options + R"(,"expected":)" +
                  (row.empty() ? R"({"status":"error","message":"stops"})"
                               : R"({"status":"ok","columns":{)" + row + "}}") +
                  "}") {
    const Json root = parser_.parse(document_);
    case_ = {"made", std::move(function), root["input"].value(), root["options"].value(),
             root["expected"].value()};
  }

  const OracleCase& get() const { return case_; }

 private:
  simdjson::dom::parser parser_;
  simdjson::padded_string document_;
  OracleCase case_;
};

std::string Row(const std::string& measure, double estimate, double se, double lower,
                double upper) {
  const auto text = [](double value) {
    return std::isnan(value) ? std::string("null") : std::to_string(value);
  };
  return R"("measure":[")" + measure + R"("],"estimate":[)" + text(estimate) + R"(],"se":[)" +
         text(se) + R"(],"lowerci":[)" + text(lower) + R"(],"upperci":[)" + text(upper) + "]";
}

const HealthequalDeviation* Find(std::string_view words) {
  for (const HealthequalDeviation& deviation : HealthequalDeviations()) {
    if (deviation.reason.find(words) != std::string_view::npos) return &deviation;
  }
  return nullptr;
}

bool Holds(std::string_view words, const MadeCase& made) {
  const HealthequalDeviation* deviation = Find(words);
  EXPECT_NE(deviation, nullptr) << words;
  return deviation != nullptr && deviation->holds(made.get());
}

double Ours(const MadeCase& made, double MeasureRow::*column = &MeasureRow::estimate) {
  const auto row = HealthequalAnswer(made.get());
  EXPECT_TRUE(row.ok()) << row.status().ToString();
  return row.ok() ? (*row).*column : std::nan("");
}

constexpr char kThree[] = R"("est":[10,20,60],"pop":[100,200,100],"se":[1,1,1])";
constexpr char kGap[] =
    R"("est":[10,20,60,null],"pop":[100,200,100,50],"se":[1,1,1,1],"scaleval":[100,100,100,100],)"
    R"("favourable_indicator":[1,1,1,1],"reference_subgroup":[0,1,0,0])";
constexpr char kForce[] = R"({"force":true})";

TEST(HealthequalDeviations, RatioWithoutErrorsIsARatio) {
  const MadeCase made("r", R"("est":[40,60],"favourable_indicator":[1,1],)"
                           R"("ordered_dimension":[1,1],"subgroup_order":[1,2])");
  EXPECT_TRUE(Holds("r stops without", made));
  EXPECT_EQ(Ours(made), 1.5);
  EXPECT_TRUE(std::isnan(Ours(made, &MeasureRow::lower)));
  EXPECT_EQ(RunHealthequal(made.get()).agreement(), Agreement::kDeviates);
}

TEST(HealthequalDeviations, MeanDifferencesNeedNoLimits) {
  const std::string input =
      std::string(kThree) + R"(,"favourable_indicator":[1,1,1],"reference_subgroup":[0,1,0])";
  for (const auto& [function, value] : {std::pair{"mdbu", 30.0}, std::pair{"mdbw", 32.5},
                                        std::pair{"mdru", 50.0 / 3}, std::pair{"mdrw", 12.5}}) {
    const MadeCase made(function, input);
    EXPECT_TRUE(Holds("limits cannot be simulated", made)) << function;
    EXPECT_NEAR(Ours(made), value, 1e-12) << function;
    EXPECT_EQ(RunHealthequal(made.get()).agreement(), Agreement::kDeviates) << function;
  }
}

TEST(HealthequalDeviations, GroupsWithoutEstimateAreLeftOut) {
  for (const auto& [function, value] :
       {std::pair{"mdbu", 30.0}, std::pair{"mdbw", 32.5}, std::pair{"mdru", 50.0 / 3},
        std::pair{"paf", 100 * 32.5 / 27.5}, std::pair{"parisk", 32.5}}) {
    const MadeCase made(function, kGap, kForce);
    EXPECT_TRUE(Holds("stop where estimates are missing", made)) << function;
    EXPECT_NEAR(Ours(made), value, 1e-12) << function;
  }
  for (const std::string function : {"ti", "mld"}) {
    const MadeCase made(function, kGap, kForce);
    const MadeCase whole(function, kThree);
    EXPECT_TRUE(Holds("stop where estimates are missing", made)) << function;
    EXPECT_EQ(Ours(made), Ours(whole)) << function;
  }
}

TEST(HealthequalDeviations, GapsThatAreNotPermittedAreRefused) {
  const MadeCase made("mdbu", kGap);
  EXPECT_FALSE(Holds("stop where estimates are missing", made));
  EXPECT_EQ(RunHealthequal(made.get()).agreement(), Agreement::kRefused);
}

TEST(HealthequalDeviations, AGapInAnOrderIsClosed) {
  const MadeCase made("aci",
                      R"("est":[10,null,20,60],"pop":[100,9,200,100],)"
                      R"("subgroup_order":[1,2,3,4])",
                      kForce);
  const MadeCase closed("aci", R"("est":[10,20,60],"pop":[100,200,100],"subgroup_order":[1,2,3])");
  EXPECT_TRUE(Holds("permitted gap", made));
  EXPECT_EQ(Ours(made), Ours(closed));
}

TEST(HealthequalDeviations, ASettingAverageIsCertain) {
  const std::string input =
      std::string(kThree) + R"(,"scaleval":[100,100,100],"setting_average":[25,25,25])";
  const MadeCase made("idisu", input);
  EXPECT_TRUE(Holds("setting average are given", made));
  EXPECT_NEAR(Ours(made), 100 * 55.0 / 3 / 25, 1e-12);
  EXPECT_LT(Ours(made, &MeasureRow::lower), Ours(made));
  EXPECT_TRUE(Holds("draws the mean for its limits", MadeCase("mdmu", input)));
}

TEST(HealthequalDeviations, ALogisticSlopeWithoutPeopleIsRefused) {
  const MadeCase made("sii", R"("est":[10,20,60],"subgroup_order":[1,2,3])", "{}",
                      Row("sii", 100, NAN, NAN, NAN));
  EXPECT_TRUE(Holds("round every count", made));
  EXPECT_FALSE(HealthequalAnswer(made.get()).ok());
  EXPECT_EQ(RunHealthequal(made.get()).agreement(), Agreement::kDeviates);
}

TEST(HealthequalDeviations, ALinearSlopeMayLieBelowZero) {
  const MadeCase made("sii", R"("est":[-10,-20,-30],"pop":[5,5,5],"subgroup_order":[1,2,3])",
                      R"({"linear":true})", Row("sii", NAN, NAN, NAN, NAN));
  EXPECT_TRUE(Holds("below 0", made));
  EXPECT_NEAR(Ours(made), -30, 1e-12);
  EXPECT_EQ(RunHealthequal(made.get()).agreement(), Agreement::kDeviates);
}

TEST(HealthequalDeviations, EstimatesAboveTheGreatestValueAreRefused) {
  const MadeCase made("aci", R"("est":[10,20,60],"pop":[1,2,1],"subgroup_order":[1,2,3])",
                      R"({"lmin":0,"lmax":50})", Row("aci", 0.3, 0.1, 0.1, 0.5));
  EXPECT_TRUE(Holds("greatest possible value", made));
  EXPECT_FALSE(HealthequalAnswer(made.get()).ok());
}

TEST(HealthequalDeviations, TheReferenceIsKeptBesideAMissingEstimate) {
  const MadeCase made("mdrw", kGap, kForce, Row("mdrw", NAN, NAN, NAN, NAN));
  EXPECT_TRUE(Holds("flag of another group", made));
  EXPECT_NEAR(Ours(made), 12.5, 1e-12);
  EXPECT_EQ(RunHealthequal(made.get()).agreement(), Agreement::kDeviates);
}

TEST(HealthequalDeviations, AttributableFractionsHaveTheirErrorInPerCent) {
  const std::string input =
      R"("est":[10,20,30],"pop":[100,100,100],"scaleval":[100,100,100],)"
      R"("favourable_indicator":[1,1,1],"ordered_dimension":[1,1,1],"subgroup_order":[1,2,3])";
  // A table of 30 of 100 in the reference and 30 of 200 elsewhere: an error of 0.1 * sqrt(3).
  const double error = 10 * std::sqrt(3.0);
  const MadeCase made("paf", input);
  EXPECT_TRUE(Holds("not multiplied by 100", made));
  EXPECT_NEAR(Ours(made), 50, 1e-12);
  EXPECT_NEAR(Ours(made, &MeasureRow::se), error, 1e-10);
  EXPECT_NEAR(Ours(made, &MeasureRow::upper), 50 + 1.959963984540054 * error, 1e-9);
  const MeasureRow theirs =
      Find("not multiplied by 100")->altered(made.get(), *HealthequalAnswer(made.get()));
  EXPECT_NEAR(theirs.se, error / 100, 1e-12);
  EXPECT_NEAR(theirs.upper, 50 + 1.959963984540054 * error / 100, 1e-10);
}

TEST(HealthequalDeviations, EntropyHasItsErrorInThousandths) {
  // r = 0.5, 1, 1.5 and weights of a third: sum ((1 - 1 / r) / 3 / 20)^2 = (1 + 1 / 9) / 3600.
  const MadeCase made("mld", R"("est":[10,20,30],"pop":[1,1,1],"se":[1,1,1])");
  EXPECT_TRUE(Holds("times 1,000", made));
  EXPECT_NEAR(Ours(made, &MeasureRow::se), 1000 * std::sqrt(10.0 / 9) / 60, 1e-9);
}

TEST(HealthequalDeviations, ASlopeHasItsErrorInItsUnit) {
  // Residuals of 10, -20 and 10 thirds at ranks 1/6, 1/2 and 5/6: HC1 by hand is sqrt(150).
  const MadeCase made("sii", R"("est":[10,10,30],"pop":[1,1,1],"subgroup_order":[1,2,3])",
                      R"({"linear":true})");
  EXPECT_TRUE(Holds("not in the unit", made));
  EXPECT_NEAR(Ours(made), 30, 1e-12);
  EXPECT_NEAR(Ours(made, &MeasureRow::se), std::sqrt(150.0), 1e-9);
}

TEST(HealthequalDeviations, EmptyGroupsAreNoObservations) {
  const MadeCase made("sii", R"("est":[10,10,90,30],"pop":[1,1,0,1],"subgroup_order":[1,2,3,4])",
                      R"({"linear":true})");
  EXPECT_TRUE(Holds("with and without people", made));
  EXPECT_NEAR(Ours(made, &MeasureRow::se), std::sqrt(150.0), 1e-9);
  // Four groups, three of them with people: 9 / (4 * 2) in place of 3 / 1.
  const MeasureRow theirs =
      Find("with and without people")->altered(made.get(), *HealthequalAnswer(made.get()));
  EXPECT_NEAR(theirs.se, std::sqrt(150.0 * 9 / 8 / 3), 1e-9);
}

TEST(HealthequalDeviations, TheComparedGroupsNeedErrorsOnly) {
  const MadeCase made("d",
                      R"("est":[10,20,60],"se":[3,null,4],"favourable_indicator":[1,1,1],)"
                      R"("ordered_dimension":[0,0,0])",
                      "{}", Row("d", 50, NAN, NAN, NAN));
  EXPECT_TRUE(Holds("lacks a standard error", made));
  EXPECT_EQ(Ours(made, &MeasureRow::se), 5);
  EXPECT_EQ(RunHealthequal(made.get()).agreement(), Agreement::kDeviates);
}

TEST(HealthequalDeviations, ARatioOfZeroHasNoInterval) {
  const MadeCase made("r", R"("est":[10,20,0],"se":[3,4,5],"favourable_indicator":[1,1,1],)"
                           R"("ordered_dimension":[1,1,1],"subgroup_order":[1,2,3])");
  EXPECT_TRUE(Holds("ratio of 0", made));
  EXPECT_EQ(Ours(made), 0);
  EXPECT_TRUE(std::isnan(Ours(made, &MeasureRow::se)));
}

TEST(HealthequalDeviations, OneAnswerIsGivenForEquallyBadGroups) {
  const MadeCase made("d", R"("est":[50,10,10],"se":[3,4,5],"favourable_indicator":[1,1,1],)"
                           R"("ordered_dimension":[0,0,0],"reference_subgroup":[1,0,0])");
  EXPECT_TRUE(Holds("as far from the reference", made));
  EXPECT_EQ(Ours(made, &MeasureRow::se), 5);
}

TEST(HealthequalDeviations, TheLargestOfEquallyGoodGroupsIsTheReference) {
  const std::string rest =
      R"("scaleval":[100,100,100],"favourable_indicator":[1,1,1],"ordered_dimension":[0,0,0])";
  const MadeCase made("parisk", R"("est":[30,30,5],"pop":[10,900,90],)" + rest);
  const MadeCase turned("parisk", R"("est":[30,30,5],"pop":[900,10,90],)" + rest);
  EXPECT_TRUE(Holds("equally good", made));
  EXPECT_EQ(Ours(made, &MeasureRow::se), Ours(turned, &MeasureRow::se));
}

TEST(HealthequalDeviations, SimulatedLimitsAreFollowedAtTheirConfidenceByOurs) {
  const std::string input = std::string(kThree) + R"(,"scaleval":[100,100,100])";
  EXPECT_TRUE(Holds("whatever conf.level", MadeCase("bgsd", input, R"({"conf.level":0.99})")));
  EXPECT_FALSE(Holds("whatever conf.level", MadeCase("bgsd", input)));
}

TEST(HealthequalDeviations, NoneHoldsForAPlainCase) {
  for (const std::string function : {"d", "r", "aci", "rci", "parisk", "bgv", "bgsd", "idisu"}) {
    const MadeCase made(function, std::string(kThree) +
                                      R"(,"scaleval":[100,100,100],"favourable_indicator":[1,1,1],)"
                                      R"("ordered_dimension":[1,1,1],"subgroup_order":[1,2,3])");
    for (const HealthequalDeviation& deviation : HealthequalDeviations()) {
      EXPECT_FALSE(deviation.holds(made.get())) << function << ": " << deviation.reason;
    }
  }
}

TEST(Healthequal, ADifferenceIsNotExcusedByADeviation) {
  const MadeCase made("mld", R"("est":[10,20,30],"pop":[1,1,1],"se":[1,1,1])", "{}",
                      Row("mld", 95, 0.017568, 94.9, 95.1));
  EXPECT_EQ(RunHealthequal(made.get()).agreement(), Agreement::kDiffers);
}

TEST(Healthequal, AnAnswerToWhatTheReferenceRefusesDiffers) {
  const MadeCase made("bgv", kThree);
  EXPECT_EQ(RunHealthequal(made.get()).agreement(), Agreement::kDiffers);
}

TEST(Healthequal, AFunctionThatIsNotKnownDiffers) {
  const MadeCase made("gini", kThree);
  EXPECT_EQ(RunHealthequal(made.get()).agreement(), Agreement::kDiffers);
}

}  // namespace
}  // namespace fivestep::oracles
