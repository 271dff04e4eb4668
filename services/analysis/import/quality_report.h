// What was found wrong, or withheld, in a file that somebody uploaded.
#ifndef FIVESTEP_ANALYSIS_IMPORT_QUALITY_REPORT_H_
#define FIVESTEP_ANALYSIS_IMPORT_QUALITY_REPORT_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace fivestep::analysis {

// As many rows as a person will look at before asking for a better file.
inline constexpr std::size_t kMaxReportedRows = 10;

enum class IssueKind {
  kNarrowRow,      // fewer cells than the header; kept when every mapped column is there
  kWideRow,        // more cells than the header; not kept
  kUnreadable,     // neither a number nor a marker; not kept
  kNegativeCount,  // a numerator or denominator below zero; not kept
  kDuplicate,      // group, area and period of an earlier row; not kept
  kBlankLabel,     // no group, area or period; kept
  kMissing,        // kept, as missing
  kSuppressed,     // kept, as suppressed
};

// One kind of finding in one column (or in whole rows: then `column` is empty). Holds row numbers,
// as CsvRow has them, and never what a cell says: a small count must not leave through a report.
struct QualityIssue {
  IssueKind kind = IssueKind::kNarrowRow;
  std::string column;
  std::int64_t count = 0;
  std::vector<std::int64_t> first_rows;  // at most kMaxReportedRows
  std::string sentence;                  // what was found and what to do
};

// Every row read is kept, filtered out, or refused by exactly one of the kinds above that say so.
struct QualityReport {
  std::int64_t rows_read = 0;  // without the header and blank rows
  std::int64_t rows_kept = 0;
  std::int64_t rows_filtered = 0;
  // Kept rows with at least one such cell among the mapped ones.
  std::int64_t rows_missing = 0;
  std::int64_t rows_suppressed = 0;
  std::int64_t rows_duplicate = 0;
  std::int64_t rows_unreadable = 0;  // or with a negative count
  std::int64_t rows_ragged = 0;      // left out as narrower or wider than the header
  std::vector<QualityIssue> issues;  // by kind, then by column
};

// Gathers issues, merging those of one kind and column. Memory is bounded by kinds times columns.
class IssueLog {
 public:
  void Add(IssueKind kind, const std::string& column, std::int64_t row);

  // The issues with their sentences.
  std::vector<QualityIssue> Issues() const;

 private:
  std::map<std::pair<IssueKind, std::string>, QualityIssue> issues_;
};

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_IMPORT_QUALITY_REPORT_H_
