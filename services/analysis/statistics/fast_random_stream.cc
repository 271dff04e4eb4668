#include "analysis/statistics/fast_random_stream.h"

#include <bit>
#include <cmath>
#include <numbers>

namespace fivestep::analysis::statistics {
namespace {

constexpr std::size_t kLayers = 256;
// Where the tail begins, for 256 layers.
constexpr double kTail = 3.654152885361009;

double Density(double x) { return std::exp(-0.5 * x * x); }

// The right edges of the layers, all of one area; the first is that of the tail's layer.
std::array<double, kLayers + 1> Edges() {
  const double tail = std::sqrt(std::numbers::pi / 2) * std::erfc(kTail / std::numbers::sqrt2);
  const double area = kTail * Density(kTail) + tail;
  std::array<double, kLayers + 1> edges{};
  edges[0] = area / Density(kTail);
  edges[1] = kTail;
  for (std::size_t i = 2; i < kLayers; ++i) {
    edges[i] = std::sqrt(-2 * std::log(area / edges[i - 1] + Density(edges[i - 1])));
  }
  edges[kLayers] = 0;
  return edges;
}

const std::array<double, kLayers + 1> kEdges = Edges();

std::uint64_t SplitMix(std::uint64_t& state) {
  state += 0x9e3779b97f4a7c15;
  std::uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

}  // namespace

FastRandomStream::FastRandomStream(std::uint64_t seed) {
  for (std::uint64_t& word : state_) word = SplitMix(seed);
}

std::uint64_t FastRandomStream::Next() {
  const std::uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
  const std::uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

double FastRandomStream::Uniform() {
  constexpr double kStep = 1.0 / (1ull << 52);
  return (static_cast<double>(Next() >> 12) + 0.5) * kStep;
}

double FastRandomStream::Normal() {
  constexpr double kSignedStep = 1.0 / (1ull << 52);
  for (;;) {
    const std::uint64_t bits = Next();
    const std::size_t layer = bits % kLayers;
    // The upper 53 bits, as a number in [-1, 1).
    const double place = static_cast<double>(static_cast<std::int64_t>(bits) >> 11) * kSignedStep;
    const double x = place * kEdges[layer];
    if (std::abs(x) < kEdges[layer + 1]) return x;
    if (layer == 0) {
      double beyond = 0;
      double height = 0;
      do {
        beyond = -std::log(Uniform()) / kTail;
        height = -std::log(Uniform());
      } while (2 * height < beyond * beyond);
      return place < 0 ? -(kTail + beyond) : kTail + beyond;
    }
    const double low = Density(kEdges[layer]);
    const double high = Density(kEdges[layer + 1]);
    if (low + Uniform() * (high - low) < Density(x)) return x;
  }
}

double FastRandomStream::Normal(double mean, double standard_deviation) {
  if (standard_deviation == 0) return mean;
  return mean + standard_deviation * Normal();
}

}  // namespace fivestep::analysis::statistics
