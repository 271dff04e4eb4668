// Adds the rows of a stored table up by any of its dimensions, in one pass and without holding the
// rows. What it returns is exact and must not leave this service: see disclosure.h.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_CELL_TABLE_H_
#define FIVESTEP_ANALYSIS_DOMAIN_CELL_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analysis/domain/cell_list.h"
#include "analysis/import/table_block.h"
#include "fivestep/analysis/v1/data_set_table.pb.h"
#include "platform/core/status.h"

namespace fivestep::analysis {

// A stored table, read from its beginning as often as it is asked.
class StoredTable {
 public:
  virtual ~StoredTable() = default;
  // Reads the table with `reader`, a new one, and calls `visit` after the head and after each block
  // of rows. Errors: DATA_SET_UNREADABLE, kDataLoss, the visitor's; what was made of the blocks
  // must be thrown away unless this returns OK.
  virtual Status Visit(TableReader& reader, const std::function<Status()>& visit) const = 0;
};

// How labels that reference data does not know are called.
inline constexpr char kNotInReference[] = "not in the reference data";

// A dimension whose labels are looked up in those of another one.
struct LookedUpDimension {
  std::string name;
  std::string from;
  std::unordered_map<std::string, std::string> labels;  // others are kNotInReference
};

// Rows whose label in `dimension` is one of `labels`.
struct LabelSelection {
  std::string dimension;
  std::vector<std::string> labels;
};

// Which rows, by what, and how weighted.
struct CellQuestion {
  std::string data_set;  // for error texts
  // By which dimensions; at most kMaxCellDimensions.
  std::vector<std::string> dimensions;
  // Passes over dimensions that the table does not have.
  bool skip_absent = false;
  std::vector<LabelSelection> filters = {};
  std::vector<LookedUpDimension> looked_up = {};
  // Weights by the labels of a dimension, for weighted means of the values; rows without a weight
  // are left out of the mean.
  std::string weighted_by = {};
  std::unordered_map<std::string, double> weights = {};
};

// The result and its index take some 35 bytes a cell where age bands follow one another, 150 at
// most.
inline constexpr std::size_t kMaxCells = 2'000'000;

// What rows add up to. Sorted by their labels: in the order of the file, and looked-up labels by
// number where all are numbers.
struct CellTable {
  std::vector<std::string> dimensions;
  std::vector<std::vector<std::string>> labels;  // by dimension
  CellList cells;
  bool has_numerators = false;
  bool has_denominators = false;
  bool has_values = false;

  const std::string& label(const TableCell& cell, std::size_t dimension) const {
    return labels[dimension][cell.codes[dimension]];
  }
};

// Adds up. `group` names the first label column of a table that has none of that name.
//
// Errors: DIMENSION_NOT_IN_DATA_SET; QUESTION_NOT_POSSIBLE when a filter names a label that no row
// has, or there would be more than kMaxCells cells; those of the table.
Result<CellTable> AddUpCells(const StoredTable& table, const CellQuestion& question);

// The table by group, area and period alone, for AddUpByGroup. A cell of which a row is withheld is
// withheld, else one of which a row is missing is missing. Errors: as AddUpCells.
Result<v1::DataSetTable> GroupTableOf(const StoredTable& table, const std::string& data_set);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_CELL_TABLE_H_
