// Families israte and isratio: calculate_ISRate and calculate_ISRatio, by group.
#include <cmath>
#include <map>

#include "analysis/statistics/indirect_standardisation.h"
#include "deviations.h"
#include "families.h"
#include "phe_reading.h"

namespace fivestep::oracles {
namespace {

using analysis::statistics::EstimateIndirectRate;
using analysis::statistics::EstimateIndirectRatio;
using analysis::statistics::EventCountInterval;
using analysis::statistics::ExpectedEvents;
using analysis::statistics::IndirectEstimate;
using analysis::statistics::kByarsFromEvents;
using analysis::statistics::ReferenceBand;
using analysis::statistics::ReferenceRate;

// A missing count is none, as in the reference.
double Present(double count) { return std::isnan(count) ? 0 : count; }

struct Rows {
  std::vector<double> events;  // empty where totals are given
  std::vector<double> population;
  std::vector<double> reference_events;
  std::vector<double> reference_population;
};

Status CheckEqualGroups(const std::vector<RowGroup>& groups) {
  for (const RowGroup& group : groups) {
    if (group.rows.size() != groups.front().rows.size()) {
      return InvalidArgument("every group needs the same number of age bands");
    }
  }
  return OkStatus();
}

// A reference is a column of the table, or a list with a value for each row of every group.
Result<std::vector<double>> Reference(const OracleCase& one, std::string_view option,
                                      const std::string& column,
                                      const std::vector<RowGroup>& groups, std::size_t count) {
  const std::optional<Json> given = Member(one.options, option);
  if (!given || !given->is_array()) return NumberColumn(one, option, column);
  const std::vector<double> list = Numbers(*given);
  std::vector<double> spread(count);
  for (const RowGroup& group : groups) {
    if (group.rows.size() != list.size()) {
      return InvalidArgument("the reference population needs a value for each age band");
    }
    for (std::size_t i = 0; i < list.size(); ++i) spread[group.rows[i]] = list[i];
  }
  return spread;
}

Result<Rows> ReadRows(const OracleCase& one) {
  Rows rows;
  const auto population = NumberColumn(one, "n", "pop");
  if (!population.ok()) return population.status();
  rows.population = *population;
  const std::vector<RowGroup> groups = GroupRows(one, rows.population.size());
  FIVESTEP_RETURN_IF_ERROR(CheckEqualGroups(groups));
  const auto events = Reference(one, "x_ref", "xref", groups, rows.population.size());
  if (!events.ok()) return events.status();
  const auto people = Reference(one, "n_ref", "nref", groups, rows.population.size());
  if (!people.ok()) return people.status();
  rows.reference_events = *events;
  rows.reference_population = *people;
  FIVESTEP_RETURN_IF_ERROR(CheckRows(rows.population.size(), {events->size(), people->size()}));
  if (Member(one.input, "observed_totals")) return rows;
  const auto observed = NumberColumn(one, "x", "obs");
  if (!observed.ok()) return observed.status();
  rows.events = *observed;
  FIVESTEP_RETURN_IF_ERROR(CheckRows(rows.population.size(), {rows.events.size()}));
  return rows;
}

// Totals by group: from the rows, or from a second table with the same grouping columns.
Result<std::vector<double>> Observed(const OracleCase& one, const Rows& rows,
                                     const std::vector<RowGroup>& groups) {
  std::vector<double> observed;
  if (!rows.events.empty()) {
    for (const RowGroup& group : groups) {
      double sum = 0;
      for (const std::size_t row : group.rows) {
        if (rows.events[row] < 0) return InvalidArgument("events are counted from zero");
        sum += Present(rows.events[row]);
      }
      observed.push_back(sum);
    }
    return observed;
  }
  const Json totals = *Member(one.input, "observed_totals");
  const std::vector<double> counts = Numbers(totals, "obs");
  std::map<std::vector<std::string>, double> by_key;
  for (std::size_t row = 0; row < counts.size(); ++row) {
    std::vector<std::string> key;
    for (const std::string& column : GroupColumns(one))
      key.push_back(Texts(totals, column).at(row));
    by_key[key] = counts[row];
  }
  for (const RowGroup& group : groups) {
    if (!by_key.contains(group.key)) return InvalidArgument("a group has no observed total");
    observed.push_back(by_key[group.key]);
  }
  return observed;
}

std::vector<ReferenceBand> Bands(const Rows& rows, const RowGroup& group) {
  std::vector<ReferenceBand> bands;
  for (const std::size_t row : group.rows) {
    bands.push_back({Present(rows.population[row]), Present(rows.reference_events[row]),
                     rows.reference_population[row]});
  }
  return bands;
}

// Why a group of the reference's table is not a number.
enum class Lack { kNothing, kReferencePopulation, kReferenceOfEvents, kExpectedEvents };

// A reference population that is missing or 0, or no expected events: no value in the reference's
// table; but events of a reference population of 0 people make it expect infinitely many.
Lack WhatLacks(const std::vector<ReferenceBand>& bands) {
  bool infinite = false;
  bool any = false;
  for (const ReferenceBand& band : bands) {
    const double reference = band.reference_population;
    if (std::isnan(reference)) return Lack::kReferencePopulation;
    if (reference == 0 && (band.reference_events == 0 || band.population == 0)) {
      return Lack::kReferencePopulation;
    }
    infinite = infinite || reference == 0;
    any = any || band.reference_events * band.population > 0;
  }
  if (infinite) return Lack::kReferenceOfEvents;
  return any ? Lack::kNothing : Lack::kExpectedEvents;
}

// What differs between the two functions.
struct Function {
  Result<IndirectEstimate> (*estimator)(double, std::span<const ReferenceBand>, double, double);
  double scale = 1;
  bool is_rate = false;
  std::string statistic;
};

class Columns {
 public:
  Columns(const OracleCase& one, std::vector<double> levels, const Function& function)
      : one_(one),
        levels_(levels),
        limits_(levels),
        estimator_(function.estimator),
        scale_(function.scale),
        is_rate_(function.is_rate) {}

