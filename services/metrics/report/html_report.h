// A board report as one HTML file: style and charts in it, nothing fetched, readable by screen
// readers and in black and white, printed on A4.
#ifndef FIVESTEP_METRICS_REPORT_HTML_REPORT_H_
#define FIVESTEP_METRICS_REPORT_HTML_REPORT_H_

#include <string>

#include "fivestep/metrics/v1/board_report.pb.h"

namespace fivestep::metrics::report {

// Where the report stands, beside what it says.
struct Standing {
  bool issued = false;
  std::string approved_by_role;  // empty: nobody has
  std::string approval_note;
  std::string issued_by_role;
  int64_t issue_seconds = 0;  // since the epoch
  google::protobuf::RepeatedPtrField<v1::ServiceCheckpoint> checkpoints;
};

// The same content and standing give the same bytes.
std::string HtmlOf(const v1::BoardReportContent& content, const Standing& standing);

// Parts of the page, each a whole section.
std::string FrontSheet(const v1::BoardReportContent& content, const Standing& standing);
std::string MatrixSection(const v1::BoardReportContent& content);
std::string ChartsSection(const v1::BoardReportContent& content);
std::string GapsSection(const v1::BoardReportContent& content);
std::string VoicesSection(const v1::BoardReportContent& content);
std::string WorkSection(const v1::BoardReportContent& content);
std::string MoneySection(const v1::BoardReportContent& content);
std::string RisksSection(const v1::BoardReportContent& content);
std::string StepsSection(const v1::BoardReportContent& content);
std::string CaveatsSection(const v1::BoardReportContent& content);
std::string ProofSection(const v1::BoardReportContent& content, const Standing& standing);

}  // namespace fivestep::metrics::report

#endif  // FIVESTEP_METRICS_REPORT_HTML_REPORT_H_
