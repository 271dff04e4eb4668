// Opens and closes programmes.
//
// Stream: `programme/{programme}`. One writer; see services/programme/README.md for the commands ->
// events table.
#ifndef FIVESTEP_PROGRAMME_DOMAIN_PROGRAMME_H_
#define FIVESTEP_PROGRAMME_DOMAIN_PROGRAMME_H_

#include "fivestep/programme/v1/error_reason.pb.h"
#include "fivestep/programme/v1/events.pb.h"
#include "fivestep/programme/v1/programme.pb.h"
#include "fivestep/programme/v1/programme_service.pb.h"
#include "platform/core/decision.h"

namespace fivestep::programme {

namespace pb = fivestep::programme::v1;

// A programme begins with the gates of its five steps, so that everybody sees from the first day
// what will be asked for.
Decision Decide(const pb::Programme& programme, const pb::OpenProgrammeRequest& command,
                const CommandContext& context);
Decision Decide(const pb::Programme& programme, const pb::CloseProgrammeRequest& command,
                const CommandContext& context);

void Evolve(pb::Programme& programme, const pb::ProgrammeOpened& event);
void Evolve(pb::Programme& programme, const pb::StepEntered& event);
void Evolve(pb::Programme& programme, const pb::ProgrammeClosed& event);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_DOMAIN_PROGRAMME_H_
