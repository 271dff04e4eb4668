// What a gate is passed on condition of: who does it by when, and whether it was done.
//
// Stream: `gate/{gate}`.
#ifndef FIVESTEP_PROGRAMME_DOMAIN_GATE_CONDITION_H_
#define FIVESTEP_PROGRAMME_DOMAIN_GATE_CONDITION_H_

#include <optional>
#include <string>

#include "fivestep/programme/v1/events.pb.h"
#include "fivestep/programme/v1/gate.pb.h"
#include "fivestep/programme/v1/programme_service.pb.h"
#include "programme/domain/register.h"

namespace fivestep::programme {

inline constexpr char kGateConditionOverdueRule[] = "gate_condition_overdue";

// Adds the conditions of the command to the event, each with an id of its own. DATE_NOT_AHEAD when
// one would be due today or before.
Decision AddConditions(const pb::PassGateRequest& command, const CommandContext& context,
                       pb::GatePassed& passed);

// The conditions that are not met, `c1: text` and so on; empty: none.
std::string OpenConditions(const pb::Gate& gate);

Decision Decide(const pb::Gate& gate, const pb::MeetGateConditionRequest& command,
                const CommandContext& context);

// When the next condition becomes overdue that is neither met nor noted as overdue.
std::optional<Instant> ConditionOverdueFrom(const pb::Gate& gate);
// Notes every condition whose due date has passed, each once.
Decision DecideConditionOverdue(const pb::Gate& gate, const CommandContext& context);

void Evolve(pb::Gate& gate, const pb::GateConditionMet& event);
void Evolve(pb::Gate& gate, const pb::GateConditionBecameOverdue& event);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_DOMAIN_GATE_CONDITION_H_
