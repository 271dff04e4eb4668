#include "codesign/domain/pilot.h"

#include <gtest/gtest.h>

#include "codesign/domain/examples.h"
#include "fivestep/codesign/v1/error_reason.pb.h"

namespace fivestep::codesign {
namespace {

using testing::Given;

v1::StartPilotRequest Start() {
  v1::StartPilotRequest request;
  request.set_name(kIntervention);
  request.set_where("two children's centres");
  request.set_start_date("2026-04-01");
  request.set_planned_end_date("2026-09-30");
  request.set_success_criteria("a third of those asked come twice");
  return request;
}

testing::Then Started(const v1::StartPilotRequest& request) {
  return Given<v1::Intervention>(InterventionIn(v1::Intervention::STATE_ENDORSED))
      .When(Decide, request);
}

TEST(PilotDecider, StartsWithWhatWouldHaveToBeSeen) {
  v1::PilotStarted expected;
  expected.set_intervention(kIntervention);
  v1::Pilot& pilot = *expected.mutable_pilot();
  pilot.set_where("two children's centres");
  pilot.set_start_date("2026-04-01");
  pilot.set_planned_end_date("2026-09-30");
  pilot.set_success_criteria("a third of those asked come twice");
  Started(Start()).ThenEmits(expected);
}

TEST(PilotDecider, RejectsDaysThatAreNoneOrTheWrongWayRound) {
  auto request = Start();
  request.set_start_date("1 April");
  Started(request).ThenRejected(v1::PILOT_NOT_VALID);
  request = Start();
  request.set_planned_end_date(request.start_date());
  Started(request).ThenRejected(v1::PILOT_NOT_VALID);
}

TEST(PilotRow, EndsWhereItsConclusionSays) {
  const std::pair<v1::PilotConclusion, v1::Intervention::State> ends[] = {
      {v1::PILOT_CONCLUSION_ADOPT, v1::Intervention::STATE_ADOPTED},
      {v1::PILOT_CONCLUSION_ADAPT, v1::Intervention::STATE_ADAPTED},
      {v1::PILOT_CONCLUSION_ABANDON, v1::Intervention::STATE_ABANDONED},
  };
  for (const auto& [conclusion, state] : ends) {
    v1::ConcludePilotRequest request;
    request.set_name(kIntervention);
    request.set_conclusion(conclusion);
    request.set_reason("as seen");
    request.set_actual_fidelity("nine of ten sessions as designed");
    request.set_learned("evenings work better");
    v1::PilotConcluded expected;
    expected.set_intervention(kIntervention);
    expected.set_conclusion(conclusion);
    expected.set_reason("as seen");
    expected.set_actual_fidelity("nine of ten sessions as designed");
    expected.set_learned("evenings work better");
    v1::Intervention intervention = InterventionIn(v1::Intervention::STATE_PILOTED);
    Given<v1::Intervention>(intervention).When(Decide, request).ThenEmits(expected);
    Evolve(intervention, expected);
    EXPECT_EQ(intervention.state(), state);
    EXPECT_EQ(intervention.pilot().learned(), "evenings work better");
  }
}

}  // namespace
}  // namespace fivestep::codesign
