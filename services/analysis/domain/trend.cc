#include "analysis/domain/trend.h"

#include <cmath>
#include <optional>

namespace fivestep::analysis {
namespace {

std::optional<double> ValueOf(const v1::Figures& figures, const std::string& group) {
  for (const auto& one : figures.groups()) {
    if (one.group() == group && one.has_value()) return one.value().value();
  }
  return std::nullopt;
}

bool GotWorse(const v1::IndicatorDefinition& definition, double before, double now) {
  return definition.polarity() == v1::POLARITY_LOWER_IS_BETTER ? now > before : now < before;
}

std::string Sentence(const v1::Trend& trend) {
  const std::string since = " since " + trend.previous_period();
  std::string sentence;
  switch (trend.direction()) {
    case v1::TREND_DIRECTION_WIDENED:
      sentence = "The gap widened" + since + "; the cause is not shown.";
      break;
    case v1::TREND_DIRECTION_NARROWED:
      sentence = "The gap narrowed" + since + "; the cause is not shown.";
      break;
    default:
      sentence = "The gap did not clearly change" + since + ".";
  }
  if (trend.everyone_got_worse()) {
    sentence += " Both groups are worse off than then";
    sentence += trend.direction() == v1::TREND_DIRECTION_NARROWED
                    ? ", so the narrowing is no success."
                    : ".";
  }
  return sentence;
}

}  // namespace

v1::Estimate DifferenceOf(const v1::Estimate& one, const v1::Estimate& other) {
  v1::Estimate difference;
  difference.set_value(one.value() - other.value());
  const double down =
      std::hypot(one.value() - one.interval().lower(), other.interval().upper() - other.value());
  const double up =
      std::hypot(one.interval().upper() - one.value(), other.value() - other.interval().lower());
  difference.mutable_interval()->set_lower(difference.value() - down);
  difference.mutable_interval()->set_upper(difference.value() + up);
  return difference;
}

void AddTrend(const v1::IndicatorDefinition& definition, const std::string& earlier_period,
              const v1::Figures& earlier, v1::Figures& figures) {
  v1::Trend trend;
  trend.set_previous_period(earlier_period);
  *trend.mutable_previous_gap() = earlier.gap().absolute();
  *trend.mutable_gap_change() = DifferenceOf(figures.gap().absolute(), earlier.gap().absolute());
  const v1::Interval& change = trend.gap_change().interval();
  trend.set_direction(change.lower() > 0   ? v1::TREND_DIRECTION_WIDENED
                      : change.upper() < 0 ? v1::TREND_DIRECTION_NARROWED
                                           : v1::TREND_DIRECTION_NO_CLEAR_CHANGE);
  const auto now = ValueOf(figures, figures.gap().group());
  const auto before = ValueOf(earlier, figures.gap().group());
  if (now && before) {
    trend.set_disadvantaged_got_worse(GotWorse(definition, *before, *now));
    trend.set_everyone_got_worse(trend.disadvantaged_got_worse() &&
                                 GotWorse(definition, earlier.gap().comparator_value().value(),
                                          figures.gap().comparator_value().value()));
  }
  trend.set_sentence(Sentence(trend));
  *figures.mutable_trend() = std::move(trend);
}

}  // namespace fivestep::analysis
