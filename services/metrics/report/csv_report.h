// Every figure of a board report as CSV: RFC 4180, UTF-8, one figure a row.
#ifndef FIVESTEP_METRICS_REPORT_CSV_REPORT_H_
#define FIVESTEP_METRICS_REPORT_CSV_REPORT_H_

#include <string>

#include "fivestep/metrics/v1/board_report.pb.h"

namespace fivestep::metrics::report {

// Columns: section, resource, title, part (a period, a group, a year, a case), measure, value,
// unit, note. Money is in pence. A figure that is withheld has a note and no value.
std::string CsvOf(const v1::BoardReportContent& content);

}  // namespace fivestep::metrics::report

#endif  // FIVESTEP_METRICS_REPORT_CSV_REPORT_H_
