#include "analysis/domain/ranking.h"

#include "analysis/domain/priority_draws.h"
#include "analysis/domain/priority_score.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/analysis/v1/finding.pb.h"
#include "fivestep/analysis/v1/indicator.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/testing/given.h"

namespace fivestep::analysis {
namespace {

using ::fivestep::testing::Given;

constexpr char kName[] = "programmes/p1/rankings/r1";
constexpr char kFinding[] = "programmes/p1/findings/f1";

template <class Request>
void Weigh(Request& request, v1::Criterion criterion, double weight) {
  auto& one = *request.add_weights();
  one.set_criterion(criterion);
  one.set_weight(weight);
}

v1::OpenRankingRequest Open(double size = 0.6, double severity = 0.4) {
  v1::OpenRankingRequest command;
  command.set_parent("programmes/p1");
  command.set_title("Spring panel");
  command.add_panel_roles("public health consultant");
  Weigh(command, v1::CRITERION_SIZE, size);
  Weigh(command, v1::CRITERION_SEVERITY, severity);
  command.set_tie_rule(v1::TIE_RULE_SHARE_RANK);
  return command;
}

v1::RankingOpened Opened() {
  v1::RankingOpened event;
  event.set_ranking(kName);
  event.set_title("Spring panel");
  event.add_panel_roles("public health consultant");
  Weigh(event, v1::CRITERION_SIZE, 0.6);
  Weigh(event, v1::CRITERION_SEVERITY, 0.4);
  event.set_tie_rule(v1::TIE_RULE_SHARE_RANK);
  event.set_method(kPriorityScoreMethod);
  event.set_visibility(platform::v1::VISIBILITY_PROGRAMME);
  event.set_declarations_required(true);
  return event;
}

v1::InterestsDeclared Declared(v1::Interest interest = v1::INTEREST_NONE) {
  v1::InterestsDeclared event;
  event.set_ranking(kName);
  event.mutable_declaration()->set_role("public health consultant");
  event.mutable_declaration()->set_interest(interest);
  return event;
}

v1::DeclareInterestsRequest Declare(v1::Interest interest = v1::INTEREST_NONE) {
  v1::DeclareInterestsRequest command;
  command.set_name(kName);
  command.set_role("public health consultant");
  command.set_interest(interest);
  return command;
}

template <class Request>
void Score(Request& request, v1::Criterion criterion, double score) {
  auto& one = *request.add_scores();
  one.set_criterion(criterion);
  one.set_score(score);
  one.set_rationale("agreed");
}

template <class Message>
void PassGates(Message& message) {
  for (int gate = 1; gate <= 6; ++gate) {
    auto& answer = *message.add_gates();
    answer.set_gate(static_cast<v1::PriorityGate>(gate));
    answer.set_passed(true);
    answer.set_reason("agreed");
  }
}

v1::ScoreFindingRequest ScoreIt() {
  v1::ScoreFindingRequest command;
  command.set_name(kName);
  command.set_finding(kFinding);
  command.set_scored_by_role("panel chair");
  // Not in the order of the weights: the event puts them right.
  Score(command, v1::CRITERION_SEVERITY, 20);
  Score(command, v1::CRITERION_SIZE, 80);
  PassGates(command);
  return command;
}

v1::FindingScored Scored(const std::string& finding = kFinding) {
  v1::FindingScored event;
  event.set_ranking(kName);
  event.set_finding(finding);
  Score(event, v1::CRITERION_SIZE, 80);
  Score(event, v1::CRITERION_SEVERITY, 20);
  event.set_scored_by_role("panel chair");
  PassGates(event);
  return event;
}

v1::Finding Finding(v1::Verdict verdict) {
  v1::Finding finding;
  finding.set_verdict(verdict);
  return finding;
}

v1::ReviseWeightsRequest Revise() {
  v1::ReviseWeightsRequest command;
  command.set_name(kName);
  command.set_reason("voice was forgotten");
  Weigh(command, v1::CRITERION_COMMUNITY_VOICE, 1);
  return command;
}

v1::CloseRankingRequest Close() {
  v1::CloseRankingRequest command;
  command.set_name(kName);
  return command;
}

v1::FindingsRanked Ranked() {
  v1::FindingsRanked event;
  event.set_ranking(kName);
  event.add_findings(kFinding);
  event.add_results()->set_finding(kFinding);
  event.set_method(kPriorityScoreMethod);
  event.set_draw_count(kPriorityDraws);
  return event;
}

v1::PreparedRanking Prepared(const v1::Ranking& ranking) {
  v1::PreparedRanking prepared;
  prepared.add_results()->set_finding(kFinding);
  prepared.set_basis(BasisOf(ranking));
  return prepared;
}

// Closes with what was prepared on the ranking as it is.
testing::Then WhenClosed(Given<v1::Ranking>&& given) {
  const v1::PreparedRanking prepared = Prepared(given.state());
  return given.When(Decide, Close(), prepared);
}

Given<v1::Ranking> ANewRanking() {
  Given<v1::Ranking> given;
  given.After(Evolve, Opened()).With(kFinding, Finding(v1::VERDICT_UNEQUAL));
  return given;
}

Given<v1::Ranking> AnOpenRanking() {
  Given<v1::Ranking> given;
  given.After(Evolve, Opened())
      .After(Evolve, Declared())
      .With(kFinding, Finding(v1::VERDICT_UNEQUAL));
  return given;
}

TEST(RankingDecider, OpensWithAgreedWeights) {
  Given<v1::Ranking>().Naming(kName).When(Decide, Open()).ThenEmits(Opened());
}

TEST(RankingDecider, RejectsWeightsThatMakeLessThanOne) {
  Given<v1::Ranking>().When(Decide, Open(0.6, 0.39)).ThenRejected(v1::WEIGHTS_NOT_ONE);
}

TEST(RankingDecider, RejectsWeightsThatMakeMoreThanOne) {
  Given<v1::Ranking>().When(Decide, Open(0.6, 0.41)).ThenRejected(v1::WEIGHTS_NOT_ONE);
}

TEST(RankingDecider, RejectsWeightsJustOutsideTheTolerance) {
  Given<v1::Ranking>().When(Decide, Open(0.6, 0.400002)).ThenRejected(v1::WEIGHTS_NOT_ONE);
}

TEST(RankingDecider, RejectsACriterionWeightedTwice) {
  auto command = Open(0.5, 0.25);
  Weigh(command, v1::CRITERION_SIZE, 0.25);
  Given<v1::Ranking>().When(Decide, command).ThenRejected(v1::CRITERION_REPEATED);
}

TEST(RankingDecider, RevisesWeightsBeforeTheFirstScore) {
  v1::WeightsRevised expected;
  expected.set_ranking(kName);
  expected.set_reason("voice was forgotten");
  Weigh(expected, v1::CRITERION_COMMUNITY_VOICE, 1);
  ANewRanking().When(Decide, Revise()).ThenEmits(expected);
}

TEST(RankingDecider, RejectsNewWeightsAfterTheFirstScore) {
  AnOpenRanking().After(Evolve, Scored()).When(Decide, Revise()).ThenRejected(v1::WEIGHTS_FIXED);
}

TEST(RankingDecider, RejectsNewWeightsWhenClosed) {
  AnOpenRanking()
      .After(Evolve, Scored())
      .After(Evolve, Ranked())
      .When(Decide, Revise())
      .ThenRejected(v1::RANKING_CLOSED);
}

TEST(RankingDecider, RejectsRevisedWeightsThatDoNotMakeOne) {
  auto command = Revise();
  command.mutable_weights(0)->set_weight(0.9);
  ANewRanking().When(Decide, command).ThenRejected(v1::WEIGHTS_NOT_ONE);
}

TEST(RankingDecider, ScoresInTheOrderOfTheWeights) {
  AnOpenRanking().When(Decide, ScoreIt()).ThenEmits(Scored());
}

TEST(RankingDecider, CallsAScoreIndicativeWhereTheFiguresDoNotSupportTheGap) {
  auto expected = Scored();
  expected.set_indicative(true);
  Given<v1::Ranking>()
      .After(Evolve, Opened())
      .After(Evolve, Declared())
      .With(kFinding, Finding(v1::VERDICT_CANNOT_BE_KNOWN))
      .When(Decide, ScoreIt())
      .ThenEmits(expected);
}

TEST(RankingDecider, RejectsAWeightedCriterionWithoutScore) {
  auto command = ScoreIt();
  command.mutable_scores()->RemoveLast();
  AnOpenRanking().When(Decide, command).ThenRejected(v1::CRITERION_NOT_SCORED);
}

TEST(RankingDecider, RejectsAScoreWithoutWeight) {
  auto command = ScoreIt();
  Score(command, v1::CRITERION_TREND, 50);
  AnOpenRanking().When(Decide, command).ThenRejected(v1::CRITERION_NOT_WEIGHTED);
}

TEST(RankingDecider, RejectsACriterionScoredTwice) {
  auto command = ScoreIt();
  Score(command, v1::CRITERION_SIZE, 50);
  AnOpenRanking().When(Decide, command).ThenRejected(v1::CRITERION_REPEATED);
}

TEST(RankingDecider, RejectsScoringAFindingThatIsNotHere) {
  Given<v1::Ranking>()
      .After(Evolve, Opened())
      .When(Decide, ScoreIt())
      .ThenRejected(platform::v1::RESOURCE_NOT_FOUND);
}

TEST(RankingDecider, RejectsScoringWhenClosed) {
  AnOpenRanking()
      .After(Evolve, Scored())
      .After(Evolve, Ranked())
      .When(Decide, ScoreIt())
      .ThenRejected(v1::RANKING_CLOSED);
}

Given<v1::Ranking> AFullRanking() {
  Given<v1::Ranking> given = AnOpenRanking();
  for (int i = 1; i <= kMaxFindingsInRanking; ++i) {
    given.After(Evolve, Scored("programmes/p1/findings/f" + std::to_string(i)));
  }
  return given;
}

TEST(RankingDecider, RejectsOneFindingTooMany) {
  auto command = ScoreIt();
  command.set_finding("programmes/p1/findings/another");
  AFullRanking()
      .With(command.finding(), Finding(v1::VERDICT_UNEQUAL))
      .When(Decide, command)
      .ThenRejected(v1::RANKING_FULL);
}

TEST(RankingDecider, ScoresAgainInAFullRanking) {
  AFullRanking().When(Decide, ScoreIt()).ThenEmits(Scored());
}

TEST(RankingDecider, ClosesWithWhatWasPrepared) {
  Given<v1::Ranking> given = AnOpenRanking();
  given.After(Evolve, Scored());
  WhenClosed(std::move(given)).ThenEmits(Ranked());
}

TEST(RankingDecider, RejectsClosingOnOldScores) {
  Given<v1::Ranking> given = AnOpenRanking();
  given.After(Evolve, Scored());
  const v1::PreparedRanking prepared = Prepared(given.state());
  auto again = Scored();
  again.mutable_scores(0)->set_score(10);
  given.After(Evolve, again)
      .When(Decide, Close(), prepared)
      .ThenRejected(platform::v1::PREPARED_ON_OLD_STATE);
}

TEST(RankingDecider, RejectsClosingWithoutAScore) {
  WhenClosed(AnOpenRanking()).ThenRejected(v1::RANKING_EMPTY);
}

TEST(RankingDecider, RejectsClosingTwice) {
  Given<v1::Ranking> given = AnOpenRanking();
  given.After(Evolve, Scored()).After(Evolve, Ranked());
  WhenClosed(std::move(given)).ThenRejected(v1::RANKING_CLOSED);
}

TEST(RankingDecider, TakesNoScoreBeforeEverybodyHasDeclared) {
  ANewRanking().When(Decide, ScoreIt()).ThenRejected(v1::INTERESTS_NOT_DECLARED);
}

TEST(RankingDecider, RecordsADeclaration) {
  ANewRanking().When(Decide, Declare()).ThenEmits(Declared());
}

TEST(RankingDecider, RejectsADeclarationOfSomebodyNotOnThePanel) {
  auto command = Declare();
  command.set_role("supplier");
  ANewRanking().When(Decide, command).ThenRejected(v1::ROLE_NOT_ON_PANEL);
}

TEST(RankingDecider, RejectsAnInterestThatNobodyDealsWith) {
  ANewRanking().When(Decide, Declare(v1::INTEREST_DECLARED)).ThenRejected(v1::HANDLING_MISSING);
}

TEST(RankingDecider, RejectsADeclarationOnceScoringHasBegun) {
  AnOpenRanking().When(Decide, Declare()).ThenRejected(v1::SCORING_BEGUN);
}

TEST(RankingDecider, FixesWeightsWithTheLastDeclaration) {
  AnOpenRanking().When(Decide, Revise()).ThenRejected(v1::WEIGHTS_FIXED);
}

TEST(RankingDecider, TakesNoScoreFromARoleWithAnInterestInTheFinding) {
  auto declared = Declared(v1::INTEREST_DECLARED);
  declared.mutable_declaration()->add_excluded_findings(kFinding);
  auto command = ScoreIt();
  command.set_scored_by_role("public health consultant");
  ANewRanking().After(Evolve, declared).When(Decide, command).ThenRejected(v1::ROLE_HAS_INTEREST);
}

TEST(RankingDecider, RejectsAScoreWithAGateLeftOut) {
  auto command = ScoreIt();
  command.mutable_gates()->RemoveLast();
  AnOpenRanking().When(Decide, command).ThenRejected(v1::GATES_INCOMPLETE);
}

TEST(RankingDecider, RejectsAScoreWithAGateAnsweredTwice) {
  auto command = ScoreIt();
  *command.mutable_gates(5) = command.gates(0);
  AnOpenRanking().When(Decide, command).ThenRejected(v1::GATES_INCOMPLETE);
}

TEST(RankingDecider, RejectsAPlausibleRangeThatDoesNotHoldTheScore) {
  auto command = ScoreIt();
  command.mutable_scores(0)->set_plausible_low(30);
  AnOpenRanking().When(Decide, command).ThenRejected(v1::PLAUSIBLE_RANGE_NOT_RIGHT);
}

TEST(RankingDecider, RejectsAVoiceThatNoThemeStandsBehind) {
  auto opened = Opened();
  opened.clear_weights();
  Weigh(opened, v1::CRITERION_COMMUNITY_VOICE, 1);
  auto command = ScoreIt();
  command.clear_scores();
  Score(command, v1::CRITERION_COMMUNITY_VOICE, 40);
  Given<v1::Ranking> given;
  given.After(Evolve, opened).After(Evolve, Declared());
  given.With(kFinding, Finding(v1::VERDICT_UNEQUAL));
  given.When(Decide, command).ThenRejected(v1::VOICE_WITHOUT_THEME);
}

TEST(RankingDecider, PutsFindingsAboutPlusGroupsOnTheirOwnList) {
  auto finding = Finding(v1::VERDICT_UNEQUAL);
  finding.set_indicator("programmes/p1/indicators/i1");
  v1::Indicator indicator;
  indicator.set_group_dimension(v1::GROUP_DIMENSION_PLUS_GROUP);
  auto expected = Scored();
  expected.set_plus_group(true);
  AnOpenRanking()
      .With(kFinding, finding)
      .With("programmes/p1/indicators/i1", indicator)
      .When(Decide, ScoreIt())
      .ThenEmits(expected);
}

v1::PlaceFindingRequest Place() {
  v1::PlaceFindingRequest command;
  command.set_name(kName);
  command.set_finding(kFinding);
  command.set_rank(1);
  command.set_reason("few people, and they die");
  return command;
}

TEST(RankingDecider, PlacesAScoredFindingWithItsReason) {
  v1::FindingPlaced expected;
  expected.set_ranking(kName);
  expected.mutable_placement()->set_finding(kFinding);
  expected.mutable_placement()->set_rank(1);
  expected.mutable_placement()->set_reason("few people, and they die");
  AnOpenRanking().After(Evolve, Scored()).When(Decide, Place()).ThenEmits(expected);
}

TEST(RankingDecider, RejectsPlacingWhatIsNotScored) {
  AnOpenRanking().When(Decide, Place()).ThenRejected(v1::FINDING_NOT_SCORED);
}

TEST(RankingDecider, RejectsPlacingWhenClosed) {
  AnOpenRanking()
      .After(Evolve, Scored())
      .After(Evolve, Ranked())
      .When(Decide, Place())
      .ThenRejected(v1::RANKING_CLOSED);
}

// A ranking that was opened before declarations were asked for goes on as it began.
TEST(RankingDecider, ScoresAnOldRankingWithoutDeclarationsAndGates) {
  auto opened = Opened();
  opened.set_declarations_required(false);
  auto command = ScoreIt();
  command.clear_gates();
  auto expected = Scored();
  expected.clear_gates();
  Given<v1::Ranking>()
      .After(Evolve, opened)
      .With(kFinding, Finding(v1::VERDICT_UNEQUAL))
      .When(Decide, command)
      .ThenEmits(expected);
}

TEST(RankingState, ALaterScoreReplacesAnEarlierOne) {
  auto again = Scored();
  again.mutable_scores(0)->set_score(10);
  Given<v1::Ranking> given = AnOpenRanking();
  given.After(Evolve, Scored()).After(Evolve, again);
  ASSERT_EQ(given.state().scores_size(), 1);
  EXPECT_EQ(given.state().scores(0).scores(0).score(), 10);
}

// The promise that kMaxFindingsInRanking rests on.
TEST(RankingState, FitsARowWhenFull) {
  const std::string long_id(63, 'f');
  const std::string finding_name = "programmes/" + std::string(63, 'p') + "/findings/" + long_id;
  v1::Ranking ranking;
  for (int i = 0; i < 20; ++i) {
    auto& declaration = *ranking.add_declarations();
    declaration.set_role(std::string(100, 'r'));
    declaration.set_interest(v1::INTEREST_DECLARED);
    declaration.set_handling(std::string(80, 'h'));
    declaration.add_excluded_findings(finding_name);
    declaration.add_excluded_findings(finding_name);
    ranking.add_panel_roles(std::string(100, 'r'));
  }
  for (int i = 0; i < kMaxFindingsInRanking; ++i) {
    auto& finding = *ranking.add_scores();
    finding.set_finding(finding_name);
    finding.set_scored_by_role(std::string(100, 'r'));
    for (int criterion = 1; criterion <= 7; ++criterion) {
      Score(finding, static_cast<v1::Criterion>(criterion), 50);
      auto& score = *finding.mutable_scores(criterion - 1);
      score.set_rationale(std::string(300, 'x'));
      score.set_plausible_low(40);
      score.set_plausible_high(60);
    }
    PassGates(finding);
    for (auto& gate : *finding.mutable_gates()) gate.set_reason(std::string(80, 'x'));
    auto& placement = *ranking.add_placements();
    placement.set_finding(finding_name);
    placement.set_rank(1);
    placement.set_reason(std::string(150, 'x'));
  }
  for (int criterion = 1; criterion <= 7; ++criterion) {
    Weigh(ranking, static_cast<v1::Criterion>(criterion), 1.0 / 7);
  }
  for (v1::RankedFinding& result : RankByPriority(ranking, 1)) {
    *ranking.add_results() = std::move(result);
  }
  EXPECT_LT(ranking.ByteSizeLong(), 64U * 1000);
}

}  // namespace
}  // namespace fivestep::analysis
