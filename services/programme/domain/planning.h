// The planning matrix: seven areas by design, implement and evaluate, asked with an edition of the
// questions that each system may word for itself.
//
// Streams: `planning_prompt_set/{planning_prompt_set}`, `planning_matrix/{planning_matrix}`. State
// machines: see services/programme/README.md.
#ifndef FIVESTEP_PROGRAMME_DOMAIN_PLANNING_H_
#define FIVESTEP_PROGRAMME_DOMAIN_PLANNING_H_

#include <string>
#include <vector>

#include "fivestep/programme/v1/events.pb.h"
#include "fivestep/programme/v1/planning.pb.h"
#include "programme/domain/register.h"

namespace fivestep::programme {

// Seven areas by three stages.
inline constexpr int kPlanningCells = 21;

// The cells that are not rated, as `equitable access / design`, area by area; empty: none.
std::vector<std::string> UnratedCells(const pb::PlanningMatrix& matrix);

// An edition that names the one before takes its place.
Decision Decide(const pb::PlanningPromptSet& prompts, const pb::LoadPlanningPromptsRequest& command,
                const CommandContext& context);
Decision Decide(const pb::PlanningMatrix& matrix, const pb::OpenPlanningMatrixRequest& command,
                const CommandContext& context);
// What does not apply says why; what is established or embedded shows it.
Decision Decide(const pb::PlanningMatrix& matrix, const pb::RatePlanningCellRequest& command,
                const CommandContext& context);
Decision Decide(const pb::PlanningMatrix& matrix, const pb::ClosePlanningMatrixRequest& command,
                const CommandContext& context);

void Evolve(pb::PlanningMatrix& matrix, const pb::PlanningCellRated& event);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_DOMAIN_PLANNING_H_
