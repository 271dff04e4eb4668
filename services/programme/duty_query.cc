#include "programme/duty_query.h"

#include <string>

#include "fivestep/programme/v1/error_reason.pb.h"
#include "programme/domain/duty_evidence.h"
#include "programme/domain/gate.h"
#include "programme/report/annual_report.h"
#include "programme/row_scan.h"
#include "programme/views/indicator_view.h"

namespace fivestep::programme {
namespace {

DutyRows RowsOf(const ReadContext& context, const std::string& programme) {
  DutyRows rows;
  rows.evidence = ReadRows<v1::Evidence>(context, programme, "evidence");
  rows.ehias = ReadRows<v1::Ehia>(context, programme, "ehias");
  rows.heats = ReadRows<v1::Heat>(context, programme, "heats");
  rows.equity_assessments = ReadRows<v1::EquityAssessment>(context, programme, "equityAssessments");
  rows.planning_matrices = ReadRows<v1::PlanningMatrix>(context, programme, "planningMatrices");
  rows.decisions = ReadRows<v1::Decision>(context, programme, "decisions");
  rows.commitments = ReadRows<v1::Commitment>(context, programme, "commitments");
  rows.business_cases = ReadRows<v1::BusinessCase>(context, programme, "businessCases");
  rows.judgements = ReadRows<v1::DutyJudgement>(context, programme, "dutyJudgements");
  const auto gate = context.Get<v1::Gate>(GateName(programme, v1::STEP_ACT_AND_MEASURE));
  if (gate.ok()) rows.inequalities.assign(gate->inequalities().begin(), gate->inequalities().end());
  return rows;
}

template <class Request>
Result<FinancialYear> YearOf(const Request& request) {
  const auto year = ParseFinancialYear(request.financial_year());
  if (year) return *year;
  return StatusOf(v1::FINANCIAL_YEAR_NOT_VALID, {{"value", request.financial_year()}});
}

}  // namespace

Result<v1::GetDutyEvidenceResponse> AnswerDutyEvidence(const v1::GetDutyEvidenceRequest& request,
                                                       const ReadContext& context) {
  const auto programme = context.Get<v1::Programme>(request.parent());
  if (!programme.ok()) return programme.status();
  const auto year = YearOf(request);
  if (!year.ok()) return year.status();
  return MakeDutyEvidence(RowsOf(context, request.parent()), *year);
}

Result<v1::GetAnnualReportResponse> AnswerAnnualReport(const v1::GetAnnualReportRequest& request,
                                                       const ReadContext& context) {
  const auto programme = context.Get<v1::Programme>(request.parent());
  if (!programme.ok()) return programme.status();
  const auto year = YearOf(request);
  if (!year.ok()) return year.status();
  const auto duties = MakeDutyEvidence(RowsOf(context, request.parent()), *year);
  const auto indicators =
      IndicatorsHeld(context, request.parent(), *MomentAfter(ToText(year->last_day)));
  const Document report = MakeAnnualReport(*programme, year->text, duties, indicators);
  v1::GetAnnualReportResponse response;
  response.set_text(request.format() == v1::ANNUAL_REPORT_FORMAT_HTML ? report.AsHtml()
                                                                      : report.AsMarkdown());
  return response;
}

}  // namespace fivestep::programme
