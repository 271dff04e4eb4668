#include "healthequal_deviations.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <set>
#include <vector>

namespace fivestep::oracles {
namespace {

constexpr double kPercent = 100;
constexpr double kPerThousand = 1000;

bool IsOneOf(const OracleCase& one, std::initializer_list<std::string_view> functions) {
  return std::find(functions.begin(), functions.end(), one.function) != functions.end();
}

bool IsSimulated(const OracleCase& one) {
  return IsOneOf(
      one, {"bgsd", "covar", "idisu", "idisw", "mdbu", "mdbw", "mdmu", "mdmw", "mdru", "mdrw"});
}

bool IsIndividual(const OracleCase& one) { return IsGiven(one, "weight"); }

bool HasLimits(const OracleCase& one) {
  return IsComplete(one, "se") && IsComplete(one, "scaleval");
}

std::size_t MissingCount(const OracleCase& one) {
  const std::vector<double> estimates = Numbers(one.input, "est");
  return static_cast<std::size_t>(
      std::count_if(estimates.begin(), estimates.end(), [](double e) { return std::isnan(e); }));
}

// Estimates are missing, and the reference's own rule lets them be.
bool HasPermittedGaps(const OracleCase& one) {
  if (MissingCount(one) == 0) return false;
  if (one.FlagOption("force", false)) return true;
  return !IsOrdered(one) && static_cast<double>(MissingCount(one)) <=
                                0.15 * static_cast<double>(Numbers(one.input, "est").size());
}

// --- It stops.

bool StopsWithoutErrors(const OracleCase& one) {
  return one.function == "r" && !IsGiven(one, "se");
}

bool StopsWithoutLimits(const OracleCase& one) {
  return IsOneOf(one, {"mdbu", "mdbw", "mdru", "mdrw"}) && !HasLimits(one);
}

bool StopsAtGaps(const OracleCase& one) {
  return IsOneOf(one, {"paf", "parisk", "mld", "ti", "mdbu", "mdbw", "mdru"}) &&
         HasPermittedGaps(one);
}

bool StopsAtGapsInOrder(const OracleCase& one) {
  return IsOneOf(one, {"aci", "rci", "sii", "rii"}) && one.FlagOption("force", false) &&
         IsGiven(one, "pop") && MissingCount(one) > 0;
}

bool StopsAtTwoMeans(const OracleCase& one) {
  return one.function == "idisu" && IsGiven(one, "pop") && IsGiven(one, "setting_average") &&
         HasLimits(one);
}

bool StopsBelowZero(const OracleCase& one) {
  const std::vector<double> estimates = Numbers(one.input, "est");
  return IsOneOf(one, {"sii", "rii"}) && one.FlagOption("linear", false) &&
         std::any_of(estimates.begin(), estimates.end(), [](double e) { return e < 0; });
}

// --- It answers.

bool RoundsToNothing(const OracleCase& one) {
  return IsOneOf(one, {"sii", "rii"}) && !one.FlagOption("linear", false) && !IsGiven(one, "pop") &&
         !IsGiven(one, "weight");
}

bool ExceedsBounds(const OracleCase& one) {
  return IsOneOf(one, {"aci", "rci"}) &&
         Largest(one, "est") > one.NumberOption("lmax", std::numeric_limits<double>::infinity());
}

// --- It answers wrongly.

bool LosesTheReference(const OracleCase& one) {
  return one.function == "mdrw" && HasLimits(one) && HasPermittedGaps(one);
}

// --- It alters.

// The error and the distance of the limits from the estimate, divided.
MeasureRow Narrowed(MeasureRow row, double divisor) {
  row.se /= divisor;
  row.lower = row.estimate + (row.lower - row.estimate) / divisor;
  row.upper = row.estimate + (row.upper - row.estimate) / divisor;
  return row;
}

bool HasFractionLimits(const OracleCase& one) {
  return one.function == "paf" && IsGiven(one, "pop");
}

MeasureRow NarrowedByPercent(const OracleCase&, MeasureRow row) { return Narrowed(row, kPercent); }

bool HasEntropyLimits(const OracleCase& one) {
  return IsOneOf(one, {"ti", "mld"}) && IsComplete(one, "se");
}

MeasureRow NarrowedByThousand(const OracleCase&, MeasureRow row) {
  return Narrowed(row, kPerThousand);
}

bool HasScaledSlope(const OracleCase& one) {
  return one.function == "sii" && HealthequalScale(one) != 1;
}

MeasureRow ErrorOffScale(const OracleCase& one, MeasureRow row) {
  row.se /= HealthequalScale(one);
  return row;
}

std::vector<double> KnownPopulations(const OracleCase& one) {
  const std::vector<double> estimates = Numbers(one.input, "est");
  const std::vector<double> populations = Numbers(one.input, "pop");
  std::vector<double> known;
  for (std::size_t i = 0; i < estimates.size() && i < populations.size(); ++i) {
    if (!std::isnan(estimates[i])) known.push_back(populations[i]);
  }
  return known;
}

bool HasEmptyGroup(const OracleCase& one) {
  const std::vector<double> known = KnownPopulations(one);
  return IsOneOf(one, {"sii", "rii"}) && !IsIndividual(one) &&
         std::find(known.begin(), known.end(), 0) != known.end();
}

// With k groups, m of them with people, its factor is m^2 / (k (k - 2)) instead of m / (m - 2).
MeasureRow WithEmptyGroups(const OracleCase& one, MeasureRow row) {
  const std::vector<double> known = KnownPopulations(one);
  const auto k = static_cast<double>(known.size());
  const double m = k - static_cast<double>(std::count(known.begin(), known.end(), 0));
  const double divisor = std::sqrt(m / (m - 2) / (m * m / (k * (k - 2))));
  if (one.function == "sii") return Narrowed(row, divisor);
  row.se /= divisor;
  row.lower = row.estimate * std::pow(row.lower / row.estimate, 1 / divisor);
  row.upper = row.estimate * std::pow(row.upper / row.estimate, 1 / divisor);
  return row;
}

bool DrawsAGivenMean(const OracleCase& one) {
  return one.function == "mdmu" && IsGiven(one, "pop") && IsGiven(one, "setting_average") &&
         HasLimits(one);
}

MeasureRow WithDrawnMean(const OracleCase& one, MeasureRow row) {
  const auto drawn = MeanDifferenceFromDrawnMean(one);
  if (!drawn.ok()) return row;
  return {row.estimate, row.se, drawn->lower, drawn->upper};
}

bool IgnoresConfidence(const OracleCase& one) {
  return IsSimulated(one) && HasLimits(one) && one.NumberOption("conf.level", 0.95) != 0.95;
}

bool IsRatioWithZero(const OracleCase& one) {
  const std::vector<double> estimates = Numbers(one.input, "est");
  return one.function == "r" && IsComplete(one, "se") &&
         std::find(estimates.begin(), estimates.end(), 0) != estimates.end();
}

// The logarithm of 0, with an infinite error on either side.
MeasureRow WithLogarithmOfZero(const OracleCase&, MeasureRow row) {
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  if (row.estimate != 0) return row;
  return {row.estimate, kInfinite, 0, std::numeric_limits<double>::quiet_NaN()};
}

bool NeedsEveryError(const OracleCase& one) {
  return IsOneOf(one, {"d", "r"}) && IsGiven(one, "se") && HasMissing(one, "se");
}

MeasureRow WithoutInterval(const OracleCase&, MeasureRow row) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  return {row.estimate, kNone, kNone, kNone};
}

// Several groups are the best, and differ in what the error is made of.
bool HasSeveralBestGroups(const OracleCase& one) {
  if (!IsOneOf(one, {"paf", "parisk"}) || IsOrdered(one) || !IsGiven(one, "pop")) return false;
  const std::vector<double> estimates = Numbers(one.input, "est");
  const std::vector<double> populations = Numbers(one.input, "pop");
  const std::vector<double> favourable = Numbers(one.input, "favourable_indicator");
  const double sign = !favourable.empty() && favourable[0] == 1 ? 1 : -1;
  double best = -std::numeric_limits<double>::infinity();
  for (const double estimate : estimates) best = std::fmax(best, sign * estimate);
  std::set<double> sizes;
  for (std::size_t i = 0; i < estimates.size() && i < populations.size(); ++i) {
    if (sign * estimates[i] == best) sizes.insert(populations[i]);
  }
  return sizes.size() > 1;
}

// The error has to be that of one of them.
MeasureRow WithAnyBestGroup(const OracleCase& one, MeasureRow row) {
  // `row` may have been narrowed: by the same divisor in every row.
  const double divisor = one.function == "paf" ? kPercent : 1;
  const double expected = one.ExpectedNumbers("se").at(0);
  for (const MeasureRow& other : AttributableRiskByReference(one)) {
    const MeasureRow candidate = Narrowed(other, divisor);
    if (candidate.estimate != row.estimate) continue;
    if (std::abs(candidate.se - expected) < std::abs(row.se - expected)) row = candidate;
  }
  return row;
}

// Of the groups beside the reference, several are the worst.
bool HasTiesBesideReference(const OracleCase& one) {
  const std::vector<double> references = Numbers(one.input, "reference_subgroup");
  if (!IsOneOf(one, {"d", "r"}) || IsOrdered(one) ||
      std::find(references.begin(), references.end(), 1) == references.end()) {
    return false;
  }
  const std::vector<double> estimates = Numbers(one.input, "est");
  const std::vector<double> favourable = Numbers(one.input, "favourable_indicator");
  const double sign = !favourable.empty() && favourable[0] == 1 ? -1 : 1;
  std::vector<double> others;
  for (std::size_t i = 0; i < estimates.size() && i < references.size(); ++i) {
    if (references[i] != 1 && !std::isnan(estimates[i])) others.push_back(sign * estimates[i]);
  }
  return !others.empty() && std::count(others.begin(), others.end(),
                                       *std::max_element(others.begin(), others.end())) > 1;
}

}  // namespace

