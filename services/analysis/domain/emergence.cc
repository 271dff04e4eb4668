#include "analysis/domain/emergence.h"

#include <cmath>

#include "analysis/domain/comparison.h"
#include "analysis/domain/trend.h"

namespace fivestep::analysis {
namespace {

// Limits of an XmR chart lie this many mean moving ranges from the mean: 3 / 1.128.
constexpr double kMovingRangeFactor = 2.66;

bool IsEvident(const v1::Gap& gap) {
  return gap.absolute().value() > 0 && gap.p_value() < kFalseAlarmRate;
}

bool IsWider(const v1::Gap& gap, const v1::Gap& before) {
  return DifferenceOf(gap.absolute(), before.absolute()).interval().lower() > 0;
}

bool IsSpecialCause(const std::vector<v1::Gap>& gaps) {
  const size_t before = gaps.size() - 1;
  double sum = gaps[0].absolute().value();
  double ranges = 0;
  for (size_t i = 1; i < before; ++i) {
    sum += gaps[i].absolute().value();
    ranges += std::abs(gaps[i].absolute().value() - gaps[i - 1].absolute().value());
  }
  const double mean = sum / static_cast<double>(before);
  const double limit = mean + kMovingRangeFactor * ranges / static_cast<double>(before - 1);
  const double last = gaps.back().absolute().value();
  return last > 0 && last > limit;
}

}  // namespace

std::optional<Emergence> FindEmergence(const std::vector<v1::Gap>& gaps,
                                       const std::vector<std::string>& periods) {
  const size_t count = gaps.size();
  if (count < 3) return std::nullopt;
  const v1::Gap& before = gaps[count - 3];
  const v1::Gap& next = gaps[count - 2];
  const v1::Gap& last = gaps[count - 1];
  const std::string both = periods[count - 2] + " and " + periods[count - 1];
  if (before.p_value() >= kFalseAlarmRate && IsEvident(next) && IsEvident(last)) {
    return Emergence{
        v1::EMERGENCE_KIND_OPENED,
        "In " + periods[count - 3] + " there was no evidence of a gap; in " + both + " there is."};
  }
  if (IsEvident(last) && IsWider(next, before) && IsWider(last, before)) {
    return Emergence{v1::EMERGENCE_KIND_WIDENED,
                     "In " + both + " the gap is wider than in " + periods[count - 3] + "."};
  }
  if (count >= kSpecialCausePoints && IsSpecialCause(gaps)) {
    return Emergence{
        v1::EMERGENCE_KIND_SPECIAL_CAUSE,
        "In " + periods[count - 1] + " the gap lies above the upper limit of its own chart."};
  }
  return std::nullopt;
}

}  // namespace fivestep::analysis
