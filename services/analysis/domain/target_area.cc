#include "analysis/domain/target_area.h"

#include <algorithm>

#include "analysis/domain/visibility.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/analysis/v1/finding.pb.h"
#include "fivestep/analysis/v1/ranking.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"

namespace fivestep::analysis {
namespace {

Decision CheckRanking(const v1::DefineTargetAreaRequest& command, const CommandContext& context) {
  if (command.ranking().empty()) return {};
  const auto* ranking = context.view.Find<v1::Ranking>(command.ranking());
  if (ranking == nullptr) {
    return Reject(platform::v1::RESOURCE_NOT_FOUND).With("resource", command.ranking());
  }
  if (ranking->state() != v1::RANKING_STATE_CLOSED) {
    return Reject(v1::RANKING_OPEN).With("ranking", command.ranking());
  }
  const bool holds =
      std::any_of(ranking->results().begin(), ranking->results().end(),
                  [&](const auto& result) { return result.finding() == command.finding(); });
  if (!holds) {
    return Reject(v1::FINDING_NOT_RANKED)
        .With("ranking", command.ranking())
        .With("finding", command.finding());
  }
  return {};
}

Decision CheckNotChosen(const v1::DefineTargetAreaRequest& command) {
  for (int i = 0; i < command.not_chosen_size(); ++i) {
    if (command.not_chosen(i).finding() != command.finding()) continue;
    return Reject(v1::FINDING_BOTH_CHOSEN_AND_NOT)
        .With("finding", command.finding())
        .Violating("not_chosen[" + std::to_string(i) + "].finding",
                   "This is the finding that the target area answers.");
  }
  return {};
}

Decision CheckProposed(const v1::TargetArea& area, const std::string& name) {
  if (area.state() == v1::TARGET_AREA_STATE_PROPOSED) return {};
  return Reject(v1::TARGET_AREA_DECIDED)
      .With("target_area", name)
      .With("decision", area.state() == v1::TARGET_AREA_STATE_APPROVED ? "approved" : "declined");
}

// What TargetAreaDefined says of the request alone.
v1::TargetAreaDefined FromRequest(const v1::DefineTargetAreaRequest& command) {
  v1::TargetAreaDefined defined;
  defined.set_title(command.title());
  defined.set_finding(command.finding());
  defined.set_ranking(command.ranking());
  defined.set_inequality(command.inequality());
  defined.set_population_group(command.population_group());
  defined.set_geography(command.geography());
  defined.set_mechanism(command.mechanism());
  *defined.mutable_baseline() = command.baseline();
  defined.set_ambition(command.ambition());
  *defined.mutable_not_chosen() = command.not_chosen();
  defined.set_visibility(VisibilityOr(command.visibility()));
  return defined;
}

}  // namespace

Decision Decide(const v1::TargetArea& area, const v1::DefineTargetAreaRequest& command,
                const CommandContext& context) {
  const auto* finding = context.view.Find<v1::Finding>(command.finding());
  if (finding == nullptr) {
    return Reject(platform::v1::RESOURCE_NOT_FOUND).With("resource", command.finding());
  }
  if (Decision wrong = CheckRanking(command, context); wrong.rejected()) return wrong;
  if (Decision wrong = CheckNotChosen(command); wrong.rejected()) return wrong;
  v1::TargetAreaDefined defined = FromRequest(command);
  defined.set_target_area(context.new_name);
  defined.set_indicator(finding->indicator());
  *defined.mutable_themes() = finding->themes();
  // A group picked because of one period's figures looks better in the next by chance alone.
  defined.set_baseline_in_selection_period(command.baseline().period() == finding->period());
  return Emit(std::move(defined));
}

Decision Decide(const v1::TargetArea& area, const v1::ApproveTargetAreaRequest& command,
                const CommandContext& context) {
  if (Decision wrong = CheckProposed(area, command.name()); wrong.rejected()) return wrong;
  v1::TargetAreaApproved approved;
  approved.set_target_area(command.name());
  approved.set_title(area.title());
  approved.set_finding(area.finding());
  approved.set_indicator(area.indicator());
  approved.set_inequality(area.inequality());
  approved.set_population_group(area.population_group());
  approved.set_geography(area.geography());
  approved.set_mechanism(area.mechanism());
  *approved.mutable_themes() = area.themes();
  *approved.mutable_baseline() = area.baseline();
  approved.set_ambition(area.ambition());
  approved.set_approved_by_role(command.approved_by_role());
  approved.set_rationale(command.rationale());
  return Emit(std::move(approved));
}

Decision Decide(const v1::TargetArea& area, const v1::DeclineTargetAreaRequest& command,
                const CommandContext& context) {
  if (Decision wrong = CheckProposed(area, command.name()); wrong.rejected()) return wrong;
  v1::TargetAreaDeclined declined;
  declined.set_target_area(command.name());
  declined.set_declined_by_role(command.declined_by_role());
  declined.set_reason(command.reason());
  return Emit(std::move(declined));
}

void Evolve(v1::TargetArea& area, const v1::TargetAreaDefined& event) {
  area.set_name(event.target_area());
  area.set_title(event.title());
  area.set_state(v1::TARGET_AREA_STATE_PROPOSED);
  area.set_finding(event.finding());
  area.set_ranking(event.ranking());
  area.set_indicator(event.indicator());
  area.set_inequality(event.inequality());
  area.set_population_group(event.population_group());
  area.set_geography(event.geography());
  area.set_mechanism(event.mechanism());
  *area.mutable_themes() = event.themes();
  *area.mutable_baseline() = event.baseline();
  area.set_baseline_in_selection_period(event.baseline_in_selection_period());
  area.set_ambition(event.ambition());
  *area.mutable_not_chosen() = event.not_chosen();
  area.set_visibility(event.visibility());
}

void Evolve(v1::TargetArea& area, const v1::TargetAreaApproved& event) {
  area.set_state(v1::TARGET_AREA_STATE_APPROVED);
  area.set_decided_by_role(event.approved_by_role());
  area.set_decision_rationale(event.rationale());
}

void Evolve(v1::TargetArea& area, const v1::TargetAreaDeclined& event) {
  area.set_state(v1::TARGET_AREA_STATE_DECLINED);
  area.set_decided_by_role(event.declined_by_role());
  area.set_decision_rationale(event.reason());
}

}  // namespace fivestep::analysis
