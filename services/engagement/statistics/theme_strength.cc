#include "engagement/statistics/theme_strength.h"

#include <algorithm>
#include <cmath>

#include "analysis/statistics/faults.h"
#include "engagement/statistics/band.h"

namespace fivestep::engagement::statistics {
namespace {

double RatioOf(double part, double whole) { return std::min(part / whole, 1.0); }

}  // namespace

Result<ThemeStrength> ComputeStrength(const std::vector<GroupVoice>& groups) {
  analysis::statistics::Faults faults;
  double population = 0;
  double reached = 0;
  for (const GroupVoice& group : groups) {
    faults.Add(group.raised < 0 || group.raised > group.reached,
               "more people raised it than were reached, or a count is below 0");
    faults.Add(!(group.population > 0 && std::isfinite(group.population)),
               "a population is not above 0");
    population += group.population;
    reached += BandOf(group.reached).middle;
  }
  faults.Add(reached <= 0, "nobody was reached");
  FIVESTEP_RETURN_IF_ERROR(faults.status());
  ThemeStrength strength;
  for (const GroupVoice& group : groups) {
    const double weight = group.population / population;
    const Band whole = BandOf(group.reached);
    const Band part = BandOf(group.raised);
    if (whole.most == 0) {
      strength.upper += weight;
      continue;
    }
    strength.raw += part.middle / reached;
    strength.covered += weight;
    strength.adjusted += weight * RatioOf(part.middle, whole.middle);
    strength.lower +=
        weight * RatioOf(static_cast<double>(part.least), static_cast<double>(whole.most));
    strength.upper +=
        weight * RatioOf(static_cast<double>(part.most), static_cast<double>(whole.least));
  }
  strength.raw = std::min(strength.raw, 1.0);
  strength.adjusted /= strength.covered;
  return strength;
}

}  // namespace fivestep::engagement::statistics
