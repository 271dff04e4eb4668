#include "analysis/import/quality_report.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace fivestep::analysis {
namespace {

// What was found, for a sentence that goes on "in rows …", and what to do about it.
struct Wording {
  const char* found;
  const char* remedy;
};

Wording WordingOf(v1::QualityIssueKind kind) {
  switch (kind) {
    case v1::QUALITY_ISSUE_KIND_NARROW_ROW:
      return {
          "Fewer cells than the header has",
          "Rows that end before a column in use were left out: check for line breaks or missing "
          "commas."};
    case v1::QUALITY_ISSUE_KIND_WIDE_ROW:
      return {"More cells than the header has",
              "These rows were left out: put cells that contain commas in quotes."};
    case v1::QUALITY_ISSUE_KIND_UNREADABLE:
      return {
          "Not a number",
          "These rows were left out: correct the cells, or write * where a figure is suppressed."};
    case v1::QUALITY_ISSUE_KIND_NEGATIVE_COUNT:
      return {"A count below zero", "These rows were left out: correct the cells."};
    case v1::QUALITY_ISSUE_KIND_DUPLICATE:
      return {"The labels of an earlier row",
              "Only the first row of each was kept: add a filter (by age or sex, for example), map "
              "what tells the rows apart, or ask for them to be added up."};
    case v1::QUALITY_ISSUE_KIND_BLANK_LABEL:
      return {"No label",
              "These rows were kept as \"not recorded\": fill in the label if it is known."};
    case v1::QUALITY_ISSUE_KIND_MISSING:
      return {"No figure", "These rows were kept as missing, not as zero."};
    case v1::QUALITY_ISSUE_KIND_SUPPRESSED:
      return {"A suppressed figure",
              "These rows were kept as suppressed: ask the owner for rounded or grouped figures if "
              "they are needed."};
    case v1::QUALITY_ISSUE_KIND_PREAMBLE:
      return {"Text above the headings", "These rows were left out."};
    case v1::QUALITY_ISSUE_KIND_NOTE_ROW:
      return {"A note",
              "Rows with one cell of text and no figure were left out: read them, they "
              "often say what the figures are not."};
    case v1::QUALITY_ISSUE_KIND_UNKNOWN_LABEL:
      return {"A label that nobody knows",
              "These rows were kept as they are; they are never merged with \"not stated\"."};
    case v1::QUALITY_ISSUE_KIND_NOT_STATED_LABEL:
      return {"A label that people did not state",
              "These rows were kept as they are; they are never merged with \"not known\"."};
    case v1::QUALITY_ISSUE_KIND_NUMERATOR_ABOVE_DENOMINATOR:
      return {"A numerator above its denominator",
              "These rows were kept: check the mapping; for events of which one person may have "
              "several it is right."};
    case v1::QUALITY_ISSUE_KIND_IMPOSSIBLE_CODE:
      return {
          "A code that the geography does not have",
          "These rows were kept: check the vintage of the areas, and what the code stands for."};
    case v1::QUALITY_ISSUE_KIND_OUTLIER:
      return {"A figure far from all others of its column", "These rows were kept: check them."};
    default:
      return {"", ""};
  }
}

std::string RowList(const v1::QualityIssue& issue) {
  if (issue.first_rows().empty()) {
    return std::to_string(issue.row_count()) + (issue.row_count() == 1 ? " row" : " rows");
  }
  std::string list = issue.row_count() == 1 ? "row " : "rows ";
  for (int i = 0; i < issue.first_rows_size(); ++i) {
    if (i > 0) list += ", ";
    list += std::to_string(issue.first_rows(i));
  }
  const auto more = issue.row_count() - issue.first_rows_size();
  if (more > 0) list += " and " + std::to_string(more) + " more";
  return list;
}

// Of sorted figures.
double Quartile(const std::vector<double>& sorted, std::size_t quarter) {
  return sorted[(sorted.size() - 1) * quarter / 4];
}

}  // namespace

std::string SentenceOf(const v1::QualityIssue& issue) {
  const Wording wording = WordingOf(issue.kind());
  const std::string place = issue.column().empty() ? "" : " in column \"" + issue.column() + "\"";
  return std::string(wording.found) + place + ", " + RowList(issue) + ". " + wording.remedy;
}

void IssueLog::Add(v1::QualityIssueKind kind, int column, std::int64_t first_row,
                   std::int64_t count) {
  const std::pair<int, int> key{kind, column};
  if (key != last_key_) {
    last_ = &issues_[key];
    last_key_ = key;
    last_->set_kind(kind);
  }
  last_->set_row_count(last_->row_count() + count);
  if (first_row > 0 && last_->first_rows_size() < kMaxReportedRows)
    last_->add_first_rows(first_row);
}

google::protobuf::RepeatedPtrField<v1::QualityIssue> IssueLog::Issues(
    const std::vector<std::string>& headings) const {
  google::protobuf::RepeatedPtrField<v1::QualityIssue> issues;
  for (const auto& [key, issue] : issues_) {
    if (issues.size() == kMaxIssues) break;
    v1::QualityIssue& one = *issues.Add();
    one = issue;
    if (key.second >= 0) one.set_column(headings[static_cast<std::size_t>(key.second)]);
    one.set_message(SentenceOf(one));
  }
  return issues;
}

void FarFigures::Keep(Extremes& extremes, double key, std::int64_t row) {
  constexpr std::size_t kKept = 16;
  const auto order = std::greater<>();
  if (extremes.size() == kKept) {
    if (key <= extremes.front().first) return;
    std::pop_heap(extremes.begin(), extremes.end(), order);
    extremes.pop_back();
  }
  extremes.emplace_back(key, row);
  std::push_heap(extremes.begin(), extremes.end(), order);
}

void FarFigures::Add(double figure, std::int64_t row) {
  constexpr std::size_t kSample = 4'096;
  Keep(highest_, figure, row);
  Keep(lowest_, -figure, row);
  if (count_++ % stride_ != 0) return;
  if (sample_.size() == kSample) {
    for (std::size_t i = 0; i < kSample / 2; ++i) sample_[i] = sample_[2 * i];
    sample_.resize(kSample / 2);
    stride_ *= 2;
    if ((count_ - 1) % stride_ != 0) return;
  }
  sample_.push_back(figure);
}

std::vector<std::int64_t> FarFigures::FarRows() const {
  // Quartiles of fewer say little.
  constexpr std::size_t kMinSample = 40;
  constexpr double kFence = 10;
  std::vector<std::int64_t> rows;
  if (sample_.size() < kMinSample) return rows;
  std::vector<double> sorted = sample_;
  std::sort(sorted.begin(), sorted.end());
  const double lower = Quartile(sorted, 1);
  const double upper = Quartile(sorted, 3);
  const double reach = kFence * (upper - lower);
  if (reach <= 0) return rows;
  for (const auto& [figure, row] : highest_) {
    if (figure > upper + reach) rows.push_back(row);
  }
  for (const auto& [negated, row] : lowest_) {
    if (-negated < lower - reach) rows.push_back(row);
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

}  // namespace fivestep::analysis
