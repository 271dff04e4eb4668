#include "healthequal_answers.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <utility>

#include "analysis/statistics/attributable_risk.h"
#include "analysis/statistics/concentration_index.h"
#include "analysis/statistics/disparity_index.h"
#include "analysis/statistics/dispersion.h"
#include "analysis/statistics/entropy.h"
#include "analysis/statistics/mean_difference.h"
#include "analysis/statistics/regression_slope.h"
#include "analysis/statistics/simple_measures.h"

namespace fivestep::oracles {
namespace {

namespace st = analysis::statistics;

using Answer = Result<st::SummaryMeasure>;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr double kReferenceConfidence = 0.95;
constexpr double kReferenceSeed = 123456;
constexpr double kReferenceDraws = 100;

std::optional<double> At(const std::vector<double>& values, std::size_t i) {
  if (i >= values.size() || std::isnan(values[i])) return std::nullopt;
  return values[i];
}

bool IsInteger(double value) { return std::abs(value) < 1e9 && std::floor(value) == value; }

std::optional<double> First(const OracleCase& one, std::string_view input) {
  return At(Numbers(one.input, input), 0);
}

// Without populations the reference does not look at how an order is numbered.
std::vector<double> Orders(const OracleCase& one) {
  std::vector<double> orders = Numbers(one.input, "subgroup_order");
  if (IsGiven(one, "pop")) return orders;
  std::vector<double> sorted = orders;
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) return orders;
  for (double& order : orders) {
    order =
        static_cast<double>(std::lower_bound(sorted.begin(), sorted.end(), order) - sorted.begin());
  }
  return orders;
}

bool IsAttributable(const OracleCase& one) {
  return one.function == "paf" || one.function == "parisk";
}

std::vector<st::Subgroup> Groups(const OracleCase& one) {
  const std::vector<double> estimates = Numbers(one.input, "est");
  const std::vector<double> errors = Numbers(one.input, "se");
  const std::vector<double> populations = Numbers(one.input, "pop");
  const std::vector<double> references = Numbers(one.input, "reference_subgroup");
  const std::vector<double> orders = Orders(one);
  std::vector<st::Subgroup> groups;
  for (std::size_t i = 0; i < estimates.size(); ++i) {
    st::Subgroup group{At(estimates, i), At(errors, i), At(populations, i)};
    const std::optional<double> order = At(orders, i);
    if (order && IsInteger(*order)) group.order = static_cast<int>(*order);
    // These take the best group as their reference, whatever is marked.
    group.is_reference = At(references, i) == 1 && !IsAttributable(one);
    groups.push_back(group);
  }
  return groups;
}

// Answers of single people come with weights, without populations.
bool IsIndividual(const OracleCase& one) { return IsGiven(one, "weight") && !IsGiven(one, "pop"); }

// Units and strata may be numbers or texts: equal ones become one number.
std::vector<int> Codes(const OracleCase& one, std::string_view input) {
  std::map<std::string, int> codes;
  std::vector<int> coded;
  for (const std::string& text : Texts(one.input, input)) {
    coded.push_back(codes.try_emplace(text, static_cast<int>(codes.size())).first->second);
  }
  return coded;
}

Result<std::vector<st::Respondent>> Respondents(const OracleCase& one) {
  const std::vector<double> values = Numbers(one.input, "est");
  const std::vector<double> orders = Numbers(one.input, "subgroup_order");
  const std::vector<double> weights = Numbers(one.input, "weight");
  const std::vector<int> units = Codes(one, "psu");
  const std::vector<int> strata = Codes(one, "strata");
  std::vector<st::Respondent> respondents;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i]) && one.FlagOption("force", false)) continue;
    if (!IsInteger(orders.at(i))) return InvalidArgument("an order is not a whole number");
    st::Respondent respondent{values[i], static_cast<int>(orders.at(i)), weights.at(i)};
    if (!units.empty()) respondent.unit = units.at(i);
    if (!strata.empty()) respondent.stratum = strata.at(i);
    respondents.push_back(respondent);
  }
  return respondents;
}

double Confidence(const OracleCase& one) {
  return one.NumberOption("conf.level", kReferenceConfidence);
}

st::MissingEstimates Missing(const OracleCase& one) {
  return one.FlagOption("force", false) ? st::MissingEstimates::kAny : st::MissingEstimates::kFew;
}

Result<st::Polarity> PolarityOf(const OracleCase& one) {
  const std::vector<double> flags = Numbers(one.input, "favourable_indicator");
  const bool all_1 = std::all_of(flags.begin(), flags.end(), [](double flag) { return flag == 1; });
  const bool all_0 = std::all_of(flags.begin(), flags.end(), [](double flag) { return flag == 0; });
  if (flags.empty() || (!all_1 && !all_0)) {
    return InvalidArgument("an indicator is better higher or better lower, for all its groups");
  }
  return all_1 ? st::Polarity::kHigherIsBetter : st::Polarity::kLowerIsBetter;
}

