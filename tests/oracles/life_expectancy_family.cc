// Family life_expectancy: phe_life_expectancy, by group.
#include <algorithm>
#include <cmath>

#include "analysis/statistics/life_expectancy.h"
#include "analysis/statistics/normal.h"
#include "deviations.h"
#include "families.h"
#include "phe_reading.h"

namespace fivestep::oracles {
namespace {

using analysis::statistics::EstimateLifeExpectancy;
using analysis::statistics::kLifeTableAges;
using analysis::statistics::LifeExpectancy;
using analysis::statistics::LifeTableBand;

// The age that a band's label begins with: 65 of "65-69" and of "Aged 65 to 69".
double StartAge(const std::string& label) {
  const std::size_t digit = label.find_first_of("0123456789");
  return digit == std::string::npos ? kMissing : std::strtod(label.c_str() + digit, nullptr);
}

std::vector<double> StartAges(const std::vector<std::string>& labels) {
  std::vector<double> ages;
  for (const std::string& label : labels) ages.push_back(StartAge(label));
  return ages;
}

// The bands that the case says there are.
Result<std::vector<double>> ExpectedAges(const OracleCase& one) {
  if (IsNull(one.options, "age_contents")) {
    return std::vector<double>(kLifeTableAges.begin(), kLifeTableAges.end());
  }
  const std::vector<double> ages = StartAges(Texts(one.options, "age_contents"));
  if (ages.empty() || ages.front() != 0) return InvalidArgument("the first age band begins at 0");
  if (!std::is_sorted(ages.begin(), ages.end())) return InvalidArgument("age bands ascend");
  return ages;
}

struct Rows {
  std::vector<std::string> label;
  std::vector<double> age;
  std::vector<double> population;
  std::vector<double> deaths;
};

Result<Rows> ReadRows(const OracleCase& one) {
  const auto population = NumberColumn(one, "population", "pops");
  if (!population.ok()) return population.status();
  const auto deaths = NumberColumn(one, "deaths", "deaths");
  if (!deaths.ok()) return deaths.status();
  const auto expected = ExpectedAges(one);
  if (!expected.ok()) return expected.status();
  Rows rows{Texts(one.input, one.TextOption("startage", "startage")), {}, *population, *deaths};
  rows.age = StartAges(rows.label);
  FIVESTEP_RETURN_IF_ERROR(
      CheckRows(rows.label.size(), {rows.population.size(), rows.deaths.size()}));
  std::vector<double> own = rows.age;
  std::vector<double> wanted = *expected;
  std::sort(own.begin(), own.end());
  own.erase(std::unique(own.begin(), own.end()), own.end());
  std::sort(wanted.begin(), wanted.end());
  if (own != wanted) return InvalidArgument("the age bands are not those that were announced");
  return rows;
}

struct GroupAnswer {
  RowGroup group;  // rows by age
  // In the order of the levels; empty for a group that has no life table.
  std::vector<std::vector<LifeExpectancy>> by_level;
  Status refusal;
};

Result<GroupAnswer> Estimate(RowGroup group, const Rows& rows, const std::vector<double>& levels) {
  std::stable_sort(group.rows.begin(), group.rows.end(),
                   [&](std::size_t a, std::size_t b) { return rows.age[a] < rows.age[b]; });
  std::vector<LifeTableBand> bands;
  for (const std::size_t row : group.rows) {
    bands.push_back({rows.age[row], rows.population[row], rows.deaths[row]});
  }
  GroupAnswer answer{std::move(group), {}, {}};
  for (const double level : levels) {
    const auto checked = analysis::statistics::ConfidenceFraction(level);
    if (!checked.ok()) return checked.status();
    const auto estimate = EstimateLifeExpectancy(bands, level);
    if (!estimate.ok()) {
      answer.refusal = estimate.status();
      break;
    }
    answer.by_level.push_back(*estimate);
  }
  return answer;
}

// Only some of the ages may be asked for; ages that are not there ask for all.
std::vector<bool> AgesAskedFor(const OracleCase& one, const Rows& rows) {
  const std::vector<std::string> asked = Texts(one.options, "le_age");
  std::vector<bool> wanted;
  for (const std::string& label : rows.label) {
    wanted.push_back(std::count(asked.begin(), asked.end(), label) > 0);
  }
  const bool all = std::count(wanted.begin(), wanted.end(), true) == 0;
  return all ? std::vector<bool>(wanted.size(), true) : wanted;
}

bool HasMissing(const GroupAnswer& answer, const Rows& rows) {
  return std::any_of(answer.group.rows.begin(), answer.group.rows.end(), [&](std::size_t row) {
    return std::isnan(rows.population[row]) || std::isnan(rows.deaths[row]);
  });
}

class Columns {
 public:
  Columns(const OracleCase& one, const Rows& rows, const std::vector<double>& levels)
      : one_(one),
        rows_(rows),
        levels_(levels),
        limits_(levels),
        wanted_(AgesAskedFor(one, rows)) {}

