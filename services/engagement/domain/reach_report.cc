#include "engagement/domain/reach_report.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engagement/domain/released_count.h"
#include "engagement/statistics/reach.h"
#include "engagement/statistics/theme_strength.h"
#include "fivestep/engagement/v1/error_reason.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/timestamp.h"

namespace fivestep::engagement {
namespace {

constexpr char kReachMethod[] =
    "Counts as shown (1 to 7 as 4 in sums); Wilson 95 % intervals (1927); dissimilarity of Duncan "
    "and Duncan (1955) over groups with a known population";
constexpr char kStrengthMethod[] =
    "Counts as shown; post-stratified over the groups reached (Holt and Smith 1979); bounds "
    "without "
    "assumptions on groups not reached (Manski 1989), without chance within a group";

Decision NotFound(const std::string& name) {
  return Reject(platform::v1::RESOURCE_NOT_FOUND).With("resource", name);
}

template <class Counts>
std::vector<FieldCheck> CheckNamedOnce(const Counts& groups, const std::string& field) {
  std::vector<FieldCheck> checks;
  std::set<std::string> named;
  for (int i = 0; i < groups.size(); ++i) {
    checks.push_back({named.insert(groups[i].group()).second,
                      field + "[" + std::to_string(i) + "].group", "Name each group once."});
  }
  return checks;
}

// Groups with their names, in the order in which they are shown.
struct NamedCounts {
  std::vector<std::string> names;
  statistics::ReachCounts counts;
};

NamedCounts Merge(const v1::TargetPopulation& population, const v1::ReachCounts& reached) {
  std::map<std::string, int64_t> left;
  for (const v1::GroupCount& group : reached.groups()) left[group.group()] = group.people_count();
  NamedCounts merged;
  for (const v1::TargetGroup& group : population.groups()) {
    statistics::GroupCount& count = merged.counts.groups.emplace_back();
    merged.names.push_back(group.group());
    if (group.people_count() > 0) count.population = static_cast<double>(group.people_count());
    const auto found = left.find(group.group());
    if (found == left.end()) continue;
    count.reached = found->second;
    left.erase(found);
  }
  for (const v1::GroupCount& group : reached.groups()) {
    if (!left.contains(group.group())) continue;
    merged.names.push_back(group.group());
    merged.counts.groups.push_back({group.people_count(), std::nullopt});
  }
  merged.counts.unknown = reached.unknown_count();
  merged.counts.prefer_not_to_say = reached.prefer_not_to_say_count();
  return merged;
}

v1::ReachVerdict VerdictOf(statistics::Verdict verdict) {
  switch (verdict) {
    case statistics::Verdict::kNotReached:
      return v1::REACH_VERDICT_NOT_REACHED;
    case statistics::Verdict::kCannotTell:
      return v1::REACH_VERDICT_CANNOT_TELL;
    case statistics::Verdict::kUnder:
      return v1::REACH_VERDICT_UNDER;
    case statistics::Verdict::kInLine:
      return v1::REACH_VERDICT_IN_LINE;
    case statistics::Verdict::kOver:
      return v1::REACH_VERDICT_OVER;
    case statistics::Verdict::kPopulationUnknown:
      return v1::REACH_VERDICT_POPULATION_UNKNOWN;
  }
  return v1::REACH_VERDICT_UNSPECIFIED;
}

v1::GroupReach Shown(const std::string& name, const statistics::GroupReach& group) {
  v1::GroupReach shown;
  shown.set_group(name);
  *shown.mutable_reached_count() = Release(group.reached);
  shown.set_verdict(VerdictOf(group.verdict));
  if (group.target_share) shown.set_target_share(*group.target_share);
  if (group.index) shown.set_index(*group.index);
  if (group.lower_index) shown.set_lower_index(*group.lower_index);
  if (group.upper_index) shown.set_upper_index(*group.upper_index);
  shown.set_below_four_fifths(group.below_four_fifths);
  return shown;
}

v1::ReachAssessment Shown(const std::vector<std::string>& names, const statistics::Reach& reach) {
  v1::ReachAssessment shown;
  for (size_t i = 0; i < names.size(); ++i) *shown.add_groups() = Shown(names[i], reach.groups[i]);
  *shown.mutable_unknown_count() = Release(reach.unknown);
  *shown.mutable_prefer_not_to_say_count() = Release(reach.prefer_not_to_say);
  if (reach.coverage) shown.set_coverage(*reach.coverage);
  if (reach.dissimilarity) {
    shown.set_dissimilarity(*reach.dissimilarity);
    shown.set_reach_score(1 - *reach.dissimilarity);
  }
  shown.set_method(kReachMethod);
  return shown;
}

std::vector<FieldCheck> CheckRaised(const v1::StrengthCounts& counts) {
  std::vector<FieldCheck> checks = CheckNamedOnce(counts.groups(), "strength_counts.groups");
  for (int i = 0; i < counts.groups_size(); ++i) {
    checks.push_back({counts.groups(i).raised_count() <= counts.groups(i).reached_count(),
                      "strength_counts.groups[" + std::to_string(i) + "].raised_count",
                      "Those who raised it are among those who were reached."});
  }
  return checks;
}

std::vector<statistics::GroupVoice> Voices(const v1::TargetPopulation& population,
                                           const v1::StrengthCounts& counts) {
  std::map<std::string, const v1::StrengthCount*> by_group;
  for (const v1::StrengthCount& count : counts.groups()) by_group[count.group()] = &count;
  std::vector<statistics::GroupVoice> voices;
  for (const v1::TargetGroup& group : population.groups()) {
    if (group.people_count() <= 0) continue;
    statistics::GroupVoice& voice = voices.emplace_back();
    voice.population = static_cast<double>(group.people_count());
    const auto found = by_group.find(group.group());
    if (found == by_group.end()) continue;
    voice.reached = found->second->reached_count();
    voice.raised = found->second->raised_count();
  }
  return voices;
}

}  // namespace

Decision Decide(const v1::TargetPopulation&, const v1::RecordTargetPopulationRequest& command,
                const CommandContext&) {
  v1::TargetPopulationRecorded recorded;
  CopyAlike(command, recorded);
  return Emit(std::move(recorded));
}

Decision Decide(const v1::ReachReport&, const v1::AssessReachRequest& command,
                const CommandContext& context) {
  const auto* population = context.view.Find<v1::TargetPopulation>(command.target_population());
  if (population == nullptr) return NotFound(command.target_population());
  Decision no = CheckFields(CheckNamedOnce(command.counts().groups(), "counts.groups"));
  if (no.rejected()) return no;
  const NamedCounts merged = Merge(*population, command.counts());
  const auto reach = statistics::ComputeReach(merged.counts);
  if (!reach.ok()) return Decision(reach.status());
  auto assessed = EventFrom<v1::ReachAssessed>(command, context);
  *assessed.mutable_assessment() = Shown(merged.names, *reach);
  return Emit(std::move(assessed));
}

Decision Decide(const v1::Theme&, const v1::AssessThemeStrengthRequest& command,
                const CommandContext& context) {
  const auto* population = context.view.Find<v1::TargetPopulation>(command.target_population());
  if (population == nullptr) return NotFound(command.target_population());
  if (Decision no = CheckFields(CheckRaised(command.strength_counts())); no.rejected()) return no;
  const auto strength = statistics::ComputeStrength(Voices(*population, command.strength_counts()));
  if (!strength.ok()) {
    return Reject(v1::POPULATION_NOT_KNOWN).With("target_population", command.target_population());
  }
  auto assessed = EventFrom<v1::ThemeStrengthAssessed>(command, context);
  v1::ThemeStrength& shown = *assessed.mutable_strength();
  shown.set_target_population(command.target_population());
  shown.set_raw_share(strength->raw);
  shown.set_adjusted_share(strength->adjusted);
  shown.set_covered_share(strength->covered);
  shown.set_lower_bound(strength->lower);
  shown.set_upper_bound(strength->upper);
  *shown.mutable_assess_time() = ToTimestamp(context.now);
  shown.set_method(kStrengthMethod);
  return Emit(std::move(assessed));
}

void Evolve(v1::TargetPopulation& population, const v1::TargetPopulationRecorded& event) {
  CopyAlike(event, population);
  population.set_name(event.target_population());
}

void Evolve(v1::ReachReport& report, const v1::ReachAssessed& event) {
  CopyAlike(event, report);
  report.set_name(event.reach_report());
}

void Evolve(v1::Theme& theme, const v1::ThemeStrengthAssessed& event) { CopyAlike(event, theme); }

}  // namespace fivestep::engagement
