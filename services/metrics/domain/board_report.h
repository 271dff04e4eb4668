// Reports to a board: drafted, approved by somebody else, issued and never changed.
//
// Stream: `board_report/{board_report}`. See services/metrics/README.md for the commands -> events
// table. What a report says is put together before it is decided (report/), over a snapshot.
#ifndef FIVESTEP_METRICS_DOMAIN_BOARD_REPORT_H_
#define FIVESTEP_METRICS_DOMAIN_BOARD_REPORT_H_

#include "fivestep/metrics/v1/board_report.pb.h"
#include "fivestep/metrics/v1/events.pb.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {

// Nothing, or BOARD_REPORT_NOT_VALID with every field that is wrong.
Decision CheckBrief(const v1::DraftBoardReportRequest& command);

Decision Decide(const v1::BoardReport& report, const v1::DraftBoardReportRequest& command,
                const v1::PreparedBoardReport& prepared, const CommandContext& context);
Decision Decide(const v1::BoardReport& report, const v1::ApproveBoardReportRequest& command,
                const CommandContext& context);
Decision Decide(const v1::BoardReport& report, const v1::IssueBoardReportRequest& command,
                const v1::PreparedIssue& prepared, const CommandContext& context);

void Evolve(v1::BoardReport& report, const v1::BoardReportDrafted& event);
void Evolve(v1::BoardReport& report, const v1::BoardReportApproved& event);
void Evolve(v1::BoardReport& report, const v1::BoardReportIssued& event);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_BOARD_REPORT_H_
