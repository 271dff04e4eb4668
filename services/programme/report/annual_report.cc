#include "programme/report/annual_report.h"

#include <cstdio>
#include <utility>

#include "platform/core/date.h"
#include "platform/core/timestamp.h"
#include "programme/domain/register.h"

namespace fivestep::programme {
namespace {

struct Dimension {
  analysis::v1::GroupDimension dimension;
  const char* title;
};

// The dimensions by which the statement on information on health inequalities (section 13SA) asks
// for figures.
constexpr Dimension kDimensions[] = {{analysis::v1::GROUP_DIMENSION_DEPRIVATION, "deprivation"},
                                     {analysis::v1::GROUP_DIMENSION_ETHNICITY, "ethnicity"},
                                     {analysis::v1::GROUP_DIMENSION_AGE, "age"},
                                     {analysis::v1::GROUP_DIMENSION_SEX, "sex"}};

std::string NumberText(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  return text;
}

std::string GapText(const analysis::v1::AuditLine& line) {
  if (!line.has_absolute()) return "unknown";
  const analysis::v1::Interval& interval = line.absolute().interval();
  return NumberText(line.absolute().value()) + " (95% interval " + NumberText(interval.lower()) +
         " to " + NumberText(interval.upper()) + ") " + line.unit() + ", " + line.group() +
         " against " + line.comparator();
}

std::string VerdictText(const analysis::v1::AuditLine& line) {
  if (!line.data_gap().empty()) return "unknown: " + line.data_gap();
  switch (line.verdict()) {
    case analysis::v1::VERDICT_UNEQUAL:
      return "unequal";
    case analysis::v1::VERDICT_NO_EVIDENCE:
      return "no evidence of inequality";
    default:
      return "unknown: " + line.verdict_reason();
  }
}

std::string UnknownGroups(const analysis::v1::AuditLine& line) {
  return line.unknown_group_count() == 0 ? "none" : std::to_string(line.unknown_group_count());
}

void AddDimension(const Dimension& one, const std::vector<v1::StoredAuditLine>& indicators,
                  Document& report) {
  report.Heading(3, std::string("By ") + one.title);
  std::vector<Document::Row> rows = {
      {"Measure", "Period", "Area", "What it shows", "Gap", "Groups without a value", "Recorded"}};
  for (const v1::StoredAuditLine& stored : indicators) {
    const analysis::v1::AuditLine& line = stored.line();
    if (line.group_dimension() != one.dimension) continue;
    rows.push_back({line.measure(), line.period(), line.area().empty() ? "all" : line.area(),
                    VerdictText(line), GapText(line), UnknownGroups(line),
                    ToText(DayOf(ToInstant(stored.recorded_time())))});
  }
  if (rows.size() > 1) return report.Table(std::move(rows));
  report.Paragraph(std::string("Nothing is held by ") + one.title +
                   ": whether there is an inequality is unknown.");
}

std::string JudgementText(const v1::DutyJudgement& judgement) {
  return "The " + judgement.details().judged_by_role() + " judges the evidence " +
         InWords(v1::OfficerView_Name(judgement.details().view()), "OFFICER_VIEW_") + ": " +
         judgement.details().explanation();
}

void AddDuty(const v1::DutyEvidence& duty, Document& report) {
  report.Heading(2, duty.law());
  for (const v1::DutyJudgement& one : duty.judgements()) report.Paragraph(JudgementText(one));
  Document::Row held;
  for (const v1::DutyEvidenceItem& item : duty.items()) {
    held.push_back(
        item.item_date() + ": " + item.kind() + ", " +
        (item.title().empty() ? item.resource() : item.title()) +
        (item.owning_organisation().empty() ? "" : " (" + item.owning_organisation() + ")"));
  }
  report.Paragraph(held.empty() ? "Nothing was recorded in the year." : "What was recorded:");
  report.List(std::move(held));
  if (duty.gaps_size() == 0) return;
  report.Paragraph("What is not held:");
  report.List({duty.gaps().begin(), duty.gaps().end()});
}

}  // namespace

Document MakeAnnualReport(const v1::Programme& programme, const std::string& financial_year,
                          const v1::GetDutyEvidenceResponse& duties,
                          const std::vector<v1::StoredAuditLine>& indicators) {
  Document report;
  report.Heading(1, "Health inequalities in " + financial_year + ": " + programme.title());
  report.Paragraph(
      "Draft for the annual report (National Health Service Act 2006, section 14Z58), from what "
      "the "
      "programme has recorded. Its aim: " +
      programme.aim());
  report.Paragraph(duties.statement());
  for (const v1::DutyEvidence& duty : duties.duties()) AddDuty(duty, report);
  report.Heading(2, "Indicators held");
  report.Paragraph(
      "The last line of an equity audit for each measure. Small numbers were withheld or rounded "
      "before anything was computed from them.");
  for (const Dimension& one : kDimensions) AddDimension(one, indicators, report);
  return report;
}

}  // namespace fivestep::programme
