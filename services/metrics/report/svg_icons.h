// The Making Data Count icons, in shapes of our own: what the latest value means, and whether the
// process meets its target.
#ifndef FIVESTEP_METRICS_REPORT_SVG_ICONS_H_
#define FIVESTEP_METRICS_REPORT_SVG_ICONS_H_

#include <string>

#include "fivestep/metrics/v1/board_report.pb.h"

namespace fivestep::metrics::report {

// In the colours of Making Data Count. Colour never stands alone: shape, letter and words say the
// same.
inline constexpr char kImprovementColour[] = "#289de0";
inline constexpr char kConcernColour[] = "#fab428";
inline constexpr char kNeitherColour[] = "#361475";
inline constexpr char kCommonCauseColour[] = "#7b7d7d";

// `Special cause, improvement: lower values`; `Run chart: no icon yet`.
std::string VariationText(const v1::ReportedMetric& metric);
// `Hit and miss: it will pass or fail the target by chance`; `No target or no limits`.
std::string AssuranceText(const v1::ReportedMetric& metric);

// Inline SVG with the text as its alternative; empty where there is no icon.
std::string VariationIcon(const v1::ReportedMetric& metric);
std::string AssuranceIcon(const v1::ReportedMetric& metric);

}  // namespace fivestep::metrics::report

#endif  // FIVESTEP_METRICS_REPORT_SVG_ICONS_H_
