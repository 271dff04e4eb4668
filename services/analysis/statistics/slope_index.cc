#include "analysis/statistics/slope_index.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "analysis/statistics/normal.h"

namespace fivestep::analysis::statistics {
namespace {

// The scale of a value type, and the way back.
double Transformed(SlopeValueType type, double value) {
  switch (type) {
    case SlopeValueType::kNormal:
      return value;
    case SlopeValueType::kRate:
      return std::log(value);
    case SlopeValueType::kProportion:
      return std::log(value / (1 - value));
  }
  return value;
}

double Restored(SlopeValueType type, double value) {
  switch (type) {
    case SlopeValueType::kNormal:
      return value;
    case SlopeValueType::kRate:
      return std::exp(value);
    case SlopeValueType::kProportion:
      return 1 / (1 + std::exp(-value));
  }
  return value;
}

struct Line {
  double intercept = 0;
  double slope = 0;
};

// Weighted least squares of a value on the mid-point of its cumulative population share, weights
// the shares. The weights never change between draws, so each fit is two dot products.
class ShareRegression {
 public:
  explicit ShareRegression(std::span<const SlopeGroup> groups) {
    double total = 0;
    for (const SlopeGroup& group : groups) total += group.population;
    std::vector<double> midpoints;
    double cumulative = 0;
    for (const SlopeGroup& group : groups) {
      shares_.push_back(group.population / total);
      midpoints.push_back(cumulative + shares_.back() / 2);
      cumulative += shares_.back();
    }
    double spread = 0;
    for (std::size_t i = 0; i < shares_.size(); ++i) mean_midpoint_ += shares_[i] * midpoints[i];
    for (std::size_t i = 0; i < shares_.size(); ++i) {
      slope_weights_.push_back(shares_[i] * (midpoints[i] - mean_midpoint_));
      spread += slope_weights_.back() * (midpoints[i] - mean_midpoint_);
    }
    for (double& weight : slope_weights_) weight /= spread;
  }

  Line Fit(std::span<const double> values) const {
    double slope = 0;
    double mean = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      slope += slope_weights_[i] * values[i];
      mean += shares_[i] * values[i];
    }
    return {mean - slope * mean_midpoint_, slope};
  }

 private:
  std::vector<double> shares_;
  std::vector<double> slope_weights_;
  double mean_midpoint_ = 0;
};

// A group on the scale of the value type.
struct ScaledGroup {
  double mean = 0;
  double standard_error = 0;
};

Result<ScaledGroup> Scale(const SlopeGroup& group, const SlopeOptions& options) {
  if (!(group.population > 0) || !std::isfinite(group.population)) {
    return InvalidArgument("every group needs a population above zero");
  }
  ScaledGroup scaled{Transformed(options.value_type, group.value), 0};
  if (!std::isfinite(scaled.mean)) {
    return InvalidArgument(
        "every group needs a value; a rate lies above 0, a proportion between 0 and 1");
  }
  if (group.standard_error) {
    scaled.standard_error = *group.standard_error;
  } else {
    const double width = Transformed(options.value_type, group.limits.upper) -
                         Transformed(options.value_type, group.limits.lower);
    scaled.standard_error = width / TwoSidedZ(kDefaultConfidence) / 2;
  }
  if (!(scaled.standard_error >= 0) || !std::isfinite(scaled.standard_error)) {
    return InvalidArgument(
        "every group needs a standard error of at least zero, or limits on the scale of its value");
  }
  return scaled;
}

Result<std::vector<ScaledGroup>> ScaleAll(std::span<const SlopeGroup> groups,
                                          const SlopeOptions& options) {
  if (groups.size() < kMinSlopeGroups || groups.size() > kMaxSlopeGroups) {
    return InvalidArgument("a slope index needs from 5 to 100 ordered groups");
  }
  std::vector<ScaledGroup> scaled;
  for (const SlopeGroup& group : groups) {
    if (options.transform && group.standard_error) {
      return InvalidArgument("a transformed slope index takes limits, not standard errors");
    }
    const Result<ScaledGroup> one = Scale(group, options);
    if (!one.ok()) return one.status();
    scaled.push_back(*one);
  }
  return scaled;
}

// Where the two limits of a level lie among sorted draws, counted from 0.
struct Positions {
  double confidence = 0;
  std::size_t lower = 0;
  std::size_t upper = 0;
};

Result<Positions> FindPositions(double level, int repetitions) {
  const Result<double> fraction = ConfidenceFraction(level);
  if (!fraction.ok()) return fraction.status();
  const double upper_tail = *fraction + (1 - *fraction) / 2;
  // std::nearbyint rounds halves to even, as R's round() does.
  const double lower = std::nearbyint(repetitions * (1 - upper_tail));
  const double upper = std::nearbyint(repetitions * upper_tail);
  if (lower < 1) return InvalidArgument("too few repetitions for limits at this confidence");
  return Positions{*fraction, static_cast<std::size_t>(lower) - 1,
                   static_cast<std::size_t>(upper) - 1};
}

Result<std::vector<Positions>> CheckOptions(const SlopeOptions& options) {
  if (options.repetitions < kMinSlopeRepetitions || options.repetitions > kMaxSlopeRepetitions) {
    return InvalidArgument("a simulation takes from 1,000 to 1,000,000 repetitions");
  }
  if (options.multiplier == 0 || !std::isfinite(options.multiplier)) {
    return InvalidArgument("a multiplier is a number other than zero");
  }
  if (options.transform && options.value_type == SlopeValueType::kNormal) {
    return InvalidArgument("only rates and proportions have a transformation");
  }
  std::vector<Positions> positions;
  for (const double level : options.confidence) {
    const Result<Positions> one = FindPositions(level, options.repetitions);
    if (!one.ok()) return one.status();
    positions.push_back(*one);
  }
  return positions;
}

bool IsUsable(const SlopeIndex& index) {
  return std::isfinite(index.sii) && !std::isnan(index.rii);
}

// Puts the draws at the positions where sorting would put them, for less than sorting costs.
void PutInPlace(const std::vector<Positions>& positions, std::vector<double>& draws) {
  std::vector<std::size_t> places;
  for (const Positions& at : positions) places.insert(places.end(), {at.lower, at.upper});
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  auto rest = draws.begin();
  for (const std::size_t place : places) {
    const auto wanted = draws.begin() + static_cast<std::ptrdiff_t>(place);
    std::nth_element(rest, wanted, draws.end());
    rest = wanted + 1;
  }
}

// One model for the groups and options of a call.
struct Model {
  const SlopeOptions& options;
  const std::vector<ScaledGroup>& groups;
  const ShareRegression& regression;
  Line fitted;  // on the scale of the values, or of the value type when `transform`

