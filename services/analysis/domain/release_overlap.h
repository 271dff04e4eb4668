// Whether two data sets count the same people, so that what one withholds the other would give
// away.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_RELEASE_OVERLAP_H_
#define FIVESTEP_ANALYSIS_DOMAIN_RELEASE_OVERLAP_H_

#include "fivestep/analysis/v1/data_set.pb.h"
#include "platform/core/status.h"

namespace fivestep::analysis {

// Whether `one` was recorded before `other`, and is not itself.
bool CameBefore(const v1::DataSet& one, const v1::DataSet& other);

// Whether `other` is an earlier version of `data_set`: the same columns, filters, profile and level
// of the same publisher's figures for overlapping dates.
bool IsEarlierVersion(const v1::DataSet& data_set, const v1::DataSet& other);

// Refuses a data set whose counts overlap with those of `other`, which came before, in a way that
// no joint plan covers: another profile; filters that leave one of them a part of the other;
// another level or vintage of the same areas. Data sets that PUBLISHED lets pass on both sides, or
// that were withdrawn, withhold nothing that could be given away.
//
// Errors: OVERLAPS_OTHER_RELEASE.
Status CheckOverlap(const v1::DataSet& data_set, const v1::DataSet& other);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_RELEASE_OVERLAP_H_
