#include "engagement/statistics/kappa.h"

#include <algorithm>
#include <cmath>

#include "analysis/statistics/faults.h"
#include "analysis/statistics/normal.h"

namespace fivestep::engagement::statistics {
namespace {

// The table as shares, with what each coder sees in all. Index 0 is "saw it".
struct Shares {
  double cell[2][2];
  double first[2];
  double second[2];
};

Shares SharesOf(const CoderTable& table, double n) {
  Shares shares{};
  shares.cell[0][0] = static_cast<double>(table.both) / n;
  shares.cell[0][1] = static_cast<double>(table.only_first) / n;
  shares.cell[1][0] = static_cast<double>(table.only_second) / n;
  shares.cell[1][1] = static_cast<double>(table.neither) / n;
  for (int i = 0; i < 2; ++i) {
    shares.first[i] = shares.cell[i][0] + shares.cell[i][1];
    shares.second[i] = shares.cell[0][i] + shares.cell[1][i];
  }
  return shares;
}

// Formula 13 of Fleiss, Cohen and Everitt, without the division by n.
double VarianceOf(const Shares& shares, double by_chance, double kappa) {
  double same = 0;
  double other = 0;
  for (int i = 0; i < 2; ++i) {
    for (int j = 0; j < 2; ++j) {
      const double marginals = shares.second[i] + shares.first[j];
      if (i == j) {
        const double distance = 1 - marginals * (1 - kappa);
        same += shares.cell[i][j] * distance * distance;
      } else {
        other += shares.cell[i][j] * marginals * marginals;
      }
    }
  }
  const double rest = kappa - by_chance * (1 - kappa);
  const double sum = same + (1 - kappa) * (1 - kappa) * other - rest * rest;
  return std::max(sum, 0.0) / ((1 - by_chance) * (1 - by_chance));
}

}  // namespace

Result<Agreement> CohensKappa(const CoderTable& table) {
  analysis::statistics::Faults faults;
  const int64_t least = std::min({table.both, table.only_first, table.only_second, table.neither});
  faults.Add(least < 0, "a count is below 0");
  const auto n =
      static_cast<double>(table.both + table.only_first + table.only_second + table.neither);
  faults.Add(n <= 0, "nothing was coded by both");
  FIVESTEP_RETURN_IF_ERROR(faults.status());
  const Shares shares = SharesOf(table, n);
  Agreement agreement;
  agreement.observed = shares.cell[0][0] + shares.cell[1][1];
  const bool one_sided =
      table.only_first + table.only_second == 0 && (table.both == 0 || table.neither == 0);
  if (one_sided) return agreement;
  const double by_chance = shares.first[0] * shares.second[0] + shares.first[1] * shares.second[1];
  const double kappa = (agreement.observed - by_chance) / (1 - by_chance);
  const double error = std::sqrt(VarianceOf(shares, by_chance, kappa) / n);
  const double reach =
      analysis::statistics::TwoSidedZ(analysis::statistics::kDefaultConfidence) * error;
  agreement.kappa = {kappa, {std::max(kappa - reach, -1.0), std::min(kappa + reach, 1.0)}};
  return agreement;
}

}  // namespace fivestep::engagement::statistics
