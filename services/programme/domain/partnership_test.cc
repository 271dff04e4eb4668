#include "programme/domain/partnership.h"

#include "platform/testing/given.h"

namespace fivestep::programme {
namespace {

using fivestep::testing::Given;

constexpr char kCommitment[] = "programmes/p1/commitments/c1";
constexpr char kOutcome[] = "programmes/p1/programmeOutcomes/o1";

pb::Commitment Offered() {
  pb::Commitment commitment;
  pb::CommitmentOffered offered;
  offered.set_commitment(kCommitment);
  offered.set_due_date("2026-09-30");
  Keep(commitment, offered);
  return commitment;
}

TEST(Commitment, IsAgreedByASignature) {
  pb::AgreeCommitmentRequest command;
  command.set_name(kCommitment);
  command.set_signed_by_role("Director of public health");
  pb::CommitmentAgreed agreed;
  agreed.set_commitment(kCommitment);
  agreed.set_signed_by_role("Director of public health");
  Given<pb::Commitment>(Offered())
      .When(Record<pb::Commitment, pb::CommitmentAgreed, pb::AgreeCommitmentRequest>, command)
      .ThenEmits(agreed);
}

TEST(Commitment, CannotBeMetBeforeItIsDelivered) {
  pb::MeetCommitmentRequest command;
  command.set_name(kCommitment);
  auto then = Given<pb::Commitment>(Offered()).When(
      Record<pb::Commitment, pb::CommitmentMet, pb::MeetCommitmentRequest>, command);
  then.ThenRejected(pb::NOT_IN_THIS_STATE);
  EXPECT_EQ(then.decision().rejection().message(),
            "programmes/p1/commitments/c1 is offered; MeetCommitment can be said of it when it is "
            "delivering. Get it again and see where it stands, then say what follows from there.");
}

TEST(Commitment, BecomesOverdueOnceAndStaysWhatItIs) {
  const Instant due = *MomentAfter("2026-09-30");
  pb::CommitmentBecameOverdue overdue;
  overdue.set_commitment(kCommitment);
  overdue.set_overdue_date("2026-09-30");
  Given<pb::Commitment>(Offered()).At(due).WhenDue(DecideCommitmentOverdue).ThenEmits(overdue);
  EXPECT_TRUE(Given<pb::Commitment>(Offered())
                  .WhenDue(DecideCommitmentOverdue)
                  .decision()
                  .events()
                  .empty());
  pb::Commitment after = Offered();
  Keep(after, overdue);
  EXPECT_EQ(after.state(), pb::Commitment::STATE_OFFERED);
  EXPECT_EQ(OverdueFrom(after), std::nullopt);
}

pb::AlignOutcomeRequest Align(const std::string& organisation, const std::string& framework) {
  pb::AlignOutcomeRequest command;
  command.set_name(kOutcome);
  command.mutable_alignment()->set_organisation(organisation);
  command.mutable_alignment()->set_framework(framework);
  command.mutable_alignment()->set_strength(pb::ALIGNMENT_STRENGTH_STRONG);
  return command;
}

pb::ProgrammeOutcome Set() {
  pb::ProgrammeOutcome outcome;
  pb::ProgrammeOutcomeSet set;
  set.set_programme_outcome(kOutcome);
  Keep(outcome, set);
  return outcome;
}

TEST(AlignOutcome, NamesAnOrganisationOrAFramework) {
  EXPECT_FALSE(Given<pb::ProgrammeOutcome>(Set())
                   .When(Decide, Align("", "Joint forward plan"))
                   .decision()
                   .rejected());
  for (const auto& command :
       {Align("", ""), Align("RXX", "Joint forward plan"), Align("RXX", "")}) {
    Given<pb::ProgrammeOutcome>(Set())
        .When(Decide, command)
        .ThenRejected(pb::DETAILS_CONTRADICTORY);
  }
}

TEST(AlignOutcome, ReplacesWhatWasSaidOfTheSameColumn) {
  pb::ProgrammeOutcome outcome = Set();
  pb::OutcomeAligned aligned;
  aligned.set_programme_outcome(kOutcome);
  aligned.mutable_alignment()->set_framework("Joint forward plan");
  aligned.mutable_alignment()->set_strength(pb::ALIGNMENT_STRENGTH_NONE);
  Evolve(outcome, aligned);
  aligned.mutable_alignment()->set_strength(pb::ALIGNMENT_STRENGTH_PARTIAL);
  Evolve(outcome, aligned);
  ASSERT_EQ(outcome.alignments_size(), 1);
  EXPECT_EQ(outcome.alignments(0).strength(), pb::ALIGNMENT_STRENGTH_PARTIAL);
}

TEST(Capability, KeepsEveryTrainingAndTheLastConfidence) {
  pb::Capability capability;
  pb::CapabilityRegistered registered;
  registered.set_capability("programmes/p1/capabilities/c1");
  registered.mutable_details()->set_confidence_before(2);
  Keep(capability, registered);
  for (const int confidence : {3, 4}) {
    pb::TrainingRecorded training;
    training.set_capability("programmes/p1/capabilities/c1");
    training.set_training("Reading a control chart");
    training.set_confidence_after(confidence);
    Evolve(capability, training);
  }
  EXPECT_EQ(capability.trainings_size(), 2);
  EXPECT_EQ(capability.trainings(0).confidence_after(), 3);
  EXPECT_EQ(capability.confidence_after(), 4);
  EXPECT_EQ(capability.details().confidence_before(), 2);
}

}  // namespace
}  // namespace fivestep::programme
