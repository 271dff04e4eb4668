#include "engagement/statistics/band.h"

#include <algorithm>

namespace fivestep::engagement::statistics {

Band BandOf(int64_t count) {
  if (count <= 0) return {};
  if (count < kSmallestShownCount) {
    constexpr int64_t kMost = kSmallestShownCount - 1;
    return {1, kMost, (1 + kMost) / 2.0, false};
  }
  const int64_t rounded = (count + kRoundingBase / 2) / kRoundingBase * kRoundingBase;
  constexpr int64_t kHalf = kRoundingBase / 2;
  return {std::max(rounded - kHalf, kSmallestShownCount), rounded + kHalf,
          static_cast<double>(rounded), true};
}

}  // namespace fivestep::engagement::statistics
