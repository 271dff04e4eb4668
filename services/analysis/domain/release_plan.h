// Which groups of a data set are withheld, decided once for all tables that are planned of it.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_RELEASE_PLAN_H_
#define FIVESTEP_ANALYSIS_DOMAIN_RELEASE_PLAN_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analysis/domain/disclosure.h"
#include "analysis/domain/group_counts.h"
#include "fivestep/analysis/v1/data_set_table.pb.h"
#include "platform/core/status.h"

namespace fivestep::analysis {

// Groups whose counts are withheld in one cut, beside those that the rule withholds by their size.
struct WithheldGroups {
  std::set<std::string> numerators;
  std::set<std::string> denominators;
  std::set<std::string> values;
};

// The planned tables of a data set: for each period, groups by area and groups over all areas; only
// the latter where groups times areas exceed kMaxReleasedCells. Returns what is withheld in the cut
// that `selection` asks for. `earlier` are other versions of the same data set, the oldest first:
// what was withheld of a cell once stays withheld, and a total that changed is not shown again
// where a part of it is withheld, since the change would be that part's.
//
// Errors: CUT_NOT_PLANNED where the rule withholds anything and the cut adds up several periods, or
// is by area in a data set that is too large for that; PERIOD_NOT_IN_DATA_SET,
// AREA_NOT_IN_DATA_SET.
Result<WithheldGroups> PlanRelease(const v1::DataSetTable& table, const RowSelection& selection,
                                   const DisclosureRule& rule,
                                   const std::vector<v1::DataSetTable>& earlier = {});

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_RELEASE_PLAN_H_
