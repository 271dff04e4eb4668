// Programmes and gates that the tests of this folder start from.
#ifndef FIVESTEP_PROGRAMME_DOMAIN_EXAMPLES_H_
#define FIVESTEP_PROGRAMME_DOMAIN_EXAMPLES_H_

#include <string>

#include "programme/domain/gate.h"
#include "programme/domain/gate_checklist.h"
#include "programme/domain/programme.h"

namespace fivestep::programme {

inline const std::string kProgramme = "programmes/p1";
inline const std::string kEvidence = "programmes/p1/evidence/engagement-7";

inline std::string GateOf(int step) { return GateName(kProgramme, static_cast<pb::Step>(step)); }

inline pb::GateOpened OpenedGate(int step) {
  pb::GateOpened opened;
  opened.set_gate(GateOf(step));
  opened.set_programme(kProgramme);
  opened.set_title(GateTitle(static_cast<pb::Step>(step)));
  opened.set_step(static_cast<pb::Step>(step));
  for (const auto& criterion : Checklist(static_cast<pb::Step>(step))) {
    *opened.add_criteria() = criterion;
  }
  return opened;
}

inline pb::CriterionMet Met(int step, pb::Criterion criterion) {
  pb::CriterionMet met;
  met.set_gate(GateOf(step));
  met.set_criterion(criterion);
  met.set_evidence(kEvidence);
  return met;
}

// A gate with a complete checklist.
inline pb::Gate ReadyGate(int step) {
  pb::Gate gate;
  Evolve(gate, OpenedGate(step));
  for (const auto& criterion : Checklist(static_cast<pb::Step>(step))) {
    Evolve(gate, Met(step, criterion.criterion()));
  }
  return gate;
}

inline pb::Gate PassedGate(int step) {
  pb::Gate gate = ReadyGate(step);
  pb::GatePassed passed;
  passed.set_gate(GateOf(step));
  Evolve(gate, passed);
  return gate;
}

inline pb::Programme ProgrammeAt(int step) {
  pb::Programme programme;
  programme.set_name(kProgramme);
  programme.set_state(pb::Programme::STATE_OPEN);
  programme.set_current_step(static_cast<pb::Step>(step));
  return programme;
}

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_DOMAIN_EXAMPLES_H_
