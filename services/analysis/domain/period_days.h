// Which days the name of a period covers.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_PERIOD_DAYS_H_
#define FIVESTEP_ANALYSIS_DOMAIN_PERIOD_DAYS_H_

#include <optional>
#include <string>
#include <string_view>

namespace fivestep::analysis {

// Days as `2024-04-01`.
struct PeriodDays {
  std::string first;
  std::string last;  // empty: the label is a single day, with which a period of any length begins
  bool operator==(const PeriodDays&) const = default;
};

// Reads how NHS files name periods; nothing for what can be read in two ways, or not at all. Worked
// values:
//   2024 -> 2024-01-01 to 2024-12-31        2024/25, 2024-25, 2024/2025 -> 2024-04-01 to 2025-03-31
//   2024 Q2, Q2 2024 -> April to June       2024/25 Q2, Q2 2024/25 -> July to September 2024
//   2024-04, April 2024, Apr-24 -> the month            2024-04-01 -> that day, without a last one
//   2024-04-01 to 2024-06-30 -> as it says
// Four digits, a hyphen and two are a month where they can be (2011-12 is December), since files
// that mean a financial year write a stroke.
std::optional<PeriodDays> DaysOfPeriod(std::string_view label);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_PERIOD_DAYS_H_
