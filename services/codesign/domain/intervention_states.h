// Where an intervention can go from where it stands: the one table of its states. The README shows
// the same.
#ifndef FIVESTEP_CODESIGN_DOMAIN_INTERVENTION_STATES_H_
#define FIVESTEP_CODESIGN_DOMAIN_INTERVENTION_STATES_H_

#include <string>
#include <vector>

#include "fivestep/codesign/v1/intervention.pb.h"
#include "platform/core/decision.h"

namespace fivestep::codesign {

// What can be done with an intervention that is there.
enum class Step {
  kAppraise,
  kShortlist,
  kSpecify,
  kDrawTheory,
  kSetAside,
  kEndorse,
  kStartPilot,
  kConcludePilot,
};

struct StepRule {
  Step step;
  // Where it must stand.
  std::vector<v1::Intervention::State> from;
  // For the refusal: what it needs.
  const char* needs;
};

// Every step, in the order of the enum.
const std::vector<StepRule>& StepRules();

// The rejection of a step that is not possible from where `intervention` stands, or no rejection.
Decision RejectUnlessPossible(Step step, const v1::Intervention& intervention,
                              const std::string& name);

}  // namespace fivestep::codesign

#endif  // FIVESTEP_CODESIGN_DOMAIN_INTERVENTION_STATES_H_
