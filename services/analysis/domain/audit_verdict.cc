#include "analysis/domain/audit_verdict.h"

#include <algorithm>
#include <cstdio>
#include <string>

#include "analysis/statistics/multiple_testing.h"

namespace fivestep::analysis {
namespace {

std::string Number(double number, const char* format = "%.2f") {
  char text[32];
  std::snprintf(text, sizeof text, format, number);
  return text;
}

bool HasGap(const v1::AuditLine& line) { return line.data_gap().empty() && line.has_absolute(); }

void Judge(v1::AuditLine& line, double adjusted) {
  line.set_adjusted_p_value(adjusted);
  const std::string p =
      "The p-value is " + Number(adjusted, "%.3f") + " after allowing for all lines of the audit";
  if (adjusted <= kFalseDiscoveryRate) {
    line.set_verdict(v1::VERDICT_UNEQUAL);
    line.set_verdict_reason(p + ".");
    return;
  }
  // Whether the line's own figures were large enough to tell was judged with them.
  if (line.verdict() == v1::VERDICT_CANNOT_BE_KNOWN) return;
  line.set_verdict(v1::VERDICT_NO_EVIDENCE);
  line.set_verdict_reason(p + ". A gap of " + Number(line.smallest_detectable()) + " (" +
                          line.unit() + ") would have been seen four times out of five.");
}

}  // namespace

void TakeOver(const v1::Figures& figures, v1::AuditLine& line) {
  line.set_unit(figures.unit());
  line.set_group_count(figures.groups_size());
  line.set_unknown_group_count(figures.unknown_group_count());
  line.set_verdict(figures.verdict());
  line.set_verdict_reason(figures.verdict_reason());
  if (!figures.has_gap()) return;
  const v1::Gap& gap = figures.gap();
  line.set_group(gap.group());
  line.set_comparator(gap.comparator());
  *line.mutable_absolute() = gap.absolute();
  if (gap.has_relative()) *line.mutable_relative() = gap.relative();
  line.set_people_to_close_count(gap.people_to_close_count());
  line.set_p_value(std::min(1.0, gap.p_value() * gap.pairs_considered_count()));
  line.set_smallest_detectable(gap.smallest_detectable());
}

Status JudgeTogether(std::vector<v1::AuditLine>& lines) {
  std::vector<double> p_values;
  for (const v1::AuditLine& line : lines) {
    if (HasGap(line)) p_values.push_back(line.p_value());
  }
  const auto adjusted = statistics::BenjaminiHochberg(p_values);
  if (!adjusted.ok()) return Internal("A line of the audit has no p-value.");
  size_t next = 0;
  for (v1::AuditLine& line : lines) {
    if (HasGap(line)) {
      Judge(line, (*adjusted)[next++]);
      continue;
    }
    line.set_verdict(v1::VERDICT_CANNOT_BE_KNOWN);
    if (!line.data_gap().empty()) line.set_verdict_reason(line.data_gap());
  }
  return OkStatus();
}

v1::AuditSummary Summarise(const std::vector<v1::AuditLine>& lines) {
  const auto count = [&lines](auto predicate) {
    return static_cast<int32_t>(std::count_if(lines.begin(), lines.end(), predicate));
  };
  const auto has = [](v1::Verdict verdict) {
    return [verdict](const v1::AuditLine& line) { return line.verdict() == verdict; };
  };
  v1::AuditSummary summary;
  summary.set_line_count(static_cast<int32_t>(lines.size()));
  summary.set_unequal_count(count(has(v1::VERDICT_UNEQUAL)));
  summary.set_no_evidence_count(count(has(v1::VERDICT_NO_EVIDENCE)));
  summary.set_cannot_be_known_count(count(has(v1::VERDICT_CANNOT_BE_KNOWN)));
  summary.set_data_gap_count(
      count([](const v1::AuditLine& line) { return !line.data_gap().empty(); }));
  return summary;
}

}  // namespace fivestep::analysis
