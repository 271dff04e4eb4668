#include "metrics/domain/cost.h"

#include <algorithm>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/amounts.h"
#include "platform/core/violations.h"

namespace fivestep::metrics {

Decision Decide(const v1::Cost&, const v1::PlanCostRequest& command,
                const CommandContext& context) {
  Violations violations;
  CheckAmounts(command.planned(), "planned", violations);
  if (!violations.empty()) return violations.RejectionBy(v1::COST_NOT_VALID);
  v1::CostPlanned planned;
  planned.set_cost(context.new_name);
  planned.set_title(command.title());
  planned.set_kind(command.kind());
  planned.set_intervention(command.intervention());
  planned.set_borne_by(command.borne_by());
  planned.set_outside_health_system(command.outside_health_system());
  *planned.mutable_planned() = InOrder(command.planned());
  planned.set_visibility(command.visibility());
  return Emit(planned);
}

Decision Decide(const v1::Cost& cost, const v1::RecordSpendRequest& command,
                const CommandContext& context) {
  if (cost.state() == v1::Cost::STATE_CLOSED) {
    return Reject(v1::COST_CLOSED).With("cost", command.name());
  }
  Violations violations;
  violations.Expect(command.spent().financial_year() <= FinancialYearOf(DayOf(context.now)),
                    "spent.financial_year",
                    "must not lie in the future: what is to come is planned");
  if (!violations.empty()) return violations.RejectionBy(v1::COST_NOT_VALID);
  v1::SpendRecorded recorded;
  recorded.set_cost(command.name());
  *recorded.mutable_spent() = command.spent();
  recorded.set_source(command.source());
  return Emit(recorded);
}

Decision Decide(const v1::Cost& cost, const v1::CloseCostRequest& command, const CommandContext&) {
  if (cost.state() == v1::Cost::STATE_CLOSED) {
    return Reject(v1::COST_CLOSED).With("cost", command.name());
  }
  v1::CostClosed closed;
  closed.set_cost(command.name());
  closed.set_reason(command.reason());
  return Emit(closed);
}

void Evolve(v1::Cost& cost, const v1::CostPlanned& event) {
  cost.set_state(v1::Cost::STATE_PLANNED);
  cost.set_title(event.title());
  cost.set_kind(event.kind());
  cost.set_intervention(event.intervention());
  cost.set_borne_by(event.borne_by());
  cost.set_outside_health_system(event.outside_health_system());
  *cost.mutable_planned() = event.planned();
  cost.set_visibility(event.visibility());
}

void Evolve(v1::Cost& cost, const v1::SpendRecorded& event) {
  auto& spent = *cost.mutable_spent();
  const auto same = std::find_if(spent.begin(), spent.end(), [&](const v1::YearAmount& one) {
    return one.financial_year() == event.spent().financial_year();
  });
  if (same != spent.end()) {
    *same = event.spent();
  } else {
    *spent.Add() = event.spent();
    *cost.mutable_spent() = InOrder(cost.spent());
  }
}

void Evolve(v1::Cost& cost, const v1::CostClosed& event) {
  cost.set_state(v1::Cost::STATE_CLOSED);
  cost.set_close_reason(event.reason());
}

}  // namespace fivestep::metrics
