// Families proportions and rates: phe_proportion and phe_rate, on rows or on sums by group.
#include <algorithm>
#include <cmath>
#include <functional>

#include "analysis/statistics/proportion.h"
#include "analysis/statistics/rate.h"
#include "families.h"
#include "phe_reading.h"

namespace fivestep::oracles {
namespace {

using analysis::statistics::EstimateProportion;
using analysis::statistics::EstimateRate;
using analysis::statistics::Interval;
using analysis::statistics::kByarsFromEvents;
using analysis::statistics::kDefaultConfidence;
using analysis::statistics::RateMethod;

struct Answer {
  double value = 0;
  Interval interval;
  std::string method;
};

struct Counts {
  double numerator = 0;
  double denominator = 0;
  double multiplier = 1;

  bool missing() const { return std::isnan(numerator) || std::isnan(denominator); }
};

// What differs between the two functions.
struct Statistic {
  double multiplier = 1;
  std::function<Result<Answer>(const Counts&, double)> estimate;
  // Of a row with a missing count, which has no value.
  std::function<std::string(const Counts&)> method_of_missing;
  std::function<std::string(double)> label;
};

Result<Answer> Proportion(const Counts& counts, double confidence) {
  const auto estimate =
      EstimateProportion(counts.numerator, counts.denominator, confidence, counts.multiplier);
  if (!estimate.ok()) return estimate.status();
  return Answer{estimate->value, estimate->interval, "Wilson"};
}

Result<Answer> Rate(const Counts& counts, double confidence) {
  const auto estimate =
      EstimateRate(counts.numerator, counts.denominator, confidence, counts.multiplier);
  if (!estimate.ok()) return estimate.status();
  const bool byars = estimate->method == RateMethod::kByars;
  return Answer{estimate->value, estimate->interval, byars ? "Byars" : "Exact"};
}

std::string MethodOfMissingRate(const Counts& counts) {
  if (std::isnan(counts.numerator)) return "";
  return counts.numerator < kByarsFromEvents ? "Exact" : "Byars";
}

Result<std::vector<Counts>> Rows(const OracleCase& one, double multiplier) {
  const auto numerators = NumberColumn(one, "x", "obs");
  if (!numerators.ok()) return numerators.status();
  const auto denominators = NumberColumn(one, "n", "pop");
  if (!denominators.ok()) return denominators.status();
  std::vector<double> multipliers = Numbers(one.options, "multiplier");
  if (multipliers.empty() && GroupColumns(one).empty()) {
    multipliers = Numbers(one.input, "multiplier");
  }
  if (multipliers.empty()) multipliers = {multiplier};
  std::vector<Counts> rows;
  for (std::size_t i = 0; i < numerators->size(); ++i) {
    rows.push_back({numerators->at(i), denominators->at(i), multipliers[i % multipliers.size()]});
  }
  return rows;
}

struct Grouped {
  Table table;  // the grouping columns
  std::vector<Counts> rows;
};

// Sums by group. The reference leaves the rows of a single group as they are.
Grouped SumByGroup(const OracleCase& one, const std::vector<Counts>& rows) {
  const std::vector<RowGroup> groups = GroupRows(one, rows.size());
  if (groups.size() < 2) return {{}, rows};
  Grouped grouped{KeyTable(one, groups), {}};
  for (const RowGroup& group : groups) {
    Counts sum{0, 0, rows[group.rows.front()].multiplier};
    for (const std::size_t row : group.rows) {
      sum.numerator += rows[row].numerator;
      sum.denominator += rows[row].denominator;
    }
    grouped.rows.push_back(sum);
  }
  return grouped;
}

// No level at all asks for the value alone, so for none of the columns about limits.
Result<std::vector<double>> Levels(const OracleCase& one, bool may_be_none) {
  const auto levels = PairOfLevels(one);
  if (!levels.ok() || !std::isnan(levels->front())) return levels;
  if (may_be_none && one.TextOption("type", "full") == "full") return std::vector<double>();
  return InvalidArgument("these columns need a confidence level");
}

// A missing count is refused by our estimates, and a missing row of the reference's table.
Result<Table> Estimates(const OracleCase& one, const Statistic& statistic,
                        const std::vector<double>& levels) {
  const auto rows = Rows(one, statistic.multiplier);
  if (!rows.ok()) return rows.status();
  Grouped grouped = SumByGroup(one, *rows);
  std::vector<double> values;
  std::vector<double> numerators;
  std::vector<double> denominators;
  std::vector<std::string> methods;
  std::vector<std::string> labels;
  LimitColumns limits(levels);
  for (const Counts& counts : grouped.rows) {
    Answer shown{kMissing, {}, statistic.method_of_missing(counts)};
    if (levels.empty() && !counts.missing()) {
      const Result<Answer> answer = statistic.estimate(counts, kDefaultConfidence);
      if (!answer.ok()) return answer.status();
      shown = *answer;
    }
    for (std::size_t level = 0; level < levels.size(); ++level) {
      const Result<Answer> answer = statistic.estimate(counts, levels[level]);
      if (!answer.ok() && !counts.missing()) return answer.status();
      if (answer.ok()) shown = *answer;
      limits.Add(level, answer.ok() ? answer->interval : kMissingInterval);
    }
    values.push_back(shown.value);
    methods.push_back(shown.method);
    labels.push_back(statistic.label(counts.multiplier));
    numerators.push_back(counts.numerator);
    denominators.push_back(counts.denominator);
  }
  Table table = std::move(grouped.table);
  limits.AddTo(table);
  table[one.TextOption("x", "obs")] = numerators;
  table[one.TextOption("n", "pop")] = denominators;
  table["value"] = values;
  table["method"] = methods;
  table["statistic"] = labels;
  table["confidence"] = std::vector<std::string>(values.size(), LevelsLabel(levels));
  return table;
}

// The reference pads the numbers of one column to a common width.
void PadLabels(Table& table, const std::string& prefix) {
  auto& labels = std::get<std::vector<std::string>>(table["statistic"]);
  std::size_t width = 0;
  for (const std::string& label : labels) width = std::max(width, label.size());
  for (std::string& label : labels) label.insert(prefix.size(), width - label.size(), ' ');
}

Result<Table> Checked(const OracleCase& one, const Statistic& statistic, bool may_be_none) {
  FIVESTEP_RETURN_IF_ERROR(CheckColumnChoice(one));
  const auto levels = Levels(one, may_be_none);
  if (!levels.ok()) return levels.status();
  return Estimates(one, statistic, *levels);
}

}  // namespace

Comparison RunProportions(const OracleCase& one) {
  const auto label = [](double multiplier) {
    return multiplier == 100 ? "percentage" : "proportion of " + PastedNumber(multiplier);
  };
  const Statistic statistic{1, Proportion, [](const Counts&) { return "Wilson"; }, label};
  Comparison comparison;
  CompareAnswer(one, Checked(one, statistic, true), comparison);
  return comparison;
}

Comparison RunRates(const OracleCase& one) {
  const std::string prefix = "rate per ";
  const auto label = [&](double multiplier) { return prefix + PlainNumber(multiplier); };
  const Statistic statistic{analysis::statistics::kPer100000, Rate, MethodOfMissingRate, label};
  Result<Table> table = Checked(one, statistic, false);
  if (table.ok()) PadLabels(*table, prefix);
  Comparison comparison;
  CompareAnswer(one, table, comparison);
  return comparison;
}

}  // namespace fivestep::oracles