  // Whether the reference has an infinite value somewhere.
  bool divides_by_zero() const { return divides_by_zero_; }

  Status Add(double observed, const std::vector<ReferenceBand>& bands) {
    observed_.push_back(observed);
    method_.push_back(observed < kByarsFromEvents ? "Exact" : "Byars");
    const Lack lack = WhatLacks(bands);
    if (lack != Lack::kNothing) return AddLacking(observed, bands, lack);
    for (std::size_t level = 0; level < levels_.size(); ++level) {
      const auto estimate = estimator_(observed, bands, levels_[level], scale_);
      if (!estimate.ok()) return estimate.status();
      limits_.Add(level, estimate->interval);
      if (level > 0) continue;
      value_.push_back(estimate->value);
      expected_.push_back(estimate->expected);
      rate_.push_back(*ReferenceRate(bands, scale_));
    }
    return OkStatus();
  }

  Table ToTable(const std::vector<RowGroup>& groups, const std::string& statistic) const {
    Table table = KeyTable(one_, groups);
    limits_.AddTo(table);
    table["observed"] = observed_;
    table["expected"] = expected_;
    table["ref_rate"] = rate_;
    table["value"] = value_;
    table["method"] = method_;
    table["confidence"] = std::vector<std::string>(groups.size(), LevelsLabel(levels_));
    table["statistic"] =
        std::vector<std::string>(groups.size(), statistic + " " + PlainNumber(scale_));
    return table;
  }

 private:
  // What the reference has here, where our estimate has to refuse: its formulas with 0 or infinity
  // in them. A figure that comes out of that is a deviation.
  Status AddLacking(double observed, const std::vector<ReferenceBand>& bands, Lack lack) {
    const auto refused = estimator_(observed, bands, levels_.front(), scale_);
    if (refused.ok()) return Internal("an estimate without what it needs");
    const bool infinite = lack == Lack::kReferenceOfEvents;
    const double expected = infinite ? std::numeric_limits<double>::infinity() : OwnExpected(bands);
    const double rate = PlainReferenceRate(bands);
    const double scale = is_rate_ ? rate : scale_;
    for (std::size_t level = 0; level < levels_.size(); ++level) {
      const auto count = EventCountInterval(observed, levels_[level]);
      if (!count.ok()) return count.status();
      limits_.Add(level, {count->interval.lower / expected * scale,
                          count->interval.upper / expected * scale});
    }
    value_.push_back(observed / expected * scale);
    divides_by_zero_ = divides_by_zero_ || std::isinf(value_.back());
    expected_.push_back(expected);
    rate_.push_back(rate);
    return OkStatus();
  }

  static double OwnExpected(const std::vector<ReferenceBand>& bands) {
    const auto expected = ExpectedEvents(bands);
    return expected.ok() ? *expected : kMissing;
  }

  double PlainReferenceRate(const std::vector<ReferenceBand>& bands) const {
    double events = 0;
    double people = 0;
    for (const ReferenceBand& band : bands) {
      events += band.reference_events;
      people += band.reference_population;
    }
    return events / people * scale_;
  }

  const OracleCase& one_;
  std::vector<double> levels_;
  LimitColumns limits_;
  Result<IndirectEstimate> (*estimator_)(double, std::span<const ReferenceBand>, double, double);
  double scale_;
  bool is_rate_;
  bool divides_by_zero_ = false;
  std::vector<double> observed_;
  std::vector<double> expected_;
  std::vector<double> rate_;
  std::vector<double> value_;
  std::vector<std::string> method_;
};

Result<Table> Standardise(const OracleCase& one, const Function& function, bool& divides_by_zero) {
  FIVESTEP_RETURN_IF_ERROR(CheckColumnChoice(one));
  const auto levels = PairOfLevels(one);
  if (!levels.ok()) return levels.status();
  const auto rows = ReadRows(one);
  if (!rows.ok()) return rows.status();
  const std::vector<RowGroup> groups = GroupRows(one, rows->population.size());
  const auto observed = Observed(one, *rows, groups);
  if (!observed.ok()) return observed.status();
  Columns columns(one, *levels, function);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    FIVESTEP_RETURN_IF_ERROR(columns.Add(observed->at(i), Bands(*rows, groups[i])));
  }
  divides_by_zero = columns.divides_by_zero();
  return columns.ToTable(groups, function.statistic);
}

Comparison Run(const OracleCase& one, const Function& function) {
  bool divides_by_zero = false;
  Comparison comparison;
  CompareAnswer(one, Standardise(one, function, divides_by_zero), comparison);
  if (one.ExpectsError()) return comparison;
  if (kEventsOfNobody.holds(one)) comparison.Deviates(kEventsOfNobody.reason);
  if (divides_by_zero && kNothingExpected.holds(one)) {
    comparison.Deviates(kNothingExpected.reason);
  }
  return comparison;
}

}  // namespace

Comparison RunIndirectRates(const OracleCase& one) {
  const double multiplier = one.NumberOption("multiplier", analysis::statistics::kPer100000);
  return Run(one, {EstimateIndirectRate, multiplier, true, "indirectly standardised rate per"});
}

Comparison RunIndirectRatios(const OracleCase& one) {
  const double value = one.NumberOption("refvalue", 1);
  return Run(one, {EstimateIndirectRatio, value, false, "indirectly standardised ratio x"});
}

}  // namespace fivestep::oracles
