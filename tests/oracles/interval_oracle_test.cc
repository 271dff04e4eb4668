// Families byars_wilson, proportions and rates: phe_proportion, phe_rate and the helpers below
// them.
#include <cmath>
#include <functional>
#include <map>

#include "analysis/statistics/proportion.h"
#include "analysis/statistics/rate.h"
#include "oracle_cases.h"

namespace fivestep::oracles {
namespace {

using analysis::statistics::ByarsInterval;
using analysis::statistics::EstimateProportion;
using analysis::statistics::EstimateRate;
using analysis::statistics::Interval;
using analysis::statistics::WilsonInterval;

// One numerator, denominator and multiplier at one confidence: value and limits, or an error.
struct Answer {
  double value = 0;
  Interval interval;
  std::string method;
};
using Estimator = std::function<Result<Answer>(double, double, double, double)>;

Result<Answer> Proportion(double x, double n, double confidence, double multiplier) {
  const auto estimate = EstimateProportion(x, n, confidence, multiplier);
  if (!estimate.ok()) return estimate.status();
  return Answer{estimate->value, estimate->interval, "Wilson"};
}

Result<Answer> Rate(double x, double n, double confidence, double multiplier) {
  const auto estimate = EstimateRate(x, n, confidence, multiplier);
  if (!estimate.ok()) return estimate.status();
  const bool byars = estimate->method == analysis::statistics::RateMethod::kByars;
  return Answer{estimate->value, estimate->interval, byars ? "Byars" : "Exact"};
}

struct Counts {
  std::vector<double> x;
  std::vector<double> n;
};

// The rows as the reference sees them: summed by group, unless there is just one group.
Counts CountsOf(const OracleCase& one) {
  Counts rows{Numbers(one.input, "obs"), Numbers(one.input, "pop")};
  if (IsNull(one.options, "group_by")) return rows;
  std::map<std::string, std::pair<double, double>> sums;
  const std::vector<std::string> groups = Texts(one.input["area"].value());
  for (std::size_t i = 0; i < groups.size(); ++i) {
    sums[groups[i]].first += rows.x[i];
    sums[groups[i]].second += rows.n[i];
  }
  if (sums.size() == 1) return rows;
  rows = {};
  for (const auto& [group, sum] : sums) {
    rows.x.push_back(sum.first);
    rows.n.push_back(sum.second);
  }
  return rows;
}

// The columns of limits at this level: with two levels their names carry the level.
std::pair<std::string, std::string> LimitColumns(double confidence, bool two_levels) {
  if (!two_levels) return {"lowercl", "uppercl"};
  const std::string suffix = confidence == 0.95 ? "95_0cl" : "99_8cl";
  return {"lower" + suffix, "upper" + suffix};
}

// Compares with an expected column where the reference returned it; true when it did.
bool Compare(const std::vector<double>& expected, std::size_t row, double actual,
             const std::string& what) {
  if (row >= expected.size()) return false;
  ExpectNear(expected[row], actual, what);
  return true;
}

// Compares every row at one level. A missing count is an error here and missing there.
void CompareLevel(const OracleCase& one, const Estimator& estimate, double confidence,
                  bool two_levels) {
  const Counts rows = CountsOf(one);
  const double multiplier = Number(one.options["multiplier"].value());
  const auto [lower, upper] = LimitColumns(confidence, two_levels);
  int compared = 0;
  for (std::size_t row = 0; row < rows.x.size(); ++row) {
    const std::string what = one.name + " row " + std::to_string(row);
    const Result<Answer> answer = estimate(rows.x[row], rows.n[row], confidence, multiplier);
    if (std::isnan(rows.x[row]) || std::isnan(rows.n[row])) {
      EXPECT_FALSE(answer.ok()) << what;
      continue;
    }
    ASSERT_TRUE(answer.ok()) << what << ": " << answer.status().ToString();
    compared += Compare(one.ExpectedNumbers("value"), row, answer->value, what);
    compared += Compare(one.ExpectedNumbers(lower), row, answer->interval.lower, what + lower);
    compared += Compare(one.ExpectedNumbers(upper), row, answer->interval.upper, what + upper);
    if (const auto method = Member(one.expected["columns"].value(), "method")) {
      EXPECT_EQ(Texts(*method)[row], answer->method) << what;
    }
  }
  EXPECT_GT(compared, 0) << one.name;
}

// What the reference refuses because of its table interface alone: a choice of columns, or a pair
// of levels, which one call for one level here does not have.
bool IsAboutTheTable(const OracleCase& one) {
  return one.name.starts_with("err_type") || one.name == "err_conf_3" ||
         one.name == "err_conf_2wrong";
}

// The reference's condition holds here too when at least one of the rows is refused.
void ExpectRefusal(const OracleCase& one, const Estimator& estimate) {
  const Counts rows = CountsOf(one);
  const double confidence = Numbers(one.options, "confidence").front();
  bool refused = false;
  for (std::size_t row = 0; row < rows.x.size(); ++row) {
    refused = refused || !estimate(rows.x[row], rows.n[row], confidence, 1).ok();
  }
  EXPECT_TRUE(refused) << one.name;
}

void CompareFamily(const OracleFamily& family, const Estimator& estimate) {
  int compared = 0;
  for (const OracleCase& one : family.cases()) {
    if (IsAboutTheTable(one)) continue;
    ++compared;
    if (one.ExpectsError()) {
      ExpectRefusal(one, estimate);
      continue;
    }
    const std::vector<double> levels = Numbers(one.options, "confidence");
    for (const double level : levels) {
      // No level at all asks for the value alone.
      CompareLevel(one, estimate, std::isnan(level) ? 0.95 : level, levels.size() == 2);
    }
  }
  EXPECT_GT(compared, 25);
}

TEST(IntervalOracle, ProportionsAgree) {
  FIVESTEP_ORACLE(family, "proportions");
  CompareFamily(family, Proportion);
}

TEST(IntervalOracle, RatesAgree) {
  FIVESTEP_ORACLE(family, "rates");
  CompareFamily(family, Rate);
}

TEST(IntervalOracle, ByarsAndWilsonAgree) {
  FIVESTEP_ORACLE(family, "byars_wilson");
  for (const OracleCase& one : family.cases()) {
    const double confidence = Number(one.options["confidence"].value());
    const std::vector<double> x = Numbers(one.input, "x");
    const std::vector<double> n = Numbers(one.input, "n");
    for (std::size_t i = 0; i < x.size(); ++i) {
      const auto interval =
          n.empty() ? ByarsInterval(x[i], confidence) : WilsonInterval(x[i], n[i], confidence);
      ASSERT_TRUE(interval.ok()) << one.name;
      ExpectNear(one.ExpectedNumbers("lower")[i], interval->lower, one.name);
      ExpectNear(one.ExpectedNumbers("upper")[i], interval->upper, one.name);
    }
  }
  EXPECT_EQ(family.cases().size(), 12u);
}

}  // namespace
}  // namespace fivestep::oracles
