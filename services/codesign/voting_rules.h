// What the service does with blocks of sessions and with votes on statements, as the platform is
// told.
#ifndef FIVESTEP_CODESIGN_VOTING_RULES_H_
#define FIVESTEP_CODESIGN_VOTING_RULES_H_

#include "platform/eventlog/model.h"

namespace fivestep::codesign {

void RegisterMethodBlocks(ServiceModel& model);
void RegisterStatementVotes(ServiceModel& model);

}  // namespace fivestep::codesign

#endif  // FIVESTEP_CODESIGN_VOTING_RULES_H_
