#include "programme/domain/planning.h"

#include <algorithm>
#include <utility>

#include "fivestep/platform/v1/error_reason.pb.h"

namespace fivestep::programme {
namespace {

// Refuses an edition that is not there, or whose place another has taken.
Decision CheckInUse(const std::string& name, const CommandContext& context) {
  const auto* prompts = context.view.Find<pb::PlanningPromptSet>(name);
  if (prompts == nullptr) return Reject(platform::v1::RESOURCE_NOT_FOUND).With("resource", name);
  if (prompts->state() == pb::PlanningPromptSet::STATE_IN_USE) return Decision();
  return Reject(pb::PROMPTS_SUPERSEDED)
      .With("prompts", name)
      .With("superseded_by", prompts->superseded_by());
}

bool SameCell(const pb::PlanningCell& a, const pb::PlanningCell& b) {
  return a.area() == b.area() && a.stage() == b.stage();
}

}  // namespace

std::vector<std::string> UnratedCells(const pb::PlanningMatrix& matrix) {
  std::vector<std::string> unrated;
  for (int area = pb::PlanningArea_MIN + 1; area <= pb::PlanningArea_MAX; ++area) {
    for (int stage = pb::PlanningStage_MIN + 1; stage <= pb::PlanningStage_MAX; ++stage) {
      pb::PlanningCell wanted;
      wanted.set_area(static_cast<pb::PlanningArea>(area));
      wanted.set_stage(static_cast<pb::PlanningStage>(stage));
      const auto& cells = matrix.cells();
      const bool rated = std::any_of(cells.begin(), cells.end(), [&wanted](const auto& cell) {
        return SameCell(cell, wanted);
      });
      if (rated) continue;
      unrated.push_back(InWords(pb::PlanningArea_Name(wanted.area()), "PLANNING_AREA_") + " / " +
                        InWords(pb::PlanningStage_Name(wanted.stage()), "PLANNING_STAGE_"));
    }
  }
  return unrated;
}

Decision Decide(const pb::PlanningPromptSet&, const pb::LoadPlanningPromptsRequest& command,
                const CommandContext& context) {
  Decision decision = Emit(FactOf<pb::PlanningPromptsLoaded>(command, context));
  if (command.supersedes().empty()) return decision;
  if (Decision no = CheckInUse(command.supersedes(), context); no.rejected()) return no;
  pb::PlanningPromptsSuperseded superseded;
  superseded.set_planning_prompt_set(command.supersedes());
  superseded.set_superseded_by(context.new_name);
  decision.Add(std::move(superseded));
  return decision;
}

Decision Decide(const pb::PlanningMatrix&, const pb::OpenPlanningMatrixRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckInUse(command.details().planning_prompt_set(), context); no.rejected()) {
    return no;
  }
  return Emit(FactOf<pb::PlanningMatrixOpened>(command, context));
}

Decision Decide(const pb::PlanningMatrix& matrix, const pb::RatePlanningCellRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckState(matrix, command); no.rejected()) return no;
  const pb::PlanningCell& cell = command.cell();
  const bool done = cell.rating() == pb::PLANNING_RATING_ESTABLISHED ||
                    cell.rating() == pb::PLANNING_RATING_EMBEDDED;
  FieldProblems problems;
  problems.Expect(
      cell.rating() != pb::PLANNING_RATING_NOT_APPLICABLE || !cell.explanation().empty(),
      "cell.explanation", "Say why it does not apply.");
  problems.Expect(!done || !cell.evidence_links().empty(), "cell.evidence_links",
                  "Name what in the programme shows it.");
  if (!problems.empty()) return problems.RefuseWith(pb::DETAILS_CONTRADICTORY);
  return Emit(FactOf<pb::PlanningCellRated>(command, context));
}

Decision Decide(const pb::PlanningMatrix& matrix, const pb::ClosePlanningMatrixRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckState(matrix, command); no.rejected()) return no;
  std::string missing;
  for (const std::string& cell : UnratedCells(matrix))
    missing += (missing.empty() ? "" : "; ") + cell;
  if (!missing.empty()) {
    return Reject(pb::PLANNING_CELLS_MISSING)
        .With("planning_matrix", command.name())
        .With("missing", missing);
  }
  return Emit(FactOf<pb::PlanningMatrixClosed>(command, context));
}

void Evolve(pb::PlanningMatrix& matrix, const pb::PlanningCellRated& event) {
  MoveOn(event, matrix);
  for (pb::PlanningCell& known : *matrix.mutable_cells()) {
    if (!SameCell(known, event.cell())) continue;
    known = event.cell();
    return;
  }
  *matrix.add_cells() = event.cell();
}

}  // namespace fivestep::programme
