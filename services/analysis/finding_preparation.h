// The slow part of measuring an inequality: reading the data set's blob and computing the figures,
// over a snapshot and off the commit thread.
#ifndef FIVESTEP_ANALYSIS_FINDING_PREPARATION_H_
#define FIVESTEP_ANALYSIS_FINDING_PREPARATION_H_

#include "fivestep/analysis/v1/data_set.pb.h"
#include "fivestep/analysis/v1/finding.pb.h"
#include "fivestep/analysis/v1/internal.pb.h"
#include "fivestep/analysis/v1/tabulation.pb.h"
#include "platform/eventlog/reader.h"

namespace fivestep::analysis {

// Errors of the three: RESOURCE_NOT_FOUND, DATA_SET_UNREADABLE, and those of ComputeFigures and
// AddUpByGroup; of the first two also DATA_SET_WITHDRAWN, COUNTS_MISSING, POPULATIONS_DIFFER,
// PERIOD_NEEDED; of the last also TOO_MANY_GROUPS.

// The figures, with the versions that they rest on: for Decide, which checks that these still hold.
Result<v1::PreparedFinding> PrepareFinding(const v1::RecordFindingRequest& request,
                                           const ReadContext& context);

// The same for somebody who wants to look first.
Result<v1::AnalyseIndicatorResponse> AnalyseIndicator(const v1::AnalyseIndicatorRequest& request,
                                                      const ReadContext& context);

// What the groups add up to, released; by other dimensions see data_set_tabulation.h.
Result<v1::TabulateDataSetResponse> TabulateDataSet(const v1::TabulateDataSetRequest& request,
                                                    const ReadContext& context);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_FINDING_PREPARATION_H_
