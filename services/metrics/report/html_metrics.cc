// The matrix of icons, and each chart with its commentary and its figures.
#include <algorithm>

#include "metrics/report/html_parts.h"
#include "metrics/report/html_report.h"
#include "metrics/report/svg_chart.h"
#include "metrics/report/svg_icons.h"
#include "metrics/report/text.h"
#include "platform/core/markup.h"

namespace fivestep::metrics::report {
namespace {

std::string MetricId(int index) { return "m" + std::to_string(index + 1); }

struct Column {
  const char* title;
  std::vector<v1::Variation> variations;
};
const std::vector<Column>& Columns() {
  static const auto* columns =
      new std::vector<Column>{{"Improvement", {v1::VARIATION_IMPROVEMENT}},
                              {"Common cause", {v1::VARIATION_COMMON_CAUSE}},
                              {"Concern", {v1::VARIATION_CONCERN}},
                              {"Neither", {v1::VARIATION_NEITHER_HIGH, v1::VARIATION_NEITHER_LOW}},
                              {"Run chart, no icon", {v1::VARIATION_UNSPECIFIED}}};
  return *columns;
}

constexpr std::pair<v1::Assurance, const char*> kRows[] = {
    {v1::ASSURANCE_PASSES, "Consistently passes its target"},
    {v1::ASSURANCE_HIT_OR_MISS, "Hit and miss"},
    {v1::ASSURANCE_FAILS, "Consistently fails its target"},
    {v1::ASSURANCE_UNSPECIFIED, "No target, or no limits yet"},
};

std::string Cell(const v1::BoardReportContent& content, const Column& column,
                 v1::Assurance assurance) {
  std::string html;
  for (int i = 0; i < content.metrics_size(); ++i) {
    const v1::ReportedMetric& metric = content.metrics(i);
    if (metric.assurance() != assurance ||
        std::find(column.variations.begin(), column.variations.end(), metric.variation()) ==
            column.variations.end()) {
      continue;
    }
    html += "<li>" + VariationIcon(metric) + AssuranceIcon(metric) + " <a href=\"#" + MetricId(i) +
            "\">" + Escaped(metric.title()) + "</a></li>";
  }
  return html.empty() ? "none" : "<ul class=\"icons\">" + html + "</ul>";
}

std::string Key() {
  return "<ul class=\"key\" aria-label=\"Key to the points of the charts\">"
         "<li><svg viewBox=\"0 0 16 16\" aria-hidden=\"true\"><circle cx=\"8\" cy=\"8\" r=\"5\" "
         "fill=\"#7b7d7d\" stroke=\"#212b32\"/></svg> small circle: common cause</li>"
         "<li><svg viewBox=\"0 0 16 16\" aria-hidden=\"true\"><circle cx=\"8\" cy=\"8\" r=\"6.5\" "
         "fill=\"#289de0\" stroke=\"#212b32\"/></svg> large circle: improvement</li>"
         "<li><svg viewBox=\"0 0 16 16\" aria-hidden=\"true\"><rect x=\"2\" y=\"2\" width=\"12\" "
         "height=\"12\" fill=\"#fab428\" stroke=\"#212b32\"/></svg> square: concern</li>"
         "<li><svg viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path d=\"M8 1l7 7-7 7-7-7z\" "
         "fill=\"#361475\" stroke=\"#212b32\"/></svg> diamond: neither better nor "
         "worse</li></ul>\n";
}

std::string PolarityText(v1::Polarity polarity) {
  switch (polarity) {
    case v1::POLARITY_HIGHER_IS_BETTER:
      return "Higher is better";
    case v1::POLARITY_LOWER_IS_BETTER:
      return "Lower is better";
    default:
      return "Neither direction is better";
  }
}

std::string DefinitionHtml(const v1::ReportedMetric& metric) {
  const v1::MetricDefinition& definition = metric.definition();
  std::string what = definition.numerator();
  if (!definition.denominator().empty()) what += ", out of " + definition.denominator();
  std::string target = "none";
  if (definition.has_target_value()) {
    target =
        ValueText(metric, definition.target_value()) + " by " + DayText(definition.target_date());
  }
  return Definitions({{"What is measured", what},
                      {"Whom, where", definition.population() + "; " + definition.geography()},
                      {"Target", target + ". " + PolarityText(definition.polarity())},
                      {"Source", definition.source()}});
}

std::string FiguresHtml(const v1::ReportedMetric& metric) {
  if (metric.points().empty()) return {};
  Table table{
      "Figures of " + metric.title(), {"Period from", "to", "Value", "More than noise"}, {2}};
  for (const v1::ChartPoint& point : metric.points()) {
    table.rows.push_back({point.period_start_date(), point.period_end_date(),
                          point.has_value()    ? ValueText(metric, point.value())
                          : point.suppressed() ? "withheld"
                                               : "not collected",
                          CauseText(point.special_cause())});
  }
  return "<details><summary>Figures of " + Escaped(metric.title()) + "</summary>\n" +
         ToHtml(table) + "</details>\n";
}

std::string CommentaryHtml(const v1::ReportedMetric& metric) {
  std::vector<std::pair<std::string, std::string>> said;
  for (const v1::ReportLine& line : metric.commentary()) {
    said.emplace_back(line.label(), line.text());
  }
  if (said.empty()) said.emplace_back("Commentary", "");
  for (const v1::ReportLine& alert : metric.alerts()) {
    said.emplace_back("Alert of " + DayText(alert.label()), alert.text());
  }
  return Definitions(said);
}

std::string MetricHtml(const v1::ReportedMetric& metric, int index) {
  const std::string id = MetricId(index);
  std::string html = "<div class=\"metric\"><h3 id=\"" + id + "\">" + Escaped(metric.title()) +
                     "</h3>\n<ul class=\"icons\"><li>" + VariationIcon(metric) + " " +
                     Escaped(VariationText(metric)) + "</li><li>" + AssuranceIcon(metric) + " " +
                     Escaped(AssuranceText(metric)) + "</li></ul>\n";
  html += ChartSvg(metric, id);
  if (metric.has_definition()) html += Paragraph(ChartText(metric));
  if (!metric.note().empty()) html += Paragraph(metric.note());
  html += "</div>\n" + CommentaryHtml(metric);
  if (metric.has_definition()) html += DefinitionHtml(metric);
  return html + FiguresHtml(metric);
}

}  // namespace

std::string MatrixSection(const v1::BoardReportContent& content) {
  if (content.metrics().empty()) {
    return Section("matrix", "At a glance: variation and assurance", Paragraph(kNotRecorded));
  }
  std::string html =
      "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Matrix of icons\">"
      "<table><caption>Metrics by what their latest value means (columns) and whether they meet "
      "their target (rows)</caption>\n<thead><tr><th scope=\"col\">Assurance</th>";
  for (const Column& column : Columns()) {
    html += "<th scope=\"col\">" + std::string(column.title) + "</th>";
  }
  html += "</tr></thead>\n<tbody>\n";
  for (const auto& [assurance, title] : kRows) {
    html += "<tr><th scope=\"row\">" + std::string(title) + "</th>";
    for (const Column& column : Columns()) {
      html += "<td>" + Cell(content, column, assurance) + "</td>";
    }
    html += "</tr>\n";
  }
  return Section("matrix", "At a glance: variation and assurance",
                 html + "</tbody></table></div>\n");
}

std::string ChartsSection(const v1::BoardReportContent& content) {
  std::string html;
  if (content.metrics().empty()) html = Paragraph(kNotRecorded);
  if (!content.chart_convention().empty()) html += Key();
  for (int i = 0; i < content.metrics_size(); ++i) html += MetricHtml(content.metrics(i), i);
  if (!content.chart_convention().empty()) {
    html += Paragraph("How the charts are read: " + content.chart_convention() + ".");
  }
  return Section("charts", "Charts and commentary", html);
}

}  // namespace fivestep::metrics::report
