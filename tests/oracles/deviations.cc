#include "deviations.h"

#include <algorithm>
#include <cmath>

#include "phe_reading.h"
#include "spc_reading.h"

namespace fivestep::oracles {
namespace {

using metrics::spc::ImprovementDirection;

bool AnyMissing(const OracleCase& one, std::string_view column) {
  const std::vector<double> values = Numbers(one.input, column);
  return std::any_of(values.begin(), values.end(), [](double value) { return std::isnan(value); });
}

bool IsTransformedRateWithASmallMultiplier(const OracleCase& one) {
  constexpr double kRate = 1;
  const double multiplier = one.NumberOption("multiplier", 1);
  return one.NumberOption("value_type", 0) == kRate && one.FlagOption("transform", false) &&
         multiplier > 0 && multiplier < 1;
}

// Text quantiles whose order as text is not that of their numbers.
bool HasQuantilesSortedAsText(const OracleCase& one) {
  const std::optional<Json> column = Member(one.input, "quantile");
  if (!column || !HoldsText(*column)) return false;
  std::vector<std::string> labels = Texts(*column);
  std::sort(labels.begin(), labels.end());
  return !std::is_sorted(labels.begin(), labels.end(), [](const auto& a, const auto& b) {
    return std::strtod(a.c_str(), nullptr) < std::strtod(b.c_str(), nullptr);
  });
}

// A column of the reference population with a value for each row: from the table, or repeated for
// each group.
std::vector<double> Reference(const OracleCase& one, std::string_view option,
                              std::string_view otherwise, const std::vector<RowGroup>& groups,
                              std::size_t count) {
  const std::optional<Json> given = Member(one.options, option);
  std::vector<double> column;
  if (given && given->is_array()) {
    const std::vector<double> list = Numbers(*given);
    column.resize(count);
    for (const RowGroup& group : groups) {
      for (std::size_t i = 0; i < std::min(list.size(), group.rows.size()); ++i) {
        column[group.rows[i]] = list[i];
      }
    }
  } else {
    column = Numbers(one.input, one.TextOption(option, otherwise));
    column.resize(count);
  }
  return column;
}

std::vector<double> People(const OracleCase& one) {
  return Numbers(one.input, one.TextOption("n", "pop"));
}

// Reference events in an age band where the reference population has nobody.
bool HasEventsOfNobody(const OracleCase& one) {
  const std::size_t count = People(one).size();
  const std::vector<RowGroup> groups = GroupRows(one, count);
  const std::vector<double> events = Reference(one, "x_ref", "xref", groups, count);
  const std::vector<double> people = Reference(one, "n_ref", "nref", groups, count);
  for (std::size_t i = 0; i < count; ++i) {
    if (events[i] > 0 && people[i] == 0) return true;
  }
  return false;
}

// A group with nobody in the age bands that have reference events.
bool HasNothingExpected(const OracleCase& one) {
  const std::vector<double> people = People(one);
  const std::vector<RowGroup> groups = GroupRows(one, people.size());
  const std::vector<double> events = Reference(one, "x_ref", "xref", groups, people.size());
  return std::any_of(groups.begin(), groups.end(), [&](const RowGroup& group) {
    return std::all_of(group.rows.begin(), group.rows.end(),
                       [&](std::size_t row) { return !(events[row] * people[row] > 0); });
  });
}

bool HasMissingCounts(const OracleCase& one) {
  return AnyMissing(one, "pops") || AnyMissing(one, "deaths");
}

bool IsProportionOfAnotherMultiplier(const OracleCase& one) {
  return one.TextOption("statistic", "") == "proportion" &&
         one.NumberOption("multiplier", 100) != 100;
}

bool IsRateWithoutDenominators(const OracleCase& one) {
  return one.TextOption("statistic", "") == "rate" && !one.FlagOption("denominator_given", true);
}

// +1, -1 or 0 from each reading to the next, where both are there.
std::vector<int> Steps(const std::vector<std::optional<double>>& values, std::size_t first,
                       std::size_t count) {
  std::vector<int> steps;
  for (std::size_t i = first + 1; i < first + count; ++i) {
    if (!values[i] || !values[i - 1]) continue;
    steps.push_back((*values[i] > *values[i - 1]) - (*values[i] < *values[i - 1]));
  }
  return steps;
}

bool HasMissingInARun(const Facet& facet) {
  const std::size_t length = facet.options.trend_length;
  std::vector<std::size_t> bounds = facet.options.rebase_at;
  bounds.insert(bounds.begin(), 0);
  bounds.push_back(facet.values.size());
  for (std::size_t phase = 0; phase + 1 < bounds.size(); ++phase) {
    for (std::size_t first = bounds[phase]; first + length <= bounds[phase + 1]; ++first) {
      const std::vector<int> steps = Steps(facet.values, first, length);
      if (steps.size() == length - 1) continue;
      if (std::count(steps.begin(), steps.end(), steps.empty() ? 0 : steps.front()) ==
              static_cast<std::ptrdiff_t>(steps.size()) &&
          (steps.empty() || steps.front() != 0)) {
        return true;
      }
    }
  }
  return false;
}

template <typename Rule>
bool AnyFacet(const OracleCase& one, Rule rule) {
  const auto facets = ReadFacets(one);
  return facets.ok() && std::any_of(facets->begin(), facets->end(), rule);
}

bool HasMissingInAnyRun(const OracleCase& one) { return AnyFacet(one, HasMissingInARun); }

// The vectors write dates and text alike; only the reference's sentence tells which it was given.
bool HasDatesHeldAsText(const OracleCase& one) {
  return one.ExpectedMessage().find("is a 'character'") != std::string::npos &&
         AnyFacet(one, [](const Facet&) { return true; });
}

bool IsAssuredOfNothing(const OracleCase& one) {
  return !IsNull(one.options, "target") && AnyFacet(one, [](const Facet& facet) {
    if (facet.options.direction == ImprovementDirection::kNeutral) return false;
    const auto chart = metrics::spc::ComputeXmr(facet.values, facet.options);
    return !facet.options.target || (chart.ok() && !chart->phases.back().limits);
  });
}

bool EndsWithoutReading(const OracleCase& one) {
  return AnyFacet(one, [](const Facet& facet) { return !facet.values.back(); });
}

}  // namespace

const Deviation kExchangedRateLimits{
    "phe_sii exchanges the limits of transformed rates for a multiplier between 0 and 1, as is "
    "right for a negative one only; ours have the lower limit below the upper one",
    IsTransformedRateWithASmallMultiplier};
const Deviation kQuantilesSortedAsText{
    "phe_sii sorts quantiles that are text as text (1, 10, 2), so the tenth decile counts as the "
    "second most deprived; our function takes groups in the order of deprivation",
    HasQuantilesSortedAsText};
const Deviation kEventsOfNobody{
    "calculate_ISRate and calculate_ISRatio answer 0 with limits of 0 where the reference "
    "population has events but no people in an age band, as infinitely many are then expected; we "
    "refuse",
    HasEventsOfNobody};
const Deviation kNothingExpected{
    "calculate_ISRate and calculate_ISRatio divide by zero and answer infinity where no events are "
    "expected; we refuse",
    HasNothingExpected};
const Deviation kMissingCountsOfALifeTable{
    "phe_life_expectancy lets everybody die in an age band whose deaths or people are missing (27 "
    "years at birth); we refuse",
    HasMissingCounts};
const Deviation kClampedAt100{
    "calculate_funnel_limits keeps the limits of a proportion below 100 whatever the multiplier; "
    "ours stay below the multiplier, which is all of the people",
    IsProportionOfAnotherMultiplier};
const Deviation kRatesWithoutDenominators{
    "assign_funnel_significance stops for rates without denominators, which it documents as "
    "optional; ours follow from events and rate",
    IsRateWithoutDenominators};
const Deviation kMissingInARun{
    "ptd_spc stops with an R error at a missing reading inside a rising or falling run; ours ends "
    "the run",
    HasMissingInAnyRun};
const Deviation kDatesHeldAsText{
    "ptd_spc refuses dates that R holds as text; we read ISO dates, which are text in every file",
    HasDatesHeldAsText};
const Deviation kAssuranceOfNothing{
    "ptd_spc calls a process inconsistent that has no target, or no limits to hold it against; "
    "ours says nothing about it",
    IsAssuredOfNothing};
const Deviation kIconOfNoReading{
    "ptd_spc shows common cause for a last period without a reading; our icon is that of the last "
    "reading",
    EndsWithoutReading};

}  // namespace fivestep::oracles
