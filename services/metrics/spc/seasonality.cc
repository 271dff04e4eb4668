#include "metrics/spc/seasonality.h"

#include <boost/math/distributions/fisher_f.hpp>
#include <vector>

namespace fivestep::metrics::spc {
namespace {

// Sums of squares and products about a mean.
struct Spread {
  double count = 0;
  double x = 0;
  double y = 0;
  double xx = 0;
  double xy = 0;
  double yy = 0;

  void Add(double at, double value) {
    ++count;
    x += at;
    y += value;
    xx += at * at;
    xy += at * value;
    yy += value * value;
  }
  double Sxx() const { return xx - x * x / count; }
  double Sxy() const { return xy - x * y / count; }
  double Syy() const { return yy - y * y / count; }
};

// What a straight line leaves over.
double Residual(double sxx, double sxy, double syy) {
  return sxx > 0 ? syy - sxy * sxy / sxx : syy;
}

}  // namespace

std::optional<Seasonality> TestSeasonality(std::span<const std::optional<double>> values,
                                           std::size_t cycle) {
  if (cycle < 2 || values.size() < 2 * cycle) return std::nullopt;
  double mean = 0;
  double present = 0;
  for (const auto& value : values) {
    if (!value) continue;
    mean += *value;
    ++present;
  }
  if (present < 2 * static_cast<double>(cycle)) return std::nullopt;
  mean /= present;
  Spread all;
  std::vector<Spread> places(cycle);
  const double middle = static_cast<double>(values.size()) / 2;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i]) continue;
    // About the middle, so that sums of squares keep their digits.
    all.Add(static_cast<double>(i) - middle, *values[i] - mean);
    places[i % cycle].Add(static_cast<double>(i) - middle, *values[i] - mean);
  }
  double sxx = 0;
  double sxy = 0;
  double syy = 0;
  for (const Spread& place : places) {
    if (place.count < 2) return std::nullopt;
    sxx += place.Sxx();
    sxy += place.Sxy();
    syy += place.Syy();
  }
  const double without = Residual(all.Sxx(), all.Sxy(), all.Syy());
  const double with = Residual(sxx, sxy, syy);
  const double between = static_cast<double>(cycle) - 1;
  const double within = all.count - static_cast<double>(cycle) - 1;
  if (!(with > 1e-12 * without) || within < 1) return std::nullopt;
  Seasonality found;
  found.f = (without - with) / between / (with / within);
  if (found.f <= 0) return found;
  const boost::math::fisher_f_distribution<double> distribution(between, within);
  found.p_value = boost::math::cdf(boost::math::complement(distribution, found.f));
  return found;
}

}  // namespace fivestep::metrics::spc
