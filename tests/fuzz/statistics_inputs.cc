#include "fuzz/statistics_inputs.h"

#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <vector>

#include "analysis/statistics/direct_rate.h"
#include "analysis/statistics/funnel_limits.h"
#include "analysis/statistics/funnel_significance.h"
#include "analysis/statistics/gap.h"
#include "analysis/statistics/indirect_standardisation.h"
#include "analysis/statistics/life_expectancy.h"
#include "analysis/statistics/mean.h"
#include "analysis/statistics/multiple_testing.h"
#include "analysis/statistics/proportion.h"
#include "analysis/statistics/quantile_groups.h"
#include "analysis/statistics/rate.h"
#include "analysis/statistics/slope_index.h"

namespace fivestep::testing {
namespace {

using namespace analysis::statistics;  // NOLINT: the functions under test

constexpr double kInfinity = std::numeric_limits<double>::infinity();
// Numbers that have broken formulas before, or that people send.
constexpr std::array kTelling = {
    0.0,        -0.0,  1.0,    -1.0,
    0.5,        0.95,  0.998,  9.0,
    9.999,      10.0,  100.0,  5'000.0,
    1e5,        1e6,   1e9,    1e15,
    1e-300,     1e300, 5e-324, 2.2e-308,
    1.7e308,    95.0,  99.8,   1e-9,
    -1e-9,      1e12,  -1e300, kInfinity,
    -kInfinity, 1e10,  42.0,   std::numeric_limits<double>::quiet_NaN()};

class Bytes {
 public:
  explicit Bytes(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  std::uint8_t Byte() {
    if (at_ == bytes_.size()) return 0;
    return bytes_[at_++];
  }

  // A small count, a telling number, any double, or an ordinary figure.
  double Number() {
    const std::uint8_t kind = Byte();
    if (kind < 96) return kind;
    if (kind < 160) return kTelling[kind % kTelling.size()];
    std::array<std::uint8_t, sizeof(double)> raw{};
    for (std::uint8_t& byte : raw) byte = Byte();
    double any = 0;
    std::memcpy(&any, raw.data(), sizeof any);
    if (kind < 192) return any;
    // Between 0 and 65,536, with a fraction.
    return (raw[0] * 256.0 + raw[1]) + raw[2] / 256.0;
  }

  std::optional<double> MaybeNumber() {
    if (Byte() % 8 == 0) return std::nullopt;
    return Number();
  }

  double Confidence() {
    constexpr std::array kLevels = {0.95, 0.998, 0.9, 1.0, 95.0, 99.8, 0.9999999};
    const std::uint8_t kind = Byte();
    return kind < 224 ? kLevels[kind % kLevels.size()] : Number();
  }

  template <typename Make>
  auto List(std::size_t most, Make make) {
    std::vector<decltype(make())> list;
    for (std::size_t left = Byte() % (most + 1); left > 0; --left) list.push_back(make());
    return list;
  }

 private:
  std::span<const std::uint8_t> bytes_;
  std::size_t at_ = 0;
};

// What is wrong with a result that has to be an answer or a refusal.
template <typename T>
std::string Judge(const Result<T>& result) {
  if (result.ok()) return "";
  if (result.status().code() != Code::kInvalidArgument) return result.status().ToString();
  return result.status().message().empty() ? "a refusal without a sentence" : "";
}

std::string JudgeInterval(double value, const Interval& interval) {
  if (!std::isfinite(value)) return "a value that is no number";
  // Equal up to rounding, where an interval has no width.
  const double slack = 1e-9 * std::max(1.0, std::abs(value));
  if (interval.lower > value + slack || interval.upper < value - slack) {
    return "a value outside its interval";
  }
  return "";
}

std::string TryProportion(Bytes& bytes) {
  const double numerator = bytes.Number();
  const auto estimate = EstimateProportion(numerator, bytes.Number(), bytes.Confidence());
  return estimate.ok() ? JudgeInterval(estimate->value, estimate->interval) : Judge(estimate);
}

std::string TryRate(Bytes& bytes) {
  const double events = bytes.Number();
  return Judge(EstimateRate(events, bytes.Number(), bytes.Confidence(), bytes.Number()));
}

std::string TryGap(Bytes& bytes) {
  const GroupCount one{bytes.Number(), bytes.Number()};
  const GroupCount other{bytes.Number(), bytes.Number()};
  const double confidence = bytes.Confidence();
  const std::string proportions =
      Judge(ProportionGap(one, other, Polarity::kHigherIsBetter, confidence));
  const std::string rates = Judge(RateGap(one, other, Polarity::kLowerIsBetter, confidence));
  return proportions + rates + Judge(PeopleToCloseGap(one, other, Polarity::kLowerIsBetter));
}

std::string TryMean(Bytes& bytes) {
  const auto values = bytes.List(40, [&] { return bytes.Number(); });
  return Judge(EstimateMean(values, bytes.Confidence()));
}

std::string TryDirectRate(Bytes& bytes) {
  const auto bands = bytes.List(25, [&] {
    return StandardisedBand{bytes.Number(), bytes.Number(), bytes.Number()};
  });
  const auto frequencies = bytes.List(4, [&] {
    return EventFrequency{bytes.Number(), bytes.List(25, [&] { return bytes.Number(); })};
  });
  const double multiplier = bytes.Number();
  for (const auto& rate : {EstimateDirectRate(bands, multiplier),
                           EstimateDirectRate(bands, frequencies, multiplier)}) {
    if (!rate.ok()) return Judge(rate);
    const std::string wrong = Judge(DobsonInterval(*rate, bytes.Confidence()));
    if (!wrong.empty()) return wrong;
  }
  return "";
}

std::string TryIndirectRate(Bytes& bytes) {
  const double observed = bytes.Number();
  const auto bands = bytes.List(25, [&] {
    return ReferenceBand{bytes.Number(), bytes.Number(), bytes.Number()};
  });
  const double confidence = bytes.Confidence();
  return Judge(EstimateIndirectRatio(observed, bands, confidence)) +
         Judge(EstimateIndirectRate(observed, bands, confidence));
}

std::string TryQuantiles(Bytes& bytes) {
  const auto values = bytes.List(60, [&] { return bytes.MaybeNumber(); });
  const int quantiles = bytes.Byte();
  const auto assigned = AssignQuantiles(
      values, quantiles,
      bytes.Byte() % 2 == 0 ? FirstQuantile::kHighestValues : FirstQuantile::kLowestValues);
  if (!assigned.ok()) return Judge(assigned);
  for (const std::optional<int>& one : *assigned) {
    if (one && (*one < 1 || *one > quantiles)) return "a quantile that there is not";
  }
  return "";
}

std::string TryFunnel(Bytes& bytes) {
  constexpr std::array kStatistics = {FunnelStatistic::kProportion, FunnelStatistic::kRatio,
                                      FunnelStatistic::kRate};
  FunnelOptions options;
  options.statistic = kStatistics[bytes.Byte() % kStatistics.size()];
  options.multiplier = bytes.Number();
  options.years = bytes.Number();
  options.rate_kind = bytes.Byte() % 2 == 0 ? RateKind::kCrude : RateKind::kDirectlyStandardised;
  const auto areas = bytes.List(20, [&] {
    return FunnelArea{bytes.Number(), bytes.MaybeNumber(), bytes.MaybeNumber()};
  });
  const auto plot = ComputeFunnelLimits(areas, options);
  if (plot.ok() && plot->limits.size() != kFunnelSizes) return "a plot of another size";
  return Judge(plot) + Judge(AssignFunnelSignificance(areas, options)) +
         Judge(FunnelPoints(areas, options));
}

std::string TryLifeExpectancy(Bytes& bytes) {
  std::vector<LifeTableBand> bands;
  for (const double age : kLifeTableAges) {
    const double population = bytes.Number();
    bands.push_back({bytes.Byte() == 0 ? bytes.Number() : age, population, bytes.Number()});
  }
  if (bytes.Byte() == 0) bands.pop_back();
  const auto years = EstimateLifeExpectancy(bands, bytes.Confidence());
  if (!years.ok()) return Judge(years);
  for (const LifeExpectancy& one : *years) {
    if (one.value && !std::isfinite(*one.value)) return "a life without end";
  }
  return "";
}

std::string TrySlopeIndex(Bytes& bytes) {
  constexpr std::array kTypes = {SlopeValueType::kNormal, SlopeValueType::kRate,
                                 SlopeValueType::kProportion};
  SlopeOptions options;
  options.value_type = kTypes[bytes.Byte() % kTypes.size()];
  options.transform = bytes.Byte() % 2 == 0;
  options.multiplier = bytes.Number();
  options.confidence = bytes.List(3, [&] { return bytes.Confidence(); });
  options.repetitions = kMinSlopeRepetitions;
  options.reliability = bytes.Byte() % 16 == 0;
  const auto groups = bytes.List(12, [&] {
    return SlopeGroup{
        bytes.Number(), bytes.Number(), {bytes.Number(), bytes.Number()}, bytes.MaybeNumber()};
  });
  FastRandomStream random(bytes.Byte());
  return Judge(EstimateSlopeIndex(groups, options, bytes.Byte())) +
         Judge(EstimateSlopeIndex(groups, options, random));
}

std::string TryMultipleTesting(Bytes& bytes) {
  return Judge(BenjaminiHochberg(bytes.List(50, [&] { return bytes.Number(); })));
}

}  // namespace

std::string TryStatistic(std::span<const std::uint8_t> bytes) {
  constexpr std::array kStatistics = {TryProportion, TryRate,           TryGap,
                                      TryMean,       TryDirectRate,     TryIndirectRate,
                                      TryQuantiles,  TryFunnel,         TryLifeExpectancy,
                                      TrySlopeIndex, TryMultipleTesting};
  Bytes input(bytes);
  return kStatistics[input.Byte() % kStatistics.size()](input);
}

}  // namespace fivestep::testing
