#include "metrics/domain/pdsa_cycle.h"

#include <string>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/driver_diagram.h"
#include "platform/core/date.h"

namespace fivestep::metrics {
namespace {

Decision CheckState(const v1::PdsaCycle& cycle, const std::string& name,
                    v1::PdsaCycle::State expected) {
  if (cycle.state() == expected) return Decision();
  return Reject(v1::CYCLE_OUT_OF_ORDER)
      .With("cycle", name)
      .With("state", v1::PdsaCycle::State_Name(cycle.state()));
}

// The change idea is one of the diagram's; without a diagram there is none.
Decision CheckChangeIdea(const v1::PlanPdsaCycleRequest& command, const CommandContext& context) {
  if (command.change_idea().empty()) return Decision();
  const auto* diagram = context.view.Find<v1::DriverDiagram>(command.driver_diagram());
  if (diagram != nullptr && HasChangeIdea(*diagram, command.change_idea())) return Decision();
  const bool none = command.driver_diagram().empty();
  return Reject(v1::CHANGE_IDEA_NOT_FOUND)
      .With("diagram", none ? "No diagram" : command.driver_diagram())
      .With("idea", command.change_idea());
}

Decision CheckEarlier(const v1::PlanPdsaCycleRequest& command, const CommandContext& context) {
  if (command.earlier_cycle().empty()) return Decision();
  const auto* earlier = context.view.Find<v1::PdsaCycle>(command.earlier_cycle());
  if (earlier != nullptr && earlier->conclusion() == v1::CONCLUSION_ADAPT) return Decision();
  return Reject(v1::CYCLE_NOT_TO_BE_CONTINUED).With("cycle", command.earlier_cycle());
}

}  // namespace

Decision Decide(const v1::PdsaCycle&, const v1::PlanPdsaCycleRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckChangeIdea(command, context); no.rejected()) return no;
  if (Decision no = CheckEarlier(command, context); no.rejected()) return no;
  v1::PdsaCyclePlanned planned;
  planned.set_pdsa_cycle(context.new_name);
  planned.set_title(command.title());
  planned.set_question(command.question());
  planned.set_prediction(command.prediction());
  planned.set_plan(command.plan());
  planned.set_metric(command.metric());
  planned.set_driver_diagram(command.driver_diagram());
  planned.set_change_idea(command.change_idea());
  planned.set_earlier_cycle(command.earlier_cycle());
  planned.set_owner_role(command.owner_role());
  planned.set_visibility(command.visibility());
  return Emit(planned);
}

Decision Decide(const v1::PdsaCycle& cycle, const v1::StartPdsaCycleRequest& command,
                const CommandContext& context) {
  Decision no = CheckState(cycle, command.name(), v1::PdsaCycle::STATE_PLANNED);
  if (no.rejected()) return no;
  v1::PdsaCycleStarted started;
  started.set_pdsa_cycle(command.name());
  started.set_start_date(ToText(DayOf(context.now)));
  return Emit(started);
}

Decision Decide(const v1::PdsaCycle& cycle, const v1::StudyPdsaCycleRequest& command,
                const CommandContext&) {
  Decision no = CheckState(cycle, command.name(), v1::PdsaCycle::STATE_DOING);
  if (no.rejected()) return no;
  v1::PdsaCycleStudied studied;
  studied.set_pdsa_cycle(command.name());
  studied.set_done(command.done());
  studied.set_prediction_outcome(command.prediction_outcome());
  studied.set_learned(command.learned());
  return Emit(studied);
}

Decision Decide(const v1::PdsaCycle& cycle, const v1::ConcludePdsaCycleRequest& command,
                const CommandContext&) {
  Decision no = CheckState(cycle, command.name(), v1::PdsaCycle::STATE_STUDIED);
  if (no.rejected()) return no;
  v1::PdsaCycleConcluded concluded;
  concluded.set_pdsa_cycle(command.name());
  concluded.set_conclusion(command.conclusion());
  concluded.set_reason(command.reason());
  return Emit(concluded);
}

void Evolve(v1::PdsaCycle& cycle, const v1::PdsaCyclePlanned& event) {
  cycle.set_state(v1::PdsaCycle::STATE_PLANNED);
  cycle.set_title(event.title());
  cycle.set_question(event.question());
  cycle.set_prediction(event.prediction());
  cycle.set_plan(event.plan());
  cycle.set_metric(event.metric());
  cycle.set_driver_diagram(event.driver_diagram());
  cycle.set_change_idea(event.change_idea());
  cycle.set_earlier_cycle(event.earlier_cycle());
  cycle.set_owner_role(event.owner_role());
  cycle.set_visibility(event.visibility());
}

void Evolve(v1::PdsaCycle& cycle, const v1::PdsaCycleStarted& event) {
  cycle.set_state(v1::PdsaCycle::STATE_DOING);
  cycle.set_start_date(event.start_date());
}

void Evolve(v1::PdsaCycle& cycle, const v1::PdsaCycleStudied& event) {
  cycle.set_state(v1::PdsaCycle::STATE_STUDIED);
  cycle.set_done(event.done());
  cycle.set_prediction_outcome(event.prediction_outcome());
  cycle.set_learned(event.learned());
}

void Evolve(v1::PdsaCycle& cycle, const v1::PdsaCycleConcluded& event) {
  cycle.set_state(v1::PdsaCycle::STATE_CONCLUDED);
  cycle.set_conclusion(event.conclusion());
  cycle.set_conclusion_reason(event.reason());
}

}  // namespace fivestep::metrics
