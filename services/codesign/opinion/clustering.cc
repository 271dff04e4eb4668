#include "codesign/opinion/clustering.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

#include "analysis/statistics/fast_random_stream.h"

namespace fivestep::codesign::opinion {
namespace {

using analysis::statistics::FastRandomStream;

// The columns of Points are far apart in memory; these loops go point by point.
struct Point {
  double x = 0;
  double y = 0;
};

double SquaredDistance(Point a, Point b) {
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

std::vector<Point> ListOf(const Points& points) {
  std::vector<Point> list;
  for (Eigen::Index i = 0; i < points.rows(); ++i) list.push_back({points(i, 0), points(i, 1)});
  return list;
}

// Each centre is drawn with odds by the squared distance to the centres before it.
std::vector<Point> Starts(const std::vector<Point>& points, int k, FastRandomStream& random) {
  std::vector<Point> centres;
  std::vector<double> odds(points.size(), 1);
  while (static_cast<int>(centres.size()) < k) {
    double draw = random.Uniform() * std::accumulate(odds.begin(), odds.end(), 0.0);
    size_t at = 0;
    while (at + 1 < points.size() && draw >= odds[at]) draw -= odds[at++];
    centres.push_back(points[at]);
    for (size_t i = 0; i < points.size(); ++i) {
      const double distance = SquaredDistance(points[i], points[at]);
      odds[i] = centres.size() == 1 ? distance : std::min(odds[i], distance);
    }
  }
  return centres;
}

// Gives each point to its nearest centre and returns the sum of squares; says whether any moved.
double Assign(const std::vector<Point>& points, const std::vector<Point>& centres,
              std::vector<int>& clusters, bool& moved) {
  double sum = 0;
  moved = false;
  for (size_t i = 0; i < points.size(); ++i) {
    int nearest = 0;
    double least = std::numeric_limits<double>::infinity();
    for (size_t c = 0; c < centres.size(); ++c) {
      const double distance = SquaredDistance(points[i], centres[c]);
      if (distance < least) {
        least = distance;
        nearest = static_cast<int>(c);
      }
    }
    sum += least;
    moved = moved || clusters[i] != nearest;
    clusters[i] = nearest;
  }
  return sum;
}

// An empty cluster keeps its centre.
void MoveCentres(const std::vector<Point>& points, const std::vector<int>& clusters,
                 std::vector<Point>& centres) {
  std::vector<Point> sums(centres.size());
  std::vector<int> counts(centres.size(), 0);
  for (size_t i = 0; i < points.size(); ++i) {
    const auto c = static_cast<size_t>(clusters[i]);
    sums[c].x += points[i].x;
    sums[c].y += points[i].y;
    ++counts[c];
  }
  for (size_t c = 0; c < centres.size(); ++c) {
    if (counts[c] > 0) centres[c] = {sums[c].x / counts[c], sums[c].y / counts[c]};
  }
}

// Largest first, whatever the order of the starts was.
std::vector<int> Renumbered(const std::vector<int>& clusters, int k) {
  std::vector<std::pair<int, int>> order;  // minus the size; first point
  for (int c = 0; c < k; ++c) {
    const auto first = std::find(clusters.begin(), clusters.end(), c);
    const auto count = std::count(clusters.begin(), clusters.end(), c);
    order.push_back({-static_cast<int>(count), static_cast<int>(first - clusters.begin())});
  }
  std::vector<int> by_size(static_cast<size_t>(k));
  std::iota(by_size.begin(), by_size.end(), 0);
  std::sort(by_size.begin(), by_size.end(), [&](int a, int b) {
    return order[static_cast<size_t>(a)] < order[static_cast<size_t>(b)];
  });
  std::vector<int> number(static_cast<size_t>(k));
  for (int place = 0; place < k; ++place) {
    number[static_cast<size_t>(by_size[static_cast<size_t>(place)])] = place;
  }
  std::vector<int> renumbered;
  for (const int c : clusters) renumbered.push_back(number[static_cast<size_t>(c)]);
  return renumbered;
}

double Pairs(int count) { return 0.5 * count * (count - 1); }

template <class Counts>
double SumOfPairs(const Counts& counts) {
  double sum = 0;
  for (const auto& [key, count] : counts) sum += Pairs(count);
  return sum;
}

}  // namespace

std::vector<int> KMeans(const Points& points, int k, uint64_t seed) {
  const std::vector<Point> list = ListOf(points);
  FastRandomStream random(seed);
  std::vector<int> best;
  double best_sum = std::numeric_limits<double>::infinity();
  for (int start = 0; start < kStarts; ++start) {
    std::vector<Point> centres = Starts(list, k, random);
    std::vector<int> clusters(list.size(), -1);
    double sum = 0;
    bool moved = true;
    for (int round = 0; moved && round < kMaxRounds; ++round) {
      sum = Assign(list, centres, clusters, moved);
      MoveCentres(list, clusters, centres);
    }
    if (sum < best_sum) {
      best_sum = sum;
      best = std::move(clusters);
    }
  }
  return Renumbered(best, k);
}

double Silhouette(const Points& points, const std::vector<int>& clusters) {
  const std::vector<Point> list = ListOf(points);
  const size_t step = (list.size() + kMaxSilhouettePoints - 1) / kMaxSilhouettePoints;
  const int highest = *std::max_element(clusters.begin(), clusters.end());
  const auto k = static_cast<size_t>(highest) + 1;
  std::vector<size_t> counts(k, 0);
  for (size_t i = 0; i < list.size(); i += step) ++counts[static_cast<size_t>(clusters[i])];
  if (std::count_if(counts.begin(), counts.end(), [](size_t c) { return c > 0; }) < 2) return 0;
  double total = 0;
  size_t looked_at = 0;
  for (size_t i = 0; i < list.size(); i += step, ++looked_at) {
    const auto own = static_cast<size_t>(clusters[i]);
    if (counts[own] == 1) continue;
    std::vector<double> distances(k, 0);
    for (size_t j = 0; j < list.size(); j += step) {
      distances[static_cast<size_t>(clusters[j])] += std::sqrt(SquaredDistance(list[i], list[j]));
    }
    double nearest = std::numeric_limits<double>::infinity();
    for (size_t c = 0; c < k; ++c) {
      if (c != own && counts[c] > 0) {
        nearest = std::min(nearest, distances[c] / static_cast<double>(counts[c]));
      }
    }
    const double within = distances[own] / static_cast<double>(counts[own] - 1);
    const double larger = std::max(within, nearest);
    if (larger > 0) total += (nearest - within) / larger;
  }
  return total / static_cast<double>(looked_at);
}

double AdjustedRandIndex(const std::vector<int>& a, const std::vector<int>& b) {
  std::map<std::pair<int, int>, int> both;
  std::map<int, int> in_a;
  std::map<int, int> in_b;
  for (size_t i = 0; i < a.size(); ++i) {
    ++both[{a[i], b[i]}];
    ++in_a[a[i]];
    ++in_b[b[i]];
  }
  const double all = Pairs(static_cast<int>(a.size()));
  const double pairs_a = SumOfPairs(in_a);
  const double pairs_b = SumOfPairs(in_b);
  const double expected = all > 0 ? pairs_a * pairs_b / all : 0;
  const double largest = 0.5 * (pairs_a + pairs_b);
  if (largest == expected) return 1;
  return (SumOfPairs(both) - expected) / (largest - expected);
}

}  // namespace fivestep::codesign::opinion
