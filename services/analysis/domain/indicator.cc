#include "analysis/domain/indicator.h"

#include <set>

#include "analysis/domain/visibility.h"
#include "fivestep/analysis/v1/error_reason.pb.h"

namespace fivestep::analysis {
namespace {

// A decision that rejects the definition, or one without events where it is as it should be.
Decision CheckGroups(const v1::IndicatorDefinition& definition) {
  if (definition.groups_ordered() && definition.groups_size() < 2) {
    return Reject(v1::GROUPS_NOT_ORDERED)
        .Violating("definition.groups", "List all groups, the most disadvantaged first.");
  }
  std::set<std::string> seen;
  for (int i = 0; i < definition.groups_size(); ++i) {
    const std::string& group = definition.groups(i);
    if (seen.insert(group).second) continue;
    return Reject(v1::GROUP_REPEATED)
        .With("group", group)
        .Violating("definition.groups[" + std::to_string(i) + "]", "List each group once.");
  }
  return {};
}

// Serialised forms are compared: a definition has no maps, so equal ones have equal bytes.
bool Same(const v1::IndicatorDefinition& one, const v1::IndicatorDefinition& other) {
  return one.SerializeAsString() == other.SerializeAsString();
}

void TakeOver(v1::Indicator& indicator, const v1::IndicatorDefinition& definition) {
  indicator.set_title(definition.title());
  indicator.set_group_dimension(definition.group_dimension());
  *indicator.mutable_definition() = definition;
}

}  // namespace

Decision Decide(const v1::Indicator& indicator, const v1::DefineIndicatorRequest& command,
                const CommandContext& context) {
  if (Decision wrong = CheckGroups(command.definition()); wrong.rejected()) return wrong;
  v1::IndicatorDefined defined;
  defined.set_indicator(context.new_name);
  *defined.mutable_definition() = command.definition();
  defined.set_visibility(VisibilityOr(command.visibility()));
  return Emit(std::move(defined));
}

Decision Decide(const v1::Indicator& indicator, const v1::ReviseIndicatorRequest& command,
                const CommandContext& context) {
  if (Decision wrong = CheckGroups(command.definition()); wrong.rejected()) return wrong;
  if (Same(indicator.definition(), command.definition())) {
    return Reject(v1::DEFINITION_UNCHANGED).With("indicator", command.name());
  }
  v1::IndicatorRevised revised;
  revised.set_indicator(command.name());
  *revised.mutable_definition() = command.definition();
  revised.set_definition_version(indicator.definition_version() + 1);
  revised.set_reason(command.reason());
  return Emit(std::move(revised));
}

void Evolve(v1::Indicator& indicator, const v1::IndicatorDefined& event) {
  indicator.set_name(event.indicator());
  TakeOver(indicator, event.definition());
  indicator.set_definition_version(1);
  indicator.set_visibility(event.visibility());
}

void Evolve(v1::Indicator& indicator, const v1::IndicatorRevised& event) {
  TakeOver(indicator, event.definition());
  indicator.set_definition_version(event.definition_version());
  indicator.set_revision_reason(event.reason());
}

}  // namespace fivestep::analysis
