// How the families of PHEindicatormethods read a case: columns, groups, levels and labels. What the
// package refuses because of its table interface is refused here, where this interface is ours.
#ifndef FIVESTEP_TESTS_ORACLES_PHE_READING_H_
#define FIVESTEP_TESTS_ORACLES_PHE_READING_H_

#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/statistics/interval.h"
#include "table_comparison.h"

namespace fivestep::oracles {

// The rows of a case with the same values in its grouping columns.
struct RowGroup {
  std::vector<std::string> key;
  std::vector<std::size_t> rows;
};

std::vector<std::string> GroupColumns(const OracleCase& one);

// The groups of the case's `count` rows in the reference's order: numbers by size, texts by their
// bytes. Without grouping columns there is one group of all rows.
std::vector<RowGroup> GroupRows(const OracleCase& one, std::size_t count);

// The grouping columns with one row a group.
Table KeyTable(const OracleCase& one, const std::vector<RowGroup>& groups);

// The numbers of the input column that an option names (`otherwise` without the option).
//
// Errors:
//   kInvalidArgument  there is no such column, or it holds text.
Result<std::vector<double>> NumberColumn(const OracleCase& one, std::string_view option,
                                         std::string_view otherwise);

// Errors:
//   kInvalidArgument  the columns do not all have as many rows.
Status CheckRows(std::size_t rows, std::initializer_list<std::size_t> columns);

// The confidence levels asked for, as they were written. NaN: none at all.
//
// Errors:
//   kInvalidArgument  more than two, or two that are not 0.95 and 0.998, whose limits have columns.
Result<std::vector<double>> PairOfLevels(const OracleCase& one);

// Errors:
//   kInvalidArgument  the choice of columns is not one that the package has.
Status CheckColumnChoice(const OracleCase& one);

// "95%, 99.8%".
std::string LevelsLabel(const std::vector<double>& levels);

// A number as R's paste() writes it: 1e+05 for 100,000.
std::string PastedNumber(double number);
// The same, never in the scientific notation.
std::string PlainNumber(double number);

// The columns "lowercl" and "uppercl", or with the level in their names where there are several.
class LimitColumns {
 public:
  explicit LimitColumns(std::vector<double> levels);
  void Add(std::size_t level, const analysis::statistics::Interval& interval);
  void AddMissing(std::size_t level);
  void AddTo(Table& table) const;

 private:
  std::vector<double> levels_;
  std::vector<std::vector<double>> lower_;
  std::vector<std::vector<double>> upper_;
};

inline constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
inline constexpr analysis::statistics::Interval kMissingInterval{kMissing, kMissing};

}  // namespace fivestep::oracles

#endif  // FIVESTEP_TESTS_ORACLES_PHE_READING_H_
