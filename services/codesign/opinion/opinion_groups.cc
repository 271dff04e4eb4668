#include "codesign/opinion/opinion_groups.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "analysis/statistics/fast_random_stream.h"
#include "codesign/opinion/clustering.h"

namespace fivestep::codesign::opinion {
namespace {

// Rounds of the subspace iteration. Further ones move nothing that the eighth digit of a silhouette
// of real conversations shows; in shuffled votes all directions are about equally strong, and any
// of them will do.
constexpr int kIterations = 60;
constexpr int kIterationsOfChance = 15;

// The best division into groups; `clusters` is empty where none has groups that are large enough.
struct Division {
  std::vector<int> clusters;
  int count = 0;
  double silhouette = 0;
};

bool LargeEnough(const std::vector<int>& clusters, int count, int smallest) {
  for (int c = 0; c < count; ++c) {
    if (std::count(clusters.begin(), clusters.end(), c) < smallest) return false;
  }
  return true;
}

Division BestDivision(const Points& points, const GroupSettings& settings) {
  const int most = std::min(settings.most_groups, 2 + static_cast<int>(points.rows()) / 12);
  Division best;
  for (int k = 2; k <= most && k <= points.rows(); ++k) {
    std::vector<int> clusters = KMeans(points, k, settings.seed + static_cast<uint64_t>(k));
    if (!LargeEnough(clusters, k, settings.smallest_group)) continue;
    const double silhouette = Silhouette(points, clusters);
    if (best.count == 0 || silhouette > best.silhouette) {
      best = {std::move(clusters), k, silhouette};
    }
  }
  return best;
}

// Shuffles the votes of each statement among those who voted on it (Fisher and Yates).
void Shuffle(VoteMatrix& votes, analysis::statistics::FastRandomStream& random) {
  std::vector<size_t> voted;
  for (size_t s = 0; s < votes.statements(); ++s) {
    voted.clear();
    for (size_t v = 0; v < votes.voters(); ++v) {
      if (votes.At(v, s)) voted.push_back(v);
    }
    for (size_t i = voted.size(); i > 1; --i) {
      const auto j = static_cast<size_t>(random.Uniform() * static_cast<double>(i));
      const Vote kept = *votes.At(voted[i - 1], s);
      votes.Set(voted[i - 1], s, *votes.At(voted[j], s));
      votes.Set(voted[j], s, kept);
    }
  }
}

// The percentile of the silhouettes of shuffled votes. With 99 of them and 0.95 it is the fifth
// largest: at most four of them reach a value above it, which gives p <= (1 + 4) / 100.
double SilhouetteOfChance(VoteMatrix votes, const GroupSettings& settings) {
  analysis::statistics::FastRandomStream random(settings.seed);
  std::vector<double> silhouettes;
  for (int i = 0; i < settings.permutations; ++i) {
    Shuffle(votes, random);
    const Projection projection = Project(votes, settings.seed, kIterationsOfChance);
    silhouettes.push_back(BestDivision(projection.points, settings).silhouette);
  }
  std::sort(silhouettes.begin(), silhouettes.end());
  const auto rank =
      static_cast<size_t>(std::ceil(settings.percentile * (settings.permutations + 1)));
  return silhouettes[std::min(rank, silhouettes.size()) - 1];
}

}  // namespace

std::vector<size_t> CountedVoters(const VoteMatrix& votes, const std::vector<size_t>& statements,
                                  const GroupSettings& settings) {
  std::vector<std::pair<int, size_t>> by_votes;  // minus the votes; voter
  for (size_t v = 0; v < votes.voters(); ++v) {
    int count = 0;
    for (const size_t s : statements) count += votes.At(v, s).has_value() ? 1 : 0;
    if (count > 0) by_votes.push_back({-count, v});
  }
  std::sort(by_votes.begin(), by_votes.end());
  const int needed = std::min(settings.votes_to_count, static_cast<int>(statements.size()));
  std::vector<size_t> counted;
  for (const auto& [minus_votes, voter] : by_votes) {
    const bool enough = -minus_votes >= needed;
    if (!enough && static_cast<int>(counted.size()) >= settings.voters_to_fill) break;
    counted.push_back(voter);
  }
  std::sort(counted.begin(), counted.end());
  return counted;
}

OpinionGroups FindOpinionGroups(const VoteMatrix& votes, const std::vector<size_t>& statements,
                                const GroupSettings& settings) {
  OpinionGroups result;
  result.counted = CountedVoters(votes, statements, settings);
  const int counted = static_cast<int>(result.counted.size());
  if (counted < std::max(2, settings.voters_needed) || statements.size() < 2) return result;
  const VoteMatrix part = votes.Part(result.counted, statements);
  const Projection projection = Project(part, settings.seed, kIterations);
  std::copy(std::begin(projection.explained), std::end(projection.explained), result.explained);
  Division best = BestDivision(projection.points, settings);
  result.silhouette = best.silhouette;
  result.answer = GroupAnswer::kGroupsTooSmall;
  if (best.count == 0) return result;
  if (settings.permutations > 0) result.silhouette_of_chance = SilhouetteOfChance(part, settings);
  result.answer = GroupAnswer::kNoMoreThanChance;
  if (settings.permutations > 0 && best.silhouette <= result.silhouette_of_chance) return result;
  result.answer = GroupAnswer::kGroups;
  result.groups = std::move(best.clusters);
  result.group_count = best.count;
  return result;
}

}  // namespace fivestep::codesign::opinion
