#include "analysis/statistics/line_fit.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>

namespace fivestep::analysis::statistics {
namespace {

// Newton's method doubles its digits with every step; a fit that needs more is running away.
constexpr int kMaxIterations = 100;
// On the scale of logits; the next step would be about its square.
constexpr double kConverged = 1e-9;
// A longer step overshoots.
constexpr double kMaxStep = 4;
// Below this share of their weight, ranks differ by rounding only.
constexpr double kMinSpread = 1e-14;

double Logistic(double predictor) { return 1 / (1 + std::exp(-predictor)); }

double Sum(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum;
}

double WeightedMean(std::span<const double> values, std::span<const double> weights) {
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) sum += weights[i] * values[i];
  return sum / Sum(weights);
}

// Sets the centre and the information of a line whose rows have these information weights, keeping
// the line where it is.
void Recentre(const RankedRows& rows, std::span<const double> information, CentredLine& line) {
  const double centre = WeightedMean(rows.ranks, information);
  line.height = line.PredictorAt(centre);
  line.centre = centre;
  line.height_information = Sum(information);
  line.slope_information = 0;
  for (std::size_t i = 0; i < rows.ranks.size(); ++i) {
    const double distance = rows.ranks[i] - centre;
    line.slope_information += information[i] * distance * distance;
  }
}

bool IsSpread(const CentredLine& line) {
  return line.height_information > 0 && std::isfinite(line.height_information) &&
         line.slope_information > kMinSpread * line.height_information;
}

LineScore TotalScore(const RankedRows& rows, const CentredLine& line) {
  LineScore total;
  for (const LineScore& score : ScoresOf(rows, line)) {
    total.height += score.height;
    total.slope += score.slope;
  }
  return total;
}

std::vector<double> Information(const RankedRows& rows, const CentredLine& line) {
  if (line.model == LineModel::kLinear) return rows.weights;
  std::vector<double> information(rows.ranks.size());
  for (std::size_t i = 0; i < information.size(); ++i) {
    const double fitted = line.ValueAt(rows.ranks[i]);
    information[i] = rows.weights[i] * fitted * (1 - fitted);
  }
  return information;
}

// One step of Newton's method; returns how far it went, NaN where there is no way.
double Step(const RankedRows& rows, CentredLine& line) {
  Recentre(rows, Information(rows, line), line);
  if (!IsSpread(line)) return NAN;
  const LineScore score = TotalScore(rows, line);
  const double up = score.height / line.height_information;
  const double turn = score.slope / line.slope_information;
  const double longest = std::max(std::abs(up), std::abs(turn));
  const double shortened = std::min(1.0, kMaxStep / longest);
  line.height += shortened * up;
  line.slope += shortened * turn;
  return longest;
}

Result<CentredLine> FitLogistic(const RankedRows& rows) {
  if (!std::all_of(rows.values.begin(), rows.values.end(),
                   [](double value) { return value >= 0 && value <= 1; })) {
    return InvalidArgument("a logistic line needs proportions from 0 to 1");
  }
  const double mean = WeightedMean(rows.values, rows.weights);
  if (!(mean > 0 && mean < 1)) {
    return InvalidArgument("no logistic line fits: nobody, or everybody, has the outcome");
  }
  CentredLine line{LineModel::kLogistic, 0, std::log(mean / (1 - mean)), 0, 0, 0};
  for (int i = 0; i < kMaxIterations; ++i) {
    const double step = Step(rows, line);
    if (std::isnan(step)) break;
    if (step > kConverged) continue;
    Recentre(rows, Information(rows, line), line);
    return line;
  }
  return InvalidArgument("no logistic line fits: the ranks tell the outcomes apart completely");
}

}  // namespace

double CentredLine::ValueAt(double rank) const {
  const double predictor = PredictorAt(rank);
  return model == LineModel::kLogistic ? Logistic(predictor) : predictor;
}

void LineMatrix::AddSquare(const LineScore& score, double factor) {
  height += factor * score.height * score.height;
  cross += factor * score.height * score.slope;
  slope += factor * score.slope * score.slope;
}

Result<CentredLine> FitLine(const RankedRows& rows, LineModel model) {
  CentredLine line;
  Recentre(rows, rows.weights, line);
  if (!IsSpread(line)) {
    return InvalidArgument("no line can be fitted: all the population is at one rank");
  }
  if (model == LineModel::kLogistic) return FitLogistic(rows);
  line.height = WeightedMean(rows.values, rows.weights);
  for (std::size_t i = 0; i < rows.ranks.size(); ++i) {
    line.slope += rows.weights[i] * (rows.ranks[i] - line.centre) * (rows.values[i] - line.height);
  }
  line.slope /= line.slope_information;
  return line;
}

std::vector<LineScore> ScoresOf(const RankedRows& rows, const CentredLine& line) {
  std::vector<LineScore> scores(rows.ranks.size());
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const double residual = rows.weights[i] * (rows.values[i] - line.ValueAt(rows.ranks[i]));
    scores[i] = {residual, residual * (rows.ranks[i] - line.centre)};
  }
  return scores;
}

LineMatrix Sandwich(const CentredLine& line, const LineMatrix& scores) {
  const double height = line.height_information;
  const double slope = line.slope_information;
  return {scores.height / (height * height), scores.cross / (height * slope),
          scores.slope / (slope * slope)};
}

double EndsVariance(const CentredLine& line, const LineMatrix& covariance, double by_rank_0,
                    double by_rank_1) {
  const double by_height = by_rank_0 + by_rank_1;
  const double by_slope = by_rank_1 * (1 - line.centre) - by_rank_0 * line.centre;
  return by_height * by_height * covariance.height + 2 * by_height * by_slope * covariance.cross +
         by_slope * by_slope * covariance.slope;
}

std::vector<double> MidpointRanks(std::span<const int> orders, std::span<const double> weights) {
  std::map<int, double> ranks;  // first the weight of an order, then its rank
  for (std::size_t i = 0; i < orders.size(); ++i) ranks[orders[i]] += weights[i];
  const double total = Sum(weights);
  double below = 0;
  for (auto& [order, rank] : ranks) {
    const double weight = rank;
    rank = (below + weight / 2) / total;
    below += weight;
  }
  std::vector<double> midpoints(orders.size());
  for (std::size_t i = 0; i < orders.size(); ++i) midpoints[i] = ranks[orders[i]];
  return midpoints;
}

}  // namespace fivestep::analysis::statistics
