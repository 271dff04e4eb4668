#include "analysis/domain/suppression.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <queue>

namespace fivestep::analysis {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();
// Rooms that differ by less are equal: they differ by rounding only.
constexpr double kTolerance = 1e-9;

struct Cell {
  int row;
  int column;
};

struct Bounds {
  double lower;
  double upper;
};

// Looks for other tables that agree with all that a reader is shown. Cells change so that every row
// and every column still adds up; totals count negative, so that each adds up to 0. Such changes
// are flows between rows and columns.
class Alternatives {
 public:
  Alternatives(const CountTable& counts, const SuppressionPlan& plan, const DisclosureRule& rule)
      : counts_(counts), plan_(plan), rule_(rule), changes_(counts.rows(), counts.columns()) {}

  // Whether `cell` of the table itself can be larger (or smaller) by `wanted`.
  bool CanChange(Cell cell, bool up, double wanted) {
    changes_ = CountTable(counts_.rows(), counts_.columns());
    double done = 0;
    while (done < wanted - kTolerance) {
      const double step = Augment(cell, up, wanted - done);
      if (step <= kTolerance) {
        failed_ = {cell, up};
        return false;
      }
      done += step;
    }
    return true;
  }

  // Which cells are taken for the sake of others.
  enum class Choice { kInner, kRowTotal, kAnyTotal };

  // After CanChange has failed: a cell that is still shown, where the search could go on if it were
  // withheld; nothing where there is none of this choice and of at least this count.
  std::optional<Cell> FindBlocking(Choice choice, double at_least) const {
    for (int node = 0; node < NodeCount(); ++node) {
      if (came_from_[static_cast<size_t>(node)] < 0) continue;
      const int first = IsRow(node) ? counts_.rows() + 1 : 0;
      const int last = IsRow(node) ? NodeCount() : counts_.rows() + 1;
      for (int next = first; next < last; ++next) {
        if (came_from_[static_cast<size_t>(next)] >= 0) continue;
        const Cell between = Between(node, next);
        if (IsChoice(between, choice) && counts_.at(between.row, between.column) >= at_least &&
            plan_.at(between.row, between.column) == CellPlan::kReleased &&
            HasRoomOnceWithheld(between, GoesUp(node, failed_.up))) {
          return between;
        }
      }
    }
    return std::nullopt;
  }

 private:
  struct Failure {
    Cell cell;
    bool up;
  };

  static bool IsOnMargin(Cell cell) { return cell.row == 0 || cell.column == 0; }
  static bool IsChoice(Cell cell, Choice choice) {
    if (choice == Choice::kInner) return !IsOnMargin(cell);
    return choice == Choice::kRowTotal ? cell.column == 0 && cell.row > 0 : IsOnMargin(cell);
  }

  bool HasRoomOnceWithheld(Cell cell, bool up) const {
    const bool count_up = IsTotal(cell) ? !up : up;
    const double count = counts_.at(cell.row, cell.column);
    return count_up || count - LeastWithheldForOthers(cell) > kTolerance;
  }

  // One of its two indices, but not both, says "total".
  static bool IsTotal(Cell cell) { return (cell.row == 0) != (cell.column == 0); }

  double lowest() const { return rule_.zero == ZeroRule::kWithheld ? 0 : 1; }

  // What a reader who knows the rule knows about a cell.
  Bounds Known(Cell cell) const {
    const double count = counts_.at(cell.row, cell.column);
    switch (plan_.at(cell.row, cell.column)) {
      case CellPlan::kOutside:
        return {-kInfinite, kInfinite};
      case CellPlan::kWithheld:
        return {lowest(), rule_.withhold_below - 1};
      case CellPlan::kWithheldForOthers:
        return {LeastWithheldForOthers(cell), kInfinite};
      case CellPlan::kReleased:
        break;
    }
    if (rule_.round_to == 0 || count == 0) return {count, count};
    const double shown = *Release(count, rule_);
    const double reach = std::floor((rule_.round_to - 1) / 2);
    return {std::max(shown - reach, rule_.withhold_below), shown + reach};
  }

  // A total can be withheld for either reason, so a reader knows nothing of it.
  double LeastWithheldForOthers(Cell cell) const {
    const bool is_small = counts_.at(cell.row, cell.column) < rule_.withhold_below;
    return is_small || IsOnMargin(cell) ? 0 : rule_.withhold_below;
  }

  // How far the cell, totals counted negative, can still go up or down.
  double Room(Cell cell, bool up) const {
    const Bounds known = Known(cell);
    const double sign = IsTotal(cell) ? -1 : 1;
    const bool count_up = IsTotal(cell) ? !up : up;
    if ((count_up ? known.upper : known.lower) == (count_up ? kInfinite : -kInfinite)) {
      return kInfinite;
    }
    const double now =
        counts_.at(cell.row, cell.column) + sign * changes_.at(cell.row, cell.column);
    return std::max(0.0, count_up ? known.upper - now : now - known.lower);
  }

  // Nodes: rows 0 to rows(), then columns.
  int ColumnNode(int column) const { return counts_.rows() + 1 + column; }
  int NodeCount() const { return counts_.rows() + counts_.columns() + 2; }
  bool IsRow(int node) const { return node <= counts_.rows(); }
  Cell Between(int one, int other) const {
    return IsRow(one) ? Cell{one, other - counts_.rows() - 1}
                      : Cell{other, one - counts_.rows() - 1};
  }

