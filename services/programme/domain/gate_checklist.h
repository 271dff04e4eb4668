// What the gates ask for: reference data, copied into the log when a programme opens, so that a
// later edition changes no gate that is open.
#ifndef FIVESTEP_PROGRAMME_DOMAIN_GATE_CHECKLIST_H_
#define FIVESTEP_PROGRAMME_DOMAIN_GATE_CHECKLIST_H_

#include <string>
#include <vector>

#include "fivestep/programme/v1/gate.pb.h"
#include "fivestep/programme/v1/programme.pb.h"

namespace fivestep::programme {

// The five steps in their order.
inline constexpr v1::Step kSteps[] = {v1::STEP_GATHER_INSIGHTS, v1::STEP_IDENTIFY_AND_PRIORITISE,
                                      v1::STEP_DEFINE_TARGET_AREAS, v1::STEP_CO_DESIGN,
                                      v1::STEP_ACT_AND_MEASURE};

// The question that the gate at the end of `step` answers.
std::string GateTitle(v1::Step step);

// Its checklist; nothing is met.
std::vector<v1::GateCriterion> Checklist(v1::Step step);

// The step at whose gate `criterion` is asked for.
v1::Step StepOf(v1::Criterion criterion);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_DOMAIN_GATE_CHECKLIST_H_
