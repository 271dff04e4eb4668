#include "metrics/report/report_rules.h"

#include "metrics/domain/board_report.h"
#include "metrics/report/report_preparation.h"
#include "metrics/views/board_keys.h"
#include "metrics/views/board_view.h"

namespace fivestep::metrics {

void RegisterBoardReports(ServiceModel& model) {
  model.Event<v1::BoardReport, v1::BoardReportDrafted>(Evolve);
  model.Event<v1::BoardReport, v1::BoardReportApproved>(Evolve);
  model.Event<v1::BoardReport, v1::BoardReportIssued>(Evolve);
  model.PreparedCommand<v1::BoardReport, v1::DraftBoardReportRequest, v1::PreparedBoardReport>(
      PrepareBoardReport, Decide);
  model.Command<v1::BoardReport, v1::ApproveBoardReportRequest>(Decide);
  model.PreparedCommand<v1::BoardReport, v1::IssueBoardReportRequest, v1::PreparedIssue>(
      PrepareIssue, Decide);
  model.Query(AnswerGetBoardReport);
  for (const char* log : board::kLogs) model.View(BoardView(log));
}

}  // namespace fivestep::metrics
