// Prints a board report as HTML: `full`, with everything that a report can hold, or `empty`, whose
// sections have no records. For the check of accessibility and for looking at.
#include <cstring>
#include <iostream>
#include <string>

#include "metrics/domain/appraisal_result.h"
#include "metrics/domain/money_examples.h"
#include "metrics/domain/schedule_examples.h"
#include "metrics/report/html_report.h"
#include "metrics/report/report_examples.h"

namespace fivestep::metrics {
namespace {

v1::BoardReportContent Empty() {
  v1::BoardReportContent content;
  content.set_board_report(kReport);
  content.set_title("A smoke-free start");
  *content.mutable_brief() = DraftRequest().brief();
  return content;
}

void AddMetrics(v1::BoardReportContent& content) {
  content.set_chart_convention("XmR: limits at the mean ± 2.66 average moving ranges");
  *content.add_metrics() = SampleMetric();
  v1::ReportedMetric concern = SampleMetric();
  concern.set_title("Waiting over 18 weeks");
  concern.mutable_points(23)->set_value(19);
  concern.mutable_points(23)->set_special_cause(v1::SPECIAL_CAUSE_ABOVE_UPPER_LIMIT);
  concern.mutable_points(23)->set_variation(v1::VARIATION_CONCERN);
  concern.set_variation(v1::VARIATION_CONCERN);
  concern.set_assurance(v1::ASSURANCE_FAILS);
  concern.add_commentary()->set_label("What");
  concern.mutable_commentary(0)->set_text("Two theatres were closed in December.");
  concern.add_alerts()->set_label("2026-01-14");
  concern.mutable_alerts(0)->set_text("December lies above the upper limit.");
  *content.add_metrics() = concern;
  v1::ReportedMetric neither = concern;
  neither.set_title("Referrals");
  neither.set_variation(v1::VARIATION_NEITHER_HIGH);
  neither.set_assurance(v1::ASSURANCE_PASSES);
  neither.mutable_points(23)->set_variation(v1::VARIATION_NEITHER_HIGH);
  *content.add_metrics() = neither;
  v1::ReportedMetric run = SampleMetric();
  run.set_title("Help in hand");
  run.set_chart_kind(v1::CHART_KIND_RUN);
  run.mutable_points()->DeleteSubrange(5, 19);
  run.clear_limits();
  run.clear_variation();
  run.clear_assurance();
  run.set_note("4 points: no limits yet");
  *content.add_metrics() = run;
}

// An inequality in two periods, and what is under way.
void AddPairAndAction(v1::BoardReportContent& content) {
  v1::ReportedPair& pair = *content.add_pairs();
  pair = SamplePair();
  *pair.add_points() = pair.points(0);
  pair.mutable_points(1)->set_period_start_date("2025-06-01");
  pair.mutable_points(1)->set_period_end_date("2025-06-30");
  pair.add_alerts()->set_label("2026-03-02");
  pair.mutable_alerts(0)->set_text("The gap is larger (gap widened)");
  v1::Action& action = *content.add_actions();
  action.set_title("Train midwives to offer patches");
  action.set_owner_role("lead midwife");
  action.set_due_date("2026-09-30");
  action.set_state(v1::Action::STATE_OVERDUE);
  action.set_progress("Two of three clinics are trained");
}

void AddItem(v1::BoardReportContent& content, const char* kind, const char* title,
             const char* label, const char* text) {
  v1::ReportItem& item = *content.add_items();
  item.set_kind(kind);
  item.set_title(title);
  item.set_state("as it stands");
  item.add_lines()->set_label(label);
  item.mutable_lines(0)->set_text(text);
}

void AddGap(v1::BoardReportContent& content, const char* dimension) {
  v1::ReportedGap& gap = *content.add_gaps();
  gap.set_title("Smoking at delivery");
  gap.set_dimension(dimension);
  gap.set_unit("%");
  for (const char* group : {"1", "2", "3", "4", "5"}) {
    v1::ReportedGroup& out = *gap.add_groups();
    out.set_group(group);
    out.set_value(12.5);
    out.set_lower(11);
    out.set_upper(14);
  }
  gap.mutable_groups(2)->clear_value();
  gap.mutable_groups(2)->set_note("withheld: small numbers");
  gap.set_gap("1 against 5: 4.2 percentage points, 1.5 times");
  gap.set_verdict("unequal");
  gap.set_unknown_percent(3.5);
}

void AddMoney(v1::BoardReportContent& content) {
  *content.add_repurposings() = AgreedEntry();
  *content.add_benefits() = RealisedOnce();
  *content.add_costs() = PlannedCost();
  const v1::DiscountSchedule schedule = LoadedSchedule();
  *content.mutable_discount_schedule() = schedule;
  const AppraisalTerms terms{
      RatesOf(schedule.rates()).value(), RatesOf(schedule.low_rates()).value(), {}, 2'000};
  const AppraisalMatter matter{{RealisedOnce()}, {PlannedCost()}, 2026};
  v1::Appraisal& appraisal = *content.mutable_appraisal();
  appraisal.set_title("First look");
  appraisal.set_base_financial_year(2026);
  *appraisal.mutable_result() = ComputeReturn(matter, terms);
}

v1::BoardReportContent Full() {
  v1::BoardReportContent content = Empty();
  AddMetrics(content);
  AddPairAndAction(content);
  AddItem(content, "theme", "Help is out of reach", "Our response", "The midwife brings it.");
  AddItem(content, "activity", "Listening event", "Approach", "listening event");
  AddItem(content, "target area", "Blackpool", "Where", "Blackpool");
  AddItem(content, "intervention", "Help in hand", "What", "Support at every visit");
  AddItem(content, "dissent", "Keep the clinic", "Raised by", "clinicians");
  AddItem(content, "decision", "Where to begin", "Chosen", "Blackpool");
  AddItem(content, "gate", "Enough insight?", "Why", "Young mothers and staff say the same.");
  AddItem(content, "data set", "Smoking at delivery", "Publisher", "OHID");
  for (const char* dimension : {"deprivation", "ethnicity", "local authority"}) {
    AddGap(content, dimension);
  }
  AddMoney(content);
  v1::BoardRisk& risk = *content.mutable_brief()->add_risks();
  risk.set_title("Women lose the clinic before they are reached");
  risk.set_likelihood(3);
  risk.set_consequence(4);
  v1::NextStep& step = *content.mutable_brief()->add_next_steps();
  step.set_what("Train peer mothers");
  step.set_due_date("2026-12-18");
  content.add_caveats("Some figures are apportioned");
  return content;
}

}  // namespace
}  // namespace fivestep::metrics

int main(int argc, char** argv) {
  const bool full = argc > 1 && std::strcmp(argv[1], "full") == 0;
  fivestep::metrics::report::Standing standing;
  standing.issued = full;
  standing.approved_by_role = full ? "chair" : "";
  standing.issued_by_role = "board secretary";
  standing.issue_seconds = 1'784'887'200;
  std::cout << fivestep::metrics::report::HtmlOf(
      full ? fivestep::metrics::Full() : fivestep::metrics::Empty(), standing);
  return std::cout.good() ? 0 : 1;
}
