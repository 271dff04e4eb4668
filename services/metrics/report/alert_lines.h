// Alerts as lines of a report. Pure.
#ifndef FIVESTEP_METRICS_REPORT_ALERT_LINES_H_
#define FIVESTEP_METRICS_REPORT_ALERT_LINES_H_

#include "fivestep/metrics/v1/board_report.pb.h"
#include "metrics/domain/alert.h"

namespace fivestep::metrics {

// A board reads the newest; all of them stand in the metric's row.
inline constexpr int kMaxAlertLines = 3;

// The newest alerts first: the day as label, what it says with its rule as text.
void AddAlertLines(const Alerts& alerts, google::protobuf::RepeatedPtrField<v1::ReportLine>& lines);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_REPORT_ALERT_LINES_H_
