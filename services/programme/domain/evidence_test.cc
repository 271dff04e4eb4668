#include "programme/domain/evidence.h"

#include "platform/testing/given.h"
#include "programme/domain/examples.h"

namespace fivestep::programme {
namespace {

using fivestep::testing::Given;

pb::RecordEvidenceRequest Record(std::initializer_list<pb::Criterion> criteria) {
  pb::RecordEvidenceRequest request;
  request.set_evidence(kEvidence);
  request.set_subject_resource("programmes/p1/themes/lifts");
  request.set_title("Getting to the clinic");
  request.set_kind(pb::EVIDENCE_KIND_THEME_AGREED);
  request.set_step(pb::STEP_GATHER_INSIGHTS);
  for (const pb::Criterion criterion : criteria) request.add_criteria(criterion);
  request.mutable_source()->set_log("engagement");
  request.mutable_source()->set_position(7);
  return request;
}

pb::EvidenceRecorded Recorded(std::initializer_list<pb::Criterion> criteria) {
  const pb::RecordEvidenceRequest request = Record(criteria);
  pb::EvidenceRecorded recorded;
  recorded.set_evidence(request.evidence());
  recorded.set_subject_resource(request.subject_resource());
  recorded.set_title(request.title());
  recorded.set_kind(request.kind());
  recorded.set_step(request.step());
  *recorded.mutable_criteria() = request.criteria();
  *recorded.mutable_source() = request.source();
  return recorded;
}

pb::Gate AGate(int step) {
  pb::Gate gate;
  Evolve(gate, OpenedGate(step));
  return gate;
}

TEST(RecordEvidence, TicksTheGatesChecklist) {
  Given<pb::Evidence>()
      .With(GateOf(1), AGate(1))
      .When(Decide, Record({pb::CRITERION_THEME_AGREED, pb::CRITERION_COMMUNITY_ENDORSEMENT}))
      .ThenEmits(Recorded({pb::CRITERION_THEME_AGREED, pb::CRITERION_COMMUNITY_ENDORSEMENT}),
                 Met(1, pb::CRITERION_THEME_AGREED), Met(1, pb::CRITERION_COMMUNITY_ENDORSEMENT));
}

TEST(RecordEvidence, TicksALineOnce) {
  pb::Gate gate = AGate(1);
  Evolve(gate, Met(1, pb::CRITERION_THEME_AGREED));
  Given<pb::Evidence>()
      .With(GateOf(1), gate)
      .When(Decide, Record({pb::CRITERION_THEME_AGREED}))
      .ThenEmits(Recorded({pb::CRITERION_THEME_AGREED}));
}

TEST(RecordEvidence, KeepsEvidenceThatNoGateAsksFor) {
  Given<pb::Evidence>().With(GateOf(1), AGate(1)).When(Decide, Record({})).ThenEmits(Recorded({}));
}

TEST(RecordEvidence, KeepsEvidenceWhereTheGateIsNotThere) {
  Given<pb::Evidence>()
      .When(Decide, Record({pb::CRITERION_THEME_AGREED}))
      .ThenEmits(Recorded({pb::CRITERION_THEME_AGREED}));
}

TEST(RecordEvidence, TicksNothingAtAGateOfAnEarlierEditionWithoutThatLine) {
  pb::Gate gate = AGate(1);
  gate.clear_criteria();
  Given<pb::Evidence>()
      .With(GateOf(1), gate)
      .When(Decide, Record({pb::CRITERION_THEME_AGREED}))
      .ThenEmits(Recorded({pb::CRITERION_THEME_AGREED}));
}

TEST(RecordEvidence, DoesNothingWhenTheSameEventComesAgain) {
  pb::Evidence evidence;
  Evolve(evidence, Recorded({}));
  Given<pb::Evidence>(evidence)
      .With(GateOf(1), AGate(1))
      .When(Decide, Record({pb::CRITERION_THEME_AGREED}))
      .ThenEmits();
}

}  // namespace
}  // namespace fivestep::programme
