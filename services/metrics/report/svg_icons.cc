#include "metrics/report/svg_icons.h"

#include "metrics/report/text.h"
#include "platform/core/markup.h"

namespace fivestep::metrics::report {
namespace {

bool IsUpwards(v1::SpecialCause cause) {
  return cause == v1::SPECIAL_CAUSE_ABOVE_UPPER_LIMIT || cause == v1::SPECIAL_CAUSE_TREND_UP ||
         cause == v1::SPECIAL_CAUSE_TWO_IN_THREE_ABOVE || cause == v1::SPECIAL_CAUSE_SHIFT_ABOVE;
}

// The direction of the latest value's special cause.
bool LatestIsUpwards(const v1::ReportedMetric& metric) {
  for (int i = metric.points_size() - 1; i >= 0; --i) {
    if (metric.points(i).has_value()) return IsUpwards(metric.points(i).special_cause());
  }
  return false;
}

std::string Frame(const std::string& text, const char* colour, const std::string& inside) {
  return "<svg class=\"icon\" viewBox=\"0 0 48 48\" role=\"img\" aria-label=\"" + Escaped(text) +
         "\"><circle cx=\"24\" cy=\"24\" r=\"21\" fill=\"#fff\" stroke=\"" + colour +
         "\" stroke-width=\"5\"/><circle cx=\"24\" cy=\"24\" r=\"23.5\" fill=\"none\" "
         "stroke=\"#212b32\"/>" +
         inside + "</svg>";
}

std::string Letter(const char* letter, int x, int y) {
  return "<text x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) +
         "\" font-size=\"17\" font-weight=\"700\" text-anchor=\"middle\" fill=\"#212b32\">" +
         letter + "</text>";
}

std::string Dot(int x, int y, const char* colour) {
  return "<circle cx=\"" + std::to_string(x) + "\" cy=\"" + std::to_string(y) +
         "\" r=\"3.2\" fill=\"" + colour + "\" stroke=\"#212b32\" stroke-width=\".8\"/>";
}

// Four values that leave their band at the end, and the letter of where they go.
std::string Leaving(bool upwards, const char* colour) {
  const auto y = [upwards](int up) { return upwards ? 48 - up : up; };
  std::string shape = "<path d=\"M9 " + std::to_string(y(19)) + "L17 " + std::to_string(y(15)) +
                      "L26 " + std::to_string(y(24)) + "L36 " + std::to_string(y(32)) +
                      "\" fill=\"none\" stroke=\"#212b32\"/>";
  shape += Dot(9, y(19), "#fff") + Dot(17, y(15), "#fff") + Dot(26, y(24), colour) +
           Dot(36, y(32), colour);
  return shape + Letter(upwards ? "H" : "L", upwards ? 16 : 34, 22);
}

// Values that stay within their band.
std::string Staying() {
  std::string shape =
      "<path d=\"M8 15H40M8 33H40\" stroke=\"#212b32\" stroke-dasharray=\"3 2\"/><path "
      "d=\"M9 24L16 20L24 28L32 21L39 26\" fill=\"none\" stroke=\"#212b32\"/>";
  for (const auto& [x, y] : {std::pair(9, 24), std::pair(16, 20), std::pair(24, 28),
                             std::pair(32, 21), std::pair(39, 26)}) {
    shape += Dot(x, y, "#fff");
  }
  return shape;
}

}  // namespace

std::string VariationText(const v1::ReportedMetric& metric) {
  const std::string where = LatestIsUpwards(metric) ? "higher values" : "lower values";
  switch (metric.variation()) {
    case v1::VARIATION_COMMON_CAUSE:
      return "Common cause: no significant change";
    case v1::VARIATION_IMPROVEMENT:
      return "Special cause, improvement: " + where;
    case v1::VARIATION_CONCERN:
      return "Special cause, concern: " + where;
    case v1::VARIATION_NEITHER_HIGH:
      return "Special cause, neither better nor worse: higher values";
    case v1::VARIATION_NEITHER_LOW:
      return "Special cause, neither better nor worse: lower values";
    default:
      return "No icon: too few values for limits";
  }
}

std::string AssuranceText(const v1::ReportedMetric& metric) {
  switch (metric.assurance()) {
    case v1::ASSURANCE_PASSES:
      return "Capable: it will consistently pass the target";
    case v1::ASSURANCE_FAILS:
      return "Not capable: it will consistently fail the target";
    case v1::ASSURANCE_HIT_OR_MISS:
      return "Hit and miss: it will pass or fail the target by chance";
    default:
      return "No icon: no target, or no limits to hold it against";
  }
}

std::string VariationIcon(const v1::ReportedMetric& metric) {
  const std::string text = VariationText(metric);
  const bool upwards = LatestIsUpwards(metric);
  switch (metric.variation()) {
    case v1::VARIATION_COMMON_CAUSE:
      return Frame(text, kCommonCauseColour, Staying());
    case v1::VARIATION_IMPROVEMENT:
      return Frame(text, kImprovementColour, Leaving(upwards, kImprovementColour));
    case v1::VARIATION_CONCERN:
      return Frame(text, kConcernColour, Leaving(upwards, kConcernColour));
    case v1::VARIATION_NEITHER_HIGH:
      return Frame(text, kNeitherColour, Leaving(true, kNeitherColour));
    case v1::VARIATION_NEITHER_LOW:
      return Frame(text, kNeitherColour, Leaving(false, kNeitherColour));
    default:
      return {};
  }
}

std::string AssuranceIcon(const v1::ReportedMetric& metric) {
  const std::string text = AssuranceText(metric);
  const char* target =
      "<path d=\"M8 33H40\" stroke=\"#b3261e\" stroke-width=\"2\" "
      "stroke-dasharray=\"5 3\"/>";
  switch (metric.assurance()) {
    case v1::ASSURANCE_PASSES:
      return Frame(text, kImprovementColour, target + Letter("P", 24, 27));
    case v1::ASSURANCE_FAILS:
      return Frame(text, kConcernColour, target + Letter("F", 24, 27));
    case v1::ASSURANCE_HIT_OR_MISS:
      return Frame(text, kCommonCauseColour, target + Letter("?", 24, 27));
    default:
      return {};
  }
}

}  // namespace fivestep::metrics::report
