#include "codesign/domain/theory_of_change.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "codesign/domain/intervention_states.h"
#include "fivestep/codesign/v1/error_reason.pb.h"
#include "platform/core/violations.h"

namespace fivestep::codesign {
namespace {

using Kinds = std::map<std::string, v1::TheoryNodeKind>;  // by key

Kinds CheckNodes(const v1::TheoryOfChange& theory, Violations& violations) {
  Kinds kinds;
  bool impact = false;
  for (int i = 0; i < theory.nodes_size(); ++i) {
    const v1::TheoryNode& node = theory.nodes(i);
    violations.Expect(kinds.emplace(node.key(), node.kind()).second,
                      FieldOf("theory_of_change.nodes", i, "key"),
                      "must be another one than those before");
    impact = impact || node.kind() == v1::THEORY_NODE_KIND_IMPACT;
  }
  violations.Expect(impact, "theory_of_change.nodes", "must hold an impact");
  return kinds;
}

void CheckArrow(const v1::TheoryArrow& arrow, int index, const Kinds& kinds,
                Violations& violations) {
  constexpr char kArrows[] = "theory_of_change.arrows";
  const auto from = kinds.find(arrow.from_key());
  const auto to = kinds.find(arrow.to_key());
  violations.Expect(from != kinds.end(), FieldOf(kArrows, index, "from_key"),
                    "must be the key of a box");
  violations.Expect(to != kinds.end(), FieldOf(kArrows, index, "to_key"),
                    "must be the key of a box");
  if (from == kinds.end() || to == kinds.end()) return;
  violations.Expect(from->second <= to->second && from->first != to->first,
                    FieldOf(kArrows, index, "to_key"),
                    "must be another box of the same or a later kind");
}

// Takes away boxes that nothing leads to, one after the other; what is left goes round in a circle.
bool GoesRound(const v1::TheoryOfChange& theory, const Kinds& kinds) {
  std::map<std::string, int> arrows_in;
  for (const v1::TheoryArrow& arrow : theory.arrows()) ++arrows_in[arrow.to_key()];
  std::set<std::string> left;
  for (const auto& [key, kind] : kinds) left.insert(key);
  bool taken = true;
  while (taken) {
    taken = false;
    for (auto at = left.begin(); at != left.end();) {
      if (arrows_in[*at] > 0) {
        ++at;
        continue;
      }
      for (const v1::TheoryArrow& arrow : theory.arrows()) {
        if (arrow.from_key() == *at) --arrows_in[arrow.to_key()];
      }
      at = left.erase(at);
      taken = true;
    }
  }
  return !left.empty();
}

Decision Check(const v1::TheoryOfChange& theory) {
  Violations violations;
  const Kinds kinds = CheckNodes(theory, violations);
  std::set<std::string> joined;
  std::set<std::pair<std::string, std::string>> pairs;
  for (int i = 0; i < theory.arrows_size(); ++i) {
    const v1::TheoryArrow& arrow = theory.arrows(i);
    CheckArrow(arrow, i, kinds, violations);
    violations.Expect(pairs.insert({arrow.from_key(), arrow.to_key()}).second,
                      FieldOf("theory_of_change.arrows", i, "to_key"),
                      "must not repeat an arrow that is there");
    joined.insert(arrow.from_key());
    joined.insert(arrow.to_key());
  }
  for (int i = 0; i < theory.nodes_size(); ++i) {
    violations.Expect(joined.contains(theory.nodes(i).key()),
                      FieldOf("theory_of_change.nodes", i, "key"), "must be on an arrow");
  }
  violations.Expect(!GoesRound(theory, kinds), "theory_of_change.arrows",
                    "must not go round in a circle");
  return violations.RejectionBy(v1::THEORY_NOT_VALID);
}

}  // namespace

Decision Decide(const v1::Intervention& intervention, const v1::DrawTheoryOfChangeRequest& command,
                const CommandContext&) {
  Decision no = RejectUnlessPossible(Step::kDrawTheory, intervention, command.name());
  if (no.rejected()) return no;
  if (no = Check(command.theory_of_change()); no.rejected()) return no;
  v1::TheoryOfChangeDrawn drawn;
  drawn.set_intervention(command.name());
  *drawn.mutable_theory_of_change() = command.theory_of_change();
  return Emit(drawn);
}

void Evolve(v1::Intervention& intervention, const v1::TheoryOfChangeDrawn& event) {
  *intervention.mutable_theory_of_change() = event.theory_of_change();
}

}  // namespace fivestep::codesign
