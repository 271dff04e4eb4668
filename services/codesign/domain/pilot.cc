#include "codesign/domain/pilot.h"

#include <string>

#include "codesign/domain/intervention_states.h"
#include "fivestep/codesign/v1/error_reason.pb.h"
#include "platform/core/date.h"
#include "platform/core/violations.h"

namespace fivestep::codesign {

Decision Decide(const v1::Intervention& intervention, const v1::StartPilotRequest& command,
                const CommandContext&) {
  Decision no = RejectUnlessPossible(Step::kStartPilot, intervention, command.name());
  if (no.rejected()) return no;
  Violations violations;
  violations.Expect(ParseDate(command.start_date()).has_value(), "start_date",
                    "must be a day, YYYY-MM-DD");
  violations.Expect(ParseDate(command.planned_end_date()).has_value(), "planned_end_date",
                    "must be a day, YYYY-MM-DD");
  violations.Expect(command.planned_end_date() > command.start_date(), "planned_end_date",
                    "must be later than `start_date`");
  if (no = violations.RejectionBy(v1::PILOT_NOT_VALID); no.rejected()) return no;
  v1::PilotStarted started;
  started.set_intervention(command.name());
  v1::Pilot& pilot = *started.mutable_pilot();
  pilot.set_where(command.where());
  pilot.set_start_date(command.start_date());
  pilot.set_planned_end_date(command.planned_end_date());
  pilot.set_success_criteria(command.success_criteria());
  return Emit(started);
}

Decision Decide(const v1::Intervention& intervention, const v1::ConcludePilotRequest& command,
                const CommandContext&) {
  Decision no = RejectUnlessPossible(Step::kConcludePilot, intervention, command.name());
  if (no.rejected()) return no;
  v1::PilotConcluded concluded;
  concluded.set_intervention(command.name());
  concluded.set_conclusion(command.conclusion());
  concluded.set_reason(command.reason());
  concluded.set_actual_fidelity(command.actual_fidelity());
  concluded.set_learned(command.learned());
  return Emit(concluded);
}

void Evolve(v1::Intervention& intervention, const v1::PilotStarted& event) {
  intervention.set_state(v1::Intervention::STATE_PILOTED);
  *intervention.mutable_pilot() = event.pilot();
}

void Evolve(v1::Intervention& intervention, const v1::PilotConcluded& event) {
  v1::Pilot& pilot = *intervention.mutable_pilot();
  pilot.set_conclusion(event.conclusion());
  pilot.set_reason(event.reason());
  pilot.set_actual_fidelity(event.actual_fidelity());
  pilot.set_learned(event.learned());
  switch (event.conclusion()) {
    case v1::PILOT_CONCLUSION_ADOPT:
      intervention.set_state(v1::Intervention::STATE_ADOPTED);
      break;
    case v1::PILOT_CONCLUSION_ADAPT:
      intervention.set_state(v1::Intervention::STATE_ADAPTED);
      break;
    default:
      intervention.set_state(v1::Intervention::STATE_ABANDONED);
  }
}

}  // namespace fivestep::codesign
