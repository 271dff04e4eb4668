// Directly standardised rates of the groups of a table that has its age bands as the last
// dimension.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_STANDARDISATION_H_
#define FIVESTEP_ANALYSIS_DOMAIN_STANDARDISATION_H_

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "analysis/domain/cell_table.h"
#include "fivestep/analysis/v1/values.pb.h"
#include "platform/core/status.h"

namespace fivestep::analysis {

// Per 100,000, unless a question says otherwise.
inline constexpr double kStandardMultiplier = 100'000;

// The people of a standard population by age band.
using StandardPopulation = std::unordered_map<std::string, double>;

// A group with its rate. `cell` adds up its age bands; its codes are those of the first of them.
struct StandardisedGroup {
  TableCell cell;
  bool has_rate = false;
  v1::Estimate rate;
  std::string note;  // why there is none
};

// Returns a group for each combination of the other dimensions, in the order of `cells`.
//
// Errors: BAND_WITHOUT_WEIGHT when a band of the table is not in `standard`.
Result<std::vector<StandardisedGroup>> StandardiseGroups(const CellTable& cells,
                                                         const StandardPopulation& standard,
                                                         double multiplier,
                                                         const std::string& data_set);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_STANDARDISATION_H_