  void Add(const GroupAnswer& answer) {
    double population = 0;
    double deaths = 0;
    std::vector<double> people;
    std::vector<double> dead;
    for (std::size_t i = answer.group.rows.size(); i-- > 0;) {
      people.insert(people.begin(), population += rows_.population[answer.group.rows[i]]);
      dead.insert(dead.begin(), deaths += rows_.deaths[answer.group.rows[i]]);
    }
    for (std::size_t i = 0; i < answer.group.rows.size(); ++i) {
      const std::size_t row = answer.group.rows[i];
      if (!wanted_[row]) continue;
      shown_.push_back({answer.group.key, {row}});
      people_.push_back(people[i]);
      deaths_.push_back(dead[i]);
      labels_.push_back(rows_.label[row]);
      statistic_.push_back("life expectancy at " + rows_.label[row]);
      const bool has = answer.refusal.ok();
      if (HasMissing(answer, rows_)) uncompared_.push_back(value_.size());
      value_.push_back(has ? answer.by_level.front()[i].value.value_or(kMissing) : kMissing);
      for (std::size_t level = 0; level < levels_.size(); ++level) {
        limits_.Add(level, has ? answer.by_level[level][i].interval : kMissingInterval);
      }
    }
  }

  Table ToTable() const {
    Table table = KeyTable(one_, shown_);
    limits_.AddTo(table);
    table["startage"] = labels_;
    table["value"] = value_;
    table["pops_used"] = people_;
    table["dths_used"] = deaths_;
    table["statistic"] = statistic_;
    table["confidence"] = std::vector<std::string>(value_.size(), LevelsLabel(levels_));
    table["method"] = std::vector<std::string>(
        value_.size(), "Chiang, using Silcocks et al for confidence limits");
    for (const std::size_t row : uncompared_) TakeFromTheReference(row, table);
    return table;
  }

 private:
  // Value and limits of a group that we refuse and the reference should have.
  void TakeFromTheReference(std::size_t row, Table& table) const {
    for (auto& [name, column] : table) {
      if (name != "value" && !name.starts_with("lower") && !name.starts_with("upper")) continue;
      const std::vector<double> expected = one_.ExpectedNumbers(name);
      if (row < expected.size()) std::get<std::vector<double>>(column)[row] = expected[row];
    }
  }

  const OracleCase& one_;
  const Rows& rows_;
  const std::vector<double>& levels_;
  LimitColumns limits_;
  std::vector<bool> wanted_;
  std::vector<RowGroup> shown_;
  std::vector<std::string> labels_;
  std::vector<double> value_;
  std::vector<double> people_;
  std::vector<double> deaths_;
  std::vector<std::string> statistic_;
  std::vector<std::size_t> uncompared_;
};

// A group that the reference gives up on comes after the others; it does not on missing counts.
bool IsGivenUp(const GroupAnswer& answer, const Rows& rows) {
  return !answer.refusal.ok() && !HasMissing(answer, rows);
}

Result<Table> LifeExpectancies(const OracleCase& one) {
  FIVESTEP_RETURN_IF_ERROR(CheckColumnChoice(one));
  const auto rows = ReadRows(one);
  if (!rows.ok()) return rows.status();
  std::vector<double> levels = Numbers(one.options, "confidence");
  if (levels.empty()) levels = {analysis::statistics::kDefaultConfidence};
  std::vector<GroupAnswer> answers;
  for (const RowGroup& group : GroupRows(one, rows->population.size())) {
    auto answer = Estimate(group, *rows, levels);
    if (!answer.ok()) return answer.status();
    answers.push_back(std::move(*answer));
  }
  std::stable_partition(answers.begin(), answers.end(),
                        [&](const GroupAnswer& answer) { return !IsGivenUp(answer, *rows); });
  Columns columns(one, *rows, levels);
  for (const GroupAnswer& answer : answers) columns.Add(answer);
  return columns.ToTable();
}

}  // namespace

Comparison RunLifeExpectancy(const OracleCase& one) {
  Comparison comparison;
  CompareAnswer(one, LifeExpectancies(one), comparison);
  if (!one.ExpectsError() && kMissingCountsOfALifeTable.holds(one)) {
    comparison.Deviates(kMissingCountsOfALifeTable.reason);
  }
  return comparison;
}

}  // namespace fivestep::oracles
