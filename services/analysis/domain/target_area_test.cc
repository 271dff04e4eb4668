#include "analysis/domain/target_area.h"

#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/analysis/v1/finding.pb.h"
#include "fivestep/analysis/v1/indicator.pb.h"
#include "fivestep/analysis/v1/ranking.pb.h"
#include "fivestep/analysis/v1/reference_data.pb.h"
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
constexpr char kAssessment[] = "programmes/p1/equityAssessments/e1";
constexpr char kTheme[] = "programmes/p1/themes/t1";
constexpr char kList[] = "programmes/p1/referenceData/core20plus5-adults";

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

v1::ReferenceData List() {
  v1::ReferenceData list;
  list.mutable_header()->set_title("Core20PLUS5 for adults");
  list.mutable_header()->set_edition("2021");
  list.mutable_header()->set_kind(v1::REFERENCE_KIND_GROUP_LIST);
  list.add_keys("core20");
  list.add_keys("maternity");
  return list;
}

v1::GroupReference Reference() {
  v1::GroupReference reference;
  reference.set_reference_data(kList);
  reference.set_code("maternity");
  reference.set_scheme("Core20PLUS5 for adults");
  reference.set_edition("2021");
  return reference;
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
  command.add_alignments()->set_priority("reduce inequalities in maternity outcomes");
  command.mutable_group_reference()->set_reference_data(kList);
  command.mutable_group_reference()->set_code("maternity");
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
  event.add_alignments()->set_priority("reduce inequalities in maternity outcomes");
  *event.mutable_group_reference() = Reference();
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
  event.add_alignments()->set_priority("reduce inequalities in maternity outcomes");
  event.set_equity_assessment(kAssessment);
  return event;
}

v1::TargetAreaAssessed Assessed(bool lets_proceed = true) {
  v1::TargetAreaAssessed event;
  event.set_target_area(kName);
  event.set_equity_assessment(kAssessment);
  event.set_lets_proceed(lets_proceed);
  return event;
}

v1::NoteEquityAssessmentRequest Note() {
  v1::NoteEquityAssessmentRequest command;
  command.set_target_area(kName);
  command.set_equity_assessment(kAssessment);
  command.set_lets_proceed(true);
  return command;
}

// What a HEAT assessment notes.
v1::NoteEquityAssessmentRequest NoteFirst() {
  v1::NoteEquityAssessmentRequest command = Note();
  command.set_equity_assessment("programmes/p1/heats/h1");
  command.set_only_first(true);
  return command;
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
      .With(kList, List())
      .Naming(kName)
      .When(Decide, Define())
      .ThenEmits(Defined());
}

TEST(TargetAreaDecider, RejectsABaselineFromThePeriodThatPickedTheGroup) {
  auto command = Define();
  command.mutable_baseline()->set_period("2022");
  Given<v1::TargetArea>()
      .With(kFinding, Finding())
      .With(kList, List())
      .When(Decide, command)
      .ThenRejected(v1::BASELINE_FROM_SELECTION);
}

// 5, 15 and 40 in 100 are 6.38, 15.46 and 38.15 % after shrinking.
TEST(TargetAreaDecider, ShowsTheShrunkValueBesideABaselineFromThePeriodThatPickedTheGroup) {
  auto finding = Finding();
  for (const auto& [group, count] : {std::pair{"a", 5}, std::pair{"b", 15}, std::pair{"c", 40}}) {
    auto& one = *finding.mutable_figures()->add_groups();
    one.set_group(group);
    one.set_numerator(count);
    one.set_denominator(100);
    one.mutable_value()->set_value(count);
  }
  finding.mutable_figures()->mutable_gap()->set_group("c");
  v1::Indicator indicator;
  indicator.mutable_definition()->set_kind(v1::INDICATOR_KIND_RATE);
  indicator.mutable_definition()->set_multiplier(100);
  auto command = Define();
  command.mutable_baseline()->set_period("2022");
  command.mutable_baseline()->set_shrunk_value(1);  // nobody but the service says it
  const auto then = Given<v1::TargetArea>()
                        .With(kFinding, finding)
                        .With(kList, List())
                        .With(kIndicator, indicator)
                        .Naming(kName)
                        .When(Decide, command);
  ASSERT_FALSE(then.decision().rejected());
  const auto& defined = static_cast<const v1::TargetAreaDefined&>(*then.decision().events()[0]);
  EXPECT_TRUE(defined.baseline_in_selection_period());
  EXPECT_NEAR(defined.baseline().shrunk_value(), 38.15, 0.005);
  EXPECT_EQ(defined.baseline().value(), 17.5);
}

