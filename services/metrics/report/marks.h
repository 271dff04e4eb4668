// What a reader of a report must know that came after it was drafted.
#ifndef FIVESTEP_METRICS_REPORT_MARKS_H_
#define FIVESTEP_METRICS_REPORT_MARKS_H_

#include <string>
#include <vector>

#include "fivestep/metrics/v1/board_report.pb.h"
#include "platform/eventlog/reader.h"

namespace fivestep::metrics {

// One sentence for each theme and insight of the report of which a contribution was taken back
// since, and for each finding whose data set was. The report itself is not changed: it is
// what the board had before it.
std::vector<std::string> MarksSince(const v1::BoardReportContent& content,
                                    const ReadContext& context);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_REPORT_MARKS_H_
