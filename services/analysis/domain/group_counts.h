// Adds a data set's rows up by group. What it returns is exact and must not leave this service: see
// disclosure.h.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_GROUP_COUNTS_H_
#define FIVESTEP_ANALYSIS_DOMAIN_GROUP_COUNTS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "fivestep/analysis/v1/data_set_table.pb.h"
#include "fivestep/analysis/v1/values.pb.h"
#include "platform/core/status.h"

namespace fivestep::analysis {

// A table of more cells than this is no table that a person reads, and each cell is one more
// equation for somebody who wants to solve for what is withheld.
inline constexpr int kMaxReleasedCells = 10'000;

// A sum over rows. Known only when every row has its number.
struct Sum {
  double total = 0;
  int64_t withheld_rows = 0;  // by the publisher
  int64_t missing_rows = 0;

  // RELEASED stands for "known": the disclosure profile has not been asked yet.
  v1::ReleaseState state() const {
    if (withheld_rows > 0) return v1::RELEASE_STATE_SUPPRESSED_BY_PUBLISHER;
    return missing_rows > 0 ? v1::RELEASE_STATE_MISSING : v1::RELEASE_STATE_RELEASED;
  }
};

// One group of the table.
struct GroupCounts {
  std::string group;
  int64_t row_count = 0;
  Sum numerator;
  Sum denominator;
  Sum value;
};

// Which rows. Empty: all.
struct RowSelection {
  std::string data_set;  // for error texts
  std::string period;
  std::string area;
};

// Returns the groups of the selected rows in the order of the table. A column that the table lacks
// adds up to 0.
//
// Errors: PERIOD_NOT_IN_DATA_SET, AREA_NOT_IN_DATA_SET; kDataLoss when the columns do not fit
// together.
Result<std::vector<GroupCounts>> AddUpByGroup(const v1::DataSetTable& table,
                                              const RowSelection& selection);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_GROUP_COUNTS_H_
