// Somebody who solves everything that was released as bounds, for tests of disclosure control.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_BOUNDS_ATTACKER_H_
#define FIVESTEP_ANALYSIS_DOMAIN_BOUNDS_ATTACKER_H_

#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

namespace fivestep::analysis {

// A linear programme over unknown counts: what each can be by itself, and what adds up to what. It
// is solved by the simplex method in two phases with Bland's rule, on a dense tableau: meant for
// tables of some dozens of cells.
class BoundsAttacker {
 public:
  using Terms = std::vector<std::pair<int, double>>;

  // An unknown count within these bounds (the lower one finite); returns its number.
  int AddCount(double lower, double upper) {
    lower_.push_back(lower);
    upper_.push_back(upper);
    return static_cast<int>(lower_.size()) - 1;
  }
  // Factors times counts add up to 0.
  void AddSum(Terms terms) { sums_.push_back(std::move(terms)); }

  double Highest(int count) const { return Best(count, 1); }
  double Lowest(int count) const { return -Best(count, -1); }

 private:
  static constexpr double kTiny = 1e-9;
  using Row = std::vector<double>;

  // Maximises sign x count.
  double Best(int count, double sign) const {
    const size_t counts = lower_.size();
    size_t bounded = 0;
    for (const double upper : upper_) bounded += std::isinf(upper) ? 0 : 1;
    const size_t rows = sums_.size() + bounded;
    const size_t columns = counts + bounded + rows;  // counts, slacks, artificial ones
    std::vector<Row> tableau(rows, Row(columns + 1));
    std::vector<size_t> basis(rows);
    size_t row = 0;
    for (const Terms& sum : sums_) {
      for (const auto& [number, factor] : sum) {
        tableau[row][static_cast<size_t>(number)] += factor;
        tableau[row][columns] -= factor * lower_[static_cast<size_t>(number)];
      }
      ++row;
    }
    size_t slack = counts;
    for (size_t i = 0; i < counts; ++i) {
      if (std::isinf(upper_[i])) continue;
      tableau[row][i] = 1;
      tableau[row][slack++] = 1;
      tableau[row++][columns] = upper_[i] - lower_[i];
    }
    for (size_t i = 0; i < rows; ++i) {
      if (tableau[i][columns] < 0) {
        for (double& number : tableau[i]) number = -number;
      }
      basis[i] = counts + bounded + i;
      tableau[i][basis[i]] = 1;
    }
    Row artificial(columns + 1);
    for (size_t i = counts + bounded; i < columns; ++i) artificial[i] = -1;
    if (Maximise(tableau, basis, artificial, columns) < -1e-6) {
      throw std::runtime_error("What was released contradicts itself.");
    }
    Row objective(columns + 1);
    objective[static_cast<size_t>(count)] = sign;
    return Maximise(tableau, basis, objective, counts + bounded) +
           sign * lower_[static_cast<size_t>(count)];
  }

  // Pivots until no column of the first `allowed` improves `objective`; returns the optimum.
  static double Maximise(std::vector<Row>& tableau, std::vector<size_t>& basis,
                         const Row& objective, size_t allowed) {
    const size_t last = objective.size() - 1;
    while (true) {
      size_t entering = last;
      for (size_t column = 0; column < allowed && entering == last; ++column) {
        double gain = objective[column];
        for (size_t i = 0; i < tableau.size(); ++i) {
          gain -= objective[basis[i]] * tableau[i][column];
        }
        if (gain > kTiny) entering = column;
      }
      if (entering == last) break;
      size_t leaving = tableau.size();
      double least = std::numeric_limits<double>::infinity();
      for (size_t i = 0; i < tableau.size(); ++i) {
        if (tableau[i][entering] <= kTiny) continue;
        const double ratio = tableau[i][last] / tableau[i][entering];
        const bool better = ratio < least - kTiny;
        const bool equal = std::abs(ratio - least) <= kTiny;
        if (better || (equal && basis[i] < basis[leaving])) {
          least = ratio;
          leaving = i;
        }
      }
      if (leaving == tableau.size()) return std::numeric_limits<double>::infinity();
      Pivot(tableau, leaving, entering);
      basis[leaving] = entering;
    }
    double value = 0;
    for (size_t i = 0; i < tableau.size(); ++i) value += objective[basis[i]] * tableau[i][last];
    return value;
  }

  static void Pivot(std::vector<Row>& tableau, size_t row, size_t column) {
    const double pivot = tableau[row][column];
    for (double& number : tableau[row]) number /= pivot;
    for (size_t i = 0; i < tableau.size(); ++i) {
      if (i == row || tableau[i][column] == 0) continue;
      const double factor = tableau[i][column];
      for (size_t k = 0; k < tableau[i].size(); ++k) tableau[i][k] -= factor * tableau[row][k];
    }
  }

  std::vector<double> lower_;
  std::vector<double> upper_;
  std::vector<Terms> sums_;
};

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_BOUNDS_ATTACKER_H_
