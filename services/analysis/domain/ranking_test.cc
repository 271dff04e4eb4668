#include "analysis/domain/ranking.h"

#include "analysis/domain/priority_score.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/analysis/v1/finding.pb.h"
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
  return event;
}

template <class Request>
void Score(Request& request, v1::Criterion criterion, double score) {
  auto& one = *request.add_scores();
  one.set_criterion(criterion);
  one.set_score(score);
  one.set_rationale("agreed");
}

v1::ScoreFindingRequest ScoreIt() {
  v1::ScoreFindingRequest command;
  command.set_name(kName);
  command.set_finding(kFinding);
  command.set_scored_by_role("panel chair");
  // Not in the order of the weights: the event puts them right.
  Score(command, v1::CRITERION_SEVERITY, 20);
  Score(command, v1::CRITERION_SIZE, 80);
  return command;
}

v1::FindingScored Scored(const std::string& finding = kFinding) {
  v1::FindingScored event;
  event.set_ranking(kName);
  event.set_finding(finding);
  Score(event, v1::CRITERION_SIZE, 80);
  Score(event, v1::CRITERION_SEVERITY, 20);
  event.set_scored_by_role("panel chair");
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
  auto& result = *event.add_results();
  result.set_finding(kFinding);
  result.set_priority_score(0.6 * 80 + 0.4 * 20);
  result.set_rank(1);
  result.set_best_rank(1);
  result.set_worst_rank(1);
  result.add_contributions(0.6 * 80);
  result.add_contributions(0.4 * 20);
  event.set_method(kPriorityScoreMethod);
  return event;
}

Given<v1::Ranking> AnOpenRanking() {
  Given<v1::Ranking> given;
  given.After(Evolve, Opened()).With(kFinding, Finding(v1::VERDICT_UNEQUAL));
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
  AnOpenRanking().When(Decide, Revise()).ThenEmits(expected);
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
  AnOpenRanking().When(Decide, command).ThenRejected(v1::WEIGHTS_NOT_ONE);
}

TEST(RankingDecider, ScoresInTheOrderOfTheWeights) {
  AnOpenRanking().When(Decide, ScoreIt()).ThenEmits(Scored());
}

TEST(RankingDecider, CallsAScoreIndicativeWhereTheFiguresDoNotSupportTheGap) {
  auto expected = Scored();
  expected.set_indicative(true);
  Given<v1::Ranking>()
      .After(Evolve, Opened())
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

TEST(RankingDecider, ClosesWithScoresAndRanks) {
  AnOpenRanking().After(Evolve, Scored()).When(Decide, Close()).ThenEmits(Ranked());
}

TEST(RankingDecider, RejectsClosingWithoutAScore) {
  AnOpenRanking().When(Decide, Close()).ThenRejected(v1::RANKING_EMPTY);
}

TEST(RankingDecider, RejectsClosingTwice) {
  AnOpenRanking()
      .After(Evolve, Scored())
      .After(Evolve, Ranked())
      .When(Decide, Close())
      .ThenRejected(v1::RANKING_CLOSED);
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
  v1::Ranking ranking;
  for (int i = 0; i < kMaxFindingsInRanking; ++i) {
    auto& finding = *ranking.add_scores();
    finding.set_finding("programmes/" + std::string(63, 'p') + "/findings/" + std::string(63, 'f'));
    finding.set_scored_by_role(std::string(100, 'r'));
    for (int criterion = 1; criterion <= 7; ++criterion) {
      Score(finding, static_cast<v1::Criterion>(criterion), 50);
      finding.mutable_scores(criterion - 1)->set_rationale(std::string(300, 'x'));
      Weigh(ranking, static_cast<v1::Criterion>(criterion), 1.0 / 7);
    }
  }
  ranking.mutable_weights()->DeleteSubrange(7, ranking.weights_size() - 7);
  for (v1::RankedFinding& result : RankByPriority(ranking)) {
    *ranking.add_results() = std::move(result);
  }
  EXPECT_LT(ranking.ByteSizeLong(), 60U * 1024);
}

}  // namespace
}  // namespace fivestep::analysis
