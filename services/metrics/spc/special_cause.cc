#include "metrics/spc/special_cause.h"

#include <algorithm>
#include <vector>

namespace fivestep::metrics::spc {
namespace {

using Flags = std::vector<bool>;

// Flags every point of every window of `length` points for which `holds` is true.
template <typename Rule>
Flags FlagWindows(std::span<const XmrPoint> phase, std::size_t length, Rule holds) {
  Flags flags(phase.size(), false);
  for (std::size_t first = 0; first + length <= phase.size(); ++first) {
    if (!holds(phase.subspan(first, length))) continue;
    std::fill_n(flags.begin() + static_cast<std::ptrdiff_t>(first), length, true);
  }
  return flags;
}

bool OnOneSide(std::span<const XmrPoint> window) {
  const int side = window.front().side;
  return side != 0 && std::all_of(window.begin(), window.end(),
                                  [side](const XmrPoint& point) { return point.side == side; });
}

// The sign of the step from one point to another: 0 when level or when either is missing.
int Step(const XmrPoint& from, const XmrPoint& to) {
  if (!from.value || !to.value || *from.value == *to.value) return 0;
  return *to.value > *from.value ? 1 : -1;
}

bool Monotone(std::span<const XmrPoint> window) {
  const int direction = Step(window[0], window[1]);
  for (std::size_t i = 1; i < window.size(); ++i) {
    if (Step(window[i - 1], window[i]) != direction) return false;
  }
  return direction != 0;
}

bool TwoNearOnOneSide(std::span<const XmrPoint> window) {
  return OnOneSide(window) &&
         std::count_if(window.begin(), window.end(),
                       [](const XmrPoint& point) { return point.near_limit; }) >= 2;
}

// Where a rising trend meets a falling one, the turning point belongs to the trend it begins.
int TrendDirection(std::span<const XmrPoint> phase, const Flags& trend, std::size_t i) {
  const bool next_too = i + 1 < phase.size() && trend[i + 1];
  return next_too ? Step(phase[i], phase[i + 1]) : Step(phase[i - 1], phase[i]);
}

SpecialCause Pick(int side, SpecialCause above, SpecialCause below) {
  return side > 0 ? above : below;
}

// +1 where the cause points up, -1 where it points down.
int Upwards(SpecialCause cause) {
  switch (cause) {
    case SpecialCause::kNone:
      return 0;
    case SpecialCause::kAboveUpperLimit:
    case SpecialCause::kTrendUp:
    case SpecialCause::kTwoInThreeAbove:
    case SpecialCause::kShiftAbove:
      return 1;
    case SpecialCause::kBelowLowerLimit:
    case SpecialCause::kTrendDown:
    case SpecialCause::kTwoInThreeBelow:
    case SpecialCause::kShiftBelow:
      return -1;
  }
  return 0;
}

Variation Meaning(SpecialCause cause, ImprovementDirection direction) {
  const int up = Upwards(cause);
  if (up == 0) return Variation::kCommonCause;
  if (direction == ImprovementDirection::kNeutral) {
    return up > 0 ? Variation::kNeutralHigh : Variation::kNeutralLow;
  }
  const int improvement = direction == ImprovementDirection::kIncrease ? 1 : -1;
  return up == improvement ? Variation::kImprovement : Variation::kConcern;
}

}  // namespace

void FlagSpecialCauses(std::span<XmrPoint> phase, const XmrOptions& options) {
  constexpr std::size_t kTwoInThreeWindow = 3;
  const Flags shift = FlagWindows(phase, options.shift_length, OnOneSide);
  const Flags trend = FlagWindows(phase, options.trend_length, Monotone);
  const Flags two_in_three = FlagWindows(phase, kTwoInThreeWindow, TwoNearOnOneSide);
  for (std::size_t i = 0; i < phase.size(); ++i) {
    XmrPoint& point = phase[i];
    if (point.outside_limits) {
      point.cause =
          Pick(point.side, SpecialCause::kAboveUpperLimit, SpecialCause::kBelowLowerLimit);
    } else if (trend[i]) {
      point.cause =
          Pick(TrendDirection(phase, trend, i), SpecialCause::kTrendUp, SpecialCause::kTrendDown);
    } else if (two_in_three[i] && point.near_limit) {
      point.cause =
          Pick(point.side, SpecialCause::kTwoInThreeAbove, SpecialCause::kTwoInThreeBelow);
    } else if (shift[i]) {
      point.cause = Pick(point.side, SpecialCause::kShiftAbove, SpecialCause::kShiftBelow);
    }
    point.variation = Meaning(point.cause, options.direction);
  }
}

}  // namespace fivestep::metrics::spc
