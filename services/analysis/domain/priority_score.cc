#include "analysis/domain/priority_score.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

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
  return result;
}

}  // namespace

std::vector<v1::RankedFinding> RankByPriority(const v1::Ranking& ranking) {
  Weights agreed;
  for (const auto& weight : ranking.weights()) agreed.push_back(weight.weight());
  const std::vector<int> ranks = RanksUnder(ranking, agreed);
  std::vector<v1::RankedFinding> results;
  for (int i = 0; i < ranking.scores_size(); ++i) {
    results.push_back(Scored(ranking.scores(i), agreed, ranks[static_cast<size_t>(i)]));
  }
  for (const Weights& varied : Variations(agreed)) {
    const std::vector<int> other = RanksUnder(ranking, varied);
    for (size_t i = 0; i < results.size(); ++i) {
      results[i].set_best_rank(std::min(results[i].best_rank(), other[i]));
      results[i].set_worst_rank(std::max(results[i].worst_rank(), other[i]));
    }
  }
  std::sort(results.begin(), results.end(), [](const auto& one, const auto& other) {
    if (one.rank() != other.rank()) return one.rank() < other.rank();
    return one.finding() < other.finding();
  });
  return results;
}

}  // namespace fivestep::analysis