st::Dimension DimensionOf(const OracleCase& one) {
  return IsOrdered(one) ? st::Dimension::kOrdered : st::Dimension::kUnordered;
}

// The reference simulates where it knows the indicator's scale, always at 95 %.
std::optional<st::Simulation> SimulationOf(const OracleCase& one) {
  if (!IsComplete(one, "scaleval")) return std::nullopt;
  st::Simulation simulation;
  if (First(one, "scaleval") == 100) simulation.largest = 100;
  simulation.draws = static_cast<int>(one.NumberOption("sim", kReferenceDraws));
  simulation.seed = static_cast<std::uint32_t>(
      static_cast<std::int64_t>(one.NumberOption("seed", kReferenceSeed)));
  return simulation;
}

Answer Simple(const OracleCase& one) {
  const auto polarity = PolarityOf(one);
  if (!polarity.ok()) return polarity.status();
  const auto measure = one.function == "d" ? st::Difference : st::Ratio;
  return measure(Groups(one), DimensionOf(one), *polarity, Confidence(one));
}

Answer AttributableRisk(const OracleCase& one, const std::vector<st::Subgroup>& groups) {
  const auto polarity = PolarityOf(one);
  if (!polarity.ok()) return polarity.status();
  st::AttributableRiskOptions options;
  options.dimension = DimensionOf(one);
  options.polarity = *polarity;
  options.scale = First(one, "scaleval");
  options.setting_average = First(one, "setting_average");
  options.confidence = Confidence(one);
  options.missing = Missing(one);
  const auto risk = st::PopulationAttributableRisk(groups, options);
  if (!risk.ok()) return risk.status();
  return one.function == "paf" ? risk->fraction : risk->risk;
}

Answer Attributable(const OracleCase& one) { return AttributableRisk(one, Groups(one)); }

Result<st::RegressionSlope> SlopeWith(const OracleCase& one,
                                      const st::RegressionSlopeOptions& options) {
  if (!IsIndividual(one)) return st::SlopeOverGroups(Groups(one), options);
  const auto people = Respondents(one);
  if (!people.ok()) return people.status();
  return st::SlopeOverPeople(*people, options);
}

Answer Slope(const OracleCase& one) {
  st::RegressionSlopeOptions options;
  if (one.FlagOption("linear", false)) options.model = st::LineModel::kLinear;
  options.confidence = Confidence(one);
  options.missing = Missing(one);
  const auto slope = SlopeWith(one, options);
  if (!slope.ok()) return slope.status();
  if (one.function == "sii") return slope->absolute;
  if (!slope->relative) return InvalidArgument("the line crosses 0: there is no ratio of its ends");
  return *slope->relative;
}

Answer Concentration(const OracleCase& one) {
  st::ConcentrationOptions options;
  const double lower = one.NumberOption("lmin", kMissing);
  const double upper = one.NumberOption("lmax", kMissing);
  if (std::isnan(lower) != std::isnan(upper)) {
    return InvalidArgument("bounds are two: the least and the greatest possible value");
  }
  if (!std::isnan(lower)) options.bounds = st::Interval{lower, upper};
  const std::string method = one.TextOption("method", "");
  if (method == "wagstaff") options.normalisation = st::Normalisation::kWagstaff;
  if (method == "erreygers") options.normalisation = st::Normalisation::kErreygers;
  options.confidence = Confidence(one);
  options.missing = Missing(one);
  const bool absolute = one.function == "aci";
  if (IsIndividual(one)) {
    const auto people = Respondents(one);
    if (!people.ok()) return people.status();
    const std::span<const st::Respondent> all(*people);
    return absolute ? st::AbsoluteConcentration(all, options)
                    : st::RelativeConcentration(all, options);
  }
  const auto groups = Groups(one);
  return absolute ? st::AbsoluteConcentration(std::span<const st::Subgroup>(groups), options)
                  : st::RelativeConcentration(std::span<const st::Subgroup>(groups), options);
}

Answer Spread(const OracleCase& one) {
  const auto groups = Groups(one);
  const st::MissingEstimates missing = Missing(one);
  if (one.function == "bgv") return st::BetweenGroupVariance(groups, Confidence(one), missing);
  if (one.function == "ti") return st::TheilIndex(groups, Confidence(one), missing);
  if (one.function == "mld") return st::MeanLogDeviation(groups, Confidence(one), missing);
  if (one.function == "covar") {
    return st::CoefficientOfVariation(groups, SimulationOf(one), missing);
  }
  return st::BetweenGroupStandardDeviation(groups, SimulationOf(one), missing);
}

