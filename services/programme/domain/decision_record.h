// Records what a programme decided: who chose what, out of which options, and why.
//
// Stream: `decision/{decision}`. One writer; see services/programme/README.md for the commands ->
// events table. Not named after the resource, since `Decision` is also what a decider answers.
#ifndef FIVESTEP_PROGRAMME_DOMAIN_DECISION_RECORD_H_
#define FIVESTEP_PROGRAMME_DOMAIN_DECISION_RECORD_H_

#include "fivestep/programme/v1/decision.pb.h"
#include "fivestep/programme/v1/error_reason.pb.h"
#include "fivestep/programme/v1/events.pb.h"
#include "fivestep/programme/v1/programme_service.pb.h"
#include "platform/core/decision.h"

namespace fivestep::programme {

namespace pb = fivestep::programme::v1;

Decision Decide(const pb::Decision& decision, const pb::RecordDecisionRequest& command,
                const CommandContext& context);

void Evolve(pb::Decision& decision, const pb::DecisionRecorded& event);
void Evolve(pb::Decision& decision, const pb::DecisionSuperseded& event);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_DOMAIN_DECISION_RECORD_H_