TEST(TargetAreaDecider, TakesTheRankingThatPlacedTheFinding) {
  auto command = Define();
  command.set_ranking(kRanking);
  auto expected = Defined();
  expected.set_ranking(kRanking);
  Given<v1::TargetArea>()
      .With(kFinding, Finding())
      .With(kList, List())
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
      .With(kList, List())
      .When(Decide, command)
      .ThenRejected(platform::v1::RESOURCE_NOT_FOUND);
}

TEST(TargetAreaDecider, RejectsARankingThatIsStillOpen) {
  auto command = Define();
  command.set_ranking(kRanking);
  Given<v1::TargetArea>()
      .With(kFinding, Finding())
      .With(kList, List())
      .With(kRanking, Ranking(v1::RANKING_STATE_OPEN, kFinding))
      .When(Decide, command)
      .ThenRejected(v1::RANKING_OPEN);
}

TEST(TargetAreaDecider, RejectsARankingWithoutTheFinding) {
  auto command = Define();
  command.set_ranking(kRanking);
  Given<v1::TargetArea>()
      .With(kFinding, Finding())
      .With(kList, List())
      .With(kRanking, Ranking(v1::RANKING_STATE_CLOSED, kOther))
      .When(Decide, command)
      .ThenRejected(v1::FINDING_NOT_RANKED);
}

TEST(TargetAreaDecider, RejectsAFindingThatIsChosenAndNotChosen) {
  auto command = Define();
  command.add_not_chosen()->set_finding(kOther);
  command.add_not_chosen()->set_finding(kFinding);
  const auto then = Given<v1::TargetArea>()
                        .With(kFinding, Finding())
                        .With(kList, List())
                        .Naming(kName)
                        .When(Decide, command);
  EXPECT_EQ(then.decision().rejection().reason(), "FINDING_BOTH_CHOSEN_AND_NOT");
  ASSERT_EQ(then.decision().rejection().violations().size(), 1U);
  EXPECT_EQ(then.decision().rejection().violations()[0].field, "not_chosen[1].finding");
}

