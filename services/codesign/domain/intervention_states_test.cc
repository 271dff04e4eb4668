#include "codesign/domain/intervention_states.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "codesign/domain/appraisal.h"
#include "codesign/domain/examples.h"
#include "codesign/domain/pilot.h"
#include "codesign/domain/theory_of_change.h"

namespace fivestep::codesign {
namespace {

using testing::Given;
using State = v1::Intervention::State;

v1::TheoryOfChange SmallTheory() {
  v1::TheoryOfChange theory;
  for (const auto& [key, kind] :
       {std::pair{"a1", v1::THEORY_NODE_KIND_ACTIVITY}, {"i1", v1::THEORY_NODE_KIND_IMPACT}}) {
    theory.add_nodes()->set_key(key);
    theory.mutable_nodes()->rbegin()->set_kind(kind);
  }
  theory.add_arrows()->set_from_key("a1");
  theory.mutable_arrows(0)->set_to_key("i1");
  return theory;
}

// The step as its command, complete in everything but the state.
testing::Then Do(Step step, State state) {
  Given<v1::Intervention> given(InterventionIn(state));
  given.With(kBrief, SampleBrief());
  const auto named = [](auto request) {
    request.set_name(kIntervention);
    return request;
  };
  switch (step) {
    case Step::kAppraise: {
      auto request = named(v1::AppraiseInterventionRequest());
      *request.mutable_scores() = AppraisalBy(v1::STAKEHOLDER_GROUP_OTHERS, 3).scores();
      return given.When(Decide, request);
    }
    case Step::kShortlist:
      return given.When(Decide, named(v1::ShortlistInterventionRequest()));
    case Step::kSpecify: {
      auto request = named(v1::SpecifyShortlistedRequest());
      *request.mutable_specification() = WholeSpecification();
      return given.When(Decide, request);
    }
    case Step::kDrawTheory: {
      auto request = named(v1::DrawTheoryOfChangeRequest());
      *request.mutable_theory_of_change() = SmallTheory();
      return given.When(Decide, request);
    }
    case Step::kSetAside:
      return given.When(Decide, named(v1::SetInterventionAsideRequest()));
    case Step::kEndorse:
      return given.When(Decide, named(v1::EndorseInterventionRequest()));
    case Step::kStartPilot: {
      auto request = named(v1::StartPilotRequest());
      request.set_start_date("2026-04-01");
      request.set_planned_end_date("2026-09-30");
      return given.When(Decide, request);
    }
    case Step::kConcludePilot:
      return given.When(Decide, named(v1::ConcludePilotRequest()));
  }
  return testing::Then(Decision());
}

TEST(InterventionStates, AllowEachStepOnlyWhereTheTableSaysSo) {
  int possible = 0;
  for (const StepRule& rule : StepRules()) {
    for (int number = 0; number < v1::Intervention::State_ARRAYSIZE; ++number) {
      const auto state = static_cast<State>(number);
      const testing::Then then = Do(rule.step, state);
      const Decision& decision = then.decision();
      const bool allowed = std::find(rule.from.begin(), rule.from.end(), state) != rule.from.end();
      const std::string where = v1::Intervention::State_Name(state) + ", " + rule.needs;
      EXPECT_EQ(!decision.rejected(), allowed) << where;
      if (allowed) {
        ++possible;
      } else {
        EXPECT_EQ(decision.rejection().reason(), "INTERVENTION_NOT_IN_STATE") << where;
      }
    }
  }
  EXPECT_EQ(possible, 15);
}

TEST(InterventionStates, HaveOneRulePerStepInItsOrder) {
  for (size_t i = 0; i < StepRules().size(); ++i) {
    EXPECT_EQ(static_cast<size_t>(StepRules()[i].step), i);
  }
}

}  // namespace
}  // namespace fivestep::codesign
