// Family dsr: calculate_dsr and the older phe_dsr, by group.
#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/statistics/direct_rate.h"
#include "analysis/statistics/european_standard_population.h"
#include "families.h"
#include "phe_reading.h"

namespace fivestep::oracles {
namespace {

using analysis::statistics::DirectRate;
using analysis::statistics::DobsonInterval;
using analysis::statistics::EstimateDirectRate;
using analysis::statistics::EventFrequency;
using analysis::statistics::StandardisedBand;

// A missing count is none, as in the reference.
double Present(double count) { return std::isnan(count) ? 0 : count; }

std::vector<double> EuropeanStandard() {
  using namespace analysis::statistics;  // NOLINT: two enumerators of a function's arguments
  std::vector<double> population;
  for (const auto& band :
       EuropeanStandardPopulation2013(YoungestBand::kUnderFive, OldestBand::k90AndOver)) {
    population.push_back(band.population);
  }
  return population;
}

// Rows as they stand, with the standard population of each.
struct Rows {
  std::vector<double> events;
  std::vector<double> population;
  std::vector<double> standard;
  std::vector<double> frequency;       // empty for independent events
  std::vector<std::string> age_bands;  // read for events that are not
};

// A standard population beside the table has a value for each row of every group.
Result<std::vector<double>> SpreadVector(const std::vector<double>& vector,
                                         const std::vector<RowGroup>& groups, std::size_t count) {
  std::vector<double> spread(count);
  for (const RowGroup& group : groups) {
    if (group.rows.size() != groups.front().rows.size()) {
      return InvalidArgument("every group needs the same number of age bands");
    }
    if (group.rows.size() != vector.size()) {
      return InvalidArgument("the standard population needs a value for each age band");
    }
    for (std::size_t i = 0; i < vector.size(); ++i) spread[group.rows[i]] = vector[i];
  }
  return spread;
}

bool IsOlderFunction(const OracleCase& one) { return one.function.starts_with("phe_dsr"); }

Result<std::vector<double>> Standard(const OracleCase& one, const std::vector<RowGroup>& groups,
                                     std::size_t count) {
  const std::optional<Json> option = Member(one.options, "stdpop");
  const bool beside = option ? option->is_array() : IsOlderFunction(one);
  if (beside) return SpreadVector(option ? Numbers(*option) : EuropeanStandard(), groups, count);
  // "stdpop column" says that there is one, not what it is called.
  const std::string named = option ? Text(*option) : "stdpop";
  const std::string column = Member(one.input, named) ? named : "stdpop";
  const std::optional<Json> values = Member(one.input, column);
  if (!values || HoldsText(*values)) {
    return InvalidArgument("the standard population is a column of numbers");
  }
  return Numbers(*values);
}

Result<Rows> ReadRows(const OracleCase& one) {
  const auto events = NumberColumn(one, "x", "obs");
  if (!events.ok()) return events.status();
  const auto population = NumberColumn(one, "n", "pop");
  if (!population.ok()) return population.status();
  const auto standard = Standard(one, GroupRows(one, events->size()), events->size());
  if (!standard.ok()) return standard.status();
  FIVESTEP_RETURN_IF_ERROR(CheckRows(events->size(), {population->size(), standard->size()}));
  Rows rows{*events, *population, *standard, {}, {}};
  if (one.FlagOption("independent_events", true)) return rows;
  const auto frequency = NumberColumn(one, "eventfreq", "freq");
  if (!frequency.ok()) return frequency.status();
  rows.frequency = *frequency;
  rows.age_bands = Texts(one.input, one.TextOption("ageband", "ageband"));
  FIVESTEP_RETURN_IF_ERROR(
      CheckRows(rows.events.size(), {rows.frequency.size(), rows.age_bands.size()}));
  return rows;
}

Result<DirectRate> Independent(const Rows& rows, const RowGroup& group, double multiplier) {
  std::vector<StandardisedBand> bands;
  for (const std::size_t row : group.rows) {
    bands.push_back({Present(rows.events[row]), rows.population[row], rows.standard[row]});
  }
  return EstimateDirectRate(bands, multiplier);
}

// Rows of one age band repeat its populations for each frequency.
Result<DirectRate> NotIndependent(const Rows& rows, const RowGroup& group, double multiplier) {
  std::vector<StandardisedBand> bands;
  std::map<std::string, std::size_t> places;
  for (const std::size_t row : group.rows) {
    const StandardisedBand band{0, rows.population[row], rows.standard[row]};
    const auto [place, is_new] = places.emplace(rows.age_bands[row], bands.size());
    if (is_new) bands.push_back(band);
    const StandardisedBand& first = bands[place->second];
    if (first.population != band.population ||
        first.standard_population != band.standard_population) {
      return InvalidArgument("an age band has the same populations for every frequency of events");
    }
  }
  std::map<double, EventFrequency> frequencies;
  for (const std::size_t row : group.rows) {
    const double each = rows.frequency[row];
    if (std::isnan(each)) return InvalidArgument("every row needs its number of events each");
    EventFrequency& frequency = frequencies[each];
    frequency.events_each = each;
    frequency.persons.resize(bands.size());
    frequency.persons[places[rows.age_bands[row]]] += Present(rows.events[row]);
  }
  std::vector<EventFrequency> all;
  for (auto& [each, frequency] : frequencies) all.push_back(std::move(frequency));
  return EstimateDirectRate(bands, all, multiplier);
}

struct Columns {
  std::vector<double> events;
  std::vector<double> population;
  std::vector<double> value;
  std::vector<std::string> statistic;

