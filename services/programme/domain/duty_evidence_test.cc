#include "programme/domain/duty_evidence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/core/timestamp.h"
#include "platform/testing/given.h"

namespace fivestep::programme {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kArea[] = "programmes/p1/targetAreas/t1";

google::protobuf::Timestamp On(const char* day) {
  return ToTimestamp(Instant(std::chrono::sys_days(*ParseDate(day)) + std::chrono::hours(12)));
}

FinancialYear Year() { return *ParseFinancialYear("2026-27"); }

pb::Evidence EvidenceOf(pb::EvidenceKind kind, const char* day) {
  pb::Evidence evidence;
  evidence.set_kind(kind);
  evidence.set_subject_resource(kArea);
  evidence.set_title("Mothers who smoke");
  *evidence.mutable_create_time() = On(day);
  return evidence;
}

pb::Ehia EhiaIn(pb::Ehia::State state) {
  pb::Ehia ehia;
  ehia.set_name("programmes/p1/ehias/e1");
  ehia.set_state(state);
  ehia.mutable_details()->set_about(kArea);
  *ehia.mutable_create_time() = On("2026-03-01");
  *ehia.mutable_update_time() = On("2026-05-01");
  return ehia;
}

pb::DutyEvidence Of(pb::Duty duty, const DutyRows& rows) {
  const auto answer = MakeDutyEvidence(rows, Year());
  for (const pb::DutyEvidence& one : answer.duties()) {
    if (one.duty() == duty) return one;
  }
  return {};
}

TEST(FinancialYear, RunsFromAprilToMarch) {
  EXPECT_EQ(ToText(Year().first_day), "2026-04-01");
  EXPECT_EQ(ToText(Year().last_day), "2027-03-31");
  EXPECT_TRUE(ParseFinancialYear("1999-00").has_value());
  for (const char* text : {"", "2026", "2026-28", "2026/27", "20x6-27", "2026-7 "}) {
    EXPECT_FALSE(ParseFinancialYear(text).has_value()) << text;
  }
}

TEST(JudgeDuty, TakesAFinancialYearAndNothingElse) {
  pb::JudgeDutyRequest command;
  command.set_financial_year("2026");
  testing::Given<pb::DutyJudgement>()
      .When(Decide, command)
      .ThenRejected(pb::FINANCIAL_YEAR_NOT_VALID);
  command.set_financial_year("2026-27");
  EXPECT_FALSE(testing::Given<pb::DutyJudgement>().When(Decide, command).decision().rejected());
}

TEST(DutyEvidence, IsNoFindingOfCompliance) {
  const auto answer = MakeDutyEvidence({}, Year());
  EXPECT_EQ(answer.duties_size(), 4);
  EXPECT_THAT(answer.statement(), HasSubstr("not a finding of compliance"));
  for (const pb::DutyEvidence& duty : answer.duties()) {
    EXPECT_NE(duty.law(), "");
    EXPECT_EQ(duty.items_size(), 0);
    EXPECT_THAT(duty.gaps(), Contains("No officer has judged this evidence."));
  }
}

TEST(DutyEvidence, HoldsWhatWasRecordedInTheYear) {
  DutyRows rows;
  for (const char* day : {"2026-03-31", "2026-04-01", "2027-03-31", "2027-04-01"}) {
    rows.evidence.push_back(EvidenceOf(pb::EVIDENCE_KIND_EQUITY_AUDIT_RECORDED, day));
  }
  const auto duty = Of(pb::DUTY_REDUCE_INEQUALITIES, rows);
  ASSERT_EQ(duty.items_size(), 2);
  EXPECT_EQ(duty.items(0).item_date(), "2026-04-01");
  EXPECT_EQ(duty.items(0).kind(), "equity audit recorded");
  EXPECT_THAT(duty.gaps(), Not(Contains("No equity audit was recorded in the year.")));
}

TEST(DutyEvidence, MissesTheEhiaOfWhatWasApproved) {
  DutyRows rows;
  rows.evidence = {EvidenceOf(pb::EVIDENCE_KIND_TARGET_AREA_APPROVED, "2026-01-10")};
  const std::string gap = "No signed EHIA is about programmes/p1/targetAreas/t1.";
  EXPECT_THAT(Of(pb::DUTY_PUBLIC_SECTOR_EQUALITY, rows).gaps(), Contains(gap));
  rows.ehias = {EhiaIn(pb::Ehia::STATE_DRAFTED)};
  EXPECT_THAT(Of(pb::DUTY_PUBLIC_SECTOR_EQUALITY, rows).gaps(), Contains(gap));
  EXPECT_THAT(Of(pb::DUTY_PUBLIC_SECTOR_EQUALITY, rows).gaps(),
              Contains("The EHIA programmes/p1/ehias/e1 is not signed off."));
  rows.ehias = {EhiaIn(pb::Ehia::STATE_SIGNED_OFF)};
  const auto duty = Of(pb::DUTY_PUBLIC_SECTOR_EQUALITY, rows);
  EXPECT_THAT(duty.gaps(), Not(Contains(gap)));
  ASSERT_EQ(duty.items_size(), 1);
  EXPECT_EQ(duty.items(0).item_date(), "2026-05-01");
}

TEST(DutyEvidence, MissesThePairOfAnApprovedTargetArea) {
  DutyRows rows;
  rows.inequalities.emplace_back();
  rows.inequalities[0].set_target_area(kArea);
  rows.inequalities[0].set_approved(true);
  EXPECT_THAT(Of(pb::DUTY_REDUCE_INEQUALITIES, rows).gaps(),
              Contains("No pair of level and gap follows programmes/p1/targetAreas/t1."));
}

TEST(DutyEvidence, ShowsTheJudgementsOfItsYearThatStand) {
  DutyRows rows;
  for (const char* year : {"2025-26", "2026-27", "2026-27"}) {
    pb::DutyJudgement judgement;
    judgement.set_duty(pb::DUTY_INVOLVEMENT);
    judgement.set_financial_year(year);
    judgement.set_state(pb::DutyJudgement::STATE_GIVEN);
    rows.judgements.push_back(judgement);
  }
  rows.judgements[2].set_state(pb::DutyJudgement::STATE_WITHDRAWN);
  EXPECT_EQ(Of(pb::DUTY_INVOLVEMENT, rows).judgements_size(), 1);
  EXPECT_EQ(Of(pb::DUTY_TRIPLE_AIM, rows).judgements_size(), 0);
}

TEST(DutyEvidence, CountsOnlyAnApprovedBusinessCaseWithFigures) {
  DutyRows rows;
  pb::BusinessCase one;
  one.set_state(pb::BusinessCase::STATE_SUBMITTED);
  one.mutable_figures();
  *one.mutable_update_time() = On("2026-06-01");
  const std::string gap = "No approved business case shows what the work costs and returns.";
  rows.business_cases = {one};
  EXPECT_THAT(Of(pb::DUTY_TRIPLE_AIM, rows).gaps(), Contains(gap));
  rows.business_cases[0].set_state(pb::BusinessCase::STATE_APPROVED);
  EXPECT_THAT(Of(pb::DUTY_TRIPLE_AIM, rows).gaps(), Not(Contains(gap)));
}

}  // namespace
}  // namespace fivestep::programme
