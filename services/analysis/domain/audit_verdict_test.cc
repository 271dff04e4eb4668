#include "analysis/domain/audit_verdict.h"

#include <gtest/gtest.h>

#include <random>

namespace fivestep::analysis {
namespace {

v1::AuditLine Line(double p_value, v1::Verdict alone = v1::VERDICT_NO_EVIDENCE) {
  v1::AuditLine line;
  line.set_p_value(p_value);
  line.mutable_absolute()->set_value(2);
  line.set_verdict(alone);
  line.set_smallest_detectable(1.5);
  line.set_unit("%");
  return line;
}

v1::AuditLine Missing() {
  v1::AuditLine line;
  line.set_data_gap("No indicator measures this by ethnicity.");
  return line;
}

TEST(AuditVerdict, AdjustsPValuesOverAllLines) {
  std::vector<v1::AuditLine> lines = {Line(0.01), Line(0.02), Line(0.03), Line(0.5)};
  ASSERT_TRUE(JudgeTogether(lines).ok());
  EXPECT_DOUBLE_EQ(lines[0].adjusted_p_value(), 0.04);
  EXPECT_EQ(lines[2].verdict(), v1::VERDICT_UNEQUAL);
  EXPECT_EQ(lines[3].verdict(), v1::VERDICT_NO_EVIDENCE);
}

TEST(AuditVerdict, SaysWhichGapWouldHaveBeenSeenWhereThereIsNoEvidence) {
  std::vector<v1::AuditLine> lines = {Line(0.6)};
  ASSERT_TRUE(JudgeTogether(lines).ok());
  EXPECT_NE(lines[0].verdict_reason().find("A gap of 1.50 (%) would have been seen"),
            std::string::npos);
}

TEST(AuditVerdict, LeavesWhatIsTooSmallToTellUnknown) {
  std::vector<v1::AuditLine> lines = {Line(0.6, v1::VERDICT_CANNOT_BE_KNOWN)};
  ASSERT_TRUE(JudgeTogether(lines).ok());
  EXPECT_EQ(lines[0].verdict(), v1::VERDICT_CANNOT_BE_KNOWN);
}

TEST(AuditVerdict, KeepsAGapInTheDataOnTheRegisterAndOutOfTheCount) {
  std::vector<v1::AuditLine> lines = {Missing(), Line(0.04)};
  ASSERT_TRUE(JudgeTogether(lines).ok());
  EXPECT_EQ(lines[0].verdict(), v1::VERDICT_CANNOT_BE_KNOWN);
  EXPECT_EQ(lines[0].verdict_reason(), "No indicator measures this by ethnicity.");
  EXPECT_FALSE(lines[0].has_absolute());
  EXPECT_DOUBLE_EQ(lines[1].adjusted_p_value(), 0.04);
  const v1::AuditSummary summary = Summarise(lines);
  EXPECT_EQ(summary.line_count(), 2);
  EXPECT_EQ(summary.unequal_count(), 1);
  EXPECT_EQ(summary.cannot_be_known_count(), 1);
  EXPECT_EQ(summary.data_gap_count(), 1);
}

// 100 indicators by 4 dimensions without any inequality: judged alone, 20 lines would be unequal.
TEST(AuditVerdict, DoesNotFindTwentyFalseInequalitiesInFourHundredLines) {
  std::mt19937 random(11);
  std::uniform_real_distribution<double> p(0, 1);
  int audits_with_any = 0;
  int alone = 0;
  for (int audit = 0; audit < 100; ++audit) {
    std::vector<v1::AuditLine> lines;
    for (int i = 0; i < 400; ++i) {
      lines.push_back(Line(p(random)));
      alone += lines.back().p_value() < 0.05 ? 1 : 0;
    }
    ASSERT_TRUE(JudgeTogether(lines).ok());
    audits_with_any += Summarise(lines).unequal_count() > 0 ? 1 : 0;
  }
  EXPECT_NEAR(alone / 100.0, 20, 2);
  EXPECT_LE(audits_with_any, 12);
}

TEST(AuditVerdict, CountsThePairsThatTheExtremesWerePickedFrom) {
  v1::Figures figures;
  figures.mutable_gap()->set_p_value(0.01);
  figures.mutable_gap()->set_pairs_considered_count(45);
  v1::AuditLine line;
  TakeOver(figures, line);
  EXPECT_DOUBLE_EQ(line.p_value(), 0.45);
  figures.mutable_gap()->set_p_value(0.5);
  TakeOver(figures, line);
  EXPECT_DOUBLE_EQ(line.p_value(), 1);
}

}  // namespace
}  // namespace fivestep::analysis