  double Rii(double ratio) const { return options.multiplier < 0 ? 1 / ratio : ratio; }

  // The two indices of a line with this slope through the fitted value of the middle person, for a
  // line on the transformed scale.
  SlopeIndex FromTransformedSlope(double slope) const {
    const double middle = fitted.intercept + fitted.slope / 2;
    const double most = Restored(options.value_type, middle - slope / 2);
    const double least = Restored(options.value_type, middle + slope / 2);
    return {(least - most) * options.multiplier,
            Rii(least / most),
            most * std::abs(options.multiplier),
            {}};
  }

  SlopeIndex FromLine(const Line& line) const {
    return {line.slope * options.multiplier,
            Rii((line.intercept + line.slope) / line.intercept),
            line.intercept,
            {}};
  }

  SlopeIndex Point() const {
    return options.transform ? FromTransformedSlope(fitted.slope) : FromLine(fitted);
  }

  template <typename Stream>
  std::vector<Line> Draw(Stream& random) const {
    std::vector<Line> lines;
    lines.reserve(static_cast<std::size_t>(options.repetitions));
    std::vector<double> values(groups.size());
    for (int repetition = 0; repetition < options.repetitions; ++repetition) {
      for (std::size_t i = 0; i < values.size(); ++i) {
        const double drawn = random.Normal(groups[i].mean, groups[i].standard_error);
        values[i] = options.transform ? drawn : Restored(options.value_type, drawn);
      }
      lines.push_back(regression.Fit(values));
    }
    return lines;
  }

  // The limits of one run of draws, at each level; none where a line has no index.
  template <typename Stream>
  std::optional<std::vector<SlopeLimits>> Run(const std::vector<Positions>& positions,
                                              Stream& random) const {
    return options.transform ? TransformedLimits(positions, Draw(random))
                             : LineLimits(positions, Draw(random));
  }

