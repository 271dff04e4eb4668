#include "analysis/domain/target_area.h"

#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/analysis/v1/finding.pb.h"
#include "fivestep/analysis/v1/ranking.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/testing/given.h"

namespace fivestep::analysis {
namespace {

using ::fivestep::testing::Given;

constexpr char kName[] = "programmes/p1/targetAreas/a1";
constexpr char kFinding[] = "programmes/p1/findings/f1";
constexpr char kOther[] = "programmes/p1/findings/f2";
constexpr char kRanking[] = "programmes/p1/rankings/r1";
constexpr char kIndicator[] = "programmes/p1/indicators/i1";
constexpr char kTheme[] = "programmes/p1/themes/t1";

v1::Finding Finding() {
  v1::Finding finding;
  finding.set_indicator(kIndicator);
  finding.set_period("2022");
  finding.add_themes(kTheme);
  return finding;
}

v1::Ranking Ranking(v1::RankingState state, const std::string& finding) {
  v1::Ranking ranking;
  ranking.set_state(state);
  ranking.add_results()->set_finding(finding);
  return ranking;
}

v1::DefineTargetAreaRequest Define() {
  v1::DefineTargetAreaRequest command;
  command.set_parent("programmes/p1");
  command.set_title("Smoking in pregnancy in Blackpool");
  command.set_finding(kFinding);
  command.set_inequality("twice as many smoke at delivery");
  command.set_population_group("pregnant women who smoke");
  command.set_geography("Blackpool");
  command.set_mechanism("help to quit is far from where people live");
  command.mutable_baseline()->set_value(17.5);
  command.mutable_baseline()->set_period("2023");
  command.set_ambition("12 % by 2028");
  return command;
}

v1::TargetAreaDefined Defined() {
  v1::TargetAreaDefined event;
  event.set_target_area(kName);
  event.set_title("Smoking in pregnancy in Blackpool");
  event.set_finding(kFinding);
  event.set_indicator(kIndicator);
  event.set_inequality("twice as many smoke at delivery");
  event.set_population_group("pregnant women who smoke");
  event.set_geography("Blackpool");
  event.set_mechanism("help to quit is far from where people live");
  event.add_themes(kTheme);
  event.mutable_baseline()->set_value(17.5);
  event.mutable_baseline()->set_period("2023");
  event.set_ambition("12 % by 2028");
  event.set_visibility(platform::v1::VISIBILITY_PROGRAMME);
  return event;
}

v1::ApproveTargetAreaRequest Approve() {
  v1::ApproveTargetAreaRequest command;
  command.set_name(kName);
  command.set_approved_by_role("senior responsible owner");
  command.set_rationale("largest gap, and something helps");
  return command;
}

v1::DeclineTargetAreaRequest Decline() {
  v1::DeclineTargetAreaRequest command;
  command.set_name(kName);
  command.set_declined_by_role("senior responsible owner");
  command.set_reason("another programme does it");
  return command;
}

v1::TargetAreaApproved Approved() {
  v1::TargetAreaApproved event;
  event.set_target_area(kName);
  event.set_title("Smoking in pregnancy in Blackpool");
  event.set_finding(kFinding);
  event.set_indicator(kIndicator);
  event.set_inequality("twice as many smoke at delivery");
  event.set_population_group("pregnant women who smoke");
  event.set_geography("Blackpool");
  event.set_mechanism("help to quit is far from where people live");
  event.add_themes(kTheme);
  event.mutable_baseline()->set_value(17.5);
  event.mutable_baseline()->set_period("2023");
  event.set_ambition("12 % by 2028");
  event.set_approved_by_role("senior responsible owner");
  event.set_rationale("largest gap, and something helps");
  return event;
}

v1::TargetAreaDeclined Declined() {
  v1::TargetAreaDeclined event;
  event.set_target_area(kName);
  event.set_declined_by_role("senior responsible owner");
  event.set_reason("another programme does it");
  return event;
}

TEST(TargetAreaDecider, DefinesAnAreaWithIndicatorAndThemesOfItsFinding) {
  Given<v1::TargetArea>()
      .With(kFinding, Finding())
      .Naming(kName)
      .When(Decide, Define())
      .ThenEmits(Defined());
}

TEST(TargetAreaDecider, SaysWhenTheBaselineIsFromThePeriodThatPickedTheGroup) {
  auto command = Define();
  command.mutable_baseline()->set_period("2022");
  auto expected = Defined();
  expected.mutable_baseline()->set_period("2022");
  expected.set_baseline_in_selection_period(true);
  Given<v1::TargetArea>()
      .With(kFinding, Finding())
      .Naming(kName)
      .When(Decide, command)
      .ThenEmits(expected);
}

TEST(TargetAreaDecider, TakesTheRankingThatPlacedTheFinding) {
  auto command = Define();
  command.set_ranking(kRanking);
  auto expected = Defined();
  expected.set_ranking(kRanking);
  Given<v1::TargetArea>()
      .With(kFinding, Finding())
      .With(kRanking, Ranking(v1::RANKING_STATE_CLOSED, kFinding))
      .Naming(kName)
      .When(Decide, command)
      .ThenEmits(expected);
}

TEST(TargetAreaDecider, RejectsAFindingThatIsNotHere) {
  Given<v1::TargetArea>().When(Decide, Define()).ThenRejected(platform::v1::RESOURCE_NOT_FOUND);
}

TEST(TargetAreaDecider, RejectsARankingThatIsNotHere) {
  auto command = Define();
  command.set_ranking(kRanking);
  Given<v1::TargetArea>()
      .With(kFinding, Finding())
      .When(Decide, command)
      .ThenRejected(platform::v1::RESOURCE_NOT_FOUND);
}

TEST(TargetAreaDecider, RejectsARankingThatIsStillOpen) {
  auto command = Define();
  command.set_ranking(kRanking);
  Given<v1::TargetArea>()
      .With(kFinding, Finding())
      .With(kRanking, Ranking(v1::RANKING_STATE_OPEN, kFinding))
      .When(Decide, command)
      .ThenRejected(v1::RANKING_OPEN);
}

TEST(TargetAreaDecider, RejectsARankingWithoutTheFinding) {
  auto command = Define();
  command.set_ranking(kRanking);
  Given<v1::TargetArea>()
      .With(kFinding, Finding())
      .With(kRanking, Ranking(v1::RANKING_STATE_CLOSED, kOther))
      .When(Decide, command)
      .ThenRejected(v1::FINDING_NOT_RANKED);
}

TEST(TargetAreaDecider, RejectsAFindingThatIsChosenAndNotChosen) {
  auto command = Define();
  command.add_not_chosen()->set_finding(kOther);
  command.add_not_chosen()->set_finding(kFinding);
  const auto then =
      Given<v1::TargetArea>().With(kFinding, Finding()).Naming(kName).When(Decide, command);
  EXPECT_EQ(then.decision().rejection().reason(), "FINDING_BOTH_CHOSEN_AND_NOT");
  ASSERT_EQ(then.decision().rejection().violations().size(), 1U);
  EXPECT_EQ(then.decision().rejection().violations()[0].field, "not_chosen[1].finding");
}

TEST(TargetAreaDecider, ApprovesWithAllThatABriefNeeds) {
  Given<v1::TargetArea>().After(Evolve, Defined()).When(Decide, Approve()).ThenEmits(Approved());
}

TEST(TargetAreaDecider, RejectsApprovingTwice) {
  Given<v1::TargetArea>()
      .After(Evolve, Defined())
      .After(Evolve, Approved())
      .When(Decide, Approve())
      .ThenRejected(v1::TARGET_AREA_DECIDED);
}

TEST(TargetAreaDecider, RejectsApprovingWhatWasDeclined) {
  Given<v1::TargetArea>()
      .After(Evolve, Defined())
      .After(Evolve, Declined())
      .When(Decide, Approve())
      .ThenRejected(v1::TARGET_AREA_DECIDED);
}

TEST(TargetAreaDecider, DeclinesWithTheReason) {
  Given<v1::TargetArea>().After(Evolve, Defined()).When(Decide, Decline()).ThenEmits(Declined());
}

TEST(TargetAreaDecider, RejectsDecliningWhatWasApproved) {
  Given<v1::TargetArea>()
      .After(Evolve, Defined())
      .After(Evolve, Approved())
      .When(Decide, Decline())
      .ThenRejected(v1::TARGET_AREA_DECIDED);
}

TEST(TargetAreaDecider, RejectsDecliningTwice) {
  Given<v1::TargetArea>()
      .After(Evolve, Defined())
      .After(Evolve, Declined())
      .When(Decide, Decline())
      .ThenRejected(v1::TARGET_AREA_DECIDED);
}

TEST(TargetAreaState, HoldsWhoDecidedAndWhy) {
  Given<v1::TargetArea> given;
  given.After(Evolve, Defined()).After(Evolve, Approved());
  EXPECT_EQ(given.state().state(), v1::TARGET_AREA_STATE_APPROVED);
  EXPECT_EQ(given.state().decided_by_role(), "senior responsible owner");
  EXPECT_EQ(given.state().decision_rationale(), "largest gap, and something helps");
}

}  // namespace
}  // namespace fivestep::analysis
