// The risks that a report shows. Pure.
#ifndef FIVESTEP_METRICS_REPORT_RISKS_H_
#define FIVESTEP_METRICS_REPORT_RISKS_H_

#include <string>
#include <vector>

#include "fivestep/metrics/v1/board_report.pb.h"

namespace fivestep::metrics::report {

// Likelihood and consequence from 1 to 5 (National Patient Safety Agency, 2008).
struct Risk {
  std::string title;
  int likelihood = 0;
  int consequence = 0;
  std::string controls;
  std::string owner_role;
  // Where it stands in the programme's RAID log, or that it is the author's.
  std::string state;
  int score() const { return likelihood * consequence; }
};

// Open risks of the programme's RAID log and those that the author names, highest score first.
std::vector<Risk> RisksOf(const v1::BoardReportContent& content);

}  // namespace fivestep::metrics::report

#endif  // FIVESTEP_METRICS_REPORT_RISKS_H_
