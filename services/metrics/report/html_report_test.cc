#include "metrics/report/html_report.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <sstream>

#include "metrics/domain/money_examples.h"
#include "metrics/report/csv_report.h"
#include "metrics/report/report_examples.h"

namespace fivestep::metrics::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

v1::BoardReportContent EmptyContent() {
  v1::BoardReportContent content;
  content.set_board_report(kReport);
  content.set_title("A smoke-free start");
  *content.mutable_brief() = DraftRequest().brief();
  return content;
}

v1::BoardReportContent FullContent() {
  v1::BoardReportContent content = EmptyContent();
  *content.add_metrics() = SampleMetric();
  content.set_chart_convention("XmR");
  v1::ReportItem& theme = *content.add_items();
  theme.set_kind("theme");
  theme.set_title("Help is out of reach");
  theme.set_state("doing");
  theme.add_lines()->set_label("Our response");
  theme.mutable_lines(0)->set_text("The midwife brings it");
  v1::ReportedGap& gap = *content.add_gaps();
  gap.set_dimension("deprivation");
  gap.set_title("Smoking by fifth");
  gap.add_groups()->set_group("1");
  gap.mutable_groups(0)->set_value(15.5);
  gap.set_unknown_percent(3.5);
  content.mutable_metrics(0)->add_commentary()->set_label("Why");
  content.mutable_metrics(0)->mutable_commentary(0)->set_text("The clinic moved");
  content.mutable_metrics(0)->add_alerts()->set_label("2026-03-02");
  content.mutable_metrics(0)->mutable_alerts(0)->set_text("below the lower limit");
  *content.add_pairs() = SamplePair();
  v1::Action& action = *content.add_actions();
  action.set_title("Train two advisers");
  action.set_owner_role("head of midwifery");
  action.set_due_date("2026-09-30");
  action.set_state(v1::Action::STATE_OVERDUE);
  *content.add_repurposings() = AgreedEntry();
  *content.add_benefits() = RealisedOnce();
  *content.add_costs() = PlannedCost();
  v1::ScopedReturn& scoped = *content.mutable_appraisal()->mutable_result()->add_returns();
  scoped.set_scope(v1::RETURN_SCOPE_CASH);
  scoped.mutable_planned()->set_net_pence(2'864'700);
  content.add_caveats("Some is missing");
  auto& position = *content.add_positions();
  position.set_log("engagement");
  position.set_position(42);
  return content;
}

size_t Count(const std::string& text, const std::string& what) {
  size_t count = 0;
  for (size_t at = 0; (at = text.find(what, at)) != std::string::npos; ++at) ++count;
  return count;
}

TEST(HtmlReport, SaysNotRecordedWhereThereIsNothing) {
  const std::string html = HtmlOf(EmptyContent(), {});
  for (const char* section :
       {"matrix", "charts", "gaps", "voices", "work", "money", "risks", "steps", "caveats"}) {
    const size_t begin = html.find("<section id=\"" + std::string(section) + "\"");
    ASSERT_NE(begin, std::string::npos) << section;
    const std::string part = html.substr(begin, html.find("</section>", begin) - begin);
    EXPECT_THAT(part, HasSubstr("Not recorded.")) << section;
  }
  for (const char* dimension : {"Deprivation", "Ethnicity", "Age", "Sex"}) {
    EXPECT_THAT(html, HasSubstr("<h3>" + std::string(dimension) + "</h3>\n<p>Not recorded.</p>"));
  }
}

TEST(HtmlReport, HoldsTheFrontSheetOfABoard) {
  const std::string html = HtmlOf(FullContent(), {});
  for (const char* said :
       {"Agenda item</dt><dd>7.2", "Report by</dt><dd>director of population health",
        "Paper type</dt><dd>For decision", "Session</dt><dd>Public", "Organisation objectives",
        "Working with people and communities", "Executive summary", "<p>Fewer mothers smoke.</p>",
        "Action required", "<li>Agree the next year</li>"}) {
    EXPECT_THAT(html, HasSubstr(said));
  }
}

TEST(HtmlReport, HoldsChartsGapsVoicesAndMoney) {
  const std::string html = HtmlOf(FullContent(), {});
  for (const char* said :
       {"<svg class=\"chart\"", "Smoking by fifth", "3.5 % of people", "The midwife brings it",
        "£185,000", "Two posts move to the community", "£28,647", "finance director",
        "The clinic moved", "Alert of 2 March 2026", "Train two advisers", "12.0 (10.5 to 13.6)",
        "The gap is larger, beyond chance."}) {
    EXPECT_THAT(html, HasSubstr(said));
  }
}

