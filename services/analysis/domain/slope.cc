#include "analysis/domain/slope.h"

#include <string>
#include <vector>

#include "analysis/domain/estimate.h"
#include "analysis/statistics/concentration_index.h"
#include "analysis/statistics/slope_index.h"

namespace fivestep::analysis {
namespace {

std::vector<statistics::SlopeGroup> KnownGroups(const v1::Figures& figures) {
  std::vector<statistics::SlopeGroup> groups;
  const double multiplier = figures.multiplier();
  for (const auto& group : figures.groups()) {
    if (!group.has_value()) continue;
    statistics::SlopeGroup one;
    one.population = group.denominator();
    one.value = group.value().value() / multiplier;
    one.limits = {group.value().interval().lower() / multiplier,
                  group.value().interval().upper() / multiplier};
    groups.push_back(one);
  }
  return groups;
}

// Adds the concentration indices of groups that have an order; one that cannot be made (a mean of
// 0) is left out.
void AddConcentration(const v1::Figures& figures, v1::SlopeIndices& slope) {
  std::vector<statistics::Subgroup> groups;
  for (const auto& group : figures.groups()) {
    if (!group.has_value()) continue;
    groups.push_back({.estimate = group.value().value(),
                      .population = group.denominator(),
                      .order = static_cast<int>(groups.size()) + 1});
  }
  const auto absolute = statistics::AbsoluteConcentration(groups, {});
  if (absolute.ok() && absolute->interval) {
    *slope.mutable_absolute_concentration() = Scaled({absolute->value, *absolute->interval}, 1);
  }
  const auto relative = statistics::RelativeConcentration(groups, {});
  if (relative.ok() && relative->interval) {
    *slope.mutable_relative_concentration() = Scaled({relative->value, *relative->interval}, 1);
  }
}

// Why there can be no slope; empty where there can.
std::string Refusal(const v1::IndicatorDefinition& definition, const v1::Figures& figures,
                    size_t known) {
  if (!definition.groups_ordered()) {
    return "The groups have no order, so a slope across them would mean nothing; range and "
           "between-group variance are given instead.";
  }
  if (known < statistics::kMinSlopeGroups) {
    return "Fewer than five groups have a value, too few for a slope.";
  }
  if (static_cast<double>(known) < kMinKnownShare * figures.groups_size()) {
    return "More than 15 % of the groups have no value, so a slope across the others would "
           "mislead.";
  }
  return {};
}

}  // namespace

void AddSlope(const v1::IndicatorDefinition& definition, int64_t seed, v1::Figures& figures) {
  const std::vector<statistics::SlopeGroup> groups = KnownGroups(figures);
  figures.set_slope_refusal(Refusal(definition, figures, groups.size()));
  if (!figures.slope_refusal().empty()) return;
  statistics::SlopeOptions options;
  options.value_type = definition.kind() == v1::INDICATOR_KIND_PROPORTION
                           ? statistics::SlopeValueType::kProportion
                           : statistics::SlopeValueType::kRate;
  // The statistic takes the least deprived minus the most; where lower is better, that is turned.
  const bool turn = definition.polarity() == v1::POLARITY_LOWER_IS_BETTER;
  options.multiplier = turn ? -definition.multiplier() : definition.multiplier();
  options.repetitions = kSlopeRepetitions;
  const auto index =
      statistics::EstimateSlopeIndex(groups, options, static_cast<std::uint32_t>(seed));
  if (!index.ok()) {
    figures.set_slope_refusal("No slope could be fitted: " + index.status().message() + ".");
    return;
  }
  v1::SlopeIndices& slope = *figures.mutable_slope();
  *slope.mutable_sii() = Scaled({index->sii, index->limits.front().sii}, 1);
  *slope.mutable_rii() = Scaled({index->rii, index->limits.front().rii}, 1);
  slope.set_seed(seed);
  slope.set_repetition_count(kSlopeRepetitions);
  slope.set_group_count(static_cast<int32_t>(groups.size()));
  AddConcentration(figures, slope);
}

}  // namespace fivestep::analysis
