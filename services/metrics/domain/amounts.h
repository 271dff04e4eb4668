// Amounts of money by financial year, as requests give them. Pure.
#ifndef FIVESTEP_METRICS_DOMAIN_AMOUNTS_H_
#define FIVESTEP_METRICS_DOMAIN_AMOUNTS_H_

#include <google/protobuf/repeated_field.h>

#include <cstdint>
#include <string>

#include "fivestep/metrics/v1/benefit.pb.h"
#include "platform/core/date.h"
#include "platform/core/violations.h"

namespace fivestep::metrics {

using YearAmounts = google::protobuf::RepeatedPtrField<v1::YearAmount>;

// The financial year of a day, by the calendar year in which it begins: 2026-03-31 -> 2025,
// 2026-04-01 -> 2026.
int FinancialYearOf(const Date& day);

// `2026/27`.
std::string FinancialYearText(int financial_year);

// `£1,234.50`, `-£0.05`; whole pounds without pence.
std::string MoneyText(int64_t pence);

// Says under `field` what is wrong: a year twice, or nothing but zeroes.
void CheckAmounts(const YearAmounts& amounts, const std::string& field, Violations& violations);

// The same amounts in the order of their years.
YearAmounts InOrder(const YearAmounts& amounts);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_AMOUNTS_H_
