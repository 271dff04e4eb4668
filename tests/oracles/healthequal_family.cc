// Family healthequal: the WHO's summary measures of inequality.
#include <algorithm>
#include <cmath>

#include "families.h"
#include "healthequal_answers.h"
#include "healthequal_deviations.h"

namespace fivestep::oracles {
namespace {

// The reference differentiates slopes numerically; a survey's slope is fitted to 1e-8 only.
constexpr double kSlopeTolerance = 1e-5;
// Below this share of the estimates, what the reference prints is the rounding of a 0.
constexpr double kRoundingOfZero = 1e-14;

struct Tolerances {
  double estimate = kRelativeTolerance;
  double error = kRelativeTolerance;
};

Tolerances TolerancesOf(const OracleCase& one) {
  if (one.function != "sii" && one.function != "rii") return {};
  return {IsGiven(one, "weight") ? kSlopeTolerance : kRelativeTolerance, kSlopeTolerance};
}

double LargestMagnitude(const OracleCase& one) {
  double largest = 0;
  for (const double estimate : Numbers(one.input, "est")) {
    largest = std::fmax(largest, std::abs(estimate));
  }
  return largest;
}

class RowComparison {
 public:
  RowComparison(const OracleCase& one, Comparison& comparison)
      : one_(one), zero_(kRoundingOfZero * LargestMagnitude(one)), comparison_(comparison) {}

  void Compare(const MeasureRow& ours) {
    const Tolerances tolerances = TolerancesOf(one_);
    Number("estimate", ours.estimate, tolerances.estimate);
    Number("se", ours.se, tolerances.error);
    Limit("lowerci", ours.lower, ours.estimate, tolerances.error);
    Limit("upperci", ours.upper, ours.estimate, tolerances.error);
  }

 private:
  double Expected(const char* column) const {
    const double value = one_.ExpectedNumbers(column).at(0);
    return std::abs(value) <= zero_ ? 0 : value;
  }

  void Number(const char* column, double ours, double tolerance) {
    comparison_.Number(column, Expected(column), ours, tolerance);
  }

  // A limit near 0 is a difference of larger numbers, whose digits it has.
  void Limit(const char* column, double ours, double estimate, double tolerance) {
    const double expected = Expected(column);
    const double margin = std::abs(estimate - expected);
    const bool is_small = expected != 0 && std::isfinite(margin) && margin > std::abs(expected);
    Number(column, ours, is_small ? tolerance * margin / std::abs(expected) : tolerance);
  }

  const OracleCase& one_;
  double zero_;
  Comparison& comparison_;
};

bool IsSame(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

bool IsSame(const MeasureRow& a, const MeasureRow& b) {
  return IsSame(a.estimate, b.estimate) && IsSame(a.se, b.se) && IsSame(a.lower, b.lower) &&
         IsSame(a.upper, b.upper);
}

bool Holds(const OracleCase& one, Defect defect, Comparison& comparison) {
  bool holds = false;
  for (const HealthequalDeviation& deviation : HealthequalDeviations()) {
    if (deviation.defect != defect || !deviation.holds(one)) continue;
    comparison.Deviates(deviation.reason);
    holds = true;
  }
  return holds;
}

void ExpectAnswer(const Result<MeasureRow>& ours, Comparison& comparison) {
  if (!ours.ok()) comparison.Differs("expected our own answer, ours " + ours.status().ToString());
}

void CompareAnswers(const OracleCase& one, const Result<MeasureRow>& ours, Comparison& comparison) {
  if (!ours.ok()) {
    comparison.Differs("expected an answer, ours " + ours.status().ToString());
    return;
  }
  MeasureRow row = *ours;
  for (const HealthequalDeviation& deviation : HealthequalDeviations()) {
    if (deviation.defect != Defect::kAltered || !deviation.holds(one)) continue;
    const MeasureRow before = row;
    if (deviation.altered != nullptr) row = deviation.altered(one, row);
    if (deviation.altered != nullptr && IsSame(row, before)) continue;
    comparison.Deviates(deviation.reason);
  }
  const auto measures = Texts(one.ExpectedColumns(), "measure");
  comparison.Text("measure", measures.at(0), HealthequalMeasure(one));
  RowComparison(one, comparison).Compare(row);
}

// A row of missing values, or of divisions by zero, is how the reference says that it has none.
bool HasNoEstimate(const OracleCase& one) {
  const auto estimates = one.ExpectedNumbers("estimate");
  return std::none_of(estimates.begin(), estimates.end(),
                      [](double value) { return std::isfinite(value); });
}

}  // namespace

Comparison RunHealthequal(const OracleCase& one) {
  Comparison comparison;
  const Result<MeasureRow> ours = HealthequalAnswer(one);
  const bool has_none = one.ExpectsError() || HasNoEstimate(one);
  if ((!one.ExpectsError() && Holds(one, Defect::kWrongAnswer, comparison)) ||
      (has_none && Holds(one, Defect::kStops, comparison))) {
    ExpectAnswer(ours, comparison);
  } else if (has_none || Holds(one, Defect::kAnswers, comparison)) {
    comparison.Refused(ours.status());
  } else {
    CompareAnswers(one, ours, comparison);
  }
  return comparison;
}

}  // namespace fivestep::oracles
