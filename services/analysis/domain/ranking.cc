#include "analysis/domain/ranking.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>
#include <vector>

#include "analysis/domain/priority_draws.h"
#include "analysis/domain/priority_score.h"
#include "analysis/domain/theme_voice.h"
#include "analysis/domain/visibility.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/analysis/v1/finding.pb.h"
#include "fivestep/analysis/v1/indicator.pb.h"
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
  if (ranking.state() != v1::RANKING_STATE_CLOSED) return {};
  return Reject(v1::RANKING_CLOSED).With("ranking", name);
}

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

const v1::InterestDeclaration* DeclarationOf(const v1::Ranking& ranking, const std::string& role) {
  for (const auto& declaration : ranking.declarations()) {
    if (declaration.role() == role) return &declaration;
  }
  return nullptr;
}

std::vector<std::string> RolesWithoutDeclaration(const v1::Ranking& ranking) {
  std::vector<std::string> roles;
  for (const std::string& role : ranking.panel_roles()) {
    if (DeclarationOf(ranking, role) == nullptr) roles.push_back(role);
  }
  return roles;
}

// Whoever scores must have declared, and must not have an interest in this finding.
Decision CheckInterests(const v1::Ranking& ranking, const v1::ScoreFindingRequest& command) {
  if (!ranking.declarations_required()) return {};
  if (ranking.state() != v1::RANKING_STATE_SCORING) {
    return Reject(v1::INTERESTS_NOT_DECLARED)
        .With("ranking", command.name())
        .With("roles", Joined(RolesWithoutDeclaration(ranking)));
  }
  const auto* declaration = DeclarationOf(ranking, command.scored_by_role());
  if (declaration == nullptr) return {};
  const auto& excluded = declaration->excluded_findings();
  if (std::find(excluded.begin(), excluded.end(), command.finding()) == excluded.end()) return {};
  return Reject(v1::ROLE_HAS_INTEREST)
      .With("role", command.scored_by_role())
      .With("finding", command.finding());
}

// Each of the six gates is answered once.
Decision CheckGates(const v1::Ranking& ranking, const v1::ScoreFindingRequest& command) {
  if (!ranking.declarations_required()) return {};
  for (int gate = v1::PRIORITY_GATE_DATA_QUALITY; gate <= v1::PRIORITY_GATE_LEGALITY; ++gate) {
    const auto answers =
        std::count_if(command.gates().begin(), command.gates().end(),
                      [gate](const v1::GateAnswer& answer) { return answer.gate() == gate; });
    if (answers == 1) continue;
    return Reject(v1::GATES_INCOMPLETE)
        .With("gate", v1::PriorityGate_Name(static_cast<v1::PriorityGate>(gate)))
        .With("what", answers == 0 ? "missing" : "there more than once")
        .Violating("gates", "Answer each of the six gates once.");
  }
  return {};
}

Decision CheckPlausible(const v1::ScoreFindingRequest& command) {
  for (int i = 0; i < command.scores_size(); ++i) {
    const v1::CriterionScore& score = command.scores(i);
    const bool low_is_right = !score.has_plausible_low() || score.plausible_low() <= score.score();
    const bool high_is_right =
        !score.has_plausible_high() || score.plausible_high() >= score.score();
    if (low_is_right && high_is_right) continue;
    return Reject(v1::PLAUSIBLE_RANGE_NOT_RIGHT)
        .With("criterion", v1::Criterion_Name(score.criterion()))
        .Violating("scores[" + std::to_string(i) + "]", "The range must hold the score.");
  }
  return {};
}

bool IsAboutPlusGroups(const v1::Finding& finding, const CommandContext& context) {
  const auto* indicator = context.view.Find<v1::Indicator>(finding.indicator());
  return indicator != nullptr && indicator->group_dimension() == v1::GROUP_DIMENSION_PLUS_GROUP;
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
  opened.set_declarations_required(true);
  return Emit(std::move(opened));
}

