// Family byars_wilson: the two intervals that the reference's other functions stand on.
#include "analysis/statistics/proportion.h"
#include "analysis/statistics/rate.h"
#include "families.h"
#include "table_comparison.h"

namespace fivestep::oracles {

using analysis::statistics::ByarsInterval;
using analysis::statistics::Interval;
using analysis::statistics::WilsonInterval;

namespace {

Result<Table> Intervals(const OracleCase& one) {
  const double confidence = one.NumberOption("confidence", 0.95);
  const std::vector<double> x = Numbers(one.input, "x");
  const std::vector<double> n = Numbers(one.input, "n");
  std::vector<double> lower;
  std::vector<double> upper;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const Result<Interval> interval =
        n.empty() ? ByarsInterval(x[i], confidence) : WilsonInterval(x[i], n.at(i), confidence);
    if (!interval.ok()) return interval.status();
    lower.push_back(interval->lower);
    upper.push_back(interval->upper);
  }
  return Table{{"lower", lower}, {"upper", upper}};
}

}  // namespace

Comparison RunByarsWilson(const OracleCase& one) {
  Comparison comparison;
  CompareAnswer(one, Intervals(one), comparison);
  return comparison;
}

}  // namespace fivestep::oracles
