// What is kept of the programme's partners and people beyond one function for all: commitments that
// become overdue, how outcomes serve priorities, and the trainings of a capability.
//
// Streams: `commitment/{commitment}`, `programme_outcome/{programme_outcome}`,
// `capability/{capability}`. State machines: see services/programme/README.md.
#ifndef FIVESTEP_PROGRAMME_DOMAIN_PARTNERSHIP_H_
#define FIVESTEP_PROGRAMME_DOMAIN_PARTNERSHIP_H_

#include <optional>

#include "fivestep/programme/v1/events.pb.h"
#include "fivestep/programme/v1/partnership.pb.h"
#include "fivestep/programme/v1/step_review.pb.h"
#include "programme/domain/register.h"

namespace fivestep::programme {

inline constexpr char kCommitmentOverdueRule[] = "commitment_overdue";

// The first moment after the due date of a commitment that is neither met nor lapsed nor noted as
// overdue; nothing for any other.
std::optional<Instant> OverdueFrom(const pb::Commitment& commitment);
Decision DecideCommitmentOverdue(const pb::Commitment& commitment, const CommandContext& context);

// An alignment names an organisation with its priority, or a framework, and not both.
Decision Decide(const pb::ProgrammeOutcome& outcome, const pb::AlignOutcomeRequest& command,
                const CommandContext& context);
// What is said again of the same column takes the place of what was said.
void Evolve(pb::ProgrammeOutcome& outcome, const pb::OutcomeAligned& event);

void Evolve(pb::Capability& capability, const pb::TrainingRecorded& event);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_DOMAIN_PARTNERSHIP_H_
