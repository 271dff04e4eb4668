#include "analysis/statistics/area_quantiles.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

#include "analysis/statistics/faults.h"

namespace fivestep::analysis::statistics {
namespace {

// Indices of small areas by their geography.
using ByGeography = std::map<std::string_view, std::vector<std::size_t>>;

Status Check(std::span<const SmallArea> areas, const ByGeography& geographies, int quantiles) {
  Faults faults;
  faults.Add(quantiles < 2 || quantiles > kMaxAreaQuantiles, "there can be 2 to 100 quantiles");
  faults.Add(areas.empty(), "there is no small area");
  faults.Add(areas.size() > kMaxSmallAreas, "there are more than 100,000 small areas");
  faults.Add(std::any_of(areas.begin(), areas.end(),
                         [](const SmallArea& one) { return !std::isfinite(one.score); }),
             "a deprivation score is not a finite number");
  faults.Add(geographies.contains(""), "a small area has no geography");
  const auto small = std::find_if(geographies.begin(), geographies.end(), [&](const auto& one) {
    return static_cast<int>(one.second.size()) < quantiles;
  });
  faults.Add(small != geographies.end(),
             "a geography has fewer small areas than quantiles: " +
                 std::string(small == geographies.end() ? "" : small->first));
  return faults.status();
}

// The quantile of the area that `ahead` more deprived ones precede, of `count`: the least q with
// count * q / quantiles, rounded up, above `ahead`.
int QuantileOf(std::size_t ahead, std::size_t count, int quantiles) {
  return static_cast<int>(ahead * static_cast<std::size_t>(quantiles) / count) + 1;
}

}  // namespace

Result<std::vector<int>> QuantilesWithinAreas(std::span<const SmallArea> areas, int quantiles) {
  ByGeography geographies;
  for (std::size_t i = 0; i < areas.size() && i <= kMaxSmallAreas; ++i) {
    geographies[areas[i].geography].push_back(i);
  }
  if (const Status status = Check(areas, geographies, quantiles); !status.ok()) return status;
  std::vector<int> assigned(areas.size());
  for (auto& [geography, members] : geographies) {
    std::sort(members.begin(), members.end(),
              [&](std::size_t a, std::size_t b) { return areas[a].score > areas[b].score; });
    std::size_t ahead = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (areas[members[i]].score != areas[members[ahead]].score) ahead = i;
      assigned[members[i]] = QuantileOf(ahead, members.size(), quantiles);
    }
  }
  return assigned;
}

}  // namespace fivestep::analysis::statistics
