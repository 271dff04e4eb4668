// Tells the model how access requests, involvement offers, quotes, codebooks, insights, reach and
// the registers are decided.
#ifndef FIVESTEP_ENGAGEMENT_RECORD_RULES_H_
#define FIVESTEP_ENGAGEMENT_RECORD_RULES_H_

#include "platform/eventlog/model.h"

namespace fivestep::engagement {

void AddParticipation(ServiceModel& model);
void AddQuotes(ServiceModel& model);
void AddThematicAnalysis(ServiceModel& model);
void AddReach(ServiceModel& model);
void AddSources(ServiceModel& model);
void AddOutreach(ServiceModel& model);

}  // namespace fivestep::engagement

#endif  // FIVESTEP_ENGAGEMENT_RECORD_RULES_H_
