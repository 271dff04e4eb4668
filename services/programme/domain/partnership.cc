#include "programme/domain/partnership.h"

#include <utility>

namespace fivestep::programme {
namespace {

bool SameColumn(const pb::Alignment& a, const pb::Alignment& b) {
  return a.organisation() == b.organisation() && a.framework() == b.framework() &&
         a.priority() == b.priority();
}

}  // namespace

std::optional<Instant> OverdueFrom(const pb::Commitment& commitment) {
  const bool open = commitment.state() == pb::Commitment::STATE_OFFERED ||
                    commitment.state() == pb::Commitment::STATE_AGREED ||
                    commitment.state() == pb::Commitment::STATE_DELIVERING;
  if (!open || !commitment.overdue_date().empty()) return std::nullopt;
  return MomentAfter(commitment.due_date());
}

Decision DecideCommitmentOverdue(const pb::Commitment& commitment, const CommandContext& context) {
  const auto due = OverdueFrom(commitment);
  if (!due || *due > context.now) return Decision();
  pb::CommitmentBecameOverdue overdue;
  overdue.set_commitment(commitment.name());
  overdue.set_overdue_date(commitment.due_date());
  return Emit(std::move(overdue));
}

Decision Decide(const pb::ProgrammeOutcome& outcome, const pb::AlignOutcomeRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckState(outcome, command); no.rejected()) return no;
  const pb::Alignment& alignment = command.alignment();
  FieldProblems problems;
  problems.Expect(alignment.organisation().empty() != alignment.framework().empty(),
                  "alignment.organisation", "Name an organisation or a framework, not both.");
  problems.Expect(alignment.organisation().empty() || !alignment.priority().empty(),
                  "alignment.priority", "Name the priority of the organisation.");
  if (!problems.empty()) return problems.RefuseWith(pb::DETAILS_CONTRADICTORY);
  return Emit(FactOf<pb::OutcomeAligned>(command, context));
}

void Evolve(pb::ProgrammeOutcome& outcome, const pb::OutcomeAligned& event) {
  MoveOn(event, outcome);
  for (pb::Alignment& known : *outcome.mutable_alignments()) {
    if (!SameColumn(known, event.alignment())) continue;
    known = event.alignment();
    return;
  }
  *outcome.add_alignments() = event.alignment();
}

void Evolve(pb::Capability& capability, const pb::TrainingRecorded& event) {
  CopySameFields(event, *capability.add_trainings());
  Keep(capability, event);
}

}  // namespace fivestep::programme
