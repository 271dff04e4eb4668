// A file in chunks in, a table in blocks out: reads, maps, checks, counts persons, reports.
#ifndef FIVESTEP_ANALYSIS_IMPORT_CSV_IMPORT_H_
#define FIVESTEP_ANALYSIS_IMPORT_CSV_IMPORT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/import/column_mapping.h"
#include "analysis/import/csv_reader.h"
#include "analysis/import/label_column.h"
#include "analysis/import/person_counter.h"
#include "analysis/import/quality_report.h"
#include "analysis/import/repeat_finder.h"
#include "analysis/import/table_block.h"
#include "analysis/import/word_list.h"
#include "fivestep/analysis/v1/data_set.pb.h"
#include "platform/core/status.h"

namespace fivestep::analysis {

// England's small areas by age and sex for ten years are 13.5 million.
inline constexpr std::int64_t kMaxTableRows = 20'000'000;
// One import. One thread. Memory: a block, the words, and what a RepeatFinder holds.
class CsvImport {
 public:
  // `sink` takes the parts of the table while the file comes in; a failure of it ends the import.
  CsvImport(v1::ColumnMapping mapping, TableWriter::Sink sink);
  CsvImport(const CsvImport&) = delete;
  CsvImport& operator=(const CsvImport&) = delete;

  // Errors:
  //   kInvalidArgument  those of CsvReader::Read; the mapping fits no row of headings (each column
  //                     that is absent is a violation); more than kMaxTableRows rows, kMaxLabels
  //                     labels or kMaxPersonCells combinations; a column of labels holds NHS
  //                     numbers.
  //   any other         the sink's.
  Status Read(std::string_view chunk) { return reader_.Read(chunk); }

  // Ends the table and closes the report. Call once. Errors: as Read.
  Status Finish();

  // After Finish. Every row read is kept, filtered out, or refused by exactly one kind of issue;
  // the report holds no cell of the file.
  const v1::QualityReport& report() const { return report_; }
  // The smallest count above 0 of a row of the table; nothing when there is none. Exact: it must
  // not leave as it is.
  std::optional<double> smallest_count() const { return smallest_count_; }
  // The labels of the table, their words and the rows of each.
  const std::vector<LabelColumn>& labels() const { return labels_; }
  const WordList& words(std::size_t label) const { return table_->words(label); }
  // Adds an issue that the caller found, such as codes that a loaded geography does not have.
  void AddIssue(v1::QualityIssueKind kind, const LabelPlace& place, std::int64_t row_count);

 private:
  struct FigureQuality {
    std::int64_t filled = 0;
    std::int64_t missing = 0;
    std::int64_t suppressed = 0;
  };

  bool TakeRow(const CsvRow& row, Status& why);
  bool BeginTable(const CsvRow& row, Status& why);
  v1::TableHead HeadOf() const;
  bool TakeData(const CsvRow& row, Status& why);
  bool IsNote(const CsvRow& row) const;
  bool HasUsedColumns(const CsvRow& row);
  void FillDown();
  bool PassesFilters() const;
  // Reads the figures of each table row that the row makes; false when one of them is of no use.
  bool ReadFigures(std::int64_t row);
  bool CheckFigure(int column, const Cell& cell, bool is_count, std::int64_t row);
  bool ApplyRule();
  bool ReadLabels(Status& why);
  bool IsRepeat(std::int64_t row);
  bool AddRows(std::int64_t row, Status& why);
  bool CountPerson(std::int64_t row, Status& why);
  void NoteLabels(std::int64_t row);
  void NoteFigures(const FigurePlaces& places, const Figures3& figures, std::int64_t row);
  void NoteGaps(std::int64_t row, bool& missing, bool& suppressed);
  void NoteGap(int column, const Cell& cell, std::int64_t row, bool& missing, bool& suppressed);
  bool CheckLabels(const LabelColumn& label, Status& why) const;
  Status AddPersons();
  void CloseReport();
  void AddLabelQuality(std::size_t label);
  void CheckAreaCodes(std::size_t label);
  std::string HeadingOf(const LabelPlace& place) const;

  v1::ColumnMapping mapping_;
  TableWriter::Sink sink_;
  HeadingSearch search_;
  bool has_headings_ = false;
  std::vector<std::string> headings_;
  ColumnPlaces places_;
  std::optional<TableWriter> table_;
  std::vector<LabelColumn> labels_;
  IssueLog issues_;
  v1::QualityReport report_;
  std::vector<FigureQuality> figure_quality_;  // by heading
  std::optional<RepeatFinder> repeats_;
  std::vector<std::uint32_t> repeat_codes_;  // of rows that rules tell apart: labels and the rule
  std::optional<PersonCounter> persons_;
  FarFigures far_;
  int far_column_ = kWholeRow;
  std::optional<double> smallest_count_;
  std::vector<std::string> filled_;  // by fill-down column: the newest label

  struct FigureColumn {
    std::size_t row = 0;  // of those that a row of the file makes
    std::size_t figure = 0;
    int column = kNotMapped;
    bool is_count = false;
  };
  std::vector<FigureColumn> figure_columns_;

  // The row in hand.
  std::span<const std::string_view> fields_;
  std::vector<std::string_view> filled_fields_;  // where labels are filled down
  std::vector<Figures3> figures_;
  std::vector<std::uint32_t> codes_;
  std::vector<std::size_t> own_labels_;   // labels with a column of their own
  std::vector<std::size_t> wide_labels_;  // labels out of headings
  std::vector<std::vector<std::uint32_t>> wide_codes_;

  CsvReader reader_;
};

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_IMPORT_CSV_IMPORT_H_
