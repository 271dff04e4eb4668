#include "analysis/domain/figures.h"

#include <gtest/gtest.h>

#include "analysis/domain/comparison.h"
#include "analysis/domain/slope.h"

namespace fivestep::analysis {
namespace {

GroupCounts Count(const std::string& group, double numerator, double denominator) {
  GroupCounts counts;
  counts.group = group;
  counts.row_count = 1;
  counts.numerator.total = numerator;
  counts.denominator.total = denominator;
  return counts;
}

AnalysisQuestion Question() {
  AnalysisQuestion question;
  question.definition.set_kind(v1::INDICATOR_KIND_PROPORTION);
  question.definition.set_multiplier(100);
  question.definition.set_unit("%");
  question.definition.set_polarity(v1::POLARITY_LOWER_IS_BETTER);
  question.profile = v1::DISCLOSURE_PROFILE_PUBLISHED;
  question.data_set = "programmes/p1/dataSets/d1";
  question.comparator_rule = v1::COMPARATOR_RULE_BEST_GROUP;
  question.seed = 1;
  return question;
}

AnalysisQuestion Ordered(const std::vector<GroupCounts>& counts) {
  AnalysisQuestion question = Question();
  question.definition.set_groups_ordered(true);
  for (const GroupCounts& one : counts) question.definition.add_groups(one.group);
  return question;
}

// Smoking at time of delivery by deprivation decile of districts, England 2023/24 (OHID).
std::vector<GroupCounts> Deciles() {
  return {Count("1", 9413, 87976), Count("2", 6300, 76000), Count("3", 5200, 66000),
          Count("4", 4000, 52000), Count("5", 3700, 50000), Count("6", 3100, 46000),
          Count("7", 2500, 41000), Count("8", 1900, 37000), Count("9", 1600, 34000),
          Count("10", 1170, 33259)};
}

std::string ReasonOf(const Result<v1::Figures>& figures) { return figures.status().reason(); }

TEST(Figures, GiveEachGroupItsRateWithWilsonsInterval) {
  const auto figures = ComputeFigures(Question(), {Count("a", 10, 100), Count("b", 3, 50)});
  ASSERT_TRUE(figures.ok()) << figures.status().ToString();
  const auto& first = figures->groups(0);
  EXPECT_EQ(first.state(), v1::RELEASE_STATE_RELEASED);
  EXPECT_DOUBLE_EQ(first.value().value(), 10);
  EXPECT_NEAR(first.value().interval().lower(), 5.52, 0.005);
  EXPECT_NEAR(first.value().interval().upper(), 17.44, 0.005);
}

TEST(Figures, GiveARateItsExactIntervalBelowTenEvents) {
  auto question = Question();
  question.definition.set_kind(v1::INDICATOR_KIND_RATE);
  question.definition.set_multiplier(100000);
  const auto figures = ComputeFigures(question, {Count("a", 1, 1700), Count("b", 40, 2000)});
  ASSERT_TRUE(figures.ok()) << figures.status().ToString();
  EXPECT_NEAR(figures->groups(0).value().value(), 58.8235, 1e-4);
  EXPECT_NEAR(figures->groups(0).value().interval().lower(), 1.4893, 1e-4);
  EXPECT_NEAR(figures->groups(0).value().interval().upper(), 327.7437, 1e-4);
}

TEST(Figures, CompareWorstAndBestOfUnorderedGroups) {
  const auto figures = ComputeFigures(
      Question(), {Count("a", 100, 1000), Count("b", 180, 1000), Count("c", 60, 1000)});
  ASSERT_TRUE(figures.ok());
  EXPECT_EQ(figures->gap().group(), "b");
  EXPECT_EQ(figures->gap().comparator(), "c");
  EXPECT_NEAR(figures->gap().absolute().value(), 12, 1e-9);
  EXPECT_NEAR(figures->gap().relative().value(), 3, 1e-9);
  EXPECT_EQ(figures->gap().people_to_close_count(), 120);
  EXPECT_EQ(figures->gap().pairs_considered_count(), 3);
  EXPECT_EQ(figures->verdict(), v1::VERDICT_UNEQUAL);
  EXPECT_EQ(figures->verdict_reason().find('{'), std::string::npos);
}

TEST(Figures, TurnTheGapWhereHigherIsBetter) {
  auto question = Question();
  question.definition.set_polarity(v1::POLARITY_HIGHER_IS_BETTER);
  const auto figures = ComputeFigures(question, {Count("a", 56, 70), Count("b", 48, 80)});
  ASSERT_TRUE(figures.ok());
  EXPECT_EQ(figures->gap().group(), "b");
  EXPECT_NEAR(figures->gap().absolute().value(), 20, 1e-9);
  EXPECT_EQ(figures->gap().people_to_close_count(), 16);
}

TEST(Figures, TakeTheFirstOfOrderedGroupsAsDisadvantaged) {
  const auto figures = ComputeFigures(Ordered(Deciles()), Deciles());
  ASSERT_TRUE(figures.ok());
  EXPECT_EQ(figures->gap().group(), "1");
  EXPECT_EQ(figures->gap().comparator(), "10");
  EXPECT_EQ(figures->gap().pairs_considered_count(), 9);
}

TEST(Figures, KeepTheOrderOfTheDefinition) {
  auto question = Question();
  question.definition.add_groups("b");
  question.definition.add_groups("a");
  const auto figures =
      ComputeFigures(question, {Count("a", 1, 10), Count("b", 2, 10), Count("c", 9, 10)});
  ASSERT_TRUE(figures.ok());
  ASSERT_EQ(figures->groups_size(), 2);
  EXPECT_EQ(figures->groups(0).group(), "b");
}

TEST(Figures, CompareWithAllOthersAddedUp) {
  auto question = Question();
  question.comparator_rule = v1::COMPARATOR_RULE_ALL_OTHERS;
  question.disadvantaged_group = "a";
  const auto figures =
      ComputeFigures(question, {Count("a", 200, 1000), Count("b", 100, 1000), Count("c", 50, 500)});
  ASSERT_TRUE(figures.ok());
  EXPECT_EQ(figures->gap().comparator(), kAllOtherGroups);
  EXPECT_NEAR(figures->gap().comparator_value().value(), 10, 1e-9);
  EXPECT_EQ(figures->gap().pairs_considered_count(), 1);
}

TEST(Figures, SayWhenTheDisadvantagedGroupIsBetterOff) {
  auto question = Question();
  question.comparator_rule = v1::COMPARATOR_RULE_NAMED_GROUP;
  question.comparator_group = "b";
  question.disadvantaged_group = "a";
  const auto figures = ComputeFigures(question, {Count("a", 100, 1000), Count("b", 300, 1000)});
  ASSERT_TRUE(figures.ok());
  EXPECT_EQ(figures->verdict(), v1::VERDICT_UNEQUAL);
  EXPECT_LT(figures->gap().absolute().value(), 0);
  EXPECT_NE(figures->verdict_reason().find("better off"), std::string::npos);
  EXPECT_EQ(figures->gap().people_to_close_count(), 0);
}

// 10, 20 and 30 % of equal groups: the worked values of the measures.
TEST(Figures, GiveUnorderedGroupsTheMeasuresThatNeedNoOrder) {
  const auto figures = ComputeFigures(
      Question(), {Count("a", 100, 1000), Count("b", 200, 1000), Count("c", 300, 1000)});
  ASSERT_TRUE(figures.ok());
  const v1::Spread& spread = figures->spread();
  EXPECT_NEAR(spread.range(), 20, 1e-9);
  EXPECT_NEAR(spread.between_group_variance(), 66.6667, 1e-4);
  EXPECT_NEAR(spread.between_group_standard_deviation(), 8.1650, 1e-4);
  EXPECT_NEAR(spread.coefficient_of_variation(), 40.8248, 1e-4);
  EXPECT_NEAR(spread.mean_difference_from_best(), 10, 1e-9);
  EXPECT_NEAR(spread.theil_index(), 87.2080, 1e-4);
  EXPECT_NEAR(spread.mean_log_deviation(), 95.8940, 1e-4);
  EXPECT_TRUE(spread.has_index_of_disparity());
  EXPECT_FALSE(figures->has_slope());
}

TEST(Figures, GiveOrderedGroupsConcentrationIndicesAndNoOthers) {
  const auto ordered = ComputeFigures(Ordered(Deciles()), Deciles());
  ASSERT_TRUE(ordered.ok());
  // Smoking is found among the deprived.
  EXPECT_LT(ordered->slope().absolute_concentration().interval().upper(), 0);
  EXPECT_LT(ordered->slope().relative_concentration().value(), 0);
  const auto unordered = ComputeFigures(Question(), Deciles());
  ASSERT_TRUE(unordered.ok());
  EXPECT_FALSE(unordered->slope().has_absolute_concentration());
}

TEST(Figures, AreTheSameBytesEachTime) {
  const auto one = ComputeFigures(Ordered(Deciles()), Deciles());
  const auto other = ComputeFigures(Ordered(Deciles()), Deciles());
  ASSERT_TRUE(one.ok() && other.ok());
  EXPECT_EQ(one->SerializeAsString(), other->SerializeAsString());
}

TEST(Figures, LeaveOutWhatTheReleasePlanWithholds) {
  auto question = Question();
  question.withheld.numerators.insert("b");
  const auto figures = ComputeFigures(
      question, {Count("a", 100, 1000), Count("b", 180, 1000), Count("c", 60, 1000)});
  ASSERT_TRUE(figures.ok());
  EXPECT_EQ(figures->groups(1).state(), v1::RELEASE_STATE_SUPPRESSED);
  EXPECT_FALSE(figures->groups(1).has_numerator());
  EXPECT_EQ(figures->gap().group(), "a");
}

TEST(Verdict, IsNoEvidenceWhereTheIntervalHoldsNoGap) {
  const auto figures = ComputeFigures(Question(), {Count("a", 510, 5000), Count("b", 500, 5000)});
  ASSERT_TRUE(figures.ok());
  EXPECT_EQ(figures->verdict(), v1::VERDICT_NO_EVIDENCE);
  EXPECT_GT(figures->gap().smallest_detectable(), 0);
}

// 14 groups of one true rate: the two extremes look apart and are not evidence.
TEST(Verdict, AllowsForGroupsPickedBecauseOfTheirFigures) {
  std::vector<GroupCounts> counts;
  for (int i = 0; i < 14; ++i) counts.push_back(Count("g" + std::to_string(i), 120 + i % 3, 1000));
  counts[3].numerator.total = 140;
  counts[9].numerator.total = 105;
  auto question = Question();
  const auto picked = ComputeFigures(question, counts);
  ASSERT_TRUE(picked.ok());
  EXPECT_GT(picked->gap().absolute().interval().lower(), 0);
  EXPECT_EQ(picked->gap().pairs_considered_count(), 91);
  EXPECT_EQ(picked->verdict(), v1::VERDICT_NO_EVIDENCE);
  question.disadvantaged_group = "g3";
  question.comparator_rule = v1::COMPARATOR_RULE_NAMED_GROUP;
  question.comparator_group = "g9";
  EXPECT_EQ(ComputeFigures(question, counts)->verdict(), v1::VERDICT_UNEQUAL);
}

TEST(Verdict, CannotBeKnownInSmallGroups) {
  const auto figures = ComputeFigures(Question(), {Count("a", 2, 12), Count("b", 1, 12)});
  ASSERT_TRUE(figures.ok());
  EXPECT_EQ(figures->verdict(), v1::VERDICT_CANNOT_BE_KNOWN);
}

TEST(Verdict, CannotBeKnownWhereNobodyHadTheOutcome) {
  const auto figures = ComputeFigures(Question(), {Count("a", 0, 12), Count("b", 0, 300)});
  ASSERT_TRUE(figures.ok());
  EXPECT_EQ(figures->verdict(), v1::VERDICT_CANNOT_BE_KNOWN);
  EXPECT_FALSE(figures->gap().has_relative());
}

TEST(Verdict, CannotBeKnownWhereTheDisadvantagedGroupIsWithheld) {
  auto question = Question();
  question.profile = v1::DISCLOSURE_PROFILE_HES_ROUND_5;
  question.disadvantaged_group = "a";
  const auto figures = ComputeFigures(question, {Count("a", 4, 100), Count("b", 50, 400)});
  ASSERT_TRUE(figures.ok());
  EXPECT_FALSE(figures->has_gap());
  EXPECT_EQ(figures->verdict(), v1::VERDICT_CANNOT_BE_KNOWN);
}

TEST(Slope, IsWorseForTheDisadvantagedWhicheverWayTheIndicatorPoints) {
  const auto lower = ComputeFigures(Ordered(Deciles()), Deciles());
  ASSERT_TRUE(lower.ok());
  ASSERT_TRUE(lower->has_slope()) << lower->slope_refusal();
  EXPECT_GT(lower->slope().sii().interval().lower(), 0);
  EXPECT_LT(lower->slope().sii().value(), 100);
  EXPECT_GT(lower->slope().rii().interval().lower(), 1);
  EXPECT_LT(lower->slope().sii().interval().lower(), lower->slope().sii().value());
  EXPECT_GT(lower->slope().sii().interval().upper(), lower->slope().sii().value());
  EXPECT_EQ(lower->slope().group_count(), 10);

  std::vector<GroupCounts> not_smoking = Deciles();
  for (auto& one : not_smoking) one.numerator.total = one.denominator.total - one.numerator.total;
  auto question = Ordered(Deciles());
  question.definition.set_polarity(v1::POLARITY_HIGHER_IS_BETTER);
  const auto higher = ComputeFigures(question, not_smoking);
  ASSERT_TRUE(higher.ok());
  EXPECT_NEAR(higher->slope().sii().value(), lower->slope().sii().value(), 1e-9);
  EXPECT_GT(higher->slope().rii().value(), 1);
}

TEST(Slope, IsTheSameForTheSameSeed) {
  const auto one = ComputeFigures(Ordered(Deciles()), Deciles());
  const auto other = ComputeFigures(Ordered(Deciles()), Deciles());
  EXPECT_EQ(one->SerializeAsString(), other->SerializeAsString());
}

TEST(Slope, IsRefusedForGroupsWithoutOrder) {
  const auto figures = ComputeFigures(Question(), Deciles());
  ASSERT_TRUE(figures.ok());
  EXPECT_FALSE(figures->has_slope());
  EXPECT_NE(figures->slope_refusal().find("no order"), std::string::npos);
  EXPECT_GT(figures->spread().between_group_variance(), 0);
}

TEST(Slope, IsRefusedForFourGroups) {
  std::vector<GroupCounts> four = Deciles();
  four.resize(4);
  const auto figures = ComputeFigures(Ordered(four), four);
  ASSERT_TRUE(figures.ok());
  EXPECT_FALSE(figures->has_slope());
  EXPECT_NE(figures->slope_refusal().find("five"), std::string::npos);
}

TEST(Slope, IsRefusedWhereTooManyGroupsAreUnknown) {
  std::vector<GroupCounts> counts = Deciles();
  counts[4].numerator.missing_rows = 1;
  EXPECT_TRUE(ComputeFigures(Ordered(counts), counts)->has_slope());
  counts[5].numerator.withheld_rows = 1;
  const auto figures = ComputeFigures(Ordered(counts), counts);
  EXPECT_FALSE(figures->has_slope());
  EXPECT_NE(figures->slope_refusal().find("15 %"), std::string::npos);
  EXPECT_EQ(figures->unknown_group_count(), 2);
}

TEST(Slope, IsRefusedWhereAGroupHasNoEvents) {
  std::vector<GroupCounts> counts = Deciles();
  counts[9].numerator.total = 0;
  const auto figures = ComputeFigures(Ordered(counts), counts);
  EXPECT_FALSE(figures->has_slope());
  EXPECT_FALSE(figures->slope_refusal().empty());
}

TEST(Spread, GivesTheWorkedValue) {
  const auto figures = ComputeFigures(Question(), {Count("a", 10, 100), Count("b", 20, 100)});
  ASSERT_TRUE(figures.ok());
  EXPECT_NEAR(figures->spread().range(), 10, 1e-9);
  EXPECT_NEAR(figures->spread().average(), 15, 1e-9);
  EXPECT_NEAR(figures->spread().between_group_variance(), 25, 1e-9);
  EXPECT_NEAR(figures->spread().mean_difference(), 5, 1e-9);
}

TEST(Release, ComputesARateFromRoundedCountsOnly) {
  auto question = Question();
  question.profile = v1::DISCLOSURE_PROFILE_HES_ROUND_5;
  const auto figures = ComputeFigures(question, {Count("a", 12, 99), Count("b", 33, 203)});
  ASSERT_TRUE(figures.ok());
  EXPECT_EQ(figures->groups(0).numerator(), 10);
  EXPECT_EQ(figures->groups(0).denominator(), 100);
  EXPECT_DOUBLE_EQ(figures->groups(0).value().value(), 10);
  EXPECT_NEAR(figures->groups(0).value().interval().lower(), 5.52, 0.005);
}

// Whatever the withheld count is, everything that is shown stays the same.
TEST(Release, SaysTheSameForEveryWithheldCount) {
  auto question = Question();
  question.profile = v1::DISCLOSURE_PROFILE_HES_ROUND_5;
  for (const auto rule : {v1::COMPARATOR_RULE_BEST_GROUP, v1::COMPARATOR_RULE_ALL_OTHERS}) {
    question.comparator_rule = rule;
    std::string first;
    for (int count = 1; count <= 7; ++count) {
      const auto figures = ComputeFigures(
          question, {Count("a", count, 100), Count("b", 50, 400), Count("c", 90, 400)});
      ASSERT_TRUE(figures.ok());
      EXPECT_EQ(figures->groups(0).state(), v1::RELEASE_STATE_SUPPRESSED);
      EXPECT_FALSE(figures->groups(0).has_numerator());
      EXPECT_FALSE(figures->groups(0).has_value());
      if (count == 1) first = figures->SerializeAsString();
      EXPECT_EQ(figures->SerializeAsString(), first) << count;
    }
  }
}

TEST(Release, TellsWhatThePublisherWithheldFromWhatIsMissing) {
  std::vector<GroupCounts> counts = {Count("a", 0, 100), Count("b", 0, 100), Count("c", 9, 100)};
  counts[0].numerator.withheld_rows = 1;
  counts[1].denominator.missing_rows = 1;
  const auto figures = ComputeFigures(Question(), counts);
  ASSERT_TRUE(figures.ok());
  EXPECT_EQ(figures->groups(0).state(), v1::RELEASE_STATE_SUPPRESSED_BY_PUBLISHER);
  EXPECT_EQ(figures->groups(1).state(), v1::RELEASE_STATE_MISSING);
  EXPECT_FALSE(figures->has_spread());
}

TEST(Refusals, AGroupOfTheDefinitionThatTheDataSetLacks) {
  auto question = Question();
  question.definition.add_groups("a");
  question.definition.add_groups("z");
  EXPECT_EQ(ReasonOf(ComputeFigures(question, {Count("a", 1, 10), Count("b", 1, 10)})),
            "GROUP_NOT_IN_DATA_SET");
}

TEST(Refusals, OneGroup) {
  EXPECT_EQ(ReasonOf(ComputeFigures(Question(), {Count("a", 1, 10)})), "TOO_FEW_GROUPS");
}

TEST(Refusals, OneGroupTooMany) {
  std::vector<GroupCounts> counts;
  for (int i = 0; i < kMaxGroupsInFinding; ++i) {
    counts.push_back(Count("g" + std::to_string(i), 10, 100));
  }
  EXPECT_TRUE(ComputeFigures(Question(), counts).ok());
  counts.push_back(Count("one more", 10, 100));
  EXPECT_EQ(ReasonOf(ComputeFigures(Question(), counts)), "TOO_MANY_GROUPS");
}

TEST(Refusals, MorePeopleInTheNumeratorThanInTheDenominator) {
  const auto figures = ComputeFigures(Question(), {Count("a", 5, 4), Count("b", 1, 10)});
  EXPECT_EQ(ReasonOf(figures), "COUNTS_NOT_POSSIBLE");
  // The text must not give the counts away.
  EXPECT_EQ(figures.status().message().find_first_of("45"), std::string::npos);
}

TEST(Refusals, AGroupComparedWithItself) {
  auto question = Question();
  question.comparator_rule = v1::COMPARATOR_RULE_NAMED_GROUP;
  question.comparator_group = "a";
  question.disadvantaged_group = "a";
  EXPECT_EQ(ReasonOf(ComputeFigures(question, {Count("a", 1, 10), Count("b", 1, 10)})),
            "SAME_GROUP");
}

TEST(Refusals, TheFirstOfOrderedGroupsComparedWithItself) {
  auto question = Ordered(Deciles());
  question.comparator_rule = v1::COMPARATOR_RULE_NAMED_GROUP;
  question.comparator_group = "1";
  EXPECT_EQ(ReasonOf(ComputeFigures(question, Deciles())), "SAME_GROUP");
}

TEST(Refusals, ANamedComparatorWithoutAName) {
  auto question = Question();
  question.comparator_rule = v1::COMPARATOR_RULE_NAMED_GROUP;
  EXPECT_EQ(ReasonOf(ComputeFigures(question, {Count("a", 1, 10), Count("b", 1, 10)})),
            "COMPARATOR_GROUP_NEEDED");
}

TEST(Refusals, ANameWhereTheRuleNeedsNone) {
  auto question = Question();
  question.comparator_group = "a";
  EXPECT_EQ(ReasonOf(ComputeFigures(question, {Count("a", 1, 10), Count("b", 1, 10)})),
            "COMPARATOR_GROUP_NEEDED");
}

TEST(Refusals, ADisadvantagedGroupThatIsNotThere) {
  auto question = Question();
  question.disadvantaged_group = "z";
  EXPECT_EQ(ReasonOf(ComputeFigures(question, {Count("a", 1, 10), Count("b", 1, 10)})),
            "GROUP_NOT_IN_DATA_SET");
}

// The promise that kMaxGroupsInFinding rests on: an event holds 65,535 bytes.
TEST(Figures, FitAnEventAtTheLargestNumberOfGroups) {
  std::vector<GroupCounts> counts;
  for (int i = 0; i < kMaxGroupsInFinding; ++i) {
    counts.push_back(Count(std::string(97, 'g') + std::to_string(100 + i), 12345.6, 65432.1));
  }
  const auto figures = ComputeFigures(Question(), counts);
  ASSERT_TRUE(figures.ok());
  EXPECT_LT(figures->ByteSizeLong(), 50U * 1024);
}

}  // namespace
}  // namespace fivestep::analysis
