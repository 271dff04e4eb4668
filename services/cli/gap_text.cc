#include "cli/gap_text.h"

#include <cmath>
#include <vector>

#include "cli/chart_text.h"
#include "cli/text_table.h"

namespace fivestep::cli {
namespace {

namespace pb = metrics::v1;

std::string Number(double value) { return NumberText(std::round(value * 100) / 100); }

std::string WithInterval(bool known, const pb::GapEstimate& estimate) {
  if (!known) return "-";
  std::string text = Number(estimate.value());
  if (estimate.has_lower()) {
    text += " [" + Number(estimate.lower()) + ", " + Number(estimate.upper()) + "]";
  }
  return text;
}

std::string ChangeText(const pb::GapChange& change) {
  std::string text = "Change from the baseline (" + change.baseline_start_date() + " to " +
                     change.baseline_end_date() + ")";
  if (!change.period_start_date().empty()) text += " to " + change.period_start_date();
  text += ":\n";
  if (change.has_gap_change()) {
    text += "  target group  " + WithInterval(true, change.target_change()) + "\n";
    text += "  comparator    " + WithInterval(true, change.comparator_change()) + "\n";
    text += "  gap           " + WithInterval(true, change.gap_change()) + "\n";
  }
  return text + change.sentence() + "\n";
}

std::string ChartLine(const std::string& name, const pb::GapChart& chart) {
  std::string text = name + ": ";
  if (chart.has_limits()) {
    text += "mean " + Number(chart.mean()) + ", limits " + Number(chart.limits().lower()) + " to " +
            Number(chart.limits().upper());
  } else if (chart.has_median()) {
    text += "median " + Number(chart.median());
  }
  if (!chart.note().empty()) text += (text.ends_with(": ") ? "" : "; ") + chart.note();
  return text + "\n";
}

}  // namespace

std::string DrawGap(const pb::GetGapResponse& gap) {
  std::string text = gap.title() + "\n" + gap.pair() + "\n\n";
  std::vector<std::vector<std::string>> rows = {
      {"period from", "target group", "comparator", "gap", "ratio"}};
  for (const pb::GapPoint& point : gap.points()) {
    rows.push_back({point.period_start_date(),
                    WithInterval(point.has_target_level(), point.target_level()),
                    WithInterval(point.has_comparator_level(), point.comparator_level()),
                    WithInterval(point.has_absolute_gap(), point.absolute_gap()),
                    WithInterval(point.has_relative_gap(), point.relative_gap())});
  }
  text += TextTable(rows) + "\n" + ChangeText(gap.change()) + "\n";
  text += ChartLine("Gap on a chart", gap.absolute_chart());
  text += ChartLine("Ratio on a chart", gap.relative_chart());
  return text + gap.convention() + "\n";
}

}  // namespace fivestep::cli
