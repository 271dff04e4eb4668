#include "codesign/domain/block_result.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace fivestep::codesign {
namespace {

// The middle of the scale from 1 to 5; above it is high.
constexpr double kMiddle = 3;

// Three quarters of those who rated.
constexpr double kConsensusShare = 0.75;

constexpr const char* kPlacements[] = {"", "must", "should", "could", "will not"};

int CountOf(const ValueCounts& counts) {
  int count = 0;
  for (const int c : counts) count += c;
  return count;
}

int CountAt(const ValueCounts& counts, int value) {
  return value < counts.size() ? counts.Get(value) : 0;
}

int SumBetween(const ValueCounts& counts, int first, int last) {
  int count = 0;
  for (int value = first; value <= last; ++value) count += CountAt(counts, value);
  return count;
}

// The value of the sorted list at `place`, from 0.
int ValueAt(const ValueCounts& counts, int place) {
  int passed = 0;
  for (int value = 0; value < counts.size(); ++value) {
    passed += counts.Get(value);
    if (place < passed) return value;
  }
  return 0;
}

double SumOfPoints(const ValueCounts& counts, const v1::BallotRule& rule) {
  double points = 0;
  for (int value = 1; value < counts.size(); ++value) {
    const bool ranks = rule.kind() == v1::BALLOT_KIND_RANKS;
    points += counts.Get(value) * (ranks ? rule.marks_per_ballot() + 1 - value : value);
  }
  return points;
}

// The value that most ballots gave; in a tie the larger, which is the less binding.
int MostFrequent(const ValueCounts& counts) {
  int most = 0;
  for (int value = 1; value < counts.size(); ++value) {
    if (counts.Get(value) > 0 && counts.Get(value) >= CountAt(counts, most)) most = value;
  }
  return most;
}

const char* QuadrantOf(double impact, double effort) {
  if (impact > kMiddle) return effort > kMiddle ? "big bet" : "quick win";
  return effort > kMiddle ? "leave it" : "fill-in";
}

// What is larger ranks higher; the second part only decides where the first is the same.
using Order = std::pair<double, double>;

Order Fill(const v1::BlockItem& item, const v1::BallotRule& rule, v1::ItemResult& result) {
  const ValueCounts& counts = item.value_counts();
  switch (rule.kind()) {
    case v1::BALLOT_KIND_RATINGS:
      result.set_score(result.median());
      result.set_lower_quartile(QuantileOf(counts, 0.25));
      result.set_upper_quartile(QuantileOf(counts, 0.75));
      result.set_consensus(ConsensusOf(counts));
      return {result.score(), 0};
    case v1::BALLOT_KIND_MOSCOW: {
      const int placed = MostFrequent(counts);
      result.set_placement(kPlacements[placed]);
      result.set_score(CountAt(counts, 1));
      return {placed == 0 ? -5 : -placed, result.score()};
    }
    case v1::BALLOT_KIND_IMPACT_EFFORT:
      result.set_second_median(QuantileOf(item.second_value_counts(), 0.5));
      result.set_score(result.median() - result.second_median());
      if (result.ballot_count() > 0) {
        result.set_placement(QuadrantOf(result.median(), result.second_median()));
      }
      return {result.score(), 0};
    default:
      result.set_score(SumOfPoints(counts, rule));
      return {result.score(), 0};
  }
}

}  // namespace

double QuantileOf(const ValueCounts& counts, double share) {
  const int count = CountOf(counts);
  if (count == 0) return 0;
  const double place = share * (count - 1);
  const int below = static_cast<int>(std::floor(place));
  const int above = std::min(below + 1, count - 1);
  const double low = ValueAt(counts, below);
  return low + (place - below) * (ValueAt(counts, above) - low);
}

v1::Consensus ConsensusOf(const ValueCounts& counts) {
  const double bar = kConsensusShare * CountOf(counts);
  if (bar == 0) return v1::CONSENSUS_NONE;
  if (SumBetween(counts, 7, 9) >= bar) return v1::CONSENSUS_IN;
  if (SumBetween(counts, 1, 3) >= bar) return v1::CONSENSUS_OUT;
  return v1::CONSENSUS_NONE;
}

std::vector<v1::ItemResult> ResultsOf(const v1::MethodBlock& block) {
  std::vector<std::pair<Order, v1::ItemResult>> ordered;
  for (const v1::BlockItem& item : block.items()) {
    v1::ItemResult result;
    result.set_code(item.code());
    result.set_ballot_count(CountOf(item.value_counts()));
    result.set_median(QuantileOf(item.value_counts(), 0.5));
    *result.mutable_value_counts() = item.value_counts();
    const Order order = Fill(item, block.ballot_rule(), result);
    ordered.push_back({order, std::move(result)});
  }
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<v1::ItemResult> results;
  for (size_t i = 0; i < ordered.size(); ++i) {
    const bool tied = i > 0 && ordered[i].first == ordered[i - 1].first;
    ordered[i].second.set_rank(tied ? results.back().rank() : static_cast<int>(i) + 1);
    results.push_back(std::move(ordered[i].second));
  }
  return results;
}

}  // namespace fivestep::codesign
