#include "analysis/domain/priority_score.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "analysis/domain/priority_draws.h"

namespace fivestep::analysis {
namespace {

using Weights = std::vector<double>;

double ScoreOf(const v1::FindingScore& finding, const Weights& weights) {
  double score = 0;
  for (size_t i = 0; i < weights.size(); ++i) {
    score += weights[i] * finding.scores(static_cast<int>(i)).score();
  }
  return score;
}

// Index of the heaviest weight, the first of equals.
int Heaviest(const Weights& weights) {
  return static_cast<int>(std::max_element(weights.begin(), weights.end()) - weights.begin());
}

// Whether `one` goes before `other`; neither before the other: they share a rank.
bool GoesBefore(const v1::Ranking& ranking, const Weights& weights, const v1::FindingScore& one,
                const v1::FindingScore& other) {
  if (PassesGates(one) != PassesGates(other)) return PassesGates(one);
  const double difference = ScoreOf(one, weights) - ScoreOf(other, weights);
  if (std::abs(difference) > kEqualScores) return difference > 0;
  if (ranking.tie_rule() != v1::TIE_RULE_HEAVIEST_CRITERION_FIRST) return false;
  const int heaviest = Heaviest(weights);
  return one.scores(heaviest).score() > other.scores(heaviest).score() + kEqualScores;
}

// Rank of each finding: one more than the number of findings that go before it.
std::vector<int> RanksUnder(const v1::Ranking& ranking, const Weights& weights) {
  std::vector<int> ranks;
  for (const auto& finding : ranking.scores()) {
    const auto before = std::count_if(
        ranking.scores().begin(), ranking.scores().end(),
        [&](const auto& other) { return GoesBefore(ranking, weights, other, finding); });
    ranks.push_back(static_cast<int>(before) + 1);
  }
  return ranks;
}

Weights Scaled(Weights weights) {
  double sum = 0;
  for (const double weight : weights) sum += weight;
  for (double& weight : weights) weight /= sum;
  return weights;
}

std::vector<Weights> Variations(const Weights& agreed) {
  std::vector<Weights> all = {Scaled(Weights(agreed.size(), 1))};
  for (size_t i = 0; i < agreed.size(); ++i) {
    for (const double factor : {1 - kWeightVariation, 1 + kWeightVariation}) {
      Weights varied = agreed;
      varied[i] *= factor;
      all.push_back(Scaled(std::move(varied)));
    }
  }
  return all;
}

v1::RankedFinding Scored(const v1::FindingScore& finding, const Weights& weights, int rank) {
  v1::RankedFinding result;
  result.set_finding(finding.finding());
  result.set_priority_score(ScoreOf(finding, weights));
  result.set_rank(rank);
  result.set_best_rank(rank);
  result.set_worst_rank(rank);
  result.set_indicative(finding.indicative());
  for (size_t i = 0; i < weights.size(); ++i) {
    result.add_contributions(weights[i] * finding.scores(static_cast<int>(i)).score());
  }
  for (const v1::GateAnswer& gate : finding.gates()) {
    if (!gate.passed()) result.add_failed_gates(gate.gate());
  }
  return result;
}

using Results = std::vector<v1::RankedFinding>;

void AddSensitivity(const v1::Ranking& ranking, const Weights& agreed, Results& results) {
  const std::vector<int> equal = RanksUnder(ranking, Scaled(Weights(agreed.size(), 1)));
  for (size_t i = 0; i < results.size(); ++i) results[i].set_equal_weights_rank(equal[i]);
  for (const Weights& varied : Variations(agreed)) {
    const std::vector<int> other = RanksUnder(ranking, varied);
    for (size_t i = 0; i < results.size(); ++i) {
      results[i].set_best_rank(std::min(results[i].best_rank(), other[i]));
      results[i].set_worst_rank(std::max(results[i].worst_rank(), other[i]));
    }
  }
}

void AddHanlon(const v1::Ranking& ranking, Results& results) {
  for (size_t i = 0; i < results.size(); ++i) {
    const auto rating = HanlonRating(ranking.scores(static_cast<int>(i)));
    if (rating) results[i].set_hanlon_rating(*rating);
  }
  for (v1::RankedFinding& result : results) {
    if (!result.has_hanlon_rating()) continue;
    const auto before = std::count_if(results.begin(), results.end(), [&](const auto& other) {
      return other.has_hanlon_rating() &&
             other.hanlon_rating() > result.hanlon_rating() + kEqualScores;
    });
    result.set_hanlon_rank(static_cast<int>(before) + 1);
  }
}

// Ranks among themselves of the findings about PLUS groups.
void AddPlusList(const v1::Ranking& ranking, Results& results) {
  const auto is_plus = [&ranking](size_t i) {
    return ranking.scores(static_cast<int>(i)).plus_group();
  };
  for (size_t i = 0; i < results.size(); ++i) {
    if (!is_plus(i)) continue;
    int rank = 1;
    for (size_t j = 0; j < results.size(); ++j) {
      if (is_plus(j) && results[j].rank() < results[i].rank()) ++rank;
    }
    results[i].set_plus_rank(rank);
  }
}

const v1::Placement* PlacementOf(const v1::Ranking& ranking, const std::string& finding) {
  for (const v1::Placement& placement : ranking.placements()) {
    if (placement.finding() == finding) return &placement;
  }
  return nullptr;
}

// Numbers of the findings in the order of the list: by rank, then by name, with the placed ones
// where the panel put them.
std::vector<size_t> ListOrder(const v1::Ranking& ranking, const Results& results) {
  std::vector<size_t> scored;
  std::vector<std::pair<int, size_t>> placed;
  for (size_t i = 0; i < results.size(); ++i) {
    const auto* placement = PlacementOf(ranking, results[i].finding());
    if (placement == nullptr) {
      scored.push_back(i);
    } else {
      placed.emplace_back(placement->rank(), i);
    }
  }
  const auto goes_first = [&results](size_t one, size_t other) {
    if (results[one].rank() != results[other].rank()) {
      return results[one].rank() < results[other].rank();
    }
    return results[one].finding() < results[other].finding();
  };
  std::sort(scored.begin(), scored.end(), goes_first);
  std::sort(placed.begin(), placed.end(), [&](const auto& one, const auto& other) {
    return one.first != other.first ? one.first < other.first
                                    : goes_first(one.second, other.second);
  });
  for (const auto& [rank, number] : placed) {
    const size_t at = std::min(static_cast<size_t>(rank - 1), scored.size());
    scored.insert(scored.begin() + static_cast<std::ptrdiff_t>(at), number);
  }
  return scored;
}

void AddTies(const PriorityDraws& draws, const std::vector<size_t>& order, Results& results) {
  for (const size_t one : order) {
    for (const double share : draws.acceptability[one]) {
      results[one].add_rank_acceptabilities(share);
    }
    for (size_t at = 0; at < order.size(); ++at) {
      if (order[at] == one || !draws.AreTied(one, order[at])) continue;
      results[one].add_tied_listed_ranks(static_cast<int>(at) + 1);
    }
  }
}

}  // namespace

bool PassesGates(const v1::FindingScore& finding) {
  return std::all_of(finding.gates().begin(), finding.gates().end(),
                     [](const v1::GateAnswer& gate) { return gate.passed(); });
}

std::optional<double> HanlonRating(const v1::FindingScore& finding) {
  const auto score = [&](v1::Criterion criterion) -> std::optional<double> {
    for (const v1::CriterionScore& one : finding.scores()) {
      if (one.criterion() == criterion) return one.score() / 10;
    }
    return std::nullopt;
  };
  const auto size = score(v1::CRITERION_SIZE);
  const auto severity = score(v1::CRITERION_SEVERITY);
  const auto amenability = score(v1::CRITERION_AMENABILITY);
  if (!size || !severity || !amenability) return std::nullopt;
  return PassesGates(finding) ? (*size + 2 * *severity) * *amenability : 0;
}

std::string BasisOf(const v1::Ranking& ranking) {
  v1::Ranking basis;
  *basis.mutable_weights() = ranking.weights();
  *basis.mutable_scores() = ranking.scores();
  *basis.mutable_placements() = ranking.placements();
  basis.set_tie_rule(ranking.tie_rule());
  return basis.SerializeAsString();
}

std::vector<v1::RankedFinding> RankByPriority(const v1::Ranking& ranking, int64_t seed) {
  Weights agreed;
  for (const auto& weight : ranking.weights()) agreed.push_back(weight.weight());
  const std::vector<int> ranks = RanksUnder(ranking, agreed);
  Results results;
  for (int i = 0; i < ranking.scores_size(); ++i) {
    results.push_back(Scored(ranking.scores(i), agreed, ranks[static_cast<size_t>(i)]));
  }
  AddSensitivity(ranking, agreed, results);
  AddHanlon(ranking, results);
  AddPlusList(ranking, results);
  const std::vector<size_t> order = ListOrder(ranking, results);
  AddTies(DrawPriorities(ranking, seed), order, results);
  Results listed;
  for (const size_t number : order) {
    v1::RankedFinding& result = listed.emplace_back(std::move(results[number]));
    result.set_listed_rank(static_cast<int>(listed.size()));
    const auto* placement = PlacementOf(ranking, result.finding());
    if (placement != nullptr) result.set_placement_reason(placement->reason());
  }
  return listed;
}

}  // namespace fivestep::analysis
