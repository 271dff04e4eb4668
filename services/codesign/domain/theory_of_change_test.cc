#include "codesign/domain/theory_of_change.h"

#include <gtest/gtest.h>

#include "codesign/domain/examples.h"
#include "fivestep/codesign/v1/error_reason.pb.h"

namespace fivestep::codesign {
namespace {

using testing::Given;

void AddNode(v1::TheoryOfChange& theory, const char* key, v1::TheoryNodeKind kind) {
  v1::TheoryNode& node = *theory.add_nodes();
  node.set_key(key);
  node.set_kind(kind);
  node.set_text("what stands in the box");
}

void AddArrow(v1::TheoryOfChange& theory, const char* from, const char* to) {
  v1::TheoryArrow& arrow = *theory.add_arrows();
  arrow.set_from_key(from);
  arrow.set_to_key(to);
  arrow.set_assumption("people come when it is near");
}

v1::DrawTheoryOfChangeRequest Draw() {
  v1::DrawTheoryOfChangeRequest request;
  request.set_name(kIntervention);
  v1::TheoryOfChange& theory = *request.mutable_theory_of_change();
  AddNode(theory, "in", v1::THEORY_NODE_KIND_INPUT);
  AddNode(theory, "a1", v1::THEORY_NODE_KIND_ACTIVITY);
  AddNode(theory, "a2", v1::THEORY_NODE_KIND_ACTIVITY);
  AddNode(theory, "im", v1::THEORY_NODE_KIND_IMPACT);
  AddArrow(theory, "in", "a1");
  AddArrow(theory, "a1", "a2");
  AddArrow(theory, "a2", "im");
  theory.mutable_arrows(2)->set_metric("programmes/p1/metrics/m1");
  return request;
}

testing::Then Decided(const v1::DrawTheoryOfChangeRequest& request) {
  return Given<v1::Intervention>(InterventionIn(v1::Intervention::STATE_SPECIFIED))
      .When(Decide, request);
}

size_t ViolationsOf(const v1::DrawTheoryOfChangeRequest& request) {
  const auto then = Decided(request);
  EXPECT_EQ(then.decision().rejection().reason(), "THEORY_NOT_VALID");
  return then.decision().rejection().violations().size();
}

TEST(TheoryOfChange, IsDrawnWithAssumptionsAndTheirMetrics) {
  v1::TheoryOfChangeDrawn expected;
  expected.set_intervention(kIntervention);
  *expected.mutable_theory_of_change() = Draw().theory_of_change();
  Decided(Draw()).ThenEmits(expected);
  v1::Intervention intervention;
  Evolve(intervention, expected);
  EXPECT_EQ(intervention.theory_of_change().arrows(2).metric(), "programmes/p1/metrics/m1");
}

TEST(TheoryOfChange, NeedsAnImpact) {
  auto request = Draw();
  request.mutable_theory_of_change()->mutable_nodes(3)->set_kind(v1::THEORY_NODE_KIND_OUTPUT);
  EXPECT_EQ(ViolationsOf(request), 1u);
}

TEST(TheoryOfChange, HasEachBoxOnce) {
  auto request = Draw();
  AddNode(*request.mutable_theory_of_change(), "a1", v1::THEORY_NODE_KIND_OUTPUT);
  EXPECT_EQ(ViolationsOf(request), 1u);
}

TEST(TheoryOfChange, HasEveryBoxOnAnArrow) {
  auto request = Draw();
  AddNode(*request.mutable_theory_of_change(), "lost", v1::THEORY_NODE_KIND_OUTPUT);
  EXPECT_EQ(ViolationsOf(request), 1u);
}

TEST(TheoryOfChange, JoinsOnlyBoxesThatThereAre) {
  auto request = Draw();
  AddArrow(*request.mutable_theory_of_change(), "a1", "nowhere");
  EXPECT_EQ(ViolationsOf(request), 1u);
}

TEST(TheoryOfChange, NeverGoesBackToAnEarlierKind) {
  auto request = Draw();
  AddArrow(*request.mutable_theory_of_change(), "im", "a1");
  EXPECT_EQ(ViolationsOf(request), 2u);  // and round in a circle
}

TEST(TheoryOfChange, DoesNotGoRoundInACircle) {
  auto request = Draw();
  AddArrow(*request.mutable_theory_of_change(), "a2", "a1");
  EXPECT_EQ(ViolationsOf(request), 1u);
}

TEST(TheoryOfChange, HasEachArrowOnce) {
  auto request = Draw();
  AddArrow(*request.mutable_theory_of_change(), "a1", "a2");
  EXPECT_EQ(ViolationsOf(request), 1u);
}

}  // namespace
}  // namespace fivestep::codesign
