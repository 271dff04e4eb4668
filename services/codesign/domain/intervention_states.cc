#include "codesign/domain/intervention_states.h"

#include <algorithm>

#include "fivestep/codesign/v1/error_reason.pb.h"

namespace fivestep::codesign {

const std::vector<StepRule>& StepRules() {
  using State = v1::Intervention;
  static const auto* rules = new std::vector<StepRule>{
      {Step::kAppraise,
       {State::STATE_PROPOSED, State::STATE_SHORTLISTED, State::STATE_SPECIFIED},
       "it can be appraised until it is endorsed"},
      {Step::kShortlist, {State::STATE_PROPOSED}, "only a proposed one can be shortlisted"},
      {Step::kSpecify, {State::STATE_SHORTLISTED}, "only a shortlisted one can be specified"},
      {Step::kDrawTheory,
       {State::STATE_SHORTLISTED, State::STATE_SPECIFIED, State::STATE_ENDORSED,
        State::STATE_PILOTED},
       "its theory can be drawn from when it is shortlisted until its pilot is concluded"},
      {Step::kSetAside,
       {State::STATE_PROPOSED, State::STATE_SHORTLISTED, State::STATE_SPECIFIED},
       "it can be set aside until it is endorsed"},
      {Step::kEndorse, {State::STATE_SPECIFIED}, "only a specified one can be endorsed"},
      {Step::kStartPilot, {State::STATE_ENDORSED}, "only an endorsed one can be piloted"},
      {Step::kConcludePilot, {State::STATE_PILOTED}, "only one in its pilot can be concluded"},
  };
  return *rules;
}

Decision RejectUnlessPossible(Step step, const v1::Intervention& intervention,
                              const std::string& name) {
  const StepRule& rule = StepRules()[static_cast<size_t>(step)];
  if (std::find(rule.from.begin(), rule.from.end(), intervention.state()) != rule.from.end()) {
    return Decision();
  }
  return Reject(v1::INTERVENTION_NOT_IN_STATE)
      .With("intervention", name)
      .With("state", v1::Intervention::State_Name(intervention.state()))
      .With("needs", rule.needs);
}

}  // namespace fivestep::codesign
