#include "programme/domain/evidence.h"

#include <algorithm>
#include <string>
#include <utility>

#include "programme/domain/gate.h"
#include "programme/domain/gate_checklist.h"

namespace fivestep::programme {
namespace {

bool AsksFor(const pb::Gate& gate, pb::Criterion wanted) {
  return std::any_of(gate.criteria().begin(), gate.criteria().end(),
                     [wanted](const pb::GateCriterion& criterion) {
                       return criterion.criterion() == wanted && !criterion.met();
                     });
}

bool Lists(const pb::Gate& gate, pb::Criterion wanted) {
  return std::any_of(
      gate.criteria().begin(), gate.criteria().end(),
      [wanted](const pb::GateCriterion& line) { return line.criterion() == wanted; });
}

// What gate 5 knows of an inequality, after this evidence; where it asks for pairs at all.
void NoteInequality(const pb::RecordEvidenceRequest& command, const CommandContext& context,
                    Decision& decision) {
  if (command.inequality().empty()) return;
  const std::string name = GateName(context.programme, pb::STEP_ACT_AND_MEASURE);
  const auto* gate = context.view.Find<pb::Gate>(name);
  if (gate == nullptr || !Lists(*gate, pb::CRITERION_INEQUALITIES_PAIRED)) return;
  pb::FollowedInequality known;
  known.set_target_area(command.inequality());
  for (const pb::FollowedInequality& one : gate->inequalities()) {
    if (one.target_area() == command.inequality()) known = one;
  }
  const bool is_pair = command.kind() == pb::EVIDENCE_KIND_METRICS_PAIRED;
  // A second approval or pair changes nothing.
  if (is_pair ? !known.pair_evidence().empty() : known.approved()) return;
  if (is_pair) {
    known.set_pair_evidence(command.evidence());
  } else {
    known.set_approved(true);
  }
  pb::InequalityNoted noted;
  noted.set_gate(name);
  *noted.mutable_inequality() = known;
  decision.Add(std::move(noted));
}

}  // namespace

Decision Decide(const pb::Evidence& evidence, const pb::RecordEvidenceRequest& command,
                const CommandContext& context) {
  if (!evidence.name().empty()) return Decision();
  pb::EvidenceRecorded recorded;
  recorded.set_evidence(command.evidence());
  recorded.set_subject_resource(command.subject_resource());
  recorded.set_title(command.title());
  recorded.set_kind(command.kind());
  recorded.set_step(command.step());
  *recorded.mutable_criteria() = command.criteria();
  *recorded.mutable_source() = command.source();
  recorded.set_visibility(command.visibility());
  Decision decision = Emit(recorded);
  for (const int number : command.criteria()) {
    const auto criterion = static_cast<pb::Criterion>(number);
    const std::string name = GateName(context.programme, StepOf(criterion));
    const auto* gate = context.view.Find<pb::Gate>(name);
    if (gate == nullptr || !AsksFor(*gate, criterion)) continue;
    pb::CriterionMet met;
    met.set_gate(name);
    met.set_criterion(criterion);
    met.set_evidence(command.evidence());
    decision.Add(std::move(met));
  }
  NoteInequality(command, context, decision);
  return decision;
}

void Evolve(pb::Evidence& evidence, const pb::EvidenceRecorded& event) {
  evidence.set_name(event.evidence());
  evidence.set_title(event.title());
  evidence.set_kind(event.kind());
  evidence.set_step(event.step());
  evidence.set_subject_resource(event.subject_resource());
  *evidence.mutable_criteria() = event.criteria();
  *evidence.mutable_source() = event.source();
  evidence.set_visibility(event.visibility());
}

}  // namespace fivestep::programme
