// Words and numbers of a report. Pure.
#ifndef FIVESTEP_METRICS_REPORT_TEXT_H_
#define FIVESTEP_METRICS_REPORT_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "fivestep/metrics/v1/board_report.pb.h"
#include "fivestep/metrics/v1/metric.pb.h"

namespace fivestep::metrics::report {

// `12.5` with so many decimals; `−` is a hyphen, as in CSV.
std::string Decimal(double number, int places);

// `24 July 2026` of `2026-07-24`; anything else as it is.
std::string DayText(const std::string& iso_date);

// `24 July 2026, 10:15 UTC`.
std::string TimeText(int64_t seconds_since_epoch);

// What is said of the item under `label`; empty where nothing is.
std::string LineText(const v1::ReportItem& item, std::string_view label);

// `%`, `per 1000` or `count`.
std::string UnitOf(const v1::MetricDefinition& definition);

}  // namespace fivestep::metrics::report

#endif  // FIVESTEP_METRICS_REPORT_TEXT_H_
