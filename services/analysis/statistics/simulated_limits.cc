#include "analysis/statistics/simulated_limits.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/statistics/normal.h"
#include "analysis/statistics/random_stream.h"

namespace fivestep::analysis::statistics {
namespace {

Status CheckSimulation(const KnownSubgroups& groups, const Simulation& simulation) {
  if (simulation.draws < kMinDraws) return InvalidArgument("limits need at least 40 draws");
  if (static_cast<std::size_t>(simulation.draws) * groups.size() > kMaxSimulatedValues) {
    return InvalidArgument("groups times draws are more than 10,000,000");
  }
  if (!(simulation.largest > 0)) {
    return InvalidArgument("the largest value an estimate can have is above 0");
  }
  return OkStatus();
}

// Draws groups' estimates within their range, as long as that takes a sensible number of draws.
class GroupDraws {
 public:
  GroupDraws(const KnownSubgroups& groups, const Simulation& simulation)
      : groups_(groups),
        largest_(simulation.largest),
        draws_left_(kMaxDrawsPerValue * groups.size() * static_cast<std::size_t>(simulation.draws)),
        random_(simulation.seed) {}

  // Fills `estimates`; false when the draws are used up.
  bool Next(std::vector<double>& estimates) {
    for (std::size_t i = 0; i < estimates.size(); ++i) {
      do {
        if (draws_left_-- == 0) return false;
        estimates[i] = random_.Normal(groups_.estimates[i], groups_.standard_errors[i]);
      } while (!(estimates[i] >= 0 && estimates[i] <= largest_));
    }
    return true;
  }

 private:
  const KnownSubgroups& groups_;
  double largest_;
  std::size_t draws_left_;
  RandomStream random_;
};

// The quantile of R's type 7: linear between order statistics.
double Quantile(const std::vector<double>& sorted, double p) {
  const double place = static_cast<double>(sorted.size() - 1) * p;
  const auto below = static_cast<std::size_t>(std::floor(place));
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - std::floor(place)) * (sorted[above] - sorted[below]);
}

Result<std::vector<double>> Draws(const KnownSubgroups& groups, const Simulation& simulation,
                                  const Statistic& statistic) {
  GroupDraws draws(groups, simulation);
  std::vector<double> values;
  values.reserve(static_cast<std::size_t>(simulation.draws));
  std::vector<double> drawn(groups.size());
  for (int i = 0; i < simulation.draws; ++i) {
    if (!draws.Next(drawn)) {
      return InvalidArgument(
          "an estimate lies outside what it can be, or its standard error is out of proportion to "
          "it, so no limits can be simulated");
    }
    values.push_back(statistic(drawn));
    if (!std::isfinite(values.back())) {
      return InvalidArgument("no limits can be simulated: draws of the estimates add up to 0");
    }
  }
  return values;
}

}  // namespace

Result<std::optional<Interval>> SimulatedLimits(const KnownSubgroups& groups,
                                                const std::optional<Simulation>& simulation,
                                                const Statistic& statistic) {
  if (!simulation) return std::optional<Interval>();
  const Result<double> fraction = ConfidenceFraction(simulation->confidence);
  if (!fraction.ok()) return fraction.status();
  if (const Status status = CheckSimulation(groups, *simulation); !status.ok()) return status;
  if (groups.standard_errors.empty()) return std::optional<Interval>();
  auto values = Draws(groups, *simulation, statistic);
  if (!values.ok()) return values.status();
  std::sort(values->begin(), values->end());
  const double tail = (1 - *fraction) / 2;
  return std::optional<Interval>({Quantile(*values, tail), Quantile(*values, 1 - tail)});
}

Result<SummaryMeasure> MeasuredBySimulation(const KnownSubgroups& groups,
                                            const std::optional<Simulation>& simulation,
                                            const Statistic& statistic) {
  auto measure = Measured(statistic(groups.estimates), std::nullopt, kDefaultConfidence);
  if (!measure.ok()) return measure;
  const auto limits = SimulatedLimits(groups, simulation, statistic);
  if (!limits.ok()) return limits.status();
  measure->interval = *limits;
  return measure;
}

}  // namespace fivestep::analysis::statistics
