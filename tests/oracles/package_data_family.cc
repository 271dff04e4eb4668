// Family pkgdata_cases: the reference package's own test data, run through its functions.
#include <cmath>

#include "analysis/statistics/proportion.h"
#include "analysis/statistics/rate.h"
#include "families.h"
#include "table_comparison.h"

namespace fivestep::oracles {
namespace {

using analysis::statistics::ByarsInterval;
using analysis::statistics::WilsonInterval;

// Rows with their own method and confidence ("99.8%").
Result<Table> Intervals(const OracleCase& one) {
  const std::vector<double> x = Numbers(one.input, "x");
  const std::vector<double> n = Numbers(one.input, "n");
  const std::vector<std::string> confidence = Texts(one.input, "confidence");
  std::vector<double> lower;
  std::vector<double> upper;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double level = std::strtod(confidence.at(i).c_str(), nullptr);
    const auto interval =
        std::isnan(n.at(i)) ? ByarsInterval(x[i], level) : WilsonInterval(x[i], n[i], level);
    if (!interval.ok()) return interval.status();
    lower.push_back(interval->lower);
    upper.push_back(interval->upper);
  }
  return Table{{"lowercl", lower}, {"uppercl", upper}};
}

Comparison RunIntervals(const OracleCase& one) {
  Comparison comparison;
  CompareAnswer(one, Intervals(one), comparison);
  return comparison;
}

struct Function {
  std::string_view name;
  Comparison (*run)(const OracleCase&);
};

constexpr Function kFunctions[] = {
    {"phe_proportion", RunProportions},
    {"phe_rate", RunRates},
    {"phe_mean", RunMeans},
    {"byars/wilson", RunIntervals},
    {"calculate_dsr", RunDirectRates},
    {"phe_dsr", RunDirectRates},
    {"calculate_ISRate", RunIndirectRates},
    {"calculate_ISRatio", RunIndirectRatios},
    {"phe_quantile", RunQuantiles},
    {"phe_sii", RunSlopeIndices},
    {"phe_life_expectancy", RunLifeExpectancy},
    {"calculate_funnel_limits", RunFunnels},
    {"calculate_funnel_points", RunFunnels},
    {"assign_funnel_significance", RunFunnels},
};

}  // namespace

Comparison RunPackageData(const OracleCase& one) {
  for (const Function& function : kFunctions) {
    if (function.name == one.function) return function.run(one);
  }
  Comparison comparison;
  comparison.Differs("there is no function " + one.function);
  return comparison;
}

}  // namespace fivestep::oracles
