// What the programme's registers are to the platform.
#ifndef FIVESTEP_PROGRAMME_REGISTER_RULES_H_
#define FIVESTEP_PROGRAMME_REGISTER_RULES_H_

#include "platform/eventlog/model.h"

namespace fivestep::programme {

// Commands, events, timers and queries of EHIAs, HEAT, reviews, capabilities, boards, meetings,
// actions, the RAID log, stakeholders, commitments, outcomes, planning matrices, duties and
// business cases.
void RegisterRegisters(ServiceModel& model);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_REGISTER_RULES_H_
