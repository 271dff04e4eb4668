#include "metrics/report/svg_chart.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "metrics/report/svg_icons.h"
#include "metrics/report/text.h"
#include "platform/core/markup.h"

namespace fivestep::metrics::report {
namespace {

// In units of the view box.
constexpr double kWidth = 720;
constexpr double kHeight = 250;
constexpr double kLeft = 56;
constexpr double kRight = 96;
constexpr double kTop = 12;
constexpr double kBottom = 30;
constexpr int kTicks = 5;

// Where values and points lie on the page.
class Frame {
 public:
  explicit Frame(const v1::ReportedMetric& metric) : count_(metric.points_size()) {
    std::vector<double> values;
    for (const v1::ChartPoint& point : metric.points()) {
      if (point.has_value()) values.push_back(point.value());
    }
    if (metric.has_limits()) {
      values.push_back(metric.limits().lower());
      values.push_back(metric.limits().upper());
    }
    if (metric.definition().has_target_value()) {
      values.push_back(metric.definition().target_value());
    }
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    const double room = *most > *least ? (*most - *least) * 0.08 : 1;
    least_ = *least - room;
    most_ = *most + room;
  }
  double X(int index) const {
    const double share = count_ > 1 ? static_cast<double>(index) / (count_ - 1) : 0.5;
    return kLeft + share * (kWidth - kLeft - kRight);
  }
  double Y(double value) const {
    return kTop + (most_ - value) / (most_ - least_) * (kHeight - kTop - kBottom);
  }
  // Round numbers, at most kTicks of them.
  std::vector<double> Ticks() const {
    const double rough = (most_ - least_) / kTicks;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    double step = power;
    for (const double factor : {2.0, 5.0, 10.0}) {
      if (step < rough) step = factor * power;
    }
    std::vector<double> ticks;
    for (double at = std::ceil(least_ / step) * step; at <= most_; at += step) ticks.push_back(at);
    return ticks;
  }

