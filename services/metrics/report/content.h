// Puts together what a board report says, out of a snapshot: rows of this service and what the
// board view keeps of the others.
#ifndef FIVESTEP_METRICS_REPORT_CONTENT_H_
#define FIVESTEP_METRICS_REPORT_CONTENT_H_

#include <string>

#include "fivestep/metrics/v1/board_report.pb.h"
#include "platform/eventlog/reader.h"

namespace fivestep::metrics {

// Everything of the programme that more than its owner may see. What only its owner may see is
// counted and left out, since a board report goes further. Nothing personal is opened.
v1::BoardReportContent ContentOf(const v1::DraftBoardReportRequest& request,
                                 const std::string& name, const ReadContext& context);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_REPORT_CONTENT_H_