TEST(TargetAreaDecider, ApprovesWithAllThatABriefNeeds) {
  Given<v1::TargetArea>()
      .After(Evolve, Defined())
      .After(Evolve, Assessed())
      .When(Decide, Approve())
      .ThenEmits(Approved());
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

TEST(TargetAreaDecider, RejectsApprovingWithoutAnEquityAssessment) {
  Given<v1::TargetArea>()
      .After(Evolve, Defined())
      .When(Decide, Approve())
      .ThenRejected(v1::TARGET_AREA_NOT_ASSESSED);
}

TEST(TargetAreaDecider, RejectsApprovingAgainstTheAssessment) {
  Given<v1::TargetArea>()
      .After(Evolve, Defined())
      .After(Evolve, Assessed(false))
      .When(Decide, Approve())
      .ThenRejected(v1::ASSESSMENT_STOPS);
}

TEST(TargetAreaDecider, ApprovesWhenALaterAssessmentLetsItProceed) {
  Given<v1::TargetArea>()
      .After(Evolve, Defined())
      .After(Evolve, Assessed(false))
      .After(Evolve, Assessed(true))
      .When(Decide, Approve())
      .ThenEmits(Approved());
}

TEST(TargetAreaDecider, NotesAnAssessmentOfADraft) {
  Given<v1::TargetArea>().After(Evolve, Defined()).When(Decide, Note()).ThenEmits(Assessed());
}

TEST(TargetAreaDecider, LetsAHeatAssessmentOverruleNothing) {
  EXPECT_FALSE(Given<v1::TargetArea>()
                   .After(Evolve, Defined())
                   .When(Decide, NoteFirst())
                   .decision()
                   .events()
                   .empty());
  EXPECT_TRUE(Given<v1::TargetArea>()
                  .After(Evolve, Defined())
                  .After(Evolve, Assessed())
                  .When(Decide, NoteFirst())
                  .decision()
                  .events()
                  .empty());
}

TEST(TargetAreaDecider, NotesNothingForWhatIsDecidedOrNotHere) {
  EXPECT_TRUE(Given<v1::TargetArea>().When(Decide, Note()).decision().events().empty());
  EXPECT_TRUE(Given<v1::TargetArea>()
                  .After(Evolve, Defined())
                  .After(Evolve, Declined())
                  .When(Decide, Note())
                  .decision()
                  .events()
                  .empty());
}

TEST(TargetAreaDecider, RejectsARankingWithAFindingThatNothingIsSaidAbout) {
  auto ranking = Ranking(v1::RANKING_STATE_CLOSED, kFinding);
  ranking.add_results()->set_finding(kOther);
  auto command = Define();
  command.set_ranking(kRanking);
  Given<v1::TargetArea> given;
  given.With(kFinding, Finding()).With(kList, List()).With(kRanking, ranking).Naming(kName);
  given.When(Decide, command).ThenRejected(v1::NOT_CHOSEN_INCOMPLETE);
  command.add_not_chosen()->set_finding(kOther);
  EXPECT_FALSE(given.When(Decide, command).decision().rejected());
}

TEST(TargetAreaDecider, NeedsNoReasonForAFindingThatAnotherTargetAreaAnswers) {
  auto ranking = Ranking(v1::RANKING_STATE_CLOSED, kFinding);
  ranking.add_results()->set_finding(kOther);
  v1::TargetArea other;
  other.set_finding(kOther);
  auto command = Define();
  command.set_ranking(kRanking);
  command.add_other_target_areas("programmes/p1/targetAreas/a2");
  Given<v1::TargetArea> given;
  given.With(kFinding, Finding()).With(kList, List()).With(kRanking, ranking).Naming(kName);
  given.When(Decide, command).ThenRejected(platform::v1::RESOURCE_NOT_FOUND);
  given.With("programmes/p1/targetAreas/a2", other);
  EXPECT_FALSE(given.When(Decide, command).decision().rejected());
}

constexpr char kEarlier[] = "programmes/p1/targetAreas/a0";

TEST(TargetAreaDecider, SupersedesAnEarlierOne) {
  auto command = Define();
  command.set_supersedes(kEarlier);
  auto defined = Defined();
  defined.set_supersedes(kEarlier);
  v1::TargetAreaSuperseded superseded;
  superseded.set_target_area(kEarlier);
  superseded.set_superseded_by(kName);
  Given<v1::TargetArea>()
      .With(kFinding, Finding())
      .With(kList, List())
      .With(kEarlier, v1::TargetArea())
      .Naming(kName)
      .When(Decide, command)
      .ThenEmits(defined, superseded);
}

TEST(TargetAreaDecider, RejectsSupersedingTwice) {
  v1::TargetArea earlier;
  earlier.set_state(v1::TARGET_AREA_STATE_SUPERSEDED);
  auto command = Define();
  command.set_supersedes(kEarlier);
  Given<v1::TargetArea>()
      .With(kFinding, Finding())
      .With(kList, List())
      .With(kEarlier, earlier)
      .When(Decide, command)
      .ThenRejected(v1::TARGET_AREA_SUPERSEDED);
}

TEST(TargetAreaDecider, RejectsApprovingWhatWasSuperseded) {
  v1::TargetAreaSuperseded superseded;
  superseded.set_target_area(kName);
  superseded.set_superseded_by("programmes/p1/targetAreas/a9");
  Given<v1::TargetArea>()
      .After(Evolve, Defined())
      .After(Evolve, superseded)
      .When(Decide, Approve())
      .ThenRejected(v1::TARGET_AREA_SUPERSEDED);
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
