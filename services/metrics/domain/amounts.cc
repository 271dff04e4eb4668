#include "metrics/domain/amounts.h"

#include <algorithm>
#include <set>

namespace fivestep::metrics {

int FinancialYearOf(const Date& day) {
  const int year = static_cast<int>(day.year());
  return day.month() >= std::chrono::April ? year : year - 1;
}

std::string FinancialYearText(int financial_year) {
  const std::string next = std::to_string((financial_year + 1) % 100);
  return std::to_string(financial_year) + "/" + (next.size() < 2 ? "0" : "") + next;
}

std::string MoneyText(int64_t pence) {
  // In unsigned arithmetic, where the least number has an absolute value.
  const uint64_t absolute =
      pence < 0 ? ~static_cast<uint64_t>(pence) + 1 : static_cast<uint64_t>(pence);
  std::string pounds = std::to_string(absolute / 100);
  for (size_t at = pounds.size(); at > 3;) pounds.insert(at -= 3, ",");
  std::string text = (pence < 0 ? "-£" : "£") + pounds;
  const uint64_t rest = absolute % 100;
  if (rest > 0) text += (rest < 10 ? ".0" : ".") + std::to_string(rest);
  return text;
}

void CheckAmounts(const YearAmounts& amounts, const std::string& field, Violations& violations) {
  std::set<int> years;
  bool some = false;
  for (const v1::YearAmount& amount : amounts) {
    violations.Expect(years.insert(amount.financial_year()).second, field,
                      "must name the year " + FinancialYearText(amount.financial_year()) + " once");
    some = some || amount.amount_pence() > 0;
  }
  violations.Expect(some, field, "must hold an amount above 0 for some year");
}

YearAmounts InOrder(const YearAmounts& amounts) {
  YearAmounts sorted = amounts;
  std::sort(sorted.begin(), sorted.end(), [](const v1::YearAmount& a, const v1::YearAmount& b) {
    return a.financial_year() < b.financial_year();
  });
  return sorted;
}

}  // namespace fivestep::metrics
