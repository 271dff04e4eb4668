#include "metrics/report/money_text.h"

#include "metrics/domain/amounts.h"
#include "metrics/report/text.h"

namespace fivestep::metrics::report {

std::string PoundsText(int64_t pence) {
  const int64_t rounded = (pence < 0 ? pence - 50 : pence + 50) / 100;
  return MoneyText(rounded * 100);
}

std::string BenefitClassText(v1::BenefitClass benefit_class) {
  switch (benefit_class) {
    case v1::BENEFIT_CLASS_CASH_RELEASING:
      return "cash-releasing";
    case v1::BENEFIT_CLASS_NON_CASH_RELEASING:
      return "non-cash-releasing";
    case v1::BENEFIT_CLASS_SOCIETAL:
      return "societal";
    default:
      return "unmonetisable";
  }
}

std::string BenefitStateText(v1::Benefit::State state) {
  switch (state) {
    case v1::Benefit::STATE_OWNED:
      return "owned";
    case v1::Benefit::STATE_CLOSED:
      return "closed";
    default:
      return "planned, not accepted by its owner";
  }
}

std::string RepurposingStateText(v1::Repurposing::State state) {
  switch (state) {
    case v1::Repurposing::STATE_AGREED:
      return "agreed";
    case v1::Repurposing::STATE_PARTLY_RELEASED:
      return "partly released";
    case v1::Repurposing::STATE_RELEASED:
      return "all released";
    case v1::Repurposing::STATE_WITHDRAWN:
      return "withdrawn";
    default:
      return "proposed";
  }
}

std::string VariationText(v1::VariationCheck check) {
  switch (check) {
    case v1::VARIATION_CHECK_NOT_SUBSTANTIAL:
      return "no";
    case v1::VARIATION_CHECK_CONSULTING:
      return "yes, consultation under way";
    case v1::VARIATION_CHECK_CONSULTED:
      return "yes, consulted";
    default:
      return "not checked yet";
  }
}

std::string ScopeText(v1::ReturnScope scope) {
  switch (scope) {
    case v1::RETURN_SCOPE_CASH:
      return "Cash-releasing alone";
    case v1::RETURN_SCOPE_HEALTH_SYSTEM:
      return "Health system";
    default:
      return "Health system and society";
  }
}

std::string OptimismText(const v1::OptimismBias& bias) {
  const auto percent = [](int basis_points) { return Decimal(basis_points / 100.0, 0) + " %"; };
  return "capital costs +" + percent(bias.capital_basis_points()) + ", set-up and running costs +" +
         percent(bias.revenue_basis_points()) + ", benefits less " +
         percent(bias.benefit_basis_points()) + " (" + bias.source() + ")";
}

}  // namespace fivestep::metrics::report