  void Add(const DirectRate& rate) {
    events.push_back(rate.events);
    population.push_back(rate.population);
    value.push_back(rate.value.value_or(kMissing));
    statistic.push_back(rate.value ? "dsr per " + PlainNumber(rate.multiplier)
                                   : "dsr NA for total count < 10");
  }
};

std::string Method(const Rows& rows) {
  return rows.frequency.empty() ? "Dobson"
                                : "Dobson, with confidence adjusted for non-independent events";
}

Result<Table> DirectRates(const OracleCase& one) {
  FIVESTEP_RETURN_IF_ERROR(CheckColumnChoice(one));
  const auto levels = PairOfLevels(one);
  if (!levels.ok()) return levels.status();
  const auto rows = ReadRows(one);
  if (!rows.ok()) return rows.status();
  const std::vector<RowGroup> groups = GroupRows(one, rows->events.size());
  const double multiplier = one.NumberOption("multiplier", analysis::statistics::kPer100000);
  Columns columns;
  LimitColumns limits(*levels);
  for (const RowGroup& group : groups) {
    const auto rate = rows->frequency.empty() ? Independent(*rows, group, multiplier)
                                              : NotIndependent(*rows, group, multiplier);
    if (!rate.ok()) return rate.status();
    columns.Add(*rate);
    for (std::size_t level = 0; level < levels->size(); ++level) {
      const auto interval = DobsonInterval(*rate, levels->at(level));
      if (!interval.ok()) return interval.status();
      limits.Add(level, interval->value_or(kMissingInterval));
    }
  }
  Table table = KeyTable(one, groups);
  limits.AddTo(table);
  table["total_count"] = columns.events;
  table["total_pop"] = columns.population;
  table["value"] = columns.value;
  table["statistic"] = columns.statistic;
  table["confidence"] = std::vector<std::string>(groups.size(), LevelsLabel(*levels));
  table["method"] = std::vector<std::string>(groups.size(), Method(*rows));
  return table;
}

}  // namespace

Comparison RunDirectRates(const OracleCase& one) {
  Comparison comparison;
  CompareAnswer(one, DirectRates(one), comparison);
  return comparison;
}

}  // namespace fivestep::oracles
