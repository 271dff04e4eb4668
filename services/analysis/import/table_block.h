// The stored form of a table: columns of labels and figures in blocks of rows, made and read
// without holding the table. What the parts of a blob hold is in data_set_table.proto.
#ifndef FIVESTEP_ANALYSIS_IMPORT_TABLE_BLOCK_H_
#define FIVESTEP_ANALYSIS_IMPORT_TABLE_BLOCK_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/import/cell.h"
#include "analysis/import/word_list.h"
#include "fivestep/analysis/v1/data_set_table.pb.h"
#include "platform/core/status.h"

namespace fivestep::analysis {

// Rows of one block: 2 to 3 MB while it is filled, about half of that when it is written.
inline constexpr std::size_t kBlockRows = 65'536;
// The label columns of a table: of a data set eleven (group, area, period, eight dimensions), of
// reference data a key and fifty attributes.
inline constexpr std::size_t kMaxLabelColumns = 64;

// The figures of a row: numerator, denominator, value.
inline constexpr std::size_t kFigureCount = 3;
using Figures3 = std::array<Cell, kFigureCount>;

// Takes rows and hands on the parts of a blob: the head, then blocks. One thread.
class TableWriter {
 public:
  using Sink = std::function<Status(std::string_view part)>;

  TableWriter(v1::TableHead head, Sink sink);

  // The words of a label column; a row's codes are numbers in them.
  WordList& words(std::size_t label) { return words_[label]; }
  const WordList& words(std::size_t label) const { return words_[label]; }

  // Adds a row: a code for each label column, and the figures; those that the head lacks are passed
  // over. False, with `why`, when the sink failed.
  bool Add(std::span<const std::uint32_t> codes, const Figures3& figures, Status& why);

  // Hands on what is left; a table without rows has a head all the same. Errors: the sink's.
  Status Finish();

  std::int64_t row_count() const { return row_count_; }
  const v1::TableHead& head() const { return head_; }

 private:
  struct FigureRows {
    std::vector<double> numbers;
    std::vector<CellState> states;
  };
  Status Flush();
  void WriteLabels(std::size_t label, v1::LabelBlock& block);

  v1::TableHead head_;
  Sink sink_;
  bool head_written_ = false;
  std::vector<WordList> words_;
  std::vector<std::uint32_t> written_words_;
  std::vector<std::vector<std::uint32_t>> codes_;
  std::array<FigureRows, kFigureCount> figures_;
  std::array<bool, kFigureCount> has_figure_;
  std::size_t rows_ = 0;
  std::int64_t row_count_ = 0;
};

// A block as it was written.
struct TableRows {
  std::size_t count = 0;
  std::vector<std::vector<std::uint32_t>> codes;  // by label column, by row
  struct Figure {
    bool present = false;
    std::vector<double> numbers;    // NaN where there is none
    std::vector<CellState> states;  // empty: all are numbers
  };
  std::array<Figure, kFigureCount> figures;
};

// Undoes a TableWriter: takes the parts of a blob in order. Reads a `DataSetTable`, of blobs that
// were written at once, as a head and one block. One thread.
class TableReader {
 public:
  // kDataLoss: `part` is no head, or no block that fits the head.
  Status Take(std::string_view part);

  const v1::TableHead& head() const { return head_; }
  // The words so far; later blocks add to them.
  const std::vector<std::vector<std::string>>& words() const { return words_; }
  // The rows of the newest part; none after a head.
  const TableRows& rows() const { return rows_; }

 private:
  Status TakeHead(std::string_view part);
  Status TakeWholeTable(std::string_view part);
  Status TakeBlock(std::string_view part);

  bool has_head_ = false;
  v1::TableHead head_;
  std::vector<std::vector<std::string>> words_;
  TableRows rows_;
};

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_IMPORT_TABLE_BLOCK_H_