v1::ReportItem Entry(const char* kind, const char* title, const char* state,
                     std::initializer_list<std::pair<const char*, const char*>> lines) {
  v1::ReportItem item;
  item.set_kind(kind);
  item.set_title(title);
  item.set_state(state);
  for (const auto& [label, text] : lines) {
    item.add_lines()->set_label(label);
    item.mutable_lines(item.lines_size() - 1)->set_text(text);
  }
  return item;
}

TEST(HtmlReport, TakesRisksFromTheRaidLogHighestFirst) {
  v1::BoardReportContent content;
  v1::BoardRisk& named = *content.mutable_brief()->add_risks();
  named.set_title("Named by hand");
  named.set_likelihood(3);
  named.set_consequence(3);
  *content.add_items() = Entry("RAID entry", "Low", "open",
                               {{"Kind", "risk"}, {"Likelihood", "1"}, {"Consequence", "2"}});
  *content.add_items() = Entry("RAID entry", "Extreme", "escalated to chief nurse",
                               {{"Kind", "risk"}, {"Likelihood", "5"}, {"Consequence", "4"}});
  *content.add_items() = Entry("RAID entry", "Over", "closed", {{"Kind", "risk"}});
  *content.add_items() =
      Entry("RAID entry", "Staff wait for training", "open", {{"Kind", "issue"}});
  const std::string html = HtmlOf(content, Standing());
  EXPECT_LT(html.find("Extreme"), html.find("Named by hand"));
  EXPECT_LT(html.find("Named by hand"), html.find(">Low<"));
  EXPECT_NE(html.find("escalated to chief nurse"), std::string::npos);
  EXPECT_NE(html.find("Staff wait for training"), std::string::npos);
  EXPECT_EQ(html.find(">Over<"), std::string::npos);
}

TEST(HtmlReport, ListsWhatIsStillExpectedOfBoardsAndPartners) {
  v1::BoardReportContent content;
  *content.add_items() = Entry("board action", "Publish the rota", "overdue",
                               {{"Owner", "service manager"}, {"Due", "2026-07-24"}});
  *content.add_items() = Entry("board action", "Long done", "completed", {});
  *content.add_items() = Entry("commitment", "A room on Fridays", "agreed",
                               {{"Signed by", "hub manager"}, {"Due", "2026-09-01"}});
  const std::string html = HtmlOf(content, Standing());
  EXPECT_NE(html.find("Publish the rota"), std::string::npos);
  EXPECT_NE(html.find("24 July 2026"), std::string::npos);
  EXPECT_NE(html.find("A room on Fridays (a partner&#39;s commitment)"), std::string::npos);
  EXPECT_EQ(html.find("Long done"), std::string::npos);
}

TEST(HtmlReport, ShowsTheFirstAndTheNewestPeriodOfAPair) {
  v1::BoardReportContent content = EmptyContent();
  v1::ReportedPair pair = SamplePair();
  for (const char* start : {"2025-06-01", "2025-07-01"}) {
    *pair.add_points() = pair.points(0);
    pair.mutable_points(pair.points_size() - 1)->set_period_start_date(start);
  }
  // One group was withheld in the newest.
  pair.add_points()->set_period_start_date("2025-08-01");
  *content.add_pairs() = pair;
  const std::string html = HtmlOf(content, {});
  EXPECT_THAT(html, HasSubstr("1 May 2025 to "));
  EXPECT_THAT(html, Not(HasSubstr("1 June 2025 to ")));
  EXPECT_THAT(html, HasSubstr("1 July 2025 to "));
  EXPECT_THAT(html, Not(HasSubstr("1 August 2025 to ")));
}

// Whoever passes an interval with a withheld value must not see it printed.
TEST(HtmlReport, ShowsNoIntervalOfAWithheldGroup) {
  v1::BoardReportContent content = EmptyContent();
  v1::ReportedGap& gap = *content.add_gaps();
  gap.set_dimension("deprivation");
  v1::ReportedGroup& group = *gap.add_groups();
  group.set_note("withheld: small numbers");
  group.set_lower(21.37);
  group.set_upper(43.79);
  EXPECT_THAT(HtmlOf(content, {}), Not(HasSubstr("21.4")));
  EXPECT_THAT(CsvOf(content), Not(HasSubstr("43.79")));
}

