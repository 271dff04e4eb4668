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

pb::RecordEvidenceRequest About(const std::string& target_area, pb::EvidenceKind kind) {
  pb::RecordEvidenceRequest request = Record({});
  request.set_kind(kind);
  request.set_inequality(target_area);
  return request;
}

pb::InequalityNoted Noted(const std::string& target_area, bool approved, const std::string& pair) {
  pb::InequalityNoted noted;
  noted.set_gate(GateOf(5));
  noted.mutable_inequality()->set_target_area(target_area);
  noted.mutable_inequality()->set_approved(approved);
  noted.mutable_inequality()->set_pair_evidence(pair);
  return noted;
}

std::vector<std::string> NotedBy(const Decision& decision) {
  std::vector<std::string> noted;
  for (const auto& event : decision.events()) {
    if (event->GetTypeName().ends_with("InequalityNoted")) noted.push_back(event->DebugString());
  }
  return noted;
}

TEST(RecordEvidence, TellsGateFiveOfEachApprovedTargetAreaAndItsFirstPair) {
  const std::string area = "programmes/p1/targetAreas/t1";
  const auto approved = About(area, pb::EVIDENCE_KIND_TARGET_AREA_APPROVED);
  const auto paired = About(area, pb::EVIDENCE_KIND_METRICS_PAIRED);
  pb::Gate gate = AGate(5);
  auto first = Given<pb::Evidence>().With(GateOf(5), gate).When(Decide, approved);
  EXPECT_THAT(NotedBy(first.decision()),
              ::testing::ElementsAre(Noted(area, true, "").DebugString()));
  Evolve(gate, Noted(area, true, ""));
  auto second = Given<pb::Evidence>().With(GateOf(5), gate).When(Decide, paired);
  EXPECT_THAT(NotedBy(second.decision()),
              ::testing::ElementsAre(Noted(area, true, kEvidence).DebugString()));
  Evolve(gate, Noted(area, true, kEvidence));
  for (const auto& again : {approved, paired}) {
    auto then = Given<pb::Evidence>().With(GateOf(5), gate).When(Decide, again);
    EXPECT_TRUE(NotedBy(then.decision()).empty());
  }
}

TEST(RecordEvidence, ToldOfAPairBeforeTheApprovalKnowsBothAfterIt) {
  const std::string area = "programmes/p1/targetAreas/t1";
  pb::Gate gate = AGate(5);
  Evolve(gate, Noted(area, false, kEvidence));
  auto then = Given<pb::Evidence>()
                  .With(GateOf(5), gate)
                  .When(Decide, About(area, pb::EVIDENCE_KIND_TARGET_AREA_APPROVED));
  EXPECT_THAT(NotedBy(then.decision()),
              ::testing::ElementsAre(Noted(area, true, kEvidence).DebugString()));
}

TEST(RecordEvidence, TellsNothingToAGateOpenedBeforePairsWereAskedFor) {
  pb::Gate gate = AGate(5);
  gate.clear_criteria();
  auto then = Given<pb::Evidence>()
                  .With(GateOf(5), gate)
                  .When(Decide, About("programmes/p1/targetAreas/t1",
                                      pb::EVIDENCE_KIND_TARGET_AREA_APPROVED));
  EXPECT_TRUE(NotedBy(then.decision()).empty());
}

}  // namespace
}  // namespace fivestep::programme
