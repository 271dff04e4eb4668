#include "analysis/import/quality_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fivestep::analysis {
namespace {

using ::testing::ElementsAre;

TEST(IssueLog, MergesIssuesOfOneKindAndColumnAndCountsThemAll) {
  IssueLog log;
  for (int row = 2; row < 22; ++row) log.Add(v1::QUALITY_ISSUE_KIND_MISSING, 1, row);
  log.Add(v1::QUALITY_ISSUE_KIND_WIDE_ROW, kWholeRow, 30);
  const auto issues = log.Issues({"a", "Count"});
  ASSERT_EQ(issues.size(), 2);
  EXPECT_EQ(issues[0].kind(), v1::QUALITY_ISSUE_KIND_WIDE_ROW);
  EXPECT_EQ(issues[1].column(), "Count");
  EXPECT_EQ(issues[1].row_count(), 20);
  EXPECT_EQ(issues[1].first_rows_size(), kMaxReportedRows);
  EXPECT_EQ(issues[1].message(),
            "No figure in column \"Count\", rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 10 more. These "
            "rows were kept as missing, not as zero.");
}

TEST(IssueLog, SaysHowManyRowsWhereItDoesNotKnowWhich) {
  IssueLog log;
  log.Add(v1::QUALITY_ISSUE_KIND_IMPOSSIBLE_CODE, 0, 0, 7);
  const auto issues = log.Issues({"area"});
  EXPECT_TRUE(issues[0].first_rows().empty());
  EXPECT_TRUE(issues[0].message().starts_with(
      "A code that the geography does not have in column \"area\", 7 rows."));
}

TEST(FarFigures, AreThoseBeyondTenInterquartileRanges) {
  FarFigures figures;
  for (int i = 0; i < 10'000; ++i) figures.Add(100 + i % 10, i + 1);
  figures.Add(130, 20'000);
  figures.Add(300, 20'001);
  figures.Add(-300, 20'002);
  EXPECT_THAT(figures.FarRows(), ElementsAre(20'001, 20'002));
}

TEST(FarFigures, AreNoneOfFewOrOfEqualFigures) {
  FarFigures few;
  for (int i = 0; i < 10; ++i) few.Add(i == 0 ? 1e9 : 1, i);
  EXPECT_TRUE(few.FarRows().empty());
  FarFigures equal;
  for (int i = 0; i < 100; ++i) equal.Add(i == 0 ? 1e9 : 1, i);
  EXPECT_TRUE(equal.FarRows().empty());
}

}  // namespace
}  // namespace fivestep::analysis