Answer Disparity(const OracleCase& one) {
  st::DisparityOptions options;
  if (one.function == "idisw") options.weighting = st::Weighting::kByPopulation;
  options.setting_average = First(one, "setting_average");
  options.simulation = SimulationOf(one);
  options.missing = Missing(one);
  return st::IndexOfDisparity(Groups(one), options);
}

// The functions are called md, then what they compare with (b, r, m), then u or w.
Answer MeanDistance(const OracleCase& one, std::optional<double> setting_average) {
  st::MeanDifferenceOptions options;
  const char comparator = one.function.at(2);
  if (comparator == 'b') {
    const auto polarity = PolarityOf(one);
    if (!polarity.ok()) return polarity.status();
    options.comparator = st::Comparator::kBest;
    options.polarity = *polarity;
  }
  if (comparator == 'r') options.comparator = st::Comparator::kReference;
  if (one.function.at(3) == 'u') options.weighting = st::Weighting::kEqual;
  options.setting_average = setting_average;
  options.simulation = SimulationOf(one);
  options.missing = Missing(one);
  return st::MeanDifference(Groups(one), options);
}

Answer Distance(const OracleCase& one) { return MeanDistance(one, First(one, "setting_average")); }

Result<MeasureRow> RowOf(const Answer& answer) {
  if (!answer.ok()) return answer.status();
  const st::Interval limits = answer->interval.value_or(st::Interval{kMissing, kMissing});
  return MeasureRow{answer->value, answer->standard_error.value_or(kMissing), limits.lower,
                    limits.upper};
}

using Function = Answer (*)(const OracleCase&);

const std::map<std::string, Function, std::less<>>& Functions() {
  static const auto& functions = *new std::map<std::string, Function, std::less<>>{
      {"d", Simple},      {"r", Simple},        {"paf", Attributable},  {"parisk", Attributable},
      {"sii", Slope},     {"rii", Slope},       {"aci", Concentration}, {"rci", Concentration},
      {"bgv", Spread},    {"bgsd", Spread},     {"covar", Spread},      {"ti", Spread},
      {"mld", Spread},    {"idisu", Disparity}, {"idisw", Disparity},   {"mdbu", Distance},
      {"mdbw", Distance}, {"mdmu", Distance},   {"mdmw", Distance},     {"mdru", Distance},
      {"mdrw", Distance}};
  return functions;
}

}  // namespace

std::string HealthequalMeasure(const OracleCase& one) {
  if (one.function == "parisk") return "par";
  return one.function == "covar" ? "cov" : one.function;
}

Result<MeasureRow> HealthequalAnswer(const OracleCase& one) {
  const auto found = Functions().find(one.function);
  if (found == Functions().end()) return Internal("no function is called " + one.function);
  return RowOf(found->second(one));
}

Result<MeasureRow> MeanDifferenceFromDrawnMean(const OracleCase& one) {
  return RowOf(MeanDistance(one, std::nullopt));
}

std::vector<MeasureRow> AttributableRiskByReference(const OracleCase& one) {
  std::vector<MeasureRow> rows;
  std::vector<st::Subgroup> groups = Groups(one);
  for (st::Subgroup& reference : groups) {
    reference.is_reference = true;
    const auto row = RowOf(AttributableRisk(one, groups));
    if (row.ok()) rows.push_back(*row);
    reference.is_reference = false;
  }
  return rows;
}

bool IsGiven(const OracleCase& one, std::string_view input) {
  return !Numbers(one.input, input).empty() && !IsNull(one.input, input);
}

bool HasMissing(const OracleCase& one, std::string_view input) {
  const std::vector<double> values = Numbers(one.input, input);
  return std::any_of(values.begin(), values.end(), [](double value) { return std::isnan(value); });
}

bool IsComplete(const OracleCase& one, std::string_view input) {
  return IsGiven(one, input) && !HasMissing(one, input);
}

double Largest(const OracleCase& one, std::string_view input) {
  double largest = kMissing;
  for (const double value : Numbers(one.input, input)) largest = std::fmax(largest, value);
  return largest;
}

bool IsOrdered(const OracleCase& one) { return First(one, "ordered_dimension") == 1; }

double HealthequalScale(const OracleCase& one) {
  const double largest = Largest(one, "est");
  double scale = 1;
  while (scale < largest && scale < 1e6) scale *= scale == 1 ? 100 : 10;
  return scale;
}

}  // namespace fivestep::oracles
