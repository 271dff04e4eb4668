// Passes and returns the gates at the ends of the steps.
//
// Stream: `gate/{gate}`. One writer; see services/programme/README.md for the commands -> events
// table.
#ifndef FIVESTEP_PROGRAMME_DOMAIN_GATE_H_
#define FIVESTEP_PROGRAMME_DOMAIN_GATE_H_

#include <string>
#include <string_view>

#include "fivestep/programme/v1/error_reason.pb.h"
#include "fivestep/programme/v1/events.pb.h"
#include "fivestep/programme/v1/gate.pb.h"
#include "fivestep/programme/v1/programme_service.pb.h"
#include "platform/core/decision.h"

namespace fivestep::programme {

namespace pb = fivestep::programme::v1;

// `programmes/{programme}/gates/step-{n}`.
std::string GateName(std::string_view programme, pb::Step step);

Decision Decide(const pb::Gate& gate, const pb::PassGateRequest& command,
                const CommandContext& context);

// Work goes on at `to_step`. That gate and every later one that was passed must be passed again;
// the evidence that was seen stays seen, since it is the judgement that is returned and not the
// facts.
Decision Decide(const pb::Gate& gate, const pb::ReturnGateRequest& command,
                const CommandContext& context);

void Evolve(pb::Gate& gate, const pb::GateOpened& event);
void Evolve(pb::Gate& gate, const pb::CriterionMet& event);
void Evolve(pb::Gate& gate, const pb::InequalityNoted& event);
void Evolve(pb::Gate& gate, const pb::GatePassed& event);
void Evolve(pb::Gate& gate, const pb::GateReturned& event);
void Evolve(pb::Gate& gate, const pb::GateReopened& event);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_DOMAIN_GATE_H_
