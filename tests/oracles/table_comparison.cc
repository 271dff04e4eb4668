#include "table_comparison.h"

#include <algorithm>

namespace fivestep::oracles {
namespace {

std::size_t RowsOf(const Column& column) {
  return std::visit([](const auto& rows) { return rows.size(); }, column);
}

void CompareColumn(const std::string& name, Json expected, const Column& ours,
                   Comparison& comparison, double tolerance) {
  const std::vector<std::string> texts = Texts(expected);
  if (texts.size() != RowsOf(ours)) {
    comparison.Differs(name + ": expected " + std::to_string(texts.size()) + " rows, ours " +
                       std::to_string(RowsOf(ours)));
    return;
  }
  const std::vector<double> numbers = Numbers(expected);
  for (std::size_t row = 0; row < texts.size(); ++row) {
    const std::string what = name + ", row " + std::to_string(row + 1);
    if (const auto* own = std::get_if<std::vector<double>>(&ours)) {
      comparison.Number(what, numbers[row], (*own)[row], tolerance);
    } else {
      comparison.Text(what, texts[row], std::get<std::vector<std::string>>(ours)[row]);
    }
  }
}

// `inputs` may come back; there may be none.
void CompareAll(Json expected_columns, std::optional<Json> inputs, const Table& ours,
                Comparison& comparison, double tolerance) {
  if (!expected_columns.is_object()) return comparison.Differs("no columns are expected");
  for (const auto& [key, expected] : expected_columns.get_object()) {
    if (key == "status") continue;
    const std::string name(key);
    const auto found = ours.find(name);
    if (found != ours.end()) {
      CompareColumn(name, expected, found->second, comparison, tolerance);
    } else if (!inputs || !Member(*inputs, name)) {
      comparison.Differs(name + ": a column that we do not have");
    }
  }
}

}  // namespace

void CompareTable(const OracleCase& one, const Table& ours, Comparison& comparison,
                  double tolerance) {
  CompareAll(one.ExpectedColumns(), one.input, ours, comparison, tolerance);
}

void CompareColumns(Json expected_columns, const Table& ours, Comparison& comparison) {
  CompareAll(expected_columns, std::nullopt, ours, comparison, kRelativeTolerance);
}

void CompareAnswer(const OracleCase& one, const Result<Table>& ours, Comparison& comparison) {
  if (one.ExpectsError()) {
    comparison.Refused(ours.ok() ? OkStatus() : ours.status());
  } else if (!ours.ok()) {
    comparison.Differs("expected an answer, ours is " + ours.status().ToString());
  } else {
    CompareTable(one, *ours, comparison);
  }
}

}  // namespace fivestep::oracles
