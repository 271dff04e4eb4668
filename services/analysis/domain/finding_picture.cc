#include "analysis/domain/finding_picture.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <vector>

#include "platform/core/markup.h"

namespace fivestep::analysis {
namespace {

// Pixels.
constexpr double kWidth = 760;
constexpr double kLabelWidth = 250;
constexpr double kRightMargin = 40;
constexpr double kTop = 64;
constexpr double kRowHeight = 26;
constexpr double kBottom = 64;
// Names that are longer would run into the picture; the text has them in full.
constexpr size_t kLabelBytes = 34;
constexpr int kTicks = 5;
// NHS dark blue, dark pink for the disadvantaged group and mid grey: told apart without colour by
// shape, and by people who see no red or green.
constexpr char kBlue[] = "#003087";
constexpr char kPink[] = "#7C2855";
constexpr char kGrey[] = "#595959";

std::string Number(double number, const char* format = "%.1f") {
  char text[40];
  std::snprintf(text, sizeof text, format, number == 0 ? 0.0 : number);
  return text;
}

// At most kLabelBytes, cut before a character of UTF-8 and not within.
std::string Shortened(const std::string& text) {
  if (text.size() <= kLabelBytes) return text;
  size_t end = kLabelBytes - 1;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

const char* WhyNoValue(v1::ReleaseState state) {
  switch (state) {
    case v1::RELEASE_STATE_SUPPRESSED:
      return "withheld";
    case v1::RELEASE_STATE_SUPPRESSED_BY_PUBLISHER:
      return "withheld by the publisher";
    default:
      return "not known";
  }
}

// The values' axis: from a round number below the lowest limit to one above the highest.
struct Axis {
  double lowest = 0;
  double step = 1;
  int steps = 1;

  double highest() const { return lowest + step * steps; }
  double XOf(double value) const {
    const double share = (value - lowest) / (highest() - lowest);
    return kLabelWidth + std::clamp(share, 0.0, 1.0) * (kWidth - kLabelWidth - kRightMargin);
  }
};

Axis AxisOf(const v1::Figures& figures) {
  double lowest = HUGE_VAL;
  double highest = -HUGE_VAL;
  for (const auto& group : figures.groups()) {
    if (!group.has_value()) continue;
    lowest = std::min(lowest, group.value().interval().lower());
    highest = std::max(highest, group.value().interval().upper());
  }
  Axis axis;
  if (!(highest > lowest)) return axis;
  // From 0 where that wastes less than half of the picture.
  if (lowest > 0 && lowest < highest / 2) lowest = 0;
  const double rough = (highest - lowest) / kTicks;
  const double power = std::pow(10, std::floor(std::log10(rough)));
  for (const double round : {1.0, 2.0, 2.5, 5.0, 10.0}) {
    axis.step = round * power;
    if (axis.step >= rough) break;
  }
  axis.lowest = std::floor(lowest / axis.step) * axis.step;
  axis.steps = std::max(1, static_cast<int>(std::ceil((highest - axis.lowest) / axis.step)));
  return axis;
}

double YOf(int row) { return kTop + (row + 0.5) * kRowHeight; }

std::string Line(double x1, double y1, double x2, double y2, const std::string& style) {
  return "<line x1=\"" + Number(x1) + "\" y1=\"" + Number(y1) + "\" x2=\"" + Number(x2) +
         "\" y2=\"" + Number(y2) + "\" " + style + "/>\n";
}

std::string Text(double x, double y, const std::string& style, const std::string& text) {
  return "<text x=\"" + Number(x) + "\" y=\"" + Number(y) + "\" " + style + ">" + Escaped(text) +
         "</text>\n";
}

std::string Stroke(const char* colour, const char* more = "") {
  return std::string("stroke=\"") + colour + "\"" + more;
}

std::string AxisLines(const Axis& axis, const v1::Figures& figures) {
  const double bottom = kTop + figures.groups_size() * kRowHeight;
  // As many places as the step needs.
  const char* format = axis.step >= 1 ? "%.0f" : axis.step >= 0.1 ? "%.1f" : "%.2f";
  if (axis.step == 2.5) format = "%.1f";
  std::string svg;
  for (int i = 0; i <= axis.steps; ++i) {
    const double value = axis.lowest + i * axis.step;
    svg += Line(axis.XOf(value), kTop, axis.XOf(value), bottom, Stroke("#D8DDE0"));
    svg += Text(axis.XOf(value), bottom + 18, "text-anchor=\"middle\"", Number(value, format));
  }
  return svg + Text((kLabelWidth + kWidth - kRightMargin) / 2, bottom + 40,
                    "text-anchor=\"middle\"", figures.unit() + ", with 95 % intervals");
}

std::string Row(const v1::GroupValue& group, int row, bool disadvantaged, const Axis& axis) {
  const double y = YOf(row);
  const char* colour = disadvantaged ? kPink : kBlue;
  std::string svg =
      Text(kLabelWidth - 12, y + 4,
           disadvantaged ? "text-anchor=\"end\" font-weight=\"bold\"" : "text-anchor=\"end\"",
           Shortened(group.group()));
  if (!group.has_value()) {
    return svg + Text(kLabelWidth + 8, y + 4,
                      std::string("font-style=\"italic\" fill=\"") + kGrey + "\"",
                      WhyNoValue(group.state()));
  }
  const v1::Estimate& value = group.value();
  svg += Line(axis.XOf(value.interval().lower()), y, axis.XOf(value.interval().upper()), y,
              Stroke(colour, " stroke-width=\"2\""));
  const double x = axis.XOf(value.value());
  const std::string fill = std::string("fill=\"") + colour + "\"/>\n";
  if (disadvantaged) {
    return svg + "<rect x=\"" + Number(x - 5) + "\" y=\"" + Number(y - 5) +
           "\" width=\"10\" height=\"10\" " + fill;
  }
  return svg + "<circle cx=\"" + Number(x) + "\" cy=\"" + Number(y) + "\" r=\"5\" " + fill;
}

double ValueOf(const v1::Figures& figures, const std::string& group) {
  for (const auto& one : figures.groups()) {
    if (one.group() == group) return one.value().value();
  }
  return 0;
}

// The fitted line from the disadvantaged end of the scale to the other: it passes the average at
// the middle, and the two ends differ by the slope index.
std::string SlopeLine(const v1::Figures& figures, const Axis& axis) {
  if (!figures.has_slope() || !figures.has_gap() || !figures.has_spread()) return {};
  const v1::Gap& gap = figures.gap();
  const double difference = ValueOf(figures, gap.group()) - gap.comparator_value().value();
  const double turn = difference * gap.absolute().value() >= 0 ? 1 : -1;
  double people = 0;
  for (const auto& group : figures.groups()) {
    if (group.has_value()) people += group.denominator();
  }
  std::string points;
  double before = 0;
  for (int row = 0; row < figures.groups_size(); ++row) {
    const auto& group = figures.groups(row);
    if (!group.has_value()) continue;
    const double rank = (before + group.denominator() / 2) / people;
    before += group.denominator();
    const double fitted =
        figures.spread().average() + turn * figures.slope().sii().value() * (0.5 - rank);
    points += Number(axis.XOf(fitted)) + "," + Number(YOf(row)) + " ";
  }
  return "<polyline points=\"" + points + "\" fill=\"none\" " +
         Stroke(kGrey, " stroke-width=\"1.5\" stroke-dasharray=\"6 4\"") + "/>\n";
}

std::string Between(const v1::Estimate& estimate) {
  return Number(estimate.value()) + " (" + Number(estimate.interval().lower()) + " to " +
         Number(estimate.interval().upper()) + ")";
}

std::string GapSentence(const v1::Figures& figures) {
  if (!figures.has_gap()) return figures.verdict_reason();
  const v1::Gap& gap = figures.gap();
  std::string sentence = "Gap of " + gap.group() + " to " + gap.comparator() + ": " +
                         Between(gap.absolute()) + " " + figures.unit();
  if (gap.has_relative()) sentence += ", or " + Between(gap.relative()) + " times";
  sentence += "; people to close it: " + std::to_string(gap.people_to_close_count()) + ".";
  return sentence;
}

std::string SlopeSentence(const v1::Figures& figures) {
  if (!figures.has_slope()) return figures.slope_refusal();
  return "Slope index of inequality: " + Between(figures.slope().sii()) + " " + figures.unit() +
         "; relative index: " + Between(figures.slope().rii()) + ".";
}

std::string Heading(const v1::Finding& finding) {
  std::string heading = finding.title();
  if (!finding.period().empty()) heading += ", " + finding.period();
  if (!finding.area().empty()) heading += ", " + finding.area();
  return heading;
}

}  // namespace

std::string PictureOf(const v1::Finding& finding) {
  const v1::Figures& figures = finding.figures();
  const Axis axis = AxisOf(figures);
  const double height = kTop + figures.groups_size() * kRowHeight + kBottom;
  std::string svg =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"" +
      Number(kWidth, "%.0f") + "\" height=\"" + Number(height, "%.0f") + "\" viewBox=\"0 0 " +
      Number(kWidth, "%.0f") + " " + Number(height, "%.0f") +
      "\" role=\"img\" aria-labelledby=\"title desc\" font-family=\"Arial, sans-serif\" "
      "font-size=\"13\" fill=\"#212B32\">\n<title id=\"title\">" +
      Escaped(Heading(finding)) + "</title>\n<desc id=\"desc\">" + Escaped(TextOf(finding)) +
      "</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"#FFFFFF\"/>\n";
  svg += Text(16, 26, "font-size=\"16\" font-weight=\"bold\"", Heading(finding));
  if (figures.has_gap()) {
    svg += Text(16, 46, std::string("fill=\"") + kGrey + "\"",
                "Square: " + Shortened(figures.gap().group()) + ", compared with " +
                    Shortened(figures.gap().comparator()) +
                    (figures.has_slope() ? ". Dashes: the fitted slope" : ""));
  }
  svg += AxisLines(axis, figures) + SlopeLine(figures, axis);
  for (int row = 0; row < figures.groups_size(); ++row) {
    const auto& group = figures.groups(row);
    svg += Row(group, row, figures.has_gap() && group.group() == figures.gap().group(), axis);
  }
  return svg + "</svg>\n";
}

std::string TextOf(const v1::Finding& finding) {
  const v1::Figures& figures = finding.figures();
  std::string text = Heading(finding) + "\n" + GapSentence(figures) + "\n";
  if (figures.has_gap()) text += figures.verdict_reason() + "\n";
  const std::string slope = SlopeSentence(figures);
  if (!slope.empty()) text += slope + "\n";
  if (figures.has_trend()) text += figures.trend().sentence() + "\n";
  for (const std::string& caveat : figures.caveats()) text += "Caveat: " + caveat + "\n";
  text += "\nGroup | " + figures.unit() + " | 95 % interval\n";
  for (const auto& group : figures.groups()) {
    text += group.group() + " | ";
    if (group.has_value()) {
      text += Number(group.value().value()) + " | " + Number(group.value().interval().lower()) +
              " to " + Number(group.value().interval().upper()) + "\n";
    } else {
      text += std::string(WhyNoValue(group.state())) + " | \n";
    }
  }
  return text;
}

}  // namespace fivestep::analysis
