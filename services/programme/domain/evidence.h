// Keeps what the other contexts do as evidence, and ticks the gates' checklists with it.
//
// Stream: `evidence/{evidence}`. Written by reactions only; see services/programme/README.md.
#ifndef FIVESTEP_PROGRAMME_DOMAIN_EVIDENCE_H_
#define FIVESTEP_PROGRAMME_DOMAIN_EVIDENCE_H_

#include "fivestep/programme/v1/events.pb.h"
#include "fivestep/programme/v1/gate.pb.h"
#include "fivestep/programme/v1/internal.pb.h"
#include "platform/core/decision.h"

namespace fivestep::programme {

namespace pb = fivestep::programme::v1;

// Evidence that is there already is left as it is: the same event may be handled twice.
Decision Decide(const pb::Evidence& evidence, const pb::RecordEvidenceRequest& command,
                const CommandContext& context);

void Evolve(pb::Evidence& evidence, const pb::EvidenceRecorded& event);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_DOMAIN_EVIDENCE_H_
