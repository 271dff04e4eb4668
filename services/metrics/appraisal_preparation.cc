#include "metrics/appraisal_preparation.h"

#include <string>
#include <utility>
#include <vector>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/amounts.h"
#include "metrics/domain/appraisal_result.h"
#include "metrics/domain/discount_schedule.h"
#include "metrics/row_scan.h"
#include "platform/core/date.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {
namespace {

template <class Row>
void KeepThoseOf(const std::string& intervention, std::vector<Row>& rows) {
  if (intervention.empty()) return;
  std::erase_if(rows, [&](const Row& row) { return row.intervention() != intervention; });
}

// A later edition that is in force today replaces an earlier one.
Status CheckNewest(const v1::DiscountSchedule& schedule, const v1::AppraiseReturnRequest& request,
                   const ReadContext& context, int64_t& position) {
  const std::string today = ToText(DayOf(context.now()));
  for (const auto& other :
       RowsOf<v1::DiscountSchedule>(context, request.parent(), "discountSchedules", position)) {
    if (other.effective_date() > today || other.effective_date() <= schedule.effective_date()) {
      continue;
    }
    return StatusOf(v1::SCHEDULE_REPLACED, {{"discount_schedule", schedule.name()},
                                            {"newer", other.name()},
                                            {"date", other.effective_date()}});
  }
  return OkStatus();
}

// Rates of a loaded schedule were checked when it was loaded.
Result<AppraisalTerms> TermsOf(const v1::DiscountSchedule& schedule,
                               const v1::AppraiseReturnRequest& request) {
  auto rates = RatesOf(schedule.rates());
  if (!rates.ok()) return rates.status();
  AppraisalTerms terms{std::move(*rates), std::nullopt, request.optimism_bias(),
                       request.sensitivity_basis_points()};
  if (schedule.low_rates().empty()) return terms;
  auto low = RatesOf(schedule.low_rates());
  if (!low.ok()) return low.status();
  terms.low_rates = std::move(*low);
  return terms;
}

Status CheckHorizon(const AppraisalMatter& matter, const AppraisalTerms& terms,
                    const std::string& schedule) {
  const int horizon = HorizonOf(matter);
  if (horizon <= money::kYearsWithoutLowRates || terms.low_rates) return OkStatus();
  return StatusOf(v1::LOW_RATES_MISSING, {{"years", std::to_string(horizon)},
                                          {"discount_schedule", schedule},
                                          {"limit", std::to_string(money::kYearsWithoutLowRates)}});
}

}  // namespace

Result<v1::ReturnResult> PrepareAppraisal(const v1::AppraiseReturnRequest& request,
                                          const ReadContext& context) {
  const auto schedule = context.Get<v1::DiscountSchedule>(request.discount_schedule());
  if (!schedule.ok()) return schedule.status();
  int64_t position = 0;
  FIVESTEP_RETURN_IF_ERROR(CheckNewest(*schedule, request, context, position));
  AppraisalMatter matter;
  matter.base_financial_year = request.base_financial_year();
  matter.benefits = RowsOf<v1::Benefit>(context, request.parent(), "benefits", position);
  matter.costs = RowsOf<v1::Cost>(context, request.parent(), "costs", position);
  KeepThoseOf(request.intervention(), matter.benefits);
  KeepThoseOf(request.intervention(), matter.costs);
  if (matter.benefits.empty() && matter.costs.empty()) {
    return StatusOf(v1::NOTHING_TO_APPRAISE,
                    {{"year", FinancialYearText(request.base_financial_year())}});
  }
  const auto terms = TermsOf(*schedule, request);
  if (!terms.ok()) return terms.status();
  FIVESTEP_RETURN_IF_ERROR(CheckHorizon(matter, *terms, schedule->name()));
  v1::ReturnResult result = ComputeReturn(matter, *terms);
  result.set_rests_on_position(position);
  return result;
}

}  // namespace fivestep::metrics