TEST(HtmlReport, IsMarkedAsADraftUntilItIsIssued) {
  EXPECT_THAT(HtmlOf(FullContent(), {}), HasSubstr("Draft: nobody has approved this yet."));
  Standing standing;
  standing.approved_by_role = "chair";
  EXPECT_THAT(HtmlOf(FullContent(), standing), HasSubstr("Approved by the chair, not issued yet."));
  standing.issued = true;
  standing.issued_by_role = "board secretary";
  standing.issue_seconds = 1'772'445'600;
  const std::string issued = HtmlOf(FullContent(), standing);
  EXPECT_THAT(issued, HasSubstr("Issued by the board secretary on 2 March 2026, 10:00 UTC"));
  EXPECT_THAT(issued, Not(HasSubstr("class=\"banner\"")));
}

TEST(HtmlReport, FetchesNothingAndRunsNothing) {
  const std::string html = HtmlOf(FullContent(), {});
  for (const char* absent :
       {"<script", "src=", "url(", "@import", "http://", "https://", "<link"}) {
    EXPECT_THAT(html, Not(HasSubstr(absent)));
  }
}

// Fills every text of a message with markup.
void Poison(google::protobuf::Message& message) {
  const std::string poison = "<script>'\"&";
  const auto* reflection = message.GetReflection();
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const auto* field = message.GetDescriptor()->field(i);
    const bool is_text = field->type() == google::protobuf::FieldDescriptor::TYPE_STRING;
    if (is_text && field->is_repeated()) {
      reflection->AddString(&message, field, poison);
    } else if (is_text) {
      reflection->SetString(&message, field, poison);
    } else if (field->message_type() != nullptr && field->is_repeated()) {
      if (reflection->FieldSize(message, field) == 0) reflection->AddMessage(&message, field);
      Poison(*reflection->MutableRepeatedMessage(&message, field, 0));
    } else if (field->message_type() != nullptr) {
      Poison(*reflection->MutableMessage(&message, field));
    }
  }
}

TEST(HtmlReport, EscapesEveryTextOfItsContent) {
  v1::BoardReportContent content = FullContent();
  Poison(content);
  Standing standing;
  standing.approved_by_role = "<script>";
  standing.approval_note = "<script>";
  const std::string html = HtmlOf(content, standing);
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;"));
}

TEST(HtmlReport, GivesEachElementAnIdOfItsOwn) {
  v1::BoardReportContent content = FullContent();
  *content.add_metrics() = SampleMetric();
  const std::string html = HtmlOf(content, {});
  std::set<std::string> ids;
  const std::regex id(" id=\"([^\"]*)\"");
  for (auto at = std::sregex_iterator(html.begin(), html.end(), id); at != std::sregex_iterator();
       ++at) {
    EXPECT_TRUE(ids.insert((*at)[1]).second) << (*at)[1];
  }
  EXPECT_GT(ids.size(), 20u);
}

TEST(HtmlReport, IsTheSameForTheSameContent) {
  EXPECT_EQ(HtmlOf(FullContent(), {}), HtmlOf(FullContent(), {}));
}

TEST(HtmlReport, ShowsWhatItRestsOn) {
  Standing standing;
  v1::ServiceCheckpoint& checkpoint = *standing.checkpoints.Add();
  checkpoint.set_context("engagement");
  checkpoint.set_note("fivestep/demo/engagement\n42\n");
  const std::string html = HtmlOf(FullContent(), standing);
  EXPECT_THAT(html, HasSubstr("<td class=\"r\">42</td><td>below</td>"));
  EXPECT_THAT(html, HasSubstr("fivestep/demo/engagement\n42"));
  EXPECT_EQ(Count(html, "<td>not recorded</td>"), 4u);
}

TEST(CsvReport, HoldsEveryFigureInRowsOfTheSameWidth) {
  const std::string csv = CsvOf(FullContent());
  EXPECT_THAT(csv, HasSubstr("section,resource,title,part,measure,value,unit,note\r\n"));
  EXPECT_THAT(csv, HasSubstr("metric,programmes/p1/metrics/m1,Smoking at delivery,"
                             "2025-12-01/2025-12-28,value,7.0,%,below the lower limit\r\n"));
  EXPECT_THAT(csv, HasSubstr("2024-04-01/2024-04-28,value,,%,withheld\r\n"));
  EXPECT_THAT(csv, HasSubstr("attributed,20000,pence"));
  EXPECT_THAT(csv, HasSubstr("2025-05-01/2025-05-31,\"target group, lower 95 %\",10.50,%,"));
  EXPECT_THAT(csv, HasSubstr("net present value,2864700,pence"));
  std::istringstream rows(csv);
  for (std::string row; std::getline(rows, row);) {
    size_t cells = 1;
    bool quoted = false;
    for (const char c : row) {
      quoted ^= c == '"';
      cells += c == ',' && !quoted ? 1 : 0;
    }
    EXPECT_EQ(cells, 8u) << row;
  }
}

}  // namespace
}  // namespace fivestep::metrics::report
