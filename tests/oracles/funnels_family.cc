// Family funnels: calculate_funnel_limits, assign_funnel_significance, calculate_funnel_points.
#include <algorithm>
#include <cmath>
#include <functional>

#include "analysis/statistics/funnel_limits.h"
#include "analysis/statistics/funnel_significance.h"
#include "analysis/statistics/normal.h"
#include "deviations.h"
#include "families.h"
#include "phe_reading.h"

namespace fivestep::oracles {
namespace {

using analysis::statistics::AssignFunnelSignificance;
using analysis::statistics::ComputeFunnelLimits;
using analysis::statistics::FunnelArea;
using analysis::statistics::FunnelLimits;
using analysis::statistics::FunnelOptions;
using analysis::statistics::FunnelPlot;
using analysis::statistics::FunnelPoint;
using analysis::statistics::FunnelPoints;
using analysis::statistics::FunnelSignificance;
using analysis::statistics::FunnelStatistic;
using analysis::statistics::Interval;
using analysis::statistics::kInnerConfidence;
using analysis::statistics::kOuterConfidence;
using analysis::statistics::RateKind;

// The reference clamps a percentage's limits, and those of every other multiplier, at 100.
constexpr double kReferenceClamp = 100;

// "100,000".
std::string WithThousands(double number) {
  std::string text = PlainNumber(number);
  constexpr std::size_t kDigits = 3;
  const std::size_t whole = std::min(text.find('.'), text.size());
  for (std::size_t at = whole; at > kDigits; at -= kDigits) text.insert(at - kDigits, ",");
  return text;
}

struct Plot {
  std::vector<FunnelArea> areas;
  FunnelOptions options;
};

Result<FunnelOptions> ReadOptions(const OracleCase& one) {
  FunnelOptions options;
  // Points are of rates only.
  const std::string statistic = one.TextOption("statistic", "rate");
  const std::string kind = one.TextOption("rate_type", "");
  if (statistic == "proportion") {
    options.statistic = FunnelStatistic::kProportion;
  } else if (statistic == "ratio") {
    options.statistic = FunnelStatistic::kRatio;
  } else if (statistic == "rate" && (kind == "dsr" || kind == "crude")) {
    options.statistic = FunnelStatistic::kRate;
    options.rate_kind = kind == "dsr" ? RateKind::kDirectlyStandardised : RateKind::kCrude;
  } else {
    return InvalidArgument("a funnel is of a proportion, a ratio, or a rate (dsr or crude)");
  }
  const double multiplier = options.statistic == FunnelStatistic::kRate ? 100'000 : 100;
  options.multiplier = one.NumberOption("multiplier", multiplier);
  options.years = one.NumberOption("years_of_data", 1);
  return options;
}

std::optional<double> Optional(const std::vector<double>& column, std::size_t row) {
  if (row >= column.size() || std::isnan(column[row])) return std::nullopt;
  return column[row];
}

Result<Plot> Read(const OracleCase& one) {
  const auto options = ReadOptions(one);
  if (!options.ok()) return options.status();
  const bool named = Member(one.input, "numerator").has_value();
  const auto numerators = NumberColumn(one, "numerator", named ? "numerator" : "obs");
  if (!numerators.ok()) return numerators.status();
  std::vector<double> denominators;
  if (one.FlagOption("denominator_given", true)) {
    denominators =
        Numbers(one.input, Member(one.input, "denominator") ? "denominator" : "expected");
  }
  const std::vector<double> rates = Numbers(one.input, "rate");
  Plot plot{{}, *options};
  for (std::size_t row = 0; row < numerators->size(); ++row) {
    plot.areas.push_back({numerators->at(row), Optional(denominators, row), Optional(rates, row)});
  }
  return plot;
}

std::string Name(FunnelSignificance significance) {
  switch (significance) {
    case FunnelSignificance::kNotSignificant:
      return "Not significant";
    case FunnelSignificance::kLowOuter:
      return "Low (0.001)";
    case FunnelSignificance::kLowInner:
      return "Low (0.025)";
    case FunnelSignificance::kHighOuter:
      return "High (0.001)";
    case FunnelSignificance::kHighInner:
      return "High (0.025)";
    case FunnelSignificance::kNotApplicable:
      return "Not applicable for events less than 10 for dsrs";
  }
  return "";
}

Result<Table> Significance(const OracleCase& one) {
  const auto plot = Read(one);
  if (!plot.ok()) return plot.status();
  const auto judged = AssignFunnelSignificance(plot->areas, plot->options);
  if (!judged.ok()) return judged.status();
  std::vector<std::string> names;
  for (const FunnelSignificance significance : *judged) names.push_back(Name(significance));
  return Table{{"significance", names}};
}

Result<Table> Points(const OracleCase& one) {
  const auto plot = Read(one);
  if (!plot.ok()) return plot.status();
  const auto points = FunnelPoints(plot->areas, plot->options);
  if (!points.ok()) return points.status();
  std::vector<double> rates;
  std::vector<double> people;
  for (const FunnelPoint& point : *points) {
    rates.push_back(point.rate.value_or(kMissing));
    people.push_back(point.population.value_or(kMissing));
  }
  return Table{{"rate_chart", rates}, {"denominator_derived", people}};
}

struct LimitTable {
  std::vector<double> size;
  std::vector<double> lower2, upper2, lower3, upper3;
  std::vector<double> lower2_at, upper2_at, lower3_at, upper3_at;

