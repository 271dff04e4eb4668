#include "analysis/domain/target_area.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analysis/domain/visibility.h"
#include "analysis/statistics/empirical_bayes.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/analysis/v1/finding.pb.h"
#include "fivestep/analysis/v1/indicator.pb.h"
#include "fivestep/analysis/v1/ranking.pb.h"
#include "fivestep/analysis/v1/reference_data.pb.h"
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

// Every finding that the ranking lists is chosen here, chosen by another target area, or there is a
// reason why it is not.
Decision CheckEveryReasonGiven(const v1::DefineTargetAreaRequest& command,
                               const CommandContext& context) {
  if (command.ranking().empty()) return {};
  std::set<std::string> settled = {command.finding()};
  for (const v1::NotChosen& not_chosen : command.not_chosen()) {
    settled.insert(not_chosen.finding());
  }
  for (const std::string& name : command.other_target_areas()) {
    const auto* other = context.view.Find<v1::TargetArea>(name);
    if (other == nullptr) return Reject(platform::v1::RESOURCE_NOT_FOUND).With("resource", name);
    settled.insert(other->finding());
  }
  std::string missing;
  for (const auto& result : context.view.Find<v1::Ranking>(command.ranking())->results()) {
    if (settled.contains(result.finding())) continue;
    missing += (missing.empty() ? "" : ", ") + result.finding();
  }
  if (missing.empty()) return {};
  return Reject(v1::NOT_CHOSEN_INCOMPLETE)
      .With("ranking", command.ranking())
      .With("findings", missing)
      .Violating("not_chosen", "Say of each other finding why it was not chosen.");
}

// Draft or assessed.
Decision CheckUndecided(const v1::TargetArea& area, const std::string& name) {
  switch (area.state()) {
    case v1::TARGET_AREA_STATE_PROPOSED:
    case v1::TARGET_AREA_STATE_ASSESSED:
      return {};
    case v1::TARGET_AREA_STATE_SUPERSEDED:
      return Reject(v1::TARGET_AREA_SUPERSEDED)
          .With("target_area", name)
          .With("superseded_by", area.superseded_by());
    default:
      return Reject(v1::TARGET_AREA_DECIDED)
          .With("target_area", name)
          .With("decision",
                area.state() == v1::TARGET_AREA_STATE_APPROVED ? "approved" : "declined");
  }
}

Decision CheckSuperseded(const v1::DefineTargetAreaRequest& command,
                         const CommandContext& context) {
  if (command.supersedes().empty()) return {};
  const auto* earlier = context.view.Find<v1::TargetArea>(command.supersedes());
  if (earlier == nullptr) {
    return Reject(platform::v1::RESOURCE_NOT_FOUND).With("resource", command.supersedes());
  }
  if (earlier->state() != v1::TARGET_AREA_STATE_SUPERSEDED) return {};
  return Reject(v1::TARGET_AREA_SUPERSEDED)
      .With("target_area", command.supersedes())
      .With("superseded_by", earlier->superseded_by());
}

// The group of the request with the list's title and edition; a rejection where the list does not
// name it.
Decision SetGroupReference(const v1::DefineTargetAreaRequest& command,
                           const CommandContext& context, v1::TargetAreaDefined& defined) {
  const v1::GroupReference& named = command.group_reference();
  const auto* list = context.view.Find<v1::ReferenceData>(named.reference_data());
  if (list == nullptr) {
    return Reject(platform::v1::RESOURCE_NOT_FOUND).With("resource", named.reference_data());
  }
  const v1::ReferenceKind kind = list->header().kind();
  const bool names_groups =
      kind == v1::REFERENCE_KIND_GROUP_LIST || kind == v1::REFERENCE_KIND_ETHNICITY;
  if (!names_groups || list->keys().empty()) {
    return Reject(v1::NOT_A_LIST_OF_GROUPS).With("reference", named.reference_data());
  }
  if (!list->superseded_by().empty()) {
    return Reject(v1::LIST_SUPERSEDED)
        .With("reference", named.reference_data())
        .With("superseded_by", list->superseded_by());
  }
  if (std::find(list->keys().begin(), list->keys().end(), named.code()) == list->keys().end()) {
    std::string codes;
    for (const std::string& key : list->keys()) codes += (codes.empty() ? "" : ", ") + key;
    return Reject(v1::GROUP_NOT_IN_LIST)
        .With("reference", named.reference_data())
        .With("code", named.code())
        .With("codes", codes)
        .Violating("group_reference.code", "Name a group of the list.");
  }
  v1::GroupReference& reference = *defined.mutable_group_reference();
  reference = named;
  reference.set_scheme(list->header().title());
  reference.set_edition(list->header().edition());
  return {};
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
  *defined.mutable_alignments() = command.alignments();
  defined.set_supersedes(command.supersedes());
  return defined;
}

