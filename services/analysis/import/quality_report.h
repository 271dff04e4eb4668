// What was found wrong, or withheld, in a file that somebody uploaded.
#ifndef FIVESTEP_ANALYSIS_IMPORT_QUALITY_REPORT_H_
#define FIVESTEP_ANALYSIS_IMPORT_QUALITY_REPORT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "fivestep/analysis/v1/data_set.pb.h"

namespace fivestep::analysis {

// As many rows as a person will look at before asking for a better file.
inline constexpr int kMaxReportedRows = 10;
// Issues in a report: the row of a data set holds 64 KiB in all.
inline constexpr int kMaxIssues = 40;
inline constexpr int kMaxColumnQualities = 50;

// Stands for the whole row where an issue names a column.
inline constexpr int kWholeRow = -1;

// Gathers issues, merging those of one kind and column. Holds row numbers, as CsvRow has them, and
// never what a cell says: a small count must not leave through a report. Memory is bounded by kinds
// times columns.
class IssueLog {
 public:
  void Add(v1::QualityIssueKind kind, int column, std::int64_t row) { Add(kind, column, row, 1); }
  // `count` rows of which only the first is known; 0 where none is.
  void Add(v1::QualityIssueKind kind, int column, std::int64_t first_row, std::int64_t count);

  // The issues with their sentences, by kind and column, at most kMaxIssues. `headings` names the
  // columns.
  google::protobuf::RepeatedPtrField<v1::QualityIssue> Issues(
      const std::vector<std::string>& headings) const;

 private:
  std::map<std::pair<int, int>, v1::QualityIssue> issues_;  // by kind and column
  // The issue that was last added to: rows with the same fault follow one another.
  std::pair<int, int> last_key_{-1, -1};
  v1::QualityIssue* last_ = nullptr;
};

// The sentence of an issue: what was found, where, and what to do.
std::string SentenceOf(const v1::QualityIssue& issue);

// Finds figures that lie far from all others of a column, in one pass and bounded memory: beyond
// ten interquartile ranges outside the quartiles (Tukey's fences are 1.5 and 3; counts of
// organisations of all sizes pass those every day). The quartiles are those of an even sample of up
// to 4,096; of the figures beyond the fences the 16 furthest on each side are told.
class FarFigures {
 public:
  void Add(double figure, std::int64_t row);
  // Rows, ascending.
  std::vector<std::int64_t> FarRows() const;

 private:
  using Extremes = std::vector<std::pair<double, std::int64_t>>;
  static void Keep(Extremes& extremes, double key, std::int64_t row);

  std::vector<double> sample_;
  std::int64_t stride_ = 1;
  std::int64_t count_ = 0;
  Extremes highest_;  // a heap, the smallest on top
  Extremes lowest_;   // the same of the negated figures
};

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_IMPORT_QUALITY_REPORT_H_
