#include "analysis/domain/ranking.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>

#include "analysis/domain/priority_score.h"
#include "analysis/domain/visibility.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/analysis/v1/finding.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"

namespace fivestep::analysis {
namespace {

using WeightList = google::protobuf::RepeatedPtrField<v1::CriterionWeight>;
using ScoreList = google::protobuf::RepeatedPtrField<v1::CriterionScore>;

// Rejects a criterion that `items` has twice; works for weights and for scores.
template <class Items>
Decision CheckDistinct(const Items& items, const std::string& field) {
  std::set<int> seen;
  for (int i = 0; i < items.size(); ++i) {
    if (seen.insert(items[i].criterion()).second) continue;
    return Reject(v1::CRITERION_REPEATED)
        .With("criterion", v1::Criterion_Name(items[i].criterion()))
        .Violating(field + "[" + std::to_string(i) + "].criterion", "Give each criterion once.");
  }
  return {};
}

Decision CheckWeights(const WeightList& weights) {
  if (Decision wrong = CheckDistinct(weights, "weights"); wrong.rejected()) return wrong;
  double sum = 0;
  for (const auto& weight : weights) sum += weight.weight();
  if (std::abs(sum - 1) <= kWeightSumTolerance) return {};
  char text[32];
  std::snprintf(text, sizeof text, "%.6f", sum);
  return Reject(v1::WEIGHTS_NOT_ONE)
      .With("sum", text)
      .Violating("weights", "All weights together make 1.");
}

Decision CheckOpen(const v1::Ranking& ranking, const std::string& name) {
  if (ranking.state() == v1::RANKING_STATE_OPEN) return {};
  return Reject(v1::RANKING_CLOSED).With("ranking", name);
}

const v1::CriterionScore* ScoreFor(const ScoreList& scores, v1::Criterion criterion) {
  const auto found = std::find_if(scores.begin(), scores.end(), [&](const auto& score) {
    return score.criterion() == criterion;
  });
  return found == scores.end() ? nullptr : &*found;
}

// Every weighted criterion has a score, and no other has one.
Decision CheckScores(const v1::Ranking& ranking, const v1::ScoreFindingRequest& command) {
  if (Decision wrong = CheckDistinct(command.scores(), "scores"); wrong.rejected()) return wrong;
  for (const auto& weight : ranking.weights()) {
    if (ScoreFor(command.scores(), weight.criterion()) != nullptr) continue;
    return Reject(v1::CRITERION_NOT_SCORED)
        .With("criterion", v1::Criterion_Name(weight.criterion()))
        .With("ranking", command.name())
        .Violating("scores", v1::Criterion_Name(weight.criterion()) + " is missing.");
  }
  for (int i = 0; i < command.scores_size(); ++i) {
    const v1::Criterion criterion = command.scores(i).criterion();
    const bool weighted =
        std::any_of(ranking.weights().begin(), ranking.weights().end(),
                    [&](const auto& weight) { return weight.criterion() == criterion; });
    if (weighted) continue;
    return Reject(v1::CRITERION_NOT_WEIGHTED)
        .With("criterion", v1::Criterion_Name(criterion))
        .With("ranking", command.name())
        .Violating("scores[" + std::to_string(i) + "].criterion", "It has no weight here.");
  }
  return {};
}

v1::FindingScore* FindScored(v1::Ranking& ranking, const std::string& finding) {
  for (auto& score : *ranking.mutable_scores()) {
    if (score.finding() == finding) return &score;
  }
  return nullptr;
}

bool Holds(const v1::Ranking& ranking, const std::string& finding) {
  return std::any_of(ranking.scores().begin(), ranking.scores().end(),
                     [&](const auto& score) { return score.finding() == finding; });
}

}  // namespace

Decision Decide(const v1::Ranking& ranking, const v1::OpenRankingRequest& command,
                const CommandContext& context) {
  if (Decision wrong = CheckWeights(command.weights()); wrong.rejected()) return wrong;
  v1::RankingOpened opened;
  opened.set_ranking(context.new_name);
  opened.set_title(command.title());
  *opened.mutable_panel_roles() = command.panel_roles();
  *opened.mutable_weights() = command.weights();
  opened.set_tie_rule(command.tie_rule());
  opened.set_method(kPriorityScoreMethod);
  opened.set_visibility(VisibilityOr(command.visibility()));
  return Emit(std::move(opened));
}

Decision Decide(const v1::Ranking& ranking, const v1::ReviseWeightsRequest& command,
                const CommandContext& context) {
  if (Decision wrong = CheckOpen(ranking, command.name()); wrong.rejected()) return wrong;
  // Whoever has seen a score could otherwise choose the weights that put it first.
  if (ranking.scores_size() > 0) {
    return Reject(v1::WEIGHTS_FIXED).With("ranking", command.name());
  }
  if (Decision wrong = CheckWeights(command.weights()); wrong.rejected()) return wrong;
  v1::WeightsRevised revised;
  revised.set_ranking(command.name());
  *revised.mutable_weights() = command.weights();
  revised.set_reason(command.reason());
  return Emit(std::move(revised));
}

Decision Decide(const v1::Ranking& ranking, const v1::ScoreFindingRequest& command,
                const CommandContext& context) {
  if (Decision wrong = CheckOpen(ranking, command.name()); wrong.rejected()) return wrong;
  const auto* finding = context.view.Find<v1::Finding>(command.finding());
  if (finding == nullptr) {
    return Reject(platform::v1::RESOURCE_NOT_FOUND).With("resource", command.finding());
  }
  if (ranking.scores_size() >= kMaxFindingsInRanking && !Holds(ranking, command.finding())) {
    return Reject(v1::RANKING_FULL)
        .With("ranking", command.name())
        .With("limit", std::to_string(kMaxFindingsInRanking));
  }
  if (Decision wrong = CheckScores(ranking, command); wrong.rejected()) return wrong;
  v1::FindingScored scored;
  scored.set_ranking(command.name());
  scored.set_finding(command.finding());
  for (const auto& weight : ranking.weights()) {
    *scored.add_scores() = *ScoreFor(command.scores(), weight.criterion());
  }
  scored.set_scored_by_role(command.scored_by_role());
  scored.set_indicative(finding->verdict() != v1::VERDICT_UNEQUAL);
  return Emit(std::move(scored));
}

Decision Decide(const v1::Ranking& ranking, const v1::CloseRankingRequest& command,
                const CommandContext& context) {
  if (Decision wrong = CheckOpen(ranking, command.name()); wrong.rejected()) return wrong;
  if (ranking.scores_size() == 0) {
    return Reject(v1::RANKING_EMPTY).With("ranking", command.name());
  }
  v1::FindingsRanked ranked;
  ranked.set_ranking(command.name());
  for (v1::RankedFinding& result : RankByPriority(ranking)) {
    ranked.add_findings(result.finding());
    *ranked.add_results() = std::move(result);
  }
  ranked.set_method(ranking.method());
  return Emit(std::move(ranked));
}

void Evolve(v1::Ranking& ranking, const v1::RankingOpened& event) {
  ranking.set_name(event.ranking());
  ranking.set_title(event.title());
  ranking.set_state(v1::RANKING_STATE_OPEN);
  *ranking.mutable_panel_roles() = event.panel_roles();
  *ranking.mutable_weights() = event.weights();
  ranking.set_tie_rule(event.tie_rule());
  ranking.set_method(event.method());
  ranking.set_visibility(event.visibility());
}

void Evolve(v1::Ranking& ranking, const v1::WeightsRevised& event) {
  *ranking.mutable_weights() = event.weights();
}

void Evolve(v1::Ranking& ranking, const v1::FindingScored& event) {
  v1::FindingScore* score = FindScored(ranking, event.finding());
  if (score == nullptr) score = ranking.add_scores();
  score->set_finding(event.finding());
  *score->mutable_scores() = event.scores();
  score->set_scored_by_role(event.scored_by_role());
  score->set_indicative(event.indicative());
}

void Evolve(v1::Ranking& ranking, const v1::FindingsRanked& event) {
  ranking.set_state(v1::RANKING_STATE_CLOSED);
  *ranking.mutable_results() = event.results();
}

}  // namespace fivestep::analysis
