// What each stakeholder group says to an intervention by APEASE, and where they are apart.
#ifndef FIVESTEP_CODESIGN_DOMAIN_APPRAISAL_H_
#define FIVESTEP_CODESIGN_DOMAIN_APPRAISAL_H_

#include "fivestep/codesign/v1/codesign_service.pb.h"
#include "fivestep/codesign/v1/events.pb.h"
#include "fivestep/codesign/v1/intervention.pb.h"
#include "platform/core/decision.h"

namespace fivestep::codesign {

// Groups whose scores are this far apart on the scale 0 to 4 are said to disagree: they stand on
// different sides of its middle, or one of them at an end.
inline constexpr int kDisagreement = 2;

Decision Decide(const v1::Intervention& intervention,
                const v1::AppraiseInterventionRequest& command, const CommandContext& context);
// Residents and one other group have appraised it.
Decision Decide(const v1::Intervention& intervention,
                const v1::ShortlistInterventionRequest& command, const CommandContext& context);

void Evolve(v1::Intervention& intervention, const v1::InterventionAppraised& event);
void Evolve(v1::Intervention& intervention, const v1::InterventionShortlisted& event);

}  // namespace fivestep::codesign

#endif  // FIVESTEP_CODESIGN_DOMAIN_APPRAISAL_H_
