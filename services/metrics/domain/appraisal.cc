#include "metrics/domain/appraisal.h"

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "platform/core/date.h"

namespace fivestep::metrics {

Decision Decide(const v1::Appraisal&, const v1::AppraiseReturnRequest& command,
                const v1::ReturnResult& result, const CommandContext& context) {
  const auto* schedule = context.view.Find<v1::DiscountSchedule>(command.discount_schedule());
  // Days as they are written sort as days do.
  if (schedule == nullptr || schedule->effective_date() > ToText(DayOf(context.now))) {
    return Reject(v1::SCHEDULE_NOT_IN_FORCE)
        .With("discount_schedule", command.discount_schedule())
        .With("date", schedule == nullptr ? "no day" : schedule->effective_date());
  }
  v1::ReturnAppraised appraised;
  appraised.set_appraisal(context.new_name);
  appraised.set_title(command.title());
  appraised.set_intervention(command.intervention());
  appraised.set_discount_schedule(command.discount_schedule());
  appraised.set_base_financial_year(command.base_financial_year());
  appraised.set_compared_with(command.compared_with());
  *appraised.mutable_optimism_bias() = command.optimism_bias();
  appraised.set_appraised_by_role(command.appraised_by_role());
  *appraised.mutable_result() = result;
  appraised.set_visibility(command.visibility());
  return Emit(appraised);
}

void Evolve(v1::Appraisal& appraisal, const v1::ReturnAppraised& event) {
  appraisal.set_title(event.title());
  appraisal.set_intervention(event.intervention());
  appraisal.set_discount_schedule(event.discount_schedule());
  appraisal.set_base_financial_year(event.base_financial_year());
  appraisal.set_compared_with(event.compared_with());
  *appraisal.mutable_optimism_bias() = event.optimism_bias();
  appraisal.set_appraised_by_role(event.appraised_by_role());
  *appraisal.mutable_result() = event.result();
  appraisal.set_visibility(event.visibility());
}

}  // namespace fivestep::metrics
