// From exact counts by group to figures that may be shown: values, gap, slope, spread, verdict.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_FIGURES_H_
#define FIVESTEP_ANALYSIS_DOMAIN_FIGURES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/domain/group_counts.h"
#include "analysis/domain/release_plan.h"
#include "fivestep/analysis/v1/finding.pb.h"
#include "fivestep/analysis/v1/indicator.pb.h"
#include "platform/core/status.h"

namespace fivestep::analysis {

// Groups in one analysis. A released group takes up to 200 bytes, and an event holds 65,535.
inline constexpr int kMaxGroupsInFinding = 200;

// What to compute.
struct AnalysisQuestion {
  v1::IndicatorDefinition definition;
  v1::DisclosureProfile profile = v1::DISCLOSURE_PROFILE_UNSPECIFIED;
  std::string geography_level;  // for a profile's national exemption
  WithheldGroups withheld;      // beside those that the profile withholds by their size
  std::string data_set;         // for error texts
  v1::ComparatorRule comparator_rule = v1::COMPARATOR_RULE_UNSPECIFIED;
  std::string comparator_group;
  std::string disadvantaged_group;
  int64_t seed = 0;
  bool with_slope = true;  // slope indices take a hundred thousand draws
};

// Returns the figures of `counts`. Every figure, verdict included, is computed from released counts
// alone: a percentage with its interval gives an exact numerator away, so none is ever made of one.
// Figures of one question are the same bytes on one build, whatever ran before.
//
// Groups are the definition's, in its order, else all of `counts`. The disadvantaged group is the
// one asked for, else the first of ordered groups, else the one with the worst value.
//
// Errors: GROUP_NOT_IN_DATA_SET, TOO_FEW_GROUPS, TOO_MANY_GROUPS, COUNTS_NOT_POSSIBLE, SAME_GROUP,
// COMPARATOR_GROUP_NEEDED.
Result<v1::Figures> ComputeFigures(const AnalysisQuestion& question,
                                   const std::vector<GroupCounts>& counts);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_FIGURES_H_
