#include "analysis/domain/figures.h"

#include <algorithm>
#include <optional>

#include "analysis/domain/comparison.h"
#include "analysis/domain/disclosure.h"
#include "analysis/domain/estimate.h"
#include "analysis/domain/slope.h"
#include "analysis/domain/spread.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "platform/core/decision.h"

namespace fivestep::analysis {
namespace {

Result<std::vector<GroupCounts>> Select(const AnalysisQuestion& question,
                                        const std::vector<GroupCounts>& counts) {
  if (question.definition.groups().empty()) return counts;
  std::vector<GroupCounts> selected;
  for (const std::string& group : question.definition.groups()) {
    const auto found = std::find_if(counts.begin(), counts.end(),
                                    [&](const GroupCounts& one) { return one.group == group; });
    if (found == counts.end()) {
      return StatusOf(v1::GROUP_NOT_IN_DATA_SET,
                      {{"data_set", question.data_set}, {"group", group}});
    }
    selected.push_back(*found);
  }
  return selected;
}

Status CheckNumberOfGroups(const AnalysisQuestion& question, size_t groups) {
  if (groups < 2) return StatusOf(v1::TOO_FEW_GROUPS, {{"data_set", question.data_set}});
  if (groups <= static_cast<size_t>(kMaxGroupsInFinding)) return OkStatus();
  return StatusOf(v1::TOO_MANY_GROUPS, {{"data_set", question.data_set},
                                        {"limit", std::to_string(kMaxGroupsInFinding)}});
}

// The worse of the two, so that a group with one count withheld does not count as shown.
v1::ReleaseState Both(const GroupCounts& counts) {
  const v1::ReleaseState numerator = counts.numerator.state();
  return numerator == v1::RELEASE_STATE_RELEASED ? counts.denominator.state() : numerator;
}

std::optional<double> ShownCount(const Sum& sum, const DisclosureRule& rule, bool withheld) {
  if (sum.state() != v1::RELEASE_STATE_RELEASED || withheld) return std::nullopt;
  return Release(sum.total, rule);
}

// Puts what may be shown of `counts` into a group without a value.
v1::GroupValue ReleaseCounts(const AnalysisQuestion& question, const GroupCounts& counts) {
  const DisclosureRule& rule = RuleFor(question.profile, question.geography_level);
  v1::GroupValue group;
  group.set_group(counts.group);
  group.set_state(Both(counts));
  const auto numerator =
      ShownCount(counts.numerator, rule, question.withheld.numerators.contains(counts.group));
  const auto denominator =
      ShownCount(counts.denominator, rule, question.withheld.denominators.contains(counts.group));
  if (numerator) group.set_numerator(*numerator);
  if (denominator) group.set_denominator(*denominator);
  const bool known = Both(counts) == v1::RELEASE_STATE_RELEASED;
  if (known && (!numerator || !denominator)) group.set_state(v1::RELEASE_STATE_SUPPRESSED);
  return group;
}

Result<v1::GroupValue> ValueOf(const AnalysisQuestion& question, const GroupCounts& counts) {
  const bool both_known = Both(counts) == v1::RELEASE_STATE_RELEASED;
  if (question.definition.kind() == v1::INDICATOR_KIND_PROPORTION && both_known &&
      counts.numerator.total > counts.denominator.total) {
    return StatusOf(v1::COUNTS_NOT_POSSIBLE, {{"group", counts.group}});
  }
  v1::GroupValue group = ReleaseCounts(question, counts);
  if (group.has_numerator() && group.has_denominator() && group.denominator() > 0) {
    auto value = EstimateValue(question.definition, {group.numerator(), group.denominator()});
    if (!value.ok()) return value.status();
    *group.mutable_value() = std::move(*value);
  }
  return group;
}

std::string MethodText(const AnalysisQuestion& question, const v1::Figures& figures) {
  const bool proportion = question.definition.kind() == v1::INDICATOR_KIND_PROPORTION;
  std::string text = proportion
                         ? "Wilson score intervals; gap: Newcombe's hybrid score, ratio: Katz"
                         : "Byar's intervals, exact Poisson below 10 events; gap: square-and-add "
                           "of these, ratio: Rothman";
  if (figures.has_slope()) {
    text += "; slope: Low and Low 2004, " + std::to_string(figures.slope().repetition_count()) +
            " draws; concentration: Kakwani, Wagstaff and van Doorslaer 1997";
  }
  return text + "; all 95 %; " +
         std::string(RuleFor(question.profile, question.geography_level).words) + ".";
}

}  // namespace

Result<v1::Figures> ComputeFigures(const AnalysisQuestion& question,
                                   const std::vector<GroupCounts>& counts) {
  const auto selected = Select(question, counts);
  if (!selected.ok()) return selected.status();
  FIVESTEP_RETURN_IF_ERROR(CheckNumberOfGroups(question, selected->size()));
  v1::Figures figures;
  for (const GroupCounts& one : *selected) {
    auto value = ValueOf(question, one);
    if (!value.ok()) return value.status();
    if (!value->has_value()) {
      figures.set_unknown_group_count(figures.unknown_group_count() + 1);
    }
    *figures.add_groups() = std::move(*value);
  }
  figures.set_unit(question.definition.unit());
  figures.set_multiplier(question.definition.multiplier());
  figures.set_disclosure_profile(question.profile);
  FIVESTEP_RETURN_IF_ERROR(AddGap(question, figures));
  AddVerdict(question.definition, figures);
  if (question.with_slope) AddSlope(question.definition, question.seed, figures);
  AddSpread(question.definition, figures);
  figures.set_method(MethodText(question, figures));
  return figures;
}

}  // namespace fivestep::analysis