std::span<const HealthequalDeviation> HealthequalDeviations() {
  static constexpr HealthequalDeviation kDeviations[] = {
      {"r stops without standard errors; ours is the ratio without an interval", StopsWithoutErrors,
       Defect::kStops},
      {"mdbu, mdbw, mdru and mdrw stop where limits cannot be simulated; ours is the mean "
       "difference without limits",
       StopsWithoutLimits, Defect::kStops},
      {"paf, parisk, mld, ti, mdbu, mdbw and mdru stop where estimates are missing, though their "
       "own rule permits it; ours leaves those groups out",
       StopsAtGaps, Defect::kStops},
      {"a permitted gap in an ordered dimension stops as a gap in its numbering; ours closes it",
       StopsAtGapsInOrder, Defect::kStops},
      {"idisu stops where both a population and a setting average are given; ours takes the "
       "setting average as certain",
       StopsAtTwoMeans, Defect::kStops},
      {"linear sii and rii have no answer for estimates below 0, as if they were shares; ours have",
       StopsBelowZero, Defect::kStops},
      {"logistic sii and rii without populations round every count to 0 or 1; we refuse",
       RoundsToNothing, Defect::kAnswers},
      {"aci and rci accept estimates above the greatest possible value; we refuse", ExceedsBounds,
       Defect::kAnswers},
      {"mdrw takes the flag of another group for the reference where estimates are missing; ours "
       "keeps the reference",
       LosesTheReference, Defect::kWrongAnswer},
      {"paf is in per cent but its standard error and limits are not multiplied by 100; ours are",
       HasFractionLimits, Defect::kAltered, NarrowedByPercent},
      {"ti and mld are times 1,000 but their standard errors and limits are not; ours are",
       HasEntropyLimits, Defect::kAltered, NarrowedByThousand},
      {"the standard error of sii is not in the unit of its estimate and limits; ours is",
       HasScaledSlope, Defect::kAltered, ErrorOffScale},
      {"the robust variance of sii and rii mixes counts of groups with and without people; ours "
       "leaves groups without people out",
       HasEmptyGroup, Defect::kAltered, WithEmptyGroups},
      {"mdmu measures from the setting average but draws the mean for its limits; ours takes the "
       "setting average for both",
       DrawsAGivenMean, Defect::kAltered, WithDrawnMean},
      {"simulated limits are 95 % limits whatever conf.level says; ours follow it",
       IgnoresConfidence, Defect::kAltered},
      {"r gives a ratio of 0 an infinite standard error and half an interval; ours has neither",
       IsRatioWithZero, Defect::kAltered, WithLogarithmOfZero},
      {"d and r have no interval where any group lacks a standard error; ours has one where the "
       "two groups compared have theirs",
       NeedsEveryError, Defect::kAltered, WithoutInterval},
      {"paf and parisk take any one of several groups that are equally good; ours take the largest "
       "of them",
       HasSeveralBestGroups, Defect::kAltered, WithAnyBestGroup},
      {"d and r answer once for each of several groups as far from the reference; ours is one "
       "answer, for the first of them",
       HasTiesBesideReference, Defect::kAltered},
  };
  return kDeviations;
}

}  // namespace fivestep::oracles
