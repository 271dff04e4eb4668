// Family quantiles: phe_quantile, by group.
#include <cmath>

#include "analysis/statistics/quantile_groups.h"
#include "families.h"
#include "phe_reading.h"

namespace fivestep::oracles {
namespace {

using analysis::statistics::AssignQuantiles;
using analysis::statistics::FirstQuantile;

bool IsTrue(const std::string& text) { return text == "true" || text == "TRUE"; }
bool IsFalse(const std::string& text) { return text == "false" || text == "FALSE"; }

// For each row, whether quantile 1 holds the highest values: one answer for all, or a column.
Result<std::vector<bool>> ReadInverted(const OracleCase& one, std::size_t count) {
  const std::string option = one.TextOption("invert", "true");
  std::vector<std::string> texts(count, option);
  if (one.TextOption("inverttype", "logical") == "field") {
    // "inv column" says that there is one, not what it is called.
    texts = Texts(one.input, Member(one.input, option) ? option : "inv");
  }
  std::vector<bool> inverted;
  for (const std::string& text : texts) {
    if (!IsTrue(text) && !IsFalse(text)) return InvalidArgument("invert is true or false");
    inverted.push_back(IsTrue(text));
  }
  if (inverted.size() != count) return InvalidArgument("invert is a column of the table");
  return inverted;
}

struct Columns {
  std::vector<double> quantile;
  std::vector<std::string> inverted;
};

Status AddGroup(const RowGroup& group, const std::vector<double>& values,
                const std::vector<bool>& inverted, int quantiles, Columns& columns) {
  std::vector<std::optional<double>> own;
  const bool highest_first = inverted[group.rows.front()];
  for (const std::size_t row : group.rows) {
    if (inverted[row] != highest_first) {
      return InvalidArgument("a group has one order of quantiles");
    }
    own.push_back(std::isnan(values[row]) ? std::nullopt : std::optional(values[row]));
  }
  const auto assigned = AssignQuantiles(
      own, quantiles, highest_first ? FirstQuantile::kHighestValues : FirstQuantile::kLowestValues);
  if (!assigned.ok()) return assigned.status();
  for (std::size_t i = 0; i < group.rows.size(); ++i) {
    const std::optional<int>& quantile = (*assigned)[i];
    columns.quantile[group.rows[i]] = quantile ? *quantile : kMissing;
    columns.inverted[group.rows[i]] = std::string("lowest quantile represents ") +
                                      (highest_first ? "highest values" : "lowest values");
  }
  return OkStatus();
}

std::string Joined(const std::vector<std::string>& texts) {
  std::string joined;
  for (const std::string& text : texts) joined += (joined.empty() ? "" : ", ") + text;
  return joined;
}

Result<Table> Quantiles(const OracleCase& one) {
  FIVESTEP_RETURN_IF_ERROR(CheckColumnChoice(one));
  const auto values = NumberColumn(one, "x", "value");
  if (!values.ok()) return values.status();
  const auto inverted = ReadInverted(one, values->size());
  if (!inverted.ok()) return inverted.status();
  const double quantiles = one.NumberOption("nquantiles", 10);
  if (quantiles != std::floor(quantiles) || std::abs(quantiles) > 1e6) {
    return InvalidArgument("there is a whole number of quantiles");
  }
  Columns columns{std::vector<double>(values->size()), std::vector<std::string>(values->size())};
  for (const RowGroup& group : GroupRows(one, values->size())) {
    FIVESTEP_RETURN_IF_ERROR(
        AddGroup(group, *values, *inverted, static_cast<int>(quantiles), columns));
  }
  return Table{{"quantile", columns.quantile},
               {"nquantiles", std::vector<double>(values->size(), quantiles)},
               {"groupvars", std::vector<std::string>(values->size(), Joined(GroupColumns(one)))},
               {"qinverted", columns.inverted}};
}

}  // namespace

Comparison RunQuantiles(const OracleCase& one) {
  Comparison comparison;
  CompareAnswer(one, Quantiles(one), comparison);
  return comparison;
}

}  // namespace fivestep::oracles
