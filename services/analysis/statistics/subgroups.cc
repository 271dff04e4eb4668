#include "analysis/statistics/subgroups.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <numeric>

#include "analysis/statistics/faults.h"
#include "analysis/statistics/normal.h"

namespace fivestep::analysis::statistics {
namespace {

bool IsFinite(const std::optional<double>& value) { return !value || std::isfinite(*value); }

void CheckNumbers(std::span<const Subgroup> groups, Faults& faults) {
  faults.Add(std::any_of(groups.begin(), groups.end(),
                         [](const Subgroup& one) { return !IsFinite(one.estimate); }),
             "an estimate is not a finite number; leave it out if it is not known");
  faults.Add(std::any_of(groups.begin(), groups.end(),
                         [](const Subgroup& one) {
                           return !IsFinite(one.standard_error) ||
                                  one.standard_error.value_or(0) < 0;
                         }),
             "a standard error is a finite number of at least 0");
}

void CheckMissing(std::span<const Subgroup> groups, const SubgroupNeeds& needs,
                  MissingEstimates missing, Faults& faults) {
  const auto known = static_cast<std::size_t>(std::count_if(
      groups.begin(), groups.end(), [](const Subgroup& one) { return one.estimate.has_value(); }));
  if (known < needs.min_groups) {
    faults.Add(true, needs.min_groups > 2
                         ? "estimates are needed for more than two groups; compare two by their "
                           "difference and ratio"
                         : "estimates are needed for two groups");
  }
  faults.Add(groups.size() > kMaxSubgroups, "there are more than 100,000 groups");
  if (missing == MissingEstimates::kAny) return;
  const double unknown = static_cast<double>(groups.size() - known);
  faults.Add(needs.order && unknown > 0,
             "an ordered dimension needs an estimate for every group, unless gaps are allowed");
  faults.Add(!needs.order && unknown > kMaxMissingShare * static_cast<double>(groups.size()),
             "estimates are missing for more than 15 % of the groups, unless that is allowed");
}

void CheckPopulations(std::span<const Subgroup> groups, Faults& faults) {
  bool absent = false;
  bool wrong = false;
  bool anybody = false;
  for (const Subgroup& group : groups) {
    if (!group.estimate) continue;
    absent = absent || !group.population;
    const double population = group.population.value_or(0);
    wrong = wrong || !std::isfinite(population) || population < 0;
    anybody = anybody || population > 0;
  }
  faults.Add(absent, "a group has no population");
  faults.Add(wrong, "a population is a finite number of at least 0");
  faults.Add(!absent && !wrong && !anybody, "no group has any population");
}

void CheckOrder(std::span<const Subgroup> groups, Faults& faults) {
  std::vector<int> places;
  for (const Subgroup& group : groups) {
    if (group.order) places.push_back(*group.order);
  }
  std::sort(places.begin(), places.end());
  bool consecutive = places.size() == groups.size();
  for (std::size_t i = 1; i < places.size(); ++i) {
    consecutive = consecutive && std::int64_t{places[i]} == std::int64_t{places[i - 1]} + 1;
  }
  faults.Add(!consecutive, "the groups' order is not consecutive whole numbers, each once");
}

void CheckReference(std::span<const Subgroup> groups, Faults& faults) {
  const auto references = std::count_if(groups.begin(), groups.end(),
                                        [](const Subgroup& one) { return one.is_reference; });
  faults.Add(references == 0, "no group is the reference");
  faults.Add(references > 1, "more than one group is the reference");
  faults.Add(std::any_of(groups.begin(), groups.end(),
                         [](const Subgroup& one) { return one.is_reference && !one.estimate; }),
             "the reference group has no estimate");
}

std::vector<Subgroup> WithEstimates(std::span<const Subgroup> groups, bool ordered) {
  std::vector<Subgroup> known;
  std::copy_if(groups.begin(), groups.end(), std::back_inserter(known),
               [](const Subgroup& one) { return one.estimate.has_value(); });
  if (ordered) {
    std::sort(known.begin(), known.end(),
              [](const Subgroup& a, const Subgroup& b) { return *a.order < *b.order; });
  }
  return known;
}

// Sums in extended precision, so that equal estimates have exactly their own value as mean.
double Total(std::span<const double> values) {
  return static_cast<double>(std::accumulate(values.begin(), values.end(), 0.0L));
}

Status NotFinite() {
  return InvalidArgument("the measure has no finite value: the groups' numbers cancel or overflow");
}

// At a level of exactly 1 the margin is infinite, unless nothing is uncertain.
double Margin(double standard_error, double confidence_fraction) {
  return standard_error == 0 ? 0 : TwoSidedZ(confidence_fraction) * standard_error;
}

}  // namespace

double KnownSubgroups::WeightedMean(std::span<const double> values) const {
  long double sum = 0;
  long double total = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum += static_cast<long double>(populations[i]) * values[i];
    total += populations[i];
  }
  return static_cast<double>(sum / total);
}

Result<KnownSubgroups> KnownGroups(std::span<const Subgroup> groups, const SubgroupNeeds& needs,
                                   MissingEstimates missing) {
  Faults faults;
  CheckMissing(groups, needs, missing, faults);
  CheckNumbers(groups, faults);
  if (needs.population) CheckPopulations(groups, faults);
  if (needs.order) CheckOrder(groups, faults);
  if (needs.reference) CheckReference(groups, faults);
  if (const Status status = faults.status(); !status.ok()) return status;

  KnownSubgroups known;
  for (const Subgroup& group : WithEstimates(groups, needs.order)) {
    if (group.is_reference) known.reference = known.estimates.size();
    known.estimates.push_back(*group.estimate);
    if (group.standard_error) known.standard_errors.push_back(*group.standard_error);
    if (needs.population) known.populations.push_back(*group.population);
  }
  if (known.standard_errors.size() != known.size()) known.standard_errors.clear();
  const double total = Total(known.populations);
  if (!std::isfinite(total)) return NotFinite();
  for (const double population : known.populations) known.shares.push_back(population / total);
  return known;
}

Result<SummaryMeasure> Measured(double value, std::optional<double> standard_error,
                                double confidence) {
  const Result<double> fraction = ConfidenceFraction(confidence);
  if (!fraction.ok()) return fraction.status();
  if (!std::isfinite(value)) return NotFinite();
  SummaryMeasure measure{value};
  if (!standard_error || !std::isfinite(*standard_error)) return measure;
  const double margin = Margin(*standard_error, *fraction);
  measure.standard_error = standard_error;
  measure.interval = Interval{value - margin, value + margin};
  return measure;
}

Result<SummaryMeasure> MeasuredRatio(double value, std::optional<double> log_error,
                                     double confidence) {
  if (value < 0) {
    return InvalidArgument("there is no ratio of values on two sides of 0: use the difference");
  }
  // A logarithm of 0 is known to no error.
  if (value == 0) log_error.reset();
  Result<SummaryMeasure> measure = Measured(value, log_error, confidence);
  if (!measure.ok() || !measure->interval) return measure;
  const double factor = std::exp(Margin(*log_error, *ConfidenceFraction(confidence)));
  measure->interval = Interval{value / factor, value * factor};
  return measure;
}

}  // namespace fivestep::analysis::statistics
