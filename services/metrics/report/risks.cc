#include "metrics/report/risks.h"

#include <algorithm>
#include <cstdlib>

#include "metrics/report/text.h"

namespace fivestep::metrics::report {
namespace {

int NumberOf(const v1::ReportItem& item, const char* label) {
  return std::atoi(LineText(item, label).c_str());
}

}  // namespace

std::vector<Risk> RisksOf(const v1::BoardReportContent& content) {
  std::vector<Risk> risks;
  for (const v1::ReportItem& item : content.items()) {
    if (item.kind() != "RAID entry" || item.state() == "closed") continue;
    if (LineText(item, "Kind") != "risk") continue;
    risks.push_back({item.title(), NumberOf(item, "Likelihood"), NumberOf(item, "Consequence"),
                     LineText(item, "What is done"), LineText(item, "Owner"), item.state()});
  }
  for (const v1::BoardRisk& risk : content.brief().risks()) {
    risks.push_back({risk.title(), risk.likelihood(), risk.consequence(), risk.mitigation(),
                     risk.owner_role(), "named by the author"});
  }
  std::stable_sort(risks.begin(), risks.end(),
                   [](const Risk& a, const Risk& b) { return a.score() > b.score(); });
  return risks;
}

}  // namespace fivestep::metrics::report
