// The slope across many small areas in the order of a score.
#ifndef FIVESTEP_ANALYSIS_AREA_GRADIENT_H_
#define FIVESTEP_ANALYSIS_AREA_GRADIENT_H_

#include "fivestep/analysis/v1/area_gradient.pb.h"
#include "platform/eventlog/reader.h"

namespace fivestep::analysis {

// A line through fewer areas says more of single areas than of deprivation.
inline constexpr int kMinGradientAreas = 20;

// Returns SII and RII of a line through the areas' levels over their cumulative share of the
// people, the most deprived first (statistics/regression_slope.h, linear, weighted by people,
// robust error). Figures go through the data set's disclosure profile first; areas whose figures
// are withheld are left out and counted.
//
// Errors: those of AnalysisService.AnalyseAreaGradient.
Result<v1::AreaGradient> AnalyseAreaGradient(const v1::AnalyseAreaGradientRequest& request,
                                             const ReadContext& context);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_AREA_GRADIENT_H_
