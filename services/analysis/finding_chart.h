// A recorded finding as a picture and a text.
#ifndef FIVESTEP_ANALYSIS_FINDING_CHART_H_
#define FIVESTEP_ANALYSIS_FINDING_CHART_H_

#include "fivestep/analysis/v1/finding.pb.h"
#include "platform/eventlog/reader.h"

namespace fivestep::analysis {

// Errors: RESOURCE_NOT_FOUND.
Result<v1::GetFindingChartResponse> GetFindingChart(const v1::GetFindingChartRequest& request,
                                                    const ReadContext& context);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_FINDING_CHART_H_
