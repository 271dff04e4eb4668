// Family distributions_rng: R's quantile functions and its random streams.
#include "analysis/statistics/chi_square.h"
#include "analysis/statistics/normal.h"
#include "analysis/statistics/random_stream.h"
#include "oracle_cases.h"

namespace fivestep::oracles {
namespace {

using analysis::statistics::ChiSquareQuantile;
using analysis::statistics::NormalQuantile;
using analysis::statistics::RandomStream;

void ExpectStream(const OracleCase& one) {
  const auto seed = static_cast<std::uint32_t>(Number(one.options["seed"].value()));
  RandomStream uniforms(seed);
  for (const double expected : one.ExpectedNumbers("runif20")) {
    ExpectNear(expected, uniforms.Uniform(), one.name, 1e-15);
  }
  RandomStream normals(seed);
  for (const double expected : one.ExpectedNumbers("rnorm20")) {
    ExpectNear(expected, normals.Normal(), one.name, 1e-14);
  }
}

TEST(DistributionsOracle, StreamsAreThoseOfR) {
  FIVESTEP_ORACLE(family, "distributions_rng");
  int compared = 0;
  for (const OracleCase& one : family.cases()) {
    if (one.name.starts_with("rng_seed_")) {
      ExpectStream(one);
      ++compared;
    }
  }
  EXPECT_GT(compared, 0);
}

TEST(DistributionsOracle, NormalQuantilesAreThoseOfR) {
  FIVESTEP_ORACLE(family, "distributions_rng");
  int compared = 0;
  for (const OracleCase& one : family.cases()) {
    if (one.name != "qnorm") continue;
    const std::vector<double> p = Numbers(one.input, "p");
    const std::vector<double> expected = one.ExpectedNumbers("value");
    ASSERT_EQ(p.size(), expected.size());
    for (std::size_t i = 0; i < p.size(); ++i) {
      ExpectNear(expected[i], NormalQuantile(p[i]), one.name, 1e-14);
    }
    ++compared;
  }
  EXPECT_GT(compared, 0);
}

TEST(DistributionsOracle, ChiSquareQuantilesAreThoseOfR) {
  FIVESTEP_ORACLE(family, "distributions_rng");
  int compared = 0;
  for (const OracleCase& one : family.cases()) {
    if (!one.name.starts_with("qchisq")) continue;
    const std::vector<double> p = Numbers(one.input, "p");
    const std::vector<double> degrees = Numbers(one.input, "df");
    const std::vector<double> expected = one.ExpectedNumbers("value");
    ASSERT_EQ(p.size(), expected.size());
    for (std::size_t i = 0; i < p.size(); ++i) {
      ExpectNear(expected[i], ChiSquareQuantile(p[i], degrees[i]), one.name);
    }
    ++compared;
  }
  EXPECT_EQ(compared, 2);
}

}  // namespace
}  // namespace fivestep::oracles
