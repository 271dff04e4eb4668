// Which cells of a family of tables are withheld so that no withheld count can be worked out.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_SUPPRESSION_H_
#define FIVESTEP_ANALYSIS_DOMAIN_SUPPRESSION_H_

#include <cstddef>
#include <vector>

#include "analysis/domain/disclosure.h"

namespace fivestep::analysis {

// Counts by row and column, with the totals of rows and columns. Row 0 holds the columns' totals,
// column 0 the rows' totals. NaN: not known (missing, or withheld by the publisher).
class CountTable {
 public:
  CountTable(int rows, int columns);
  // Rows and columns without the totals.
  int rows() const { return rows_; }
  int columns() const { return columns_; }
  double& at(int row, int column) { return counts_[Index(row, column)]; }
  double at(int row, int column) const { return counts_[Index(row, column)]; }
  // Fills in the totals. A total over an unknown count is unknown.
  void AddUp();

 private:
  size_t Index(int row, int column) const {
    return static_cast<size_t>(row) * static_cast<size_t>(columns_ + 1) +
           static_cast<size_t>(column);
  }
  int rows_;
  int columns_;
  std::vector<double> counts_;
};

// What is done with a cell.
enum class CellPlan : char {
  kReleased,
  // A cell of the table that the rule withholds for its own sake.
  kWithheld,
  // It would give another one away, or it is a small total. Readers are not told which.
  kWithheldForOthers,
  // It is never released and nobody is taken to know it.
  kOutside,
};

// The plan of a table, with its totals.
class SuppressionPlan {
 public:
  SuppressionPlan(int rows, int columns);
  CellPlan at(int row, int column) const { return cells_[Index(row, column)]; }
  void Set(int row, int column, CellPlan plan) { cells_[Index(row, column)] = plan; }
  bool Withholds(int row, int column) const {
    return at(row, column) == CellPlan::kWithheld ||
           at(row, column) == CellPlan::kWithheldForOthers;
  }

 private:
  size_t Index(int row, int column) const {
    return static_cast<size_t>(row) * static_cast<size_t>(columns_ + 1) +
           static_cast<size_t>(column);
  }
  int columns_;
  std::vector<CellPlan> cells_;
};

// Decides all cells of the family at once: the table, the totals of its rows where it has several
// columns, and, where the rule releases exact counts, the totals of its columns too, since the same
// people grouped by something else add up to them.
//
// Afterwards every cell of the table that is withheld for its own sake can be anything from the
// rule's lowest to its highest withheld value, even for somebody who knows which cells of the table
// are withheld for their own sake and solves everything released as bounds: for each of them the
// plan has found whole tables that agree with all that is released and have either end in this
// cell. (In a two-way table with its totals such tables are flows, so the search is exact: Cox
// 1995, JASA 90:1453-1462.) A withheld total can be as small as its withheld parts. Where a
// column's total would give a cell away however many others are withheld, nobody is taken to know
// that total. It is not proof against somebody who also knows the counts by which cells were
// chosen.
//
// The outcome depends on the counts and the rule alone: the same data set version always has the
// same plan. Takes about rows x columns steps for each withheld cell.
SuppressionPlan PlanSuppression(const CountTable& counts, const DisclosureRule& rule);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_SUPPRESSION_H_
