// Inequalities that are followed and by dimension, what people told us, what was designed.
#include <set>
#include <utility>
#include <vector>

#include "metrics/report/html_parts.h"
#include "metrics/report/html_report.h"
#include "metrics/report/text.h"

namespace fivestep::metrics::report {
namespace {

// What a board asks for first, whether or not there are records of it.
constexpr const char* kDimensions[] = {"deprivation", "ethnicity", "age", "sex"};

std::string Capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return text;
}

std::string GapHtml(const v1::ReportedGap& gap) {
  Table table{gap.title() + (gap.scope().empty() ? "" : " (" + gap.scope() + ")"),
              {"Group", "Value" + (gap.unit().empty() ? "" : ", " + gap.unit()),
               "95 % interval, from", "to"},
              {1, 2, 3}};
  for (const v1::ReportedGroup& group : gap.groups()) {
    table.rows.push_back({group.group(),
                          group.has_value() ? Decimal(group.value(), 1) : group.note(),
                          group.has_value() && group.has_lower() ? Decimal(group.lower(), 1) : "",
                          group.has_value() && group.has_upper() ? Decimal(group.upper(), 1) : ""});
  }
  std::string html = ToHtml(table);
  std::vector<std::pair<std::string, std::string>> said = {
      {"Gap", gap.gap()},
      {"Verdict", gap.verdict()},
      {"Share unknown",
       gap.has_unknown_percent() ? Decimal(gap.unknown_percent(), 1) + " % of people" : ""}};
  if (!gap.caveat().empty()) said.emplace_back("Caveat", gap.caveat());
  return html + Definitions(said);
}

std::string DimensionHtml(const v1::BoardReportContent& content, const std::string& dimension) {
  std::string html;
  for (const v1::ReportedGap& gap : content.gaps()) {
    if (gap.dimension() == dimension) html += GapHtml(gap);
  }
  return Heading(3, Capitalised(dimension.empty() ? "other groups" : dimension)) +
         (html.empty() ? Paragraph(kNotRecorded) : html);
}

// `12.0 (10.5 to 13.6)`; nothing where there is no figure.
std::string EstimateText(bool has, const v1::GapEstimate& estimate, int places) {
  if (!has) return "";
  std::string text = Decimal(estimate.value(), places);
  if (estimate.has_lower() && estimate.has_upper()) {
    text +=
        " (" + Decimal(estimate.lower(), places) + " to " + Decimal(estimate.upper(), places) + ")";
  }
  return text;
}

// The first and the newest periods that both groups have a figure for; all of them are in the CSV.
std::vector<const v1::GapPoint*> EndsOf(const v1::ReportedPair& pair) {
  std::vector<const v1::GapPoint*> ends;
  for (const v1::GapPoint& point : pair.points()) {
    if (!point.has_absolute_gap()) continue;
    if (ends.size() == 2) ends.pop_back();
    ends.push_back(&point);
  }
  return ends;
}

// Figures with their intervals break lines where the page is narrow, so they stand to the left.
std::string PairHtml(const v1::ReportedPair& pair) {
  const std::string unit = pair.unit().empty() ? "" : ", " + pair.unit();
  Table table{pair.title() + ", first and newest period (95 % intervals)",
              {"Period", pair.target_title() + unit, pair.comparator_title() + unit, "Gap" + unit,
               "Ratio", "People to close it"}};
  const int places = pair.decimal_places();
  for (const v1::GapPoint* point : EndsOf(pair)) {
    table.rows.push_back(
        {DayText(point->period_start_date()) + " to " + DayText(point->period_end_date()),
         EstimateText(point->has_target_level(), point->target_level(), places),
         EstimateText(point->has_comparator_level(), point->comparator_level(), places),
         EstimateText(point->has_absolute_gap(), point->absolute_gap(), places),
         EstimateText(point->has_relative_gap(), point->relative_gap(), 2),
         point->has_people_to_close() ? std::to_string(point->people_to_close()) : ""});
  }
  std::vector<std::pair<std::string, std::string>> said = {
      {"What may be said of the change", pair.change().sentence()}};
  for (const v1::ReportLine& alert : pair.alerts()) {
    said.emplace_back("Alert of " + DayText(alert.label()), alert.text());
  }
  return Heading(4, pair.title()) +
         (table.rows.empty() ? Paragraph("No period has a figure for both groups yet.")
                             : ToHtml(table)) +
         Definitions(said);
}

std::string PairsHtml(const v1::BoardReportContent& content) {
  std::string html = Heading(3, "Inequalities that we follow: level and gap");
  for (const v1::ReportedPair& pair : content.pairs()) html += PairHtml(pair);
  return html + (content.pairs().empty() ? Paragraph(kNotRecorded) : "");
}

// The items of a kind under a heading of their own, so that the levels of headings leave none out.
std::string PartHtml(const v1::BoardReportContent& content, const char* kind) {
  std::string items = ItemsHtml(content, kind);
  for (size_t at = 0; (at = items.find("<h3>", at)) != std::string::npos;) items[at + 2] = '4';
  for (size_t at = 0; (at = items.find("</h3>", at)) != std::string::npos;) items[at + 3] = '4';
  return items;
}

}  // namespace

std::string GapsSection(const v1::BoardReportContent& content) {
  std::string html = PairsHtml(content);
  std::set<std::string> others;
  for (const v1::ReportedGap& gap : content.gaps()) others.insert(gap.dimension());
  for (const char* dimension : kDimensions) {
    html += DimensionHtml(content, dimension);
    others.erase(dimension);
  }
  for (const std::string& dimension : others) html += DimensionHtml(content, dimension);
  return Section("gaps", "Gaps by deprivation, ethnicity, age and sex", html);
}

std::string VoicesSection(const v1::BoardReportContent& content) {
  std::string html = ItemsHtml(content, "theme");
  html += Heading(3, "What follows from it") + PartHtml(content, "insight");
  html += Heading(3, "Who was reached") + PartHtml(content, "reach");
  html += Heading(3, "What keeps people out") + PartHtml(content, "barrier");
  return Section("voices", "What people told us, and our response", html);
}

std::string WorkSection(const v1::BoardReportContent& content) {
  std::string html = Heading(3, "Target areas") + PartHtml(content, "target area");
  html += Heading(3, "Interventions") + PartHtml(content, "intervention");
  html += Heading(3, "Votes on statements") + PartHtml(content, "opinions");
  html += Heading(3, "Dissent kept beside the result") + PartHtml(content, "dissent");
  html += Heading(3, "Decisions") + PartHtml(content, "decision");
  html += Heading(3, "Gates of the five steps") + PartHtml(content, "gate");
  html += Heading(3, "Reviews: what was learned") + PartHtml(content, "review");
  return Section("work", "Where we work, and what was designed", html);
}

}  // namespace fivestep::metrics::report