  void Add(const FunnelLimits& limits, const Interval& inner, const Interval& outer) {
    size.push_back(limits.size);
    lower2.push_back(inner.lower);
    upper2.push_back(inner.upper);
    lower3.push_back(outer.lower);
    upper3.push_back(outer.upper);
    const Interval inner_at = limits.inner_denominator.value_or(kMissingInterval);
    const Interval outer_at = limits.outer_denominator.value_or(kMissingInterval);
    lower2_at.push_back(inner_at.lower);
    upper2_at.push_back(inner_at.upper);
    lower3_at.push_back(outer_at.lower);
    upper3_at.push_back(outer_at.upper);
  }

  Table ToTable(const std::string& size_name, const std::string& denominator_name) const {
    return {{size_name, size},
            {"lower_2s_limit", lower2},
            {"upper_2s_limit", upper2},
            {"lower_3s_limit", lower3},
            {"upper_3s_limit", upper3},
            {"lower_2s_" + denominator_name, lower2_at},
            {"upper_2s_" + denominator_name, upper2_at},
            {"lower_3s_" + denominator_name, lower3_at},
            {"upper_3s_" + denominator_name, upper3_at}};
  }
};

// How the reference shows a ratio's limits: an index, or the difference from 1.
Result<std::function<double(double)>> RatioScale(const OracleCase& one) {
  const std::string type = one.TextOption("ratio_type", "");
  if (type == "isr") return std::function([](double limit) { return limit * 100; });
  if (type == "count") return std::function([](double limit) { return limit - 1; });
  return InvalidArgument("a ratio is shown as count or isr");
}

struct Shown {
  std::string size_name;
  std::string denominator_name;
  std::string label;
  std::string method;
  std::function<double(double)> scale;
};

Result<Shown> HowShown(const OracleCase& one, const FunnelOptions& options) {
  const auto same = [](double limit) { return limit; };
  if (options.statistic == FunnelStatistic::kProportion) {
    return Shown{"Population", "", "proportion", "Wilson", same};
  }
  if (options.statistic == FunnelStatistic::kRatio) {
    const auto scale = RatioScale(one);
    if (!scale.ok()) return scale.status();
    return Shown{"Observed_events", "exp_events",
                 "ratio (" + one.TextOption("ratio_type", "") + ")", "Poisson", *scale};
  }
  return Shown{"Events", "population_1_year",
               "rate (" + one.TextOption("rate_type", "") + " per " +
                   WithThousands(options.multiplier) + ")",
               "Poisson", same};
}

// The upper limits of a proportion, as the reference clamps them.
Interval AsTheReferenceClamps(const FunnelLimits& at, const Interval& ours, const Plot& plot,
                              double average, double confidence) {
  const double z = analysis::statistics::TwoSidedZ(confidence);
  const double upper = analysis::statistics::ProportionFunnelLimit(average, at.size, z, +1) *
                       plot.options.multiplier;
  return {ours.lower, std::min(kReferenceClamp, upper)};
}

Result<Table> Limits(const OracleCase& one, bool& deviates) {
  FIVESTEP_RETURN_IF_ERROR(CheckColumnChoice(one));
  const auto plot = Read(one);
  if (!plot.ok()) return plot.status();
  const auto shown = HowShown(one, plot->options);
  if (!shown.ok()) return shown.status();
  const Result<FunnelPlot> limits = ComputeFunnelLimits(plot->areas, plot->options);
  if (!limits.ok()) return limits.status();
  LimitTable columns;
  const bool clamped = kClampedAt100.holds(one);
  for (const FunnelLimits& at : limits->limits) {
    Interval inner = {shown->scale(at.inner.lower), shown->scale(at.inner.upper)};
    Interval outer = {shown->scale(at.outer.lower), shown->scale(at.outer.upper)};
    if (clamped) {
      const double average = limits->baseline / plot->options.multiplier;
      inner = AsTheReferenceClamps(at, inner, *plot, average, kInnerConfidence);
      outer = AsTheReferenceClamps(at, outer, *plot, average, kOuterConfidence);
      deviates = deviates || inner.upper != at.inner.upper || outer.upper != at.outer.upper;
    }
    columns.Add(at, inner, outer);
  }
  Table table = columns.ToTable(shown->size_name, shown->denominator_name);
  const std::size_t rows = limits->limits.size();
  table["baseline"] = std::vector<double>(rows, limits->baseline);
  table["statistic"] = std::vector<std::string>(rows, shown->label);
  table["method"] = std::vector<std::string>(rows, shown->method);
  return table;
}

}  // namespace

Comparison RunFunnels(const OracleCase& one) {
  Comparison comparison;
  if (one.function == "assign_funnel_significance") {
    const Result<Table> ours = Significance(one);
    if (ours.ok() && one.ExpectsError() && kRatesWithoutDenominators.holds(one)) {
      comparison.Deviates(kRatesWithoutDenominators.reason);
    } else {
      CompareAnswer(one, ours, comparison);
    }
  } else if (one.function == "calculate_funnel_points") {
    CompareAnswer(one, Points(one), comparison);
  } else {
    bool deviates = false;
    CompareAnswer(one, Limits(one, deviates), comparison);
    if (deviates) comparison.Deviates(kClampedAt100.reason);
  }
  return comparison;
}

}  // namespace fivestep::oracles
