#include "cli/chart_text.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <vector>

namespace fivestep::cli {
namespace {

namespace pb = metrics::v1;

// Columns of the plot: with date and value a line stays below 80.
constexpr int kPlotColumns = 45;

// Where values lie on the line.
struct Scale {
  double least = 0;
  double most = 1;
  int Column(double value) const {
    const double share = (value - least) / (most - least);
    return static_cast<int>(std::lround(share * (kPlotColumns - 1)));
  }
};

std::optional<double> Centre(const pb::GetChartResponse& chart) {
  if (chart.has_mean()) return chart.mean();
  if (chart.has_median()) return chart.median();
  return std::nullopt;
}

Scale ScaleOf(const pb::GetChartResponse& chart) {
  std::vector<double> values;
  for (const pb::ChartPoint& point : chart.points()) {
    if (point.has_value()) values.push_back(point.value());
  }
  if (chart.has_limits()) {
    values.push_back(chart.limits().lower());
    values.push_back(chart.limits().upper());
  }
  if (chart.has_target_value()) values.push_back(chart.target_value());
  if (values.empty()) return {};
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  if (*least == *most) return {*least - 1, *most + 1};
  return {*least, *most};
}

bool IsUpwards(pb::SpecialCause cause) {
  return cause == pb::SPECIAL_CAUSE_ABOVE_UPPER_LIMIT || cause == pb::SPECIAL_CAUSE_TREND_UP ||
         cause == pb::SPECIAL_CAUSE_TWO_IN_THREE_ABOVE || cause == pb::SPECIAL_CAUSE_SHIFT_ABOVE;
}

std::string CauseText(pb::SpecialCause cause) {
  switch (cause) {
    case pb::SPECIAL_CAUSE_ABOVE_UPPER_LIMIT:
      return "above the upper limit";
    case pb::SPECIAL_CAUSE_BELOW_LOWER_LIMIT:
      return "below the lower limit";
    case pb::SPECIAL_CAUSE_TREND_UP:
      return "steady rise";
    case pb::SPECIAL_CAUSE_TREND_DOWN:
      return "steady fall";
    case pb::SPECIAL_CAUSE_TWO_IN_THREE_ABOVE:
      return "two of three near the upper limit";
    case pb::SPECIAL_CAUSE_TWO_IN_THREE_BELOW:
      return "two of three near the lower limit";
    case pb::SPECIAL_CAUSE_SHIFT_ABOVE:
      return "run above the mean";
    case pb::SPECIAL_CAUSE_SHIFT_BELOW:
      return "run below the mean";
    default:
      return "";
  }
}

std::string VariationText(pb::Variation variation) {
  switch (variation) {
    case pb::VARIATION_COMMON_CAUSE:
      return "no significant change";
    case pb::VARIATION_IMPROVEMENT:
      return "improvement";
    case pb::VARIATION_CONCERN:
      return "concern";
    case pb::VARIATION_NEITHER_HIGH:
      return "higher than usual; neither direction is better";
    case pb::VARIATION_NEITHER_LOW:
      return "lower than usual; neither direction is better";
    default:
      return "";
  }
}

std::string AssuranceText(pb::Assurance assurance) {
  switch (assurance) {
    case pb::ASSURANCE_PASSES:
      return "will consistently pass the target";
    case pb::ASSURANCE_FAILS:
      return "will consistently fail the target";
    case pb::ASSURANCE_HIT_OR_MISS:
      return "will pass or fail the target by chance";
    default:
      return "";
  }
}

std::string Padded(const std::string& text, size_t width) {
  return text.size() >= width ? text : std::string(width - text.size(), ' ') + text;
}

std::string Mark(const pb::ChartPoint& point) {
  if (point.special_cause() == pb::SPECIAL_CAUSE_UNSPECIFIED) return "●";
  return IsUpwards(point.special_cause()) ? "▲" : "▼";
}

std::string Plot(const pb::GetChartResponse& chart, const Scale& scale,
                 const pb::ChartPoint& point) {
  std::vector<std::string> cells(kPlotColumns, " ");
  const auto put = [&](double value, const std::string& mark) {
    cells[static_cast<size_t>(scale.Column(value))] = mark;
  };
  if (chart.has_target_value()) put(chart.target_value(), ":");
  if (const auto centre = Centre(chart)) put(*centre, "│");
  if (chart.has_limits()) {
    put(chart.limits().lower(), "(");
    put(chart.limits().upper(), ")");
  }
  if (point.has_value()) put(point.value(), Mark(point));
  std::string text;
  for (const std::string& cell : cells) text += cell;
  return text;
}

std::string Line(const pb::GetChartResponse& chart, const Scale& scale,
                 const pb::ChartPoint& point) {
  std::string value = point.has_value() ? NumberText(point.value()) : "-";
  if (point.suppressed()) value = "withheld";
  std::string line =
      point.period_start_date() + "  " + Padded(value, 9) + "  " + Plot(chart, scale, point);
  const std::string cause = CauseText(point.special_cause());
  if (!cause.empty()) line += "  " + cause;
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

std::string Heading(const pb::GetChartResponse& chart) {
  std::string text = chart.title() + "\n" + chart.metric() + "\n";
  text += std::to_string(chart.value_count()) + (chart.value_count() == 1 ? " value" : " values");
  if (chart.has_mean()) {
    text += ", mean " + NumberText(chart.mean());
  } else if (chart.has_median()) {
    text += ", median " + NumberText(chart.median());
  }
  if (chart.has_limits()) {
    text += ", limits " + NumberText(chart.limits().lower()) + " to " +
            NumberText(chart.limits().upper());
  }
  if (chart.has_target_value()) text += ", target " + NumberText(chart.target_value());
  text += "\n";
  if (!chart.note().empty()) text += chart.note() + "\n";
  for (const std::string& warning : chart.warnings()) text += "Note: " + warning + "\n";
  return text;
}

}  // namespace

std::string NumberText(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", value);
  return text;
}

std::string DrawChart(const pb::GetChartResponse& chart) {
  std::string text = Heading(chart) + "\n";
  const Scale scale = ScaleOf(chart);
  for (const pb::ChartPoint& point : chart.points()) text += Line(chart, scale, point);
  if (!chart.points().empty()) {
    const std::string least = NumberText(scale.least);
    const std::string most = NumberText(scale.most);
    const size_t gap = kPlotColumns > static_cast<int>(least.size() + most.size())
                           ? kPlotColumns - least.size() - most.size()
                           : 1;
    text += std::string(23, ' ') + least + std::string(gap, ' ') + most + "\n";
  }
  const std::string variation = VariationText(chart.variation());
  const std::string assurance = AssuranceText(chart.assurance());
  if (!variation.empty()) text += "Latest: " + variation + ".\n";
  if (!assurance.empty()) text += "Target: " + assurance + ".\n";
  if (!chart.convention().empty()) text += chart.convention() + "\n";
  return text;
}

}  // namespace fivestep::cli
