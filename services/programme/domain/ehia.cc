#include "programme/domain/ehia.h"

#include <algorithm>
#include <set>
#include <sstream>
#include <utility>

namespace fivestep::programme {
namespace {

constexpr char kGroupPrefix[] = "ASSESSED_GROUP_";

using Key = std::pair<int, std::string>;
Key KeyOf(const pb::EhiaCell& cell) { return {cell.assessed_group(), cell.group_name()}; }

std::string LabelOf(const pb::EhiaCell& cell) {
  if (cell.assessed_group() == pb::ASSESSED_GROUP_OTHER) return cell.group_name();
  return InWords(pb::AssessedGroup_Name(cell.assessed_group()), kGroupPrefix);
}

void AddMissing(const pb::EhiaCell& cell, std::vector<std::string>& missing) {
  const std::string label = LabelOf(cell);
  const bool shown = !cell.evidence_summary().empty() || !cell.evidence_links().empty();
  if (!shown && cell.no_evidence_reason().empty()) {
    missing.push_back(label + ": evidence, or the reason for none");
  }
  const bool asks_for_mitigation =
      cell.impact() == pb::IMPACT_NEGATIVE || cell.impact() == pb::IMPACT_UNKNOWN;
  if (!asks_for_mitigation) return;
  if (cell.mitigation().empty()) missing.push_back(label + ": mitigation");
  if (cell.mitigation_owner_role().empty()) missing.push_back(label + ": owner of the mitigation");
  if (cell.mitigation_due_date().empty()) {
    missing.push_back(label + ": due date of the mitigation");
  }
}

FieldProblems CheckCells(const pb::AssessEhiaGroupsRequest& command) {
  FieldProblems problems;
  std::set<Key> seen;
  for (int i = 0; i < command.cells_size(); ++i) {
    const pb::EhiaCell& cell = command.cells(i);
    const std::string field = "cells[" + std::to_string(i) + "]";
    const bool other = cell.assessed_group() == pb::ASSESSED_GROUP_OTHER;
    problems.Expect(seen.insert(KeyOf(cell)).second, field + ".assessed_group",
                    "Assess each group once in a request.");
    problems.Expect(other != cell.group_name().empty(), field + ".group_name",
                    "Name the group with ASSESSED_GROUP_OTHER, and leave it empty with others.");
  }
  return problems;
}

}  // namespace

std::vector<std::string> MissingOf(const pb::Ehia& ehia) {
  std::vector<std::string> missing;
  for (const pb::AssessedGroup group : kGroupsOfEveryEhia) {
    const auto& cells = ehia.cells();
    const bool there = std::any_of(cells.begin(), cells.end(), [group](const pb::EhiaCell& cell) {
      return cell.assessed_group() == group;
    });
    if (there) continue;
    missing.push_back(InWords(pb::AssessedGroup_Name(group), kGroupPrefix) + ": not assessed");
  }
  for (const pb::EhiaCell& cell : ehia.cells()) AddMissing(cell, missing);
  return missing;
}

std::vector<std::string> UnsignedAmong(const std::string& names_by_line, const RowView& view) {
  std::vector<std::string> found;
  std::istringstream names(names_by_line);
  for (std::string name; std::getline(names, name);) {
    const auto* ehia = view.Find<pb::Ehia>(name);
    if (ehia == nullptr || ehia->state() != pb::Ehia::STATE_DRAFTED) continue;
    if (std::find(found.begin(), found.end(), name) == found.end()) found.push_back(name);
  }
  return found;
}

Decision Decide(const pb::Ehia& ehia, const pb::AssessEhiaGroupsRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckState(ehia, command); no.rejected()) return no;
  const FieldProblems problems = CheckCells(command);
  if (!problems.empty()) return problems.RefuseWith(pb::EHIA_CELLS_NOT_VALID);
  if (ehia.state() != pb::Ehia::STATE_DRAFTED && command.reason().empty()) {
    return Reject(pb::EHIA_REASON_MISSING)
        .With("ehia", command.name())
        .Violating("reason", "Say why it is written anew.");
  }
  return Emit(FactOf<pb::EhiaGroupsAssessed>(command, context));
}

Decision Decide(const pb::Ehia& ehia, const pb::SignOffEhiaRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckState(ehia, command); no.rejected()) return no;
  if (command.signed_off_by_role() == ehia.details().author_role()) {
    return Reject(pb::EHIA_SIGNED_BY_AUTHOR)
        .With("ehia", command.name())
        .With("role", command.signed_off_by_role());
  }
  if (!LiesAhead(command.review_date(), context.now)) {
    return RefuseDateNotAhead("review_date", command.review_date());
  }
  if (const auto missing = MissingOf(ehia); !missing.empty()) {
    std::string list;
    for (const std::string& one : missing) list += (list.empty() ? "" : "; ") + one;
    Decision refusal =
        Reject(pb::EHIA_INCOMPLETE).With("ehia", command.name()).With("missing", list);
    for (const std::string& one : missing) std::move(refusal).Violating("cells", one);
    return refusal;
  }
  auto signed_off = FactOf<pb::EhiaSignedOff>(command, context);
  signed_off.set_about(ehia.details().about());
  return Emit(std::move(signed_off));
}

std::optional<Instant> ReviewDueFrom(const pb::Ehia& ehia) {
  if (ehia.state() != pb::Ehia::STATE_SIGNED_OFF) return std::nullopt;
  return MomentAfter(ehia.review_date());
}

Decision DecideEhiaReviewDue(const pb::Ehia& ehia, const CommandContext& context) {
  const auto due = ReviewDueFrom(ehia);
  if (!due || *due > context.now) return Decision();
  pb::EhiaReviewBecameDue event;
  event.set_ehia(ehia.name());
  event.set_review_date(ehia.review_date());
  return Emit(std::move(event));
}

void Evolve(pb::Ehia& ehia, const pb::EhiaGroupsAssessed& event) {
  for (const pb::EhiaCell& said : event.cells()) {
    auto* cells = ehia.mutable_cells();
    const auto known = std::find_if(cells->begin(), cells->end(), [&said](const pb::EhiaCell& one) {
      return KeyOf(one) == KeyOf(said);
    });
    if (known == cells->end()) {
      *cells->Add() = said;
    } else {
      *known = said;
    }
  }
  ehia.set_reason(event.reason());
  // What was signed is not what is there now.
  ehia.clear_outcome();
  ehia.clear_signed_off_by_role();
  ehia.clear_review_date();
  MoveOn(event, ehia);
}

}  // namespace fivestep::programme