Decision Decide(const v1::Ranking& ranking, const v1::ReviseWeightsRequest& command,
                const CommandContext& context) {
  if (Decision wrong = CheckOpen(ranking, command.name()); wrong.rejected()) return wrong;
  // Whoever has seen a score could otherwise choose the weights that put it first.
  if (ranking.scores_size() > 0 || ranking.state() == v1::RANKING_STATE_SCORING) {
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
  if (Decision wrong = CheckInterests(ranking, command); wrong.rejected()) return wrong;
  if (ranking.scores_size() >= kMaxFindingsInRanking && !Holds(ranking, command.finding())) {
    return Reject(v1::RANKING_FULL)
        .With("ranking", command.name())
        .With("limit", std::to_string(kMaxFindingsInRanking));
  }
  if (Decision wrong = CheckScores(ranking, command); wrong.rejected()) return wrong;
  if (Decision wrong = CheckPlausible(command); wrong.rejected()) return wrong;
  if (Decision wrong = CheckGates(ranking, command); wrong.rejected()) return wrong;
  v1::FindingScored scored;
  scored.set_ranking(command.name());
  scored.set_finding(command.finding());
  for (const auto& weight : ranking.weights()) {
    *scored.add_scores() = *ScoreFor(command.scores(), weight.criterion());
  }
  if (Decision wrong =
          SetThemeVoice(*finding, command.finding(), context, *scored.mutable_scores());
      wrong.rejected()) {
    return wrong;
  }
  scored.set_scored_by_role(command.scored_by_role());
  scored.set_indicative(finding->verdict() != v1::VERDICT_UNEQUAL);
  *scored.mutable_gates() = command.gates();
  scored.set_plus_group(IsAboutPlusGroups(*finding, context));
  return Emit(std::move(scored));
}

Decision Decide(const v1::Ranking& ranking, const v1::DeclareInterestsRequest& command,
                const CommandContext&) {
  if (Decision wrong = CheckOpen(ranking, command.name()); wrong.rejected()) return wrong;
  // Whoever has seen scores could otherwise declare as it suits them.
  if (ranking.state() == v1::RANKING_STATE_SCORING || ranking.scores_size() > 0) {
    return Reject(v1::SCORING_BEGUN).With("ranking", command.name());
  }
  const auto& roles = ranking.panel_roles();
  if (std::find(roles.begin(), roles.end(), command.role()) == roles.end()) {
    return Reject(v1::ROLE_NOT_ON_PANEL)
        .With("role", command.role())
        .With("ranking", command.name())
        .With("roles", Joined({roles.begin(), roles.end()}))
        .Violating("role", "Name a role of the panel.");
  }
  if (command.interest() == v1::INTEREST_DECLARED && command.handling().empty()) {
    return Reject(v1::HANDLING_MISSING).Violating("handling", "Say how it is dealt with.");
  }
  v1::InterestsDeclared declared;
  declared.set_ranking(command.name());
  declared.mutable_declaration()->set_role(command.role());
  declared.mutable_declaration()->set_interest(command.interest());
  declared.mutable_declaration()->set_handling(command.handling());
  *declared.mutable_declaration()->mutable_excluded_findings() = command.excluded_findings();
  return Emit(std::move(declared));
}

Decision Decide(const v1::Ranking& ranking, const v1::PlaceFindingRequest& command,
                const CommandContext&) {
  if (Decision wrong = CheckOpen(ranking, command.name()); wrong.rejected()) return wrong;
  if (!Holds(ranking, command.finding())) {
    return Reject(v1::FINDING_NOT_SCORED)
        .With("finding", command.finding())
        .With("ranking", command.name());
  }
  v1::FindingPlaced placed;
  placed.set_ranking(command.name());
  placed.mutable_placement()->set_finding(command.finding());
  placed.mutable_placement()->set_rank(command.rank());
  placed.mutable_placement()->set_reason(command.reason());
  return Emit(std::move(placed));
}

Decision Decide(const v1::Ranking& ranking, const v1::CloseRankingRequest& command,
                const v1::PreparedRanking& prepared, const CommandContext&) {
  if (Decision wrong = CheckOpen(ranking, command.name()); wrong.rejected()) return wrong;
  if (ranking.scores_size() == 0) {
    return Reject(v1::RANKING_EMPTY).With("ranking", command.name());
  }
  if (prepared.basis() != BasisOf(ranking)) {
    return Reject(platform::v1::PREPARED_ON_OLD_STATE).With("resource", command.name());
  }
  v1::FindingsRanked ranked;
  ranked.set_ranking(command.name());
  for (const v1::RankedFinding& result : prepared.results()) {
    ranked.add_findings(result.finding());
  }
  *ranked.mutable_results() = prepared.results();
  ranked.set_method(kPriorityScoreMethod);
  ranked.set_seed(command.seed());
  ranked.set_draw_count(kPriorityDraws);
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
  ranking.set_declarations_required(event.declarations_required());
}

void Evolve(v1::Ranking& ranking, const v1::InterestsDeclared& event) {
  v1::InterestDeclaration* declaration = nullptr;
  for (auto& one : *ranking.mutable_declarations()) {
    if (one.role() == event.declaration().role()) declaration = &one;
  }
  if (declaration == nullptr) declaration = ranking.add_declarations();
  *declaration = event.declaration();
  if (RolesWithoutDeclaration(ranking).empty()) ranking.set_state(v1::RANKING_STATE_SCORING);
}

void Evolve(v1::Ranking& ranking, const v1::FindingPlaced& event) {
  for (auto& placement : *ranking.mutable_placements()) {
    if (placement.finding() != event.placement().finding()) continue;
    placement = event.placement();
    return;
  }
  *ranking.add_placements() = event.placement();
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
  *score->mutable_gates() = event.gates();
  score->set_plus_group(event.plus_group());
}

void Evolve(v1::Ranking& ranking, const v1::FindingsRanked& event) {
  ranking.set_state(v1::RANKING_STATE_CLOSED);
  *ranking.mutable_results() = event.results();
  ranking.set_method(event.method());
  ranking.set_seed(event.seed());
  ranking.set_draw_count(event.draw_count());
}

}  // namespace fivestep::analysis
