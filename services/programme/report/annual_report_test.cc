#include "programme/report/annual_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/core/timestamp.h"
#include "platform/testing/given.h"

namespace fivestep::programme {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

v1::StoredAuditLine Line(analysis::v1::GroupDimension dimension) {
  v1::StoredAuditLine stored;
  analysis::v1::AuditLine& line = *stored.mutable_line();
  line.set_measure("smoking at delivery");
  line.set_group_dimension(dimension);
  line.set_period("2025");
  line.set_verdict(analysis::v1::VERDICT_UNEQUAL);
  line.set_group("most deprived fifth");
  line.set_comparator("least deprived fifth");
  line.mutable_absolute()->set_value(6.54);
  line.mutable_absolute()->mutable_interval()->set_lower(4.2);
  line.mutable_absolute()->mutable_interval()->set_upper(8.9);
  line.set_unit("percentage points");
  *stored.mutable_recorded_time() = ToTimestamp(testing::kNow);
  return stored;
}

v1::GetDutyEvidenceResponse Duties() {
  v1::GetDutyEvidenceResponse duties;
  duties.set_statement("This is not a finding of compliance.");
  v1::DutyEvidence& duty = *duties.add_duties();
  duty.set_law("Public involvement (section 14Z45)");
  duty.add_gaps("No co-design session was held in the year.");
  v1::DutyEvidenceItem& item = *duty.add_items();
  item.set_kind("theme agreed");
  item.set_title("Buses | trains");
  item.set_item_date("2026-05-01");
  auto& judgement = *duty.add_judgements()->mutable_details();
  judgement.set_judged_by_role("Director of strategy");
  judgement.set_view(v1::OFFICER_VIEW_SUFFICIENT_IN_PART);
  judgement.set_explanation("Roma families were not asked.");
  return duties;
}

std::string Report(const std::vector<v1::StoredAuditLine>& lines) {
  v1::Programme programme;
  programme.set_title("Smoke-free");
  return MakeAnnualReport(programme, "2026-27", Duties(), lines).AsMarkdown();
}

TEST(AnnualReport, SaysWhatIsHeldWhatIsNotAndWhoJudged) {
  const std::string text = Report({});
  EXPECT_THAT(text, HasSubstr("# Health inequalities in 2026-27: Smoke-free\n"));
  EXPECT_THAT(text, HasSubstr("This is not a finding of compliance."));
  EXPECT_THAT(text, HasSubstr("- 2026-05-01: theme agreed, Buses \\| trains\n"));
  EXPECT_THAT(text, HasSubstr("- No co-design session was held in the year.\n"));
  EXPECT_THAT(text, HasSubstr("The Director of strategy judges the evidence sufficient in part"));
}

TEST(AnnualReport, ShowsIndicatorsByTheFourDimensionsAndSaysWhatIsUnknown) {
  const std::string text = Report({Line(analysis::v1::GROUP_DIMENSION_DEPRIVATION)});
  EXPECT_THAT(text,
              HasSubstr("| smoking at delivery | 2025 | all | unequal | 6.5 (95% interval 4.2 "
                        "to 8.9) percentage points, most deprived fifth against least deprived "
                        "fifth | none | 2026-03-02 |"));
  for (const char* dimension : {"ethnicity", "age", "sex"}) {
    EXPECT_THAT(text, HasSubstr(std::string("Nothing is held by ") + dimension));
  }
  EXPECT_THAT(text, Not(HasSubstr("Nothing is held by deprivation")));
}

TEST(AnnualReport, DoesNotTakeAGapInTheDataForEquality) {
  auto line = Line(analysis::v1::GROUP_DIMENSION_ETHNICITY);
  line.mutable_line()->clear_absolute();
  line.mutable_line()->set_data_gap("ethnicity is not recorded");
  line.mutable_line()->set_unknown_group_count(3);
  EXPECT_THAT(Report({line}), HasSubstr("unknown: ethnicity is not recorded | unknown | 3 |"));
}

TEST(Document, TakesNothingOfATextForHtml) {
  Document document;
  document.Heading(1, "A & B");
  document.Paragraph("<script>alert(\"x\")</script>");
  document.Table({{"h"}, {"<td>"}});
  const std::string html = document.AsHtml();
  EXPECT_THAT(html, HasSubstr("<title>A &amp; B</title>"));
  EXPECT_THAT(html, HasSubstr("<p>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;</p>"));
  EXPECT_THAT(html, HasSubstr("<th scope=\"col\">h</th>"));
  EXPECT_THAT(html, HasSubstr("<td>&lt;td&gt;</td>"));
}

TEST(Document, KeepsALineEndOutOfAMarkdownTable) {
  Document document;
  document.Table({{"h"}, {"a\nb|c"}});
  EXPECT_EQ(document.AsMarkdown(), "| h |\n|---|\n| a b\\|c |\n");
}

}  // namespace
}  // namespace fivestep::programme