// The level of the finding's disadvantaged group, shrunk towards the others, in the indicator's
// unit; nothing where too few groups have released counts.
std::optional<double> ShrunkLevelOf(const v1::Finding& finding, const CommandContext& context) {
  const auto* indicator = context.view.Find<v1::Indicator>(finding.indicator());
  if (indicator == nullptr) return std::nullopt;
  std::vector<statistics::GroupCount> groups;
  std::optional<size_t> disadvantaged;
  for (const v1::GroupValue& group : finding.figures().groups()) {
    if (!group.has_value()) continue;
    if (group.group() == finding.figures().gap().group()) disadvantaged = groups.size();
    groups.push_back({group.numerator(), group.denominator()});
  }
  const auto kind = indicator->definition().kind() == v1::INDICATOR_KIND_PROPORTION
                        ? statistics::CountKind::kProportion
                        : statistics::CountKind::kRate;
  const auto shrunk = statistics::Shrink(groups, kind);
  if (!disadvantaged || !shrunk.ok()) return std::nullopt;
  return shrunk->areas[*disadvantaged].shrunk * indicator->definition().multiplier();
}

// A group picked because of one period's figures looks better in the next by chance alone, so a
// baseline of that period would make the programme look good for nothing. It is taken only with
// what remains after shrinking it beside it.
Decision SetBaseline(const v1::DefineTargetAreaRequest& command, const v1::Finding& finding,
                     const CommandContext& context, v1::TargetAreaDefined& defined) {
  defined.mutable_baseline()->clear_shrunk_value();
  if (command.baseline().period() != finding.period()) return {};
  const auto shrunk = ShrunkLevelOf(finding, context);
  if (!shrunk) {
    return Reject(v1::BASELINE_FROM_SELECTION)
        .With("period", finding.period())
        .Violating("baseline.period", "Take the baseline from another period.");
  }
  defined.set_baseline_in_selection_period(true);
  defined.mutable_baseline()->set_shrunk_value(*shrunk);
  return {};
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
  if (Decision wrong = CheckEveryReasonGiven(command, context); wrong.rejected()) return wrong;
  if (Decision wrong = CheckSuperseded(command, context); wrong.rejected()) return wrong;
  v1::TargetAreaDefined defined = FromRequest(command);
  if (Decision wrong = SetGroupReference(command, context, defined); wrong.rejected()) return wrong;
  defined.set_target_area(context.new_name);
  defined.set_indicator(finding->indicator());
  *defined.mutable_themes() = finding->themes();
  if (Decision wrong = SetBaseline(command, *finding, context, defined); wrong.rejected())
    return wrong;
  Decision decision = Emit(std::move(defined));
  if (!command.supersedes().empty()) {
    v1::TargetAreaSuperseded superseded;
    superseded.set_target_area(command.supersedes());
    superseded.set_superseded_by(context.new_name);
    decision.Add(std::move(superseded));
  }
  return decision;
}

Decision Decide(const v1::TargetArea& area, const v1::NoteEquityAssessmentRequest& command,
                const CommandContext&) {
  // A programme can assess what is not a target area here, or one that is decided: nothing to note.
  if (area.state() != v1::TARGET_AREA_STATE_PROPOSED &&
      area.state() != v1::TARGET_AREA_STATE_ASSESSED) {
    return {};
  }
  if (command.only_first() && !area.equity_assessment().empty()) return {};
  v1::TargetAreaAssessed assessed;
  assessed.set_target_area(command.target_area());
  assessed.set_equity_assessment(command.equity_assessment());
  assessed.set_lets_proceed(command.lets_proceed());
  return Emit(std::move(assessed));
}

Decision Decide(const v1::TargetArea& area, const v1::ApproveTargetAreaRequest& command,
                const CommandContext& context) {
  if (Decision wrong = CheckUndecided(area, command.name()); wrong.rejected()) return wrong;
  if (area.equity_assessment().empty()) {
    return Reject(v1::TARGET_AREA_NOT_ASSESSED).With("target_area", command.name());
  }
  if (!area.assessment_lets_proceed()) {
    return Reject(v1::ASSESSMENT_STOPS)
        .With("target_area", command.name())
        .With("assessment", area.equity_assessment());
  }
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
  *approved.mutable_alignments() = area.alignments();
  approved.set_equity_assessment(area.equity_assessment());
  return Emit(std::move(approved));
}

Decision Decide(const v1::TargetArea& area, const v1::DeclineTargetAreaRequest& command,
                const CommandContext& context) {
  if (Decision wrong = CheckUndecided(area, command.name()); wrong.rejected()) return wrong;
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
  *area.mutable_alignments() = event.alignments();
  if (event.has_group_reference()) *area.mutable_group_reference() = event.group_reference();
  area.set_supersedes(event.supersedes());
}

void Evolve(v1::TargetArea& area, const v1::TargetAreaAssessed& event) {
  area.set_state(v1::TARGET_AREA_STATE_ASSESSED);
  area.set_equity_assessment(event.equity_assessment());
  area.set_assessment_lets_proceed(event.lets_proceed());
}

void Evolve(v1::TargetArea& area, const v1::TargetAreaSuperseded& event) {
  area.set_state(v1::TARGET_AREA_STATE_SUPERSEDED);
  area.set_superseded_by(event.superseded_by());
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