 private:
  int count_;
  double least_ = 0;
  double most_ = 1;
};

std::string At(double coordinate) { return Decimal(coordinate, 1); }

std::string Line(const Frame& frame, double value, const char* style) {
  return "<path d=\"M" + At(kLeft) + " " + At(frame.Y(value)) + "H" + At(kWidth - kRight) + "\" " +
         style + "/>";
}

// A label at the right end of a line.
std::string Label(double y, const std::string& text) {
  return "<text x=\"" + At(kWidth - kRight + 6) + "\" y=\"" + At(y + 4) + "\">" + Escaped(text) +
         "</text>";
}

// The labels, moved apart so that none covers another.
std::string Labels(std::vector<std::pair<double, std::string>> labels) {
  constexpr double kApart = 14;
  std::sort(labels.begin(), labels.end());
  std::string svg;
  double lowest = -kApart;
  for (auto& [y, text] : labels) {
    y = std::max(y, lowest + kApart);
    lowest = y;
    svg += Label(y, text);
  }
  return svg;
}

std::string Axes(const v1::ReportedMetric& metric, const Frame& frame) {
  std::string svg;
  for (const double value : frame.Ticks()) {
    svg += Line(frame, value, "stroke=\"#e8edee\"");
    svg += "<text x=\"" + At(kLeft - 6) + "\" y=\"" + At(frame.Y(value) + 4) +
           "\" text-anchor=\"end\">" +
           Decimal(value, std::max(1, metric.definition().decimal_places())) + "</text>";
  }
  const int last = metric.points_size() - 1;
  std::vector<int> shown = {0};
  if (last >= 2) shown.push_back(last / 2);
  if (last >= 1) shown.push_back(last);
  for (const int i : shown) {
    const char* anchor = i == 0 ? "start" : (i == last ? "end" : "middle");
    svg += "<text x=\"" + At(frame.X(i)) + "\" y=\"" + At(kHeight - 8) + "\" text-anchor=\"" +
           anchor + "\">" + Escaped(metric.points(i).period_start_date().substr(0, 7)) + "</text>";
  }
  return svg;
}

std::string Lines(const v1::ReportedMetric& metric, const Frame& frame) {
  std::vector<std::pair<double, std::string>> labels;
  std::string svg;
  const auto add = [&](double value, const char* style, const char* name) {
    svg += Line(frame, value, style);
    labels.emplace_back(frame.Y(value), name + (" " + ValueText(metric, value)));
  };
  if (metric.has_limits()) {
    add(metric.limits().upper(), "stroke=\"#4c6272\" stroke-dasharray=\"2 3\"", "upper");
    add(metric.limits().lower(), "stroke=\"#4c6272\" stroke-dasharray=\"2 3\"", "lower");
  }
  if (metric.has_centre()) {
    add(metric.centre(), "stroke=\"#212b32\"",
        metric.chart_kind() == v1::CHART_KIND_CONTROL ? "mean" : "median");
  }
  if (metric.definition().has_target_value()) {
    add(metric.definition().target_value(),
        "stroke=\"#b3261e\" stroke-width=\"1.5\" stroke-dasharray=\"7 4\"", "target");
  }
  return svg + Labels(std::move(labels));
}

// Values joined where they follow one another; a missing one breaks the line.
std::string Series(const v1::ReportedMetric& metric, const Frame& frame) {
  std::string path;
  bool drawing = false;
  for (int i = 0; i < metric.points_size(); ++i) {
    if (!metric.points(i).has_value()) {
      drawing = false;
      continue;
    }
    path += (drawing ? "L" : "M") + At(frame.X(i)) + " " + At(frame.Y(metric.points(i).value()));
    drawing = true;
  }
  return "<path d=\"" + path + "\" fill=\"none\" stroke=\"#4c6272\" stroke-width=\"1.5\"/>";
}

// A circle for common cause and improvement, a square for concern, a diamond for neither.
std::string Mark(const v1::ChartPoint& point, double x, double y) {
  const std::string at = " cx=\"" + At(x) + "\" cy=\"" + At(y) + "\"";
  switch (point.variation()) {
    case v1::VARIATION_IMPROVEMENT:
      return "<circle class=\"i\"" + at + " r=\"4.5\"/>";
    case v1::VARIATION_CONCERN:
      return "<rect class=\"c\" x=\"" + At(x - 4) + "\" y=\"" + At(y - 4) +
             "\" width=\"8\" height=\"8\"/>";
    case v1::VARIATION_NEITHER_HIGH:
    case v1::VARIATION_NEITHER_LOW:
      return "<path class=\"n\" d=\"M" + At(x) + " " + At(y - 5.5) +
             "l5.5 5.5-5.5 5.5-5.5-5.5z\"/>";
    default:
      return "<circle class=\"o\"" + at + " r=\"3\"/>";
  }
}

std::string Marks(const v1::ReportedMetric& metric, const Frame& frame) {
  std::string svg;
  for (int i = 0; i < metric.points_size(); ++i) {
    const v1::ChartPoint& point = metric.points(i);
    if (point.has_value()) svg += Mark(point, frame.X(i), frame.Y(point.value()));
  }
  return svg;
}

// `2 values above the upper limit (2022-12, 2025-01)`, one for each kind of special cause. Many are
// told by the first and the last.
std::string SpecialText(const v1::ReportedMetric& metric) {
  constexpr size_t kListed = 4;
  std::string text;
  for (int cause = 1; cause <= v1::SpecialCause_MAX; ++cause) {
    std::vector<std::string> months;
    for (const v1::ChartPoint& point : metric.points()) {
      if (point.special_cause() == cause) months.push_back(point.period_start_date().substr(0, 7));
    }
    if (months.empty()) continue;
    std::string when = months.front();
    if (months.size() > kListed) {
      when = "between " + months.front() + " and " + months.back();
    } else {
      for (size_t i = 1; i < months.size(); ++i) when += ", " + months[i];
    }
    text += (text.empty() ? "" : "; ") + std::to_string(months.size()) +
            (months.size() == 1 ? " value " : " values ") +
            CauseText(static_cast<v1::SpecialCause>(cause)) + " (" + when + ")";
  }
  return text.empty() ? "No value is more than noise." : "More than noise: " + text + ".";
}

}  // namespace

std::string CauseText(v1::SpecialCause cause) {
  switch (cause) {
    case v1::SPECIAL_CAUSE_ABOVE_UPPER_LIMIT:
      return "above the upper limit";
    case v1::SPECIAL_CAUSE_BELOW_LOWER_LIMIT:
      return "below the lower limit";
    case v1::SPECIAL_CAUSE_TREND_UP:
      return "in a steady rise";
    case v1::SPECIAL_CAUSE_TREND_DOWN:
      return "in a steady fall";
    case v1::SPECIAL_CAUSE_TWO_IN_THREE_ABOVE:
      return "near the upper limit, two of three";
    case v1::SPECIAL_CAUSE_TWO_IN_THREE_BELOW:
      return "near the lower limit, two of three";
    case v1::SPECIAL_CAUSE_SHIFT_ABOVE:
      return "in a run above the mean";
    case v1::SPECIAL_CAUSE_SHIFT_BELOW:
      return "in a run below the mean";
    default:
      return {};
  }
}

std::string ValueText(const v1::ReportedMetric& metric, double value) {
  const v1::MetricDefinition& definition = metric.definition();
  std::string text = Decimal(value, definition.decimal_places());
  if (definition.value_kind() == v1::VALUE_KIND_PERCENT) text += " %";
  return text;
}

std::string ChartText(const v1::ReportedMetric& metric) {
  int count = 0;
  const v1::ChartPoint* latest = nullptr;
  for (const v1::ChartPoint& point : metric.points()) {
    if (!point.has_value()) continue;
    ++count;
    latest = &point;
  }
  if (latest == nullptr) return "No value is recorded yet.";
  std::string text = std::to_string(count) + (count == 1 ? " value" : " values") + " from " +
                     DayText(metric.points(0).period_start_date()) + " to " +
                     DayText(latest->period_end_date()) + "; the latest is " +
                     ValueText(metric, latest->value()) + ".";
  if (metric.has_centre()) {
    text += (metric.chart_kind() == v1::CHART_KIND_CONTROL ? " Mean " : " Median ") +
            ValueText(metric, metric.centre());
    if (metric.has_limits()) {
      text += ", limits " + ValueText(metric, metric.limits().lower()) + " to " +
              ValueText(metric, metric.limits().upper());
    }
    text += ".";
  }
  if (metric.definition().has_target_value()) {
    text += " Target " + ValueText(metric, metric.definition().target_value()) + ".";
  }
  if (metric.chart_kind() == v1::CHART_KIND_CONTROL) text += " " + SpecialText(metric);
  return text;
}

std::string ChartSvg(const v1::ReportedMetric& metric, const std::string& id) {
  const bool any = std::any_of(metric.points().begin(), metric.points().end(),
                               [](const v1::ChartPoint& point) { return point.has_value(); });
  if (!any) return {};
  const Frame frame(metric);
  return "<svg class=\"chart\" viewBox=\"0 0 " + At(kWidth) + " " + At(kHeight) +
         "\" role=\"img\" aria-labelledby=\"" + id + "-t " + id + "-d\"><title id=\"" + id +
         "-t\">Chart of " + Escaped(metric.title()) + "</title><desc id=\"" + id + "-d\">" +
         Escaped(ChartText(metric)) + "</desc>" + Axes(metric, frame) + Lines(metric, frame) +
         Series(metric, frame) + Marks(metric, frame) + "</svg>";
}

}  // namespace fivestep::metrics::report
