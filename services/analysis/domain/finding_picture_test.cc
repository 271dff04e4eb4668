#include "analysis/domain/finding_picture.h"

#include <gtest/gtest.h>

#include <string>

namespace fivestep::analysis {
namespace {

void AddGroup(v1::Finding& finding, const std::string& name, double value) {
  auto& group = *finding.mutable_figures()->add_groups();
  group.set_group(name);
  group.set_denominator(1000);
  group.set_state(v1::RELEASE_STATE_RELEASED);
  group.mutable_value()->set_value(value);
  group.mutable_value()->mutable_interval()->set_lower(value - 2);
  group.mutable_value()->mutable_interval()->set_upper(value + 2);
}

v1::Finding Finding() {
  v1::Finding finding;
  finding.set_title("Smoking at delivery");
  finding.set_period("2023");
  AddGroup(finding, "Blackpool", 20);
  AddGroup(finding, "Fylde", 10);
  auto& withheld = *finding.mutable_figures()->add_groups();
  withheld.set_group("Ribble Valley");
  withheld.set_state(v1::RELEASE_STATE_SUPPRESSED);
  auto& figures = *finding.mutable_figures();
  figures.set_unit("%");
  figures.set_verdict_reason("The interval leaves out no gap.");
  auto& gap = *figures.mutable_gap();
  gap.set_group("Blackpool");
  gap.set_comparator("Fylde");
  gap.mutable_comparator_value()->set_value(10);
  gap.mutable_absolute()->set_value(10);
  gap.set_people_to_close_count(100);
  return finding;
}

TEST(FindingPicture, HasATitleAndADescription) {
  const std::string svg = PictureOf(Finding());
  EXPECT_NE(svg.find("<title id=\"title\">Smoking at delivery, 2023</title>"), std::string::npos);
  EXPECT_NE(svg.find("<desc id=\"desc\">"), std::string::npos);
  EXPECT_NE(svg.find("role=\"img\""), std::string::npos);
}

TEST(FindingPicture, MarksTheDisadvantagedGroupByShape) {
  const std::string svg = PictureOf(Finding());
  EXPECT_NE(svg.find("width=\"10\" height=\"10\""), std::string::npos);
  EXPECT_NE(svg.find("<circle"), std::string::npos);
}

TEST(FindingPicture, SaysWhyAGroupHasNoValue) {
  EXPECT_NE(PictureOf(Finding()).find(">withheld</text>"), std::string::npos);
  EXPECT_NE(TextOf(Finding()).find("Ribble Valley | withheld"), std::string::npos);
}

TEST(FindingPicture, EscapesNames) {
  auto finding = Finding();
  finding.mutable_figures()->mutable_groups(1)->set_group("Fylde & \"<Wyre>\"\x01");
  const std::string svg = PictureOf(finding);
  EXPECT_NE(svg.find("Fylde &amp; &quot;&lt;Wyre&gt;&quot; "), std::string::npos);
  EXPECT_EQ(svg.find('\x01'), std::string::npos);
}

TEST(FindingPicture, CutsALongNameBetweenCharacters) {
  auto finding = Finding();
  std::string name;
  for (int i = 0; i < 40; ++i) name += "é";
  finding.mutable_figures()->mutable_groups(1)->set_group(name);
  EXPECT_NE(PictureOf(finding).find("é…</text>"), std::string::npos);
}

TEST(FindingPicture, DrawsTheSlopeWhereThereIsOne) {
  auto finding = Finding();
  EXPECT_EQ(PictureOf(finding).find("<polyline"), std::string::npos);
  finding.mutable_figures()->mutable_slope()->mutable_sii()->set_value(12);
  finding.mutable_figures()->mutable_spread()->set_average(15);
  EXPECT_NE(PictureOf(finding).find("<polyline"), std::string::npos);
}

TEST(FindingPicture, CopesWithAFindingWithoutAnyValue) {
  v1::Finding finding;
  finding.set_title("Nothing");
  finding.mutable_figures()->add_groups()->set_group("a");
  EXPECT_NE(PictureOf(finding).find("not known"), std::string::npos);
  EXPECT_EQ(PictureOf(finding).find("nan"), std::string::npos);
  EXPECT_EQ(PictureOf(finding).find("inf"), std::string::npos);
}

TEST(FindingPicture, IsTheSameEachTime) { EXPECT_EQ(PictureOf(Finding()), PictureOf(Finding())); }

TEST(FindingText, HoldsGapVerdictAndTable) {
  const std::string text = TextOf(Finding());
  EXPECT_NE(text.find("Gap of Blackpool to Fylde: 10.0"), std::string::npos);
  EXPECT_NE(text.find("people to close it: 100."), std::string::npos);
  EXPECT_NE(text.find("The interval leaves out no gap."), std::string::npos);
  EXPECT_NE(text.find("Fylde | 10.0 | 8.0 to 12.0"), std::string::npos);
}

}  // namespace
}  // namespace fivestep::analysis
