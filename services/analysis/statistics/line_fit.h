// A straight line of a value on a rank, fitted to weighted rows, and how sure we can be of it
// whatever the rows' variances are: the ground of slope and concentration indices.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_LINE_FIT_H_
#define FIVESTEP_ANALYSIS_STATISTICS_LINE_FIT_H_

#include <span>
#include <vector>

#include "platform/core/status.h"

namespace fivestep::analysis::statistics {

// Rows as columns of one length.
struct RankedRows {
  std::vector<double> ranks;
  std::vector<double> values;
  std::vector<double> weights;  // at least 0
};

// What is straight: the value itself, or its logit (then values are proportions).
enum class LineModel { kLinear, kLogistic };

// A fitted line as its height at the centre of weight, and its slope. In these two coordinates the
// information matrix is diagonal, so that nothing has to be inverted.
struct CentredLine {
  LineModel model = LineModel::kLinear;
  double centre = 0;
  double height = 0;
  double slope = 0;
  // Sums over rows of their information on the height and on the slope.
  double height_information = 0;
  double slope_information = 0;

  // On the scale of the line (so a logit), and as a value.
  double PredictorAt(double rank) const { return height + slope * (rank - centre); }
  double ValueAt(double rank) const;
};

// What a row contributes to the equations that the line solves, for the height and for the slope.
struct LineScore {
  double height = 0;
  double slope = 0;
};

// A symmetric two-by-two matrix in the coordinates of a CentredLine.
struct LineMatrix {
  double height = 0;
  double cross = 0;
  double slope = 0;

  // Adds `factor` times the square of a score.
  void AddSquare(const LineScore& score, double factor);
};

// Returns the weighted line of least squares, or of maximum likelihood for kLogistic.
//
// Errors:
//   kInvalidArgument  all weight is on one rank; for kLogistic, values outside [0, 1], all 0 or all
//                     1, or separated by rank so that no line fits them.
// Source: McCullagh and Nelder (1989), Generalized Linear Models, section 4.4.
Result<CentredLine> FitLine(const RankedRows& rows, LineModel model);

// Returns the scores of the rows, in their order: weight times residual, and that times the
// distance from the centre.
std::vector<LineScore> ScoresOf(const RankedRows& rows, const CentredLine& line);

// Returns the covariance of height and slope from the (estimated) covariance of the scores' sum.
// Source: White (1980), Econometrica 48:817-838.
LineMatrix Sandwich(const CentredLine& line, const LineMatrix& scores);

// Returns the variance of a function of the line's predictors at ranks 0 and 1, from its
// derivatives by them.
double EndsVariance(const CentredLine& line, const LineMatrix& covariance, double by_rank_0,
                    double by_rank_1);

// Returns each row's rank: the mid-point of its order's share of all weight in the cumulative
// distribution, so that rows of the same order share a rank. In [0, 1].
// Worked value: orders {1, 2, 2}, weights {2, 1, 1} -> {0.25, 0.75, 0.75}.
std::vector<double> MidpointRanks(std::span<const int> orders, std::span<const double> weights);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_LINE_FIT_H_
