#include "metrics/domain/chart_terms.h"

#include "platform/core/date.h"

namespace fivestep::metrics {

spc::ImprovementDirection DirectionOf(v1::Polarity polarity) {
  switch (polarity) {
    case v1::POLARITY_HIGHER_IS_BETTER:
      return spc::ImprovementDirection::kIncrease;
    case v1::POLARITY_LOWER_IS_BETTER:
      return spc::ImprovementDirection::kDecrease;
    default:
      return spc::ImprovementDirection::kNeutral;
  }
}

v1::SpecialCause SpecialCauseOf(spc::SpecialCause cause) {
  switch (cause) {
    case spc::SpecialCause::kAboveUpperLimit:
      return v1::SPECIAL_CAUSE_ABOVE_UPPER_LIMIT;
    case spc::SpecialCause::kBelowLowerLimit:
      return v1::SPECIAL_CAUSE_BELOW_LOWER_LIMIT;
    case spc::SpecialCause::kTrendUp:
      return v1::SPECIAL_CAUSE_TREND_UP;
    case spc::SpecialCause::kTrendDown:
      return v1::SPECIAL_CAUSE_TREND_DOWN;
    case spc::SpecialCause::kTwoInThreeAbove:
      return v1::SPECIAL_CAUSE_TWO_IN_THREE_ABOVE;
    case spc::SpecialCause::kTwoInThreeBelow:
      return v1::SPECIAL_CAUSE_TWO_IN_THREE_BELOW;
    case spc::SpecialCause::kShiftAbove:
      return v1::SPECIAL_CAUSE_SHIFT_ABOVE;
    case spc::SpecialCause::kShiftBelow:
      return v1::SPECIAL_CAUSE_SHIFT_BELOW;
    case spc::SpecialCause::kNone:
      break;
  }
  return v1::SPECIAL_CAUSE_UNSPECIFIED;
}

v1::Variation VariationOf(spc::Variation variation) {
  switch (variation) {
    case spc::Variation::kImprovement:
      return v1::VARIATION_IMPROVEMENT;
    case spc::Variation::kConcern:
      return v1::VARIATION_CONCERN;
    case spc::Variation::kNeutralHigh:
      return v1::VARIATION_NEITHER_HIGH;
    case spc::Variation::kNeutralLow:
      return v1::VARIATION_NEITHER_LOW;
    case spc::Variation::kCommonCause:
      break;
  }
  return v1::VARIATION_COMMON_CAUSE;
}

v1::Assurance AssuranceOf(spc::Assurance assurance) {
  switch (assurance) {
    case spc::Assurance::kConsistentlyPasses:
      return v1::ASSURANCE_PASSES;
    case spc::Assurance::kConsistentlyFails:
      return v1::ASSURANCE_FAILS;
    case spc::Assurance::kHitOrMiss:
      break;
  }
  return v1::ASSURANCE_HIT_OR_MISS;
}

v1::ChartKind KindOf(const spc::ControlChart& chart, spc::Method method) {
  if (chart.kind == spc::ChartKind::kRunChart) return v1::CHART_KIND_RUN;
  switch (method) {
    case spc::Method::kProportionPrime:
      return v1::CHART_KIND_P_PRIME;
    case spc::Method::kRatePrime:
      return v1::CHART_KIND_U_PRIME;
    case spc::Method::kXmr:
      break;
  }
  return v1::CHART_KIND_CONTROL;
}

std::string NameOf(v1::SpecialCause cause) {
  switch (cause) {
    case v1::SPECIAL_CAUSE_ABOVE_UPPER_LIMIT:
      return "point above the upper limit";
    case v1::SPECIAL_CAUSE_BELOW_LOWER_LIMIT:
      return "point below the lower limit";
    case v1::SPECIAL_CAUSE_TREND_UP:
      return "steady rise";
    case v1::SPECIAL_CAUSE_TREND_DOWN:
      return "steady fall";
    case v1::SPECIAL_CAUSE_TWO_IN_THREE_ABOVE:
      return "two of three points near the upper limit";
    case v1::SPECIAL_CAUSE_TWO_IN_THREE_BELOW:
      return "two of three points near the lower limit";
    case v1::SPECIAL_CAUSE_SHIFT_ABOVE:
      return "run above the mean";
    case v1::SPECIAL_CAUSE_SHIFT_BELOW:
      return "run below the mean";
    default:
      return "no special cause";
  }
}

std::string NameOf(v1::Variation variation) {
  switch (variation) {
    case v1::VARIATION_IMPROVEMENT:
      return "improvement";
    case v1::VARIATION_CONCERN:
      return "concern";
    case v1::VARIATION_NEITHER_HIGH:
      return "higher than usual, neither direction is better";
    case v1::VARIATION_NEITHER_LOW:
      return "lower than usual, neither direction is better";
    case v1::VARIATION_COMMON_CAUSE:
      return "no significant change";
    default:
      return "no limits to tell by";
  }
}

std::string NameOf(v1::Assurance assurance) {
  switch (assurance) {
    case v1::ASSURANCE_PASSES:
      return "will consistently pass the target";
    case v1::ASSURANCE_FAILS:
      return "will consistently fail the target";
    case v1::ASSURANCE_HIT_OR_MISS:
      return "will pass or fail the target by chance";
    default:
      return "nothing to tell by";
  }
}

spc::Convention ConventionOf(v1::ChartConvention asked, const v1::MetricDefinition& definition) {
  if (asked == v1::CHART_CONVENTION_UNSPECIFIED) asked = definition.chart_convention();
  return asked == v1::CHART_CONVENTION_MAKING_DATA_COUNT ? spc::Convention::kMakingDataCount
                                                         : spc::Convention::kNhsrPlotTheDots;
}

spc::Method MethodOf(v1::ChartMethod asked, const v1::MetricDefinition& definition) {
  if (asked == v1::CHART_METHOD_UNSPECIFIED) asked = definition.chart_method();
  switch (asked) {
    case v1::CHART_METHOD_P_PRIME:
      return spc::Method::kProportionPrime;
    case v1::CHART_METHOD_U_PRIME:
      return spc::Method::kRatePrime;
    default:
      return spc::Method::kXmr;
  }
}

std::string Describe(spc::Convention convention, spc::Method method) {
  if (method == spc::Method::kXmr) return spc::DescribeXmr(convention);
  return spc::DescribeAttribute(convention, method == spc::Method::kProportionPrime);
}

std::chrono::sys_days DayIn(const std::string& date) {
  return std::chrono::sys_days(ParseDate(date).value());
}

std::vector<spc::Reading> ReadingsOf(const v1::Series& series) {
  std::vector<spc::Reading> readings;
  readings.reserve(static_cast<size_t>(series.readings_size()));
  for (const v1::Reading& reading : series.readings()) {
    spc::Reading one{
        .period = {DayIn(reading.period_start_date()), DayIn(reading.period_end_date())}};
    const v1::ReleasedFigure& released = reading.released();
    if (released.has_value()) one.value = released.value();
    if (released.has_value() && released.has_numerator() && released.denominator() > 0) {
      one.counts = spc::AttributeCount{static_cast<double>(released.numerator()),
                                       static_cast<double>(released.denominator())};
    }
    readings.push_back(one);
  }
  return readings;
}

spc::ChartOptions OptionsOf(const v1::Metric& metric, spc::Convention convention,
                            spc::Method method) {
  const v1::MetricDefinition& definition = metric.definition();
  spc::ChartOptions options;
  options.direction = DirectionOf(definition.polarity());
  if (definition.has_target_value()) options.target = definition.target_value();
  options.convention = convention;
  options.method = method;
  options.multiplier =
      definition.value_kind() == v1::VALUE_KIND_PERCENT ? 100.0 : definition.rate_per();
  const v1::LimitHold& hold = metric.limit_hold();
  if (!hold.freeze_from_date().empty()) options.freeze_from = DayIn(hold.freeze_from_date());
  if (hold.fix_after_count() > 0) {
    options.fix_after = static_cast<std::size_t>(hold.fix_after_count());
  }
  for (const v1::Rebase& rebase : metric.rebases()) {
    options.rebase.push_back(DayIn(rebase.start_date()));
  }
  return options;
}

}  // namespace fivestep::metrics
