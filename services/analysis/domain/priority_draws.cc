#include "analysis/domain/priority_draws.h"

#include <algorithm>
#include <cmath>

#include "analysis/domain/priority_score.h"
#include "analysis/statistics/random_stream.h"

namespace fivestep::analysis {
namespace {

using statistics::RandomStream;

// Half the width of a 95 % interval in standard deviations.
constexpr double kHalfWidth = 1.959964;

// A gamma variate of this shape and scale 1.
double DrawGamma(RandomStream& random, double shape) {
  // Below 1 the method needs the next shape and a power of a uniform number.
  if (shape < 1) {
    return DrawGamma(random, shape + 1) * std::pow(random.Uniform(), 1 / shape);
  }
  const double d = shape - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  // It accepts more than 95 in 100 each time.
  while (true) {
    const double x = random.Normal();
    const double v = std::pow(1 + c * x, 3);
    if (v <= 0) continue;
    const double u = random.Uniform();
    if (std::log(u) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
  }
}

std::vector<double> DrawWeights(const v1::Ranking& ranking, RandomStream& random) {
  std::vector<double> weights;
  double sum = 0;
  for (const auto& weight : ranking.weights()) {
    weights.push_back(DrawGamma(random, weight.weight() * kWeightConcentration));
    sum += weights.back();
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

double DrawScore(const v1::CriterionScore& score, RandomStream& random) {
  const double low =
      score.has_plausible_low() ? score.plausible_low() : score.score() - kScoreDoubt;
  const double high =
      score.has_plausible_high() ? score.plausible_high() : score.score() + kScoreDoubt;
  const double z = random.Normal() / kHalfWidth;
  const double drawn = score.score() + z * (z < 0 ? score.score() - low : high - score.score());
  return std::clamp(drawn, 0.0, 100.0);
}

}  // namespace

PriorityDraws DrawPriorities(const v1::Ranking& ranking, int64_t seed, int draws) {
  const size_t count = static_cast<size_t>(ranking.scores_size());
  PriorityDraws result;
  result.above.assign(count, std::vector<double>(count));
  result.acceptability.assign(count, std::vector<double>(count));
  RandomStream random(static_cast<std::uint32_t>(seed));
  std::vector<double> scores(count);
  for (int draw = 0; draw < draws; ++draw) {
    const std::vector<double> weights = DrawWeights(ranking, random);
    for (size_t i = 0; i < count; ++i) {
      const v1::FindingScore& finding = ranking.scores(static_cast<int>(i));
      scores[i] = PassesGates(finding) ? 0 : -1000;  // below every score that passes
      for (size_t k = 0; k < weights.size(); ++k) {
        scores[i] += weights[k] * DrawScore(finding.scores(static_cast<int>(k)), random);
      }
    }
    for (size_t i = 0; i < count; ++i) {
      size_t rank = 0;
      for (size_t j = 0; j < count; ++j) {
        if (scores[j] > scores[i] + kEqualScores) ++rank;
        if (scores[i] > scores[j] + kEqualScores) ++result.above[i][j];
      }
      ++result.acceptability[i][rank];
    }
  }
  for (auto* shares : {&result.above, &result.acceptability}) {
    for (auto& row : *shares) {
      for (double& share : row) share /= draws;
    }
  }
  return result;
}

}  // namespace fivestep::analysis
