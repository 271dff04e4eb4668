#include "analysis/import/quality_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fivestep::analysis {
namespace {

TEST(IssueLog, SaysWhatWasFoundWhereAndWhatToDo) {
  IssueLog log;
  log.Add(IssueKind::kUnreadable, "Numerator", 4);
  log.Add(IssueKind::kUnreadable, "Numerator", 9);
  const auto issues = log.Issues();
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(
      issues[0].sentence,
      "Not a number in column \"Numerator\", rows 4, 9. These rows were left out: correct the "
      "cells, or write * where a figure is suppressed.");
}

TEST(IssueLog, NamesTheFirstTenRowsAndCountsTheRest) {
  IssueLog log;
  for (int row = 2; row < 25; ++row) log.Add(IssueKind::kWideRow, "", row);
  const auto issues = log.Issues();
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].count, 23);
  EXPECT_EQ(issues[0].first_rows.size(), kMaxReportedRows);
  EXPECT_THAT(issues[0].sentence,
              ::testing::HasSubstr("rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 13 more"));
}

TEST(IssueLog, KeepsColumnsApart) {
  IssueLog log;
  log.Add(IssueKind::kMissing, "a", 2);
  log.Add(IssueKind::kMissing, "b", 2);
  EXPECT_EQ(log.Issues().size(), 2u);
}

}  // namespace
}  // namespace fivestep::analysis
