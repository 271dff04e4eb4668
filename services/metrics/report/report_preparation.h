// The slow parts of a board report, over a snapshot and off the commit thread: putting it together,
// writing its files, giving them back.
//
// Content and files are stored, not rendered anew from pinned rows: rows move on, and so does the
// program that renders. An issued file is the same to the byte for as long as its key is kept; its
// SHA-256 is in the log.
#ifndef FIVESTEP_METRICS_REPORT_REPORT_PREPARATION_H_
#define FIVESTEP_METRICS_REPORT_REPORT_PREPARATION_H_

#include "fivestep/metrics/v1/board_report.pb.h"
#include "platform/eventlog/reader.h"

namespace fivestep::metrics {

// Errors: INVALID_ARGUMENT BOARD_REPORT_NOT_VALID; those of writing a blob.
Result<v1::PreparedBoardReport> PrepareBoardReport(const v1::DraftBoardReportRequest& request,
                                                   const ReadContext& context);

// Errors: NOT_FOUND; FAILED_PRECONDITION BOARD_REPORT_NOT_IN_STATE or BOARD_REPORT_UNREADABLE;
// INVALID_ARGUMENT CHECKPOINT_NOT_VALID: it does not verify, is of another log or deployment, or is
// older than what the report rests on; those of reading and writing blobs.
Result<v1::PreparedIssue> PrepareIssue(const v1::IssueBoardReportRequest& request,
                                       const ReadContext& context);

// Errors: NOT_FOUND; FAILED_PRECONDITION BOARD_REPORT_UNREADABLE; DATA_LOSS when stored bytes are
// not those that the log tells of.
Result<v1::GetBoardReportResponse> AnswerGetBoardReport(const v1::GetBoardReportRequest& request,
                                                        const ReadContext& context);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_REPORT_REPORT_PREPARATION_H_
