#include "analysis/import/quality_report.h"

namespace fivestep::analysis {
namespace {

// What was found, for a sentence that goes on "in rows …", and what to do about it.
struct Wording {
  const char* found;
  const char* remedy;
};

Wording WordingOf(IssueKind kind) {
  switch (kind) {
    case IssueKind::kNarrowRow:
      return {
          "Fewer cells than the header has",
          "Rows that end before a column in use were left out: check for line breaks or missing "
          "commas."};
    case IssueKind::kWideRow:
      return {"More cells than the header has",
              "These rows were left out: put cells that contain commas in quotes."};
    case IssueKind::kUnreadable:
      return {
          "Not a number",
          "These rows were left out: correct the cells, or write * where a figure is suppressed."};
    case IssueKind::kNegativeCount:
      return {"A count below zero", "These rows were left out: correct the cells."};
    case IssueKind::kDuplicate:
      return {"The group, area and period of an earlier row",
              "Only the first row of each was kept: add a filter (by age or sex, for example), or "
              "remove the repeats."};
    case IssueKind::kBlankLabel:
      return {"No label", "These rows were kept as unknown: fill in the label if it is known."};
    case IssueKind::kMissing:
      return {"No figure", "These rows were kept as missing, not as zero."};
    case IssueKind::kSuppressed:
      return {"A suppressed figure",
              "These rows were kept as suppressed: ask the owner for rounded or grouped figures if "
              "they are needed."};
  }
  return {"", ""};
}

std::string RowList(const QualityIssue& issue) {
  std::string list = issue.count == 1 ? "row " : "rows ";
  for (std::size_t i = 0; i < issue.first_rows.size(); ++i) {
    if (i > 0) list += ", ";
    list += std::to_string(issue.first_rows[i]);
  }
  const auto more = issue.count - static_cast<std::int64_t>(issue.first_rows.size());
  if (more > 0) list += " and " + std::to_string(more) + " more";
  return list;
}

std::string Sentence(const QualityIssue& issue) {
  const Wording wording = WordingOf(issue.kind);
  const std::string place = issue.column.empty() ? "" : " in column \"" + issue.column + "\"";
  return std::string(wording.found) + place + ", " + RowList(issue) + ". " + wording.remedy;
}

}  // namespace

void IssueLog::Add(IssueKind kind, const std::string& column, std::int64_t row) {
  QualityIssue& issue = issues_[{kind, column}];
  issue.kind = kind;
  issue.column = column;
  ++issue.count;
  if (issue.first_rows.size() < kMaxReportedRows) issue.first_rows.push_back(row);
}

std::vector<QualityIssue> IssueLog::Issues() const {
  std::vector<QualityIssue> issues;
  for (const auto& [key, issue] : issues_) {
    issues.push_back(issue);
    issues.back().sentence = Sentence(issue);
  }
  return issues;
}

}  // namespace fivestep::analysis
