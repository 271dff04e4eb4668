// Family distributions_rng: R's quantile functions and its random streams.
#include <functional>

#include "analysis/statistics/chi_square.h"
#include "analysis/statistics/normal.h"
#include "analysis/statistics/random_stream.h"
#include "analysis/statistics/student.h"
#include "families.h"
#include "table_comparison.h"

namespace fivestep::oracles {
namespace {

using analysis::statistics::ChiSquareQuantile;
using analysis::statistics::NormalQuantile;
using analysis::statistics::RandomStream;
using analysis::statistics::StudentQuantile;

constexpr int kDrawsShown = 20;
constexpr int kDrawsSummed = 2000;

Table Streams(const OracleCase& one) {
  const auto seed = static_cast<std::uint32_t>(one.NumberOption("seed", 0));
  RandomStream uniforms(seed);
  RandomStream normals(seed);
  std::vector<double> uniform;
  std::vector<double> normal;
  double sum = 0;
  double last = 0;
  for (int draw = 0; draw < kDrawsSummed; ++draw) {
    last = normals.Normal();
    sum += last;
    if (draw >= kDrawsShown) continue;
    uniform.push_back(uniforms.Uniform());
    normal.push_back(last);
  }
  return {{"runif20", uniform},
          {"rnorm20", normal},
          {"rnorm2000_sum", std::vector<double>{sum}},
          {"rnorm2000_last", std::vector<double>{last}}};
}

Table Quantiles(const OracleCase& one, const std::function<double(double, double)>& quantile) {
  const std::vector<double> p = Numbers(one.input, "p");
  const std::vector<double> degrees = Numbers(one.input, "df");
  std::vector<double> values;
  for (std::size_t i = 0; i < p.size(); ++i) {
    values.push_back(quantile(p[i], degrees.empty() ? 0 : degrees[i % degrees.size()]));
  }
  return {{"value", values}};
}

Result<Table> Answer(const OracleCase& one) {
  if (one.function == "qnorm") {
    return Quantiles(one, [](double p, double) { return NormalQuantile(p); });
  }
  if (one.function == "qchisq") return Quantiles(one, ChiSquareQuantile);
  if (one.function == "qt") return Quantiles(one, StudentQuantile);
  if (one.function.starts_with("set.seed")) return Streams(one);
  return InvalidArgument("there is no function " + one.function);
}

}  // namespace

Comparison RunDistributions(const OracleCase& one) {
  Comparison comparison;
  CompareAnswer(one, Answer(one), comparison);
  return comparison;
}

}  // namespace fivestep::oracles
