#include "metrics/report/alert_lines.h"

#include <algorithm>

namespace fivestep::metrics {

void AddAlertLines(const Alerts& alerts,
                   google::protobuf::RepeatedPtrField<v1::ReportLine>& lines) {
  const int first = std::max(0, alerts.size() - kMaxAlertLines);
  for (int i = alerts.size(); i > first; --i) {
    const v1::Alert& alert = alerts[i - 1];
    v1::ReportLine& line = *lines.Add();
    line.set_label(alert.raise_date());
    line.set_text(alert.text() + " (" + alert.rule() + ")");
  }
}

}  // namespace fivestep::metrics