  // Each index has percentiles of its own.
  std::optional<std::vector<SlopeLimits>> LineLimits(const std::vector<Positions>& positions,
                                                     const std::vector<Line>& lines) const {
    std::vector<double> sii;
    std::vector<double> rii;
    sii.reserve(lines.size());
    rii.reserve(lines.size());
    for (const Line& line : lines) {
      const SlopeIndex index = FromLine(line);
      if (!IsUsable(index)) return std::nullopt;
      sii.push_back(index.sii);
      rii.push_back(index.rii);
    }
    PutInPlace(positions, sii);
    PutInPlace(positions, rii);
    std::vector<SlopeLimits> limits;
    for (const Positions& at : positions) {
      limits.push_back(
          {at.confidence, {sii[at.lower], sii[at.upper]}, {rii[at.lower], rii[at.upper]}, {}, {}});
    }
    return limits;
  }

  // Percentiles of the slope give both indices, which rise with it, or fall with it when the
  // multiplier is negative.
  std::optional<std::vector<SlopeLimits>> TransformedLimits(const std::vector<Positions>& positions,
                                                            const std::vector<Line>& lines) const {
    std::vector<double> slopes;
    slopes.reserve(lines.size());
    for (const Line& line : lines) {
      if (!std::isfinite(line.slope)) return std::nullopt;
      slopes.push_back(line.slope);
    }
    PutInPlace(positions, slopes);
    std::vector<SlopeLimits> limits;
    for (const Positions& at : positions) {
      SlopeIndex lower = FromTransformedSlope(slopes[at.lower]);
      SlopeIndex upper = FromTransformedSlope(slopes[at.upper]);
      if (!IsUsable(lower) || !IsUsable(upper)) return std::nullopt;
      if (options.multiplier < 0) std::swap(lower, upper);
      limits.push_back({at.confidence, {lower.sii, upper.sii}, {lower.rii, upper.rii}, {}, {}});
    }
    return limits;
  }
};

double Distance(const Interval& a, const Interval& b) {
  return (std::abs(a.lower - b.lower) + std::abs(a.upper - b.upper)) / 2;
}

// Simulates the limits at every level, and how far they move between runs when that is asked for.
template <typename Stream>
std::optional<std::vector<SlopeLimits>> Simulate(const Model& model,
                                                 const std::vector<Positions>& positions,
                                                 Stream& random) {
  std::optional<std::vector<SlopeLimits>> limits = model.Run(positions, random);
  if (!limits || !model.options.reliability) return limits;
  constexpr double kFurtherRuns = kReliabilityRuns - 1;
  for (SlopeLimits& level : *limits) level.sii_reliability = level.rii_reliability = 0;
  for (int run = 1; run < kReliabilityRuns; ++run) {
    const auto further = model.Run(positions, random);
    if (!further) return std::nullopt;
    for (std::size_t i = 0; i < limits->size(); ++i) {
      SlopeLimits& level = (*limits)[i];
      *level.sii_reliability += Distance(level.sii, (*further)[i].sii) / kFurtherRuns;
      *level.rii_reliability += Distance(level.rii, (*further)[i].rii) / kFurtherRuns;
    }
  }
  return limits;
}

template <typename Stream>
Result<SlopeIndex> EstimateWith(std::span<const SlopeGroup> groups, const SlopeOptions& options,
                                Stream& random) {
  const Result<std::vector<Positions>> positions = CheckOptions(options);
  if (!positions.ok()) return positions.status();
  const Result<std::vector<ScaledGroup>> scaled = ScaleAll(groups, options);
  if (!scaled.ok()) return scaled.status();

  std::vector<double> values;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    values.push_back(options.transform ? (*scaled)[i].mean : groups[i].value);
  }
  const ShareRegression regression(groups);
  const Model model{options, *scaled, regression, regression.Fit(values)};
  SlopeIndex index = model.Point();
  const auto limits = Simulate(model, *positions, random);
  if (!limits || !IsUsable(index)) {
    return InvalidArgument(
        "these values have no slope index: they are all zero, or too large to reckon with");
  }
  index.limits = *limits;
  return index;
}

}  // namespace

Result<SlopeIndex> EstimateSlopeIndex(std::span<const SlopeGroup> groups,
                                      const SlopeOptions& options, RandomStream& random) {
  return EstimateWith(groups, options, random);
}

Result<SlopeIndex> EstimateSlopeIndex(std::span<const SlopeGroup> groups,
                                      const SlopeOptions& options, FastRandomStream& random) {
  return EstimateWith(groups, options, random);
}

Result<SlopeIndex> EstimateSlopeIndex(std::span<const SlopeGroup> groups,
                                      const SlopeOptions& options, std::uint32_t seed) {
  RandomStream random(seed);
  return EstimateSlopeIndex(groups, options, random);
}

}  // namespace fivestep::analysis::statistics
