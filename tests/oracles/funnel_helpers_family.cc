// Family funnel_helpers: what the reference's funnel functions are made of.
#include "analysis/statistics/funnel_significance.h"
#include "analysis/statistics/normal.h"
#include "analysis/statistics/poisson_limit.h"
#include "families.h"
#include "table_comparison.h"

namespace fivestep::oracles {
namespace {

using analysis::statistics::FunnelRatioInterval;
using analysis::statistics::NormalQuantile;
using analysis::statistics::PoissonLimit;
using analysis::statistics::PoissonShare;
using analysis::statistics::PoissonSide;
using analysis::statistics::ProportionFunnelLimit;

struct Reading {
  explicit Reading(const OracleCase& one)
      : events(Numbers(one.input, "obs")),
        p(one.NumberOption("p", 0)),
        low(one.TextOption("side", "low") == "low") {}

  std::vector<double> events;
  double p;
  bool low;
};

std::vector<double> Shares(const OracleCase& one) {
  const std::vector<double> mean = Numbers(one.input, "z");
  const std::vector<double> first = Numbers(one.input, "x_a");
  const std::vector<double> last = Numbers(one.input, "x_b");
  std::vector<double> values;
  for (std::size_t i = 0; i < mean.size(); ++i) {
    values.push_back(PoissonShare(mean[i], first.at(i), last.at(i)));
  }
  return values;
}

std::vector<double> PoissonLimits(const Reading& reading) {
  const PoissonSide side = reading.low ? PoissonSide::kManyEvents : PoissonSide::kFewEvents;
  std::vector<double> values;
  for (const double events : reading.events) {
    values.push_back(PoissonLimit(events, reading.p, side));
  }
  return values;
}

Result<std::vector<double>> RatioLimits(const OracleCase& one, const Reading& reading) {
  const std::vector<double> expected = Numbers(one.input, "expected");
  std::vector<double> values;
  for (std::size_t i = 0; i < reading.events.size(); ++i) {
    const auto interval = FunnelRatioInterval(reading.events[i], expected.at(i), reading.p);
    if (!interval.ok()) return interval.status();
    values.push_back(reading.low ? interval->lower : interval->upper);
  }
  return values;
}

std::vector<double> ProportionLimits(const OracleCase& one, const Reading& reading) {
  const double average = one.NumberOption("average_proportion", 0);
  const double multiplier = one.NumberOption("multiplier", 1);
  std::vector<double> values;
  for (const double population : Numbers(one.input, "population")) {
    const double z = NormalQuantile(reading.p);
    values.push_back(ProportionFunnelLimit(average, population, z, reading.low ? -1 : 1) *
                     multiplier);
  }
  return values;
}

Result<Table> Answer(const OracleCase& one) {
  const Reading reading(one);
  if (one.function == "poisson_cis") return Table{{"value", Shares(one)}};
  if (one.function == "poisson_funnel") return Table{{"value", PoissonLimits(reading)}};
  if (one.function == "sigma_adjustment") return Table{{"value", ProportionLimits(one, reading)}};
  if (one.function != "funnel_ratio_significance") {
    return InvalidArgument("there is no function " + one.function);
  }
  const auto limits = RatioLimits(one, reading);
  if (!limits.ok()) return limits.status();
  return Table{{"value", *limits}};
}

}  // namespace

Comparison RunFunnelHelpers(const OracleCase& one) {
  Comparison comparison;
  CompareAnswer(one, Answer(one), comparison);
  return comparison;
}

}  // namespace fivestep::oracles
