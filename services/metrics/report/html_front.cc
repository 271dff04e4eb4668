// The front sheet that boards of NHS England use, and what was asked of people.
#include "metrics/report/html_parts.h"
#include "metrics/report/html_report.h"
#include "metrics/report/risks.h"
#include "metrics/report/text.h"

namespace fivestep::metrics::report {
namespace {

std::string PaperText(v1::PaperType type) {
  switch (type) {
    case v1::PAPER_TYPE_FOR_DECISION:
      return "For decision";
    case v1::PAPER_TYPE_FOR_DISCUSSION:
      return "For discussion";
    default:
      return "For information";
  }
}

// `Listening to young mothers (listening event, Family hub): people have their answer`.
std::vector<std::string> Approaches(const v1::BoardReportContent& content) {
  std::vector<std::string> texts;
  for (const v1::ReportItem& item : content.items()) {
    if (item.kind() != "activity" && item.kind() != "session") continue;
    std::string text =
        item.title() + " (" + LineText(item, "Approach") + ", " + LineText(item, "Where") + ")";
    const std::string who_came = LineText(item, "Who came");
    if (!who_came.empty()) text += "; who came: " + who_came;
    texts.push_back(text + ". State: " + item.state() + ".");
  }
  return texts;
}

// What the records say in one sentence each, whatever the author writes.
std::vector<std::string> Headlines(const v1::BoardReportContent& content) {
  int improving = 0;
  int concerning = 0;
  int common = 0;
  int failing = 0;
  for (const v1::ReportedMetric& metric : content.metrics()) {
    improving += metric.variation() == v1::VARIATION_IMPROVEMENT ? 1 : 0;
    concerning += metric.variation() == v1::VARIATION_CONCERN ? 1 : 0;
    common += metric.variation() == v1::VARIATION_COMMON_CAUSE ? 1 : 0;
    failing += metric.assurance() == v1::ASSURANCE_FAILS ? 1 : 0;
  }
  std::vector<std::string> texts;
  texts.push_back("Metrics: " + std::to_string(content.metrics_size()) + ". Improvement: " +
                  std::to_string(improving) + "; concern: " + std::to_string(concerning) +
                  "; common cause alone: " + std::to_string(common) +
                  "; too few values for an icon, or neither better nor worse: " +
                  std::to_string(content.metrics_size() - improving - concerning - common) + ".");
  if (failing > 0) {
    texts.push_back("Will consistently fail the target unless something changes: " +
                    std::to_string(failing) + " of them.");
  }
  int overdue = 0;
  for (const v1::ReportItem& item : content.items()) {
    overdue += item.state() == "response overdue" ? 1 : 0;
  }
  if (overdue > 0) {
    texts.push_back("Answers to people that are overdue: " + std::to_string(overdue) + ".");
  }
  return texts;
}

// Of an action or a commitment that something is still expected of.
bool UnderWay(const std::string& state) {
  return state != "completed" && state != "dropped" && state != "met" && state != "lapsed";
}

std::vector<std::string> TextsOf(const google::protobuf::RepeatedPtrField<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

}  // namespace

std::string FrontSheet(const v1::BoardReportContent& content, const Standing& standing) {
  const v1::BoardReportBrief& brief = content.brief();
  std::string html = Definitions({
      {"Agenda item", brief.agenda_item()},
      {"Session", brief.in_private() ? "Private" : "Public"},
      {"Meeting", DayText(brief.meeting_date())},
      {"Report by", brief.report_by_role()},
      {"Paper type", PaperText(brief.paper_type())},
      {"Approved by", standing.approved_by_role.empty()
                          ? "Nobody yet"
                          : standing.approved_by_role +
                                (standing.approval_note.empty() ? "" : ": ") +
                                standing.approval_note},
  });
  html += Heading(3, "Organisation objectives") + Points(TextsOf(brief.objectives()));
  html += Heading(3, "Working with people and communities") + Points(Approaches(content));
  html += Heading(3, "Executive summary") + Prose(brief.executive_summary());
  html += Points(Headlines(content));
  html += Heading(3, "Action required") + Points(TextsOf(brief.actions_required()));
  return Section("front", "Front sheet", html);
}

std::string RisksSection(const v1::BoardReportContent& content) {
  Table table{"Risks, scored from 1 to 25: likelihood times consequence",
              {"Risk", "Likelihood", "Consequence", "Score", "What is done", "Owner", "State"},
              {1, 2, 3}};
  for (const Risk& risk : RisksOf(content)) {
    table.rows.push_back({risk.title, std::to_string(risk.likelihood),
                          std::to_string(risk.consequence), std::to_string(risk.score()),
                          risk.controls, risk.owner_role, risk.state});
  }
  std::string html = table.rows.empty() ? Paragraph(kNotRecorded) : ToHtml(table);
  Table others{"Issues, assumptions and dependencies that are open",
               {"What", "Kind", "What is done", "Owner", "State"}};
  for (const v1::ReportItem& item : content.items()) {
    if (item.kind() != "RAID entry" || item.state() == "closed") continue;
    const std::string kind = LineText(item, "Kind");
    if (kind == "risk") continue;
    others.rows.push_back({item.title(), kind, LineText(item, "What is done"),
                           LineText(item, "Owner"), item.state()});
  }
  if (!others.rows.empty()) html += ToHtml(others);
  std::vector<std::string> alerts;
  for (const v1::ReportedMetric& metric : content.metrics()) {
    for (const v1::ReportLine& alert : metric.alerts()) {
      alerts.push_back(metric.title() + ": " + alert.label() + ". " + alert.text());
    }
  }
  html += Heading(3, "Alerts that the figures raised") + Points(alerts);
  return Section("risks", "Risks", html);
}

std::string StepsSection(const v1::BoardReportContent& content) {
  Table table{"Next steps", {"What", "Who", "By"}};
  for (const v1::NextStep& step : content.brief().next_steps()) {
    table.rows.push_back({step.what(), step.owner_role(), DayText(step.due_date())});
  }
  Table actions{"Actions under way", {"What", "Who", "By", "Where it stands"}};
  for (const v1::Action& action : content.actions()) {
    const std::string standing =
        action.state() == v1::Action::STATE_OVERDUE ? "overdue" : "under way";
    actions.rows.push_back(
        {action.title(), action.owner_role(), DayText(action.due_date()),
         action.progress().empty() ? standing : standing + ": " + action.progress()});
  }
  for (const v1::ReportItem& item : content.items()) {
    const bool action = item.kind() == "board action";
    if (!action && item.kind() != "commitment") continue;
    if (!UnderWay(item.state())) continue;
    const std::string who = LineText(item, action ? "Owner" : "Signed by");
    actions.rows.push_back({action ? item.title() : item.title() + " (a partner's commitment)",
                            who.empty() ? "not signed yet" : who, DayText(LineText(item, "Due")),
                            item.state()});
  }
  return Section("steps", "Next steps",
                 (table.rows.empty() ? Paragraph(kNotRecorded) : ToHtml(table)) +
                     (actions.rows.empty() ? "" : ToHtml(actions)));
}

}  // namespace fivestep::metrics::report