  // Along one way from the cell's row to its column, changes cells by at most `wanted` in turn, so
  // that the cell itself can change by as much; returns by how much.
  double Augment(Cell cell, bool up, double wanted) {
    const int start = cell.row;
    const int end = ColumnNode(cell.column);
    came_from_.assign(static_cast<size_t>(NodeCount()), -1);
    came_from_[static_cast<size_t>(start)] = start;
    std::queue<int> open({start});
    while (!open.empty() && came_from_[static_cast<size_t>(end)] < 0) {
      const int node = open.front();
      open.pop();
      Extend(node, cell, up, open);
    }
    if (came_from_[static_cast<size_t>(end)] < 0) return 0;
    double step = wanted;
    for (int node = end; node != start; node = came_from_[static_cast<size_t>(node)]) {
      const int from = came_from_[static_cast<size_t>(node)];
      step = std::min(step, Room(Between(from, node), GoesUp(from, up)));
    }
    for (int node = end; node != start; node = came_from_[static_cast<size_t>(node)]) {
      const int from = came_from_[static_cast<size_t>(node)];
      const Cell changed = Between(from, node);
      changes_.at(changed.row, changed.column) += GoesUp(from, up) ? step : -step;
    }
    return step;
  }

  // Where the cell goes up, cells that are left by their row go down and those that are left by
  // their column go up; where it goes down, the other way round.
  bool GoesUp(int from, bool cell_up) const { return IsRow(from) ? !cell_up : cell_up; }

  void Extend(int node, Cell cell, bool up, std::queue<int>& open) {
    const int first = IsRow(node) ? counts_.rows() + 1 : 0;
    const int last = IsRow(node) ? NodeCount() : counts_.rows() + 1;
    for (int next = first; next < last; ++next) {
      if (came_from_[static_cast<size_t>(next)] >= 0) continue;
      const Cell between = Between(node, next);
      if (between.row == cell.row && between.column == cell.column) continue;
      if (Room(between, GoesUp(node, up)) <= kTolerance) continue;
      came_from_[static_cast<size_t>(next)] = node;
      open.push(next);
    }
  }

  const CountTable& counts_;
  const SuppressionPlan& plan_;
  const DisclosureRule& rule_;
  CountTable changes_;
  std::vector<int> came_from_;  // of the last search; -1: not reached
  Failure failed_{};
};

SuppressionPlan ForTheirOwnSake(const CountTable& counts, const DisclosureRule& rule) {
  SuppressionPlan plan(counts.rows(), counts.columns());
  const bool exact = rule.secondary == SecondaryMethod::kFurtherCells;
  for (int row = 0; row <= counts.rows(); ++row) {
    for (int column = 0; column <= counts.columns(); ++column) {
      const double count = counts.at(row, column);
      const bool outside =
          std::isnan(count) || (row == 0 && !exact) || (column == 0 && counts.columns() == 1);
      if (outside) {
        plan.Set(row, column, CellPlan::kOutside);
      } else if (IsWithheld(count, rule)) {
        const bool on_margin = row == 0 || column == 0;
        plan.Set(row, column, on_margin ? CellPlan::kWithheldForOthers : CellPlan::kWithheld);
      }
    }
  }
  return plan;
}

// Withholds cells until `cell` can have either end of its range. Cells of the table that are large
// enough to hide it whatever it is are taken first, then totals of rows, and totals of columns
// last: to take these is to give up the assumption that somebody knows them.
void MakeSafe(const CountTable& counts, const DisclosureRule& rule, Cell cell,
              SuppressionPlan& plan) {
  using Choice = Alternatives::Choice;
  struct Preference {
    Choice choice;
    double at_least;
  };
  const Preference preferences[] = {{Choice::kInner, 3 * rule.withhold_below},
                                    {Choice::kRowTotal, 3 * rule.withhold_below},
                                    {Choice::kInner, 0},
                                    {Choice::kRowTotal, 0},
                                    {Choice::kAnyTotal, 0}};
  const double count = counts.at(cell.row, cell.column);
  const double lowest = rule.zero == ZeroRule::kWithheld ? 0 : 1;
  const double up = std::max(0.0, rule.withhold_below - 1 - count);
  const double down = std::max(0.0, count - lowest);
  while (true) {
    Alternatives alternatives(counts, plan, rule);
    if (alternatives.CanChange(cell, true, up) && alternatives.CanChange(cell, false, down)) return;
    std::optional<Cell> next;
    for (const Preference& preference : preferences) {
      next = alternatives.FindBlocking(preference.choice, preference.at_least);
      if (next) break;
    }
    if (!next) return;
    plan.Set(next->row, next->column, CellPlan::kWithheldForOthers);
  }
}

}  // namespace

CountTable::CountTable(int rows, int columns)
    : rows_(rows),
      columns_(columns),
      counts_(static_cast<size_t>(rows + 1) * static_cast<size_t>(columns + 1)) {}

void CountTable::AddUp() {
  for (int row = 0; row <= rows_; ++row) at(row, 0) = 0;
  for (int column = 0; column <= columns_; ++column) at(0, column) = 0;
  for (int row = 1; row <= rows_; ++row) {
    for (int column = 1; column <= columns_; ++column) {
      at(row, 0) += at(row, column);
      at(0, column) += at(row, column);
      at(0, 0) += at(row, column);
    }
  }
}

SuppressionPlan::SuppressionPlan(int rows, int columns)
    : columns_(columns),
      cells_(static_cast<size_t>(rows + 1) * static_cast<size_t>(columns + 1),
             CellPlan::kReleased) {}

SuppressionPlan PlanSuppression(const CountTable& counts, const DisclosureRule& rule) {
  SuppressionPlan plan = ForTheirOwnSake(counts, rule);
  for (int row = 1; row <= counts.rows(); ++row) {
    for (int column = 1; column <= counts.columns(); ++column) {
      // Withholding more only ever adds alternatives, so a cell that is safe stays safe.
      if (plan.at(row, column) == CellPlan::kWithheld) MakeSafe(counts, rule, {row, column}, plan);
    }
  }
  return plan;
}

}  // namespace fivestep::analysis
