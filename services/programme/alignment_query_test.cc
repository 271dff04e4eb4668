#include "programme/alignment_query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fivestep::programme {
namespace {

using ::testing::Contains;
using ::testing::Not;

v1::Programme ProgrammeWithPriority() {
  v1::Programme programme;
  auto& priority = *programme.add_organisational_priorities();
  priority.set_organisation("RXX");
  priority.set_priority("Fewer smokers");
  return programme;
}

v1::Stakeholder Council() {
  v1::Stakeholder council;
  council.set_state(v1::Stakeholder::STATE_ACTIVE);
  council.mutable_details()->set_organisation("Council");
  council.mutable_details()->add_priorities("Clean air");
  return council;
}

v1::ProgrammeOutcome Outcome(v1::AlignmentStrength strength) {
  v1::ProgrammeOutcome outcome;
  outcome.set_name("programmes/p1/programmeOutcomes/o1");
  outcome.set_state(v1::ProgrammeOutcome::STATE_SET);
  outcome.mutable_details()->set_title("Smoke-free births");
  auto& alignment = *outcome.add_alignments();
  alignment.set_organisation("RXX");
  alignment.set_priority("Fewer smokers");
  alignment.set_strength(strength);
  return outcome;
}

TEST(AlignmentMatrix, ListsTheCellsThatNobodyHasFilled) {
  const auto matrix = MakeAlignmentMatrix(ProgrammeWithPriority(), {Council()},
                                          {Outcome(v1::ALIGNMENT_STRENGTH_STRONG)});
  // RXX's priority, the council's, and five frameworks.
  ASSERT_EQ(matrix.columns_size(), 7);
  ASSERT_EQ(matrix.rows_size(), 1);
  EXPECT_EQ(matrix.rows(0).cells(0).strength(), v1::ALIGNMENT_STRENGTH_STRONG);
  EXPECT_EQ(matrix.empty_cell_count(), 6);
  EXPECT_EQ(matrix.empty_cells(0), "Smoke-free births / Council: Clean air");
  EXPECT_THAT(matrix.unserved_columns(), Contains("Council: Clean air"));
  EXPECT_THAT(matrix.unserved_columns(), Not(Contains("RXX: Fewer smokers")));
}

TEST(AlignmentMatrix, DoesNotTakeANoForAnEmptyCellNorForService) {
  const auto matrix =
      MakeAlignmentMatrix(ProgrammeWithPriority(), {}, {Outcome(v1::ALIGNMENT_STRENGTH_NONE)});
  EXPECT_THAT(matrix.empty_cells(), Not(Contains("Smoke-free births / RXX: Fewer smokers")));
  EXPECT_THAT(matrix.unserved_columns(), Contains("RXX: Fewer smokers"));
}

TEST(AlignmentMatrix, AddsAColumnForAFrameworkThatOnlyAnAlignmentNames) {
  v1::ProgrammeOutcome outcome = Outcome(v1::ALIGNMENT_STRENGTH_STRONG);
  auto& alignment = *outcome.add_alignments();
  alignment.set_framework("Maternity plan");
  alignment.set_strength(v1::ALIGNMENT_STRENGTH_PARTIAL);
  const auto matrix = MakeAlignmentMatrix(ProgrammeWithPriority(), {}, {outcome});
  ASSERT_EQ(matrix.columns_size(), 7);
  EXPECT_EQ(matrix.rows(0).cells_size(), 7);
  EXPECT_EQ(matrix.rows(0).cells(6).strength(), v1::ALIGNMENT_STRENGTH_PARTIAL);
}

TEST(AlignmentMatrix, LeavesOutDroppedOutcomesAndRetiredStakeholders) {
  v1::ProgrammeOutcome dropped = Outcome(v1::ALIGNMENT_STRENGTH_STRONG);
  dropped.set_state(v1::ProgrammeOutcome::STATE_DROPPED);
  v1::Stakeholder retired = Council();
  retired.set_state(v1::Stakeholder::STATE_RETIRED);
  const auto matrix = MakeAlignmentMatrix(ProgrammeWithPriority(), {retired}, {dropped});
  EXPECT_EQ(matrix.columns_size(), 6);
  EXPECT_EQ(matrix.rows_size(), 0);
  EXPECT_EQ(matrix.empty_cell_count(), 0);
}

}  // namespace
}  // namespace fivestep::programme
