// The XmR control chart of Making Data Count: what in a series of readings is more than noise.
//
// This is the kernel: it charts whatever values it is given, in their order. Callers with dated
// readings use control_chart.h, which refuses the series that the rules do not hold for.
#ifndef FIVESTEP_METRICS_SPC_XMR_H_
#define FIVESTEP_METRICS_SPC_XMR_H_

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "platform/core/status.h"

namespace fivestep::metrics::spc {

// Limits lie this many mean moving ranges from the mean: 3 sigma, sigma being range / 1.128.
inline constexpr double kLimitFactor = 2.66;
// Near limits lie at two thirds of that.
inline constexpr double kNearLimitFactor = 2 * kLimitFactor / 3;
// Moving ranges of at least this many means are screened out once, before limits are drawn.
inline constexpr double kScreeningFactor = 3.267;
// Fewer points than this give no limits worth freezing or showing (guard-rail 12).
inline constexpr std::size_t kMinPoints = 12;
// The lengths that NHSRplotthedots flags. The Making Data Count workbook flags trends of 6.
inline constexpr std::size_t kDefaultShiftLength = 7;
inline constexpr std::size_t kDefaultTrendLength = 7;
inline constexpr std::size_t kMinRunLength = 3;
// A reading a day for 27 years; above that a chart says nothing to the eye.
inline constexpr std::size_t kMaxPoints = 10'000;

enum class ImprovementDirection { kIncrease, kDecrease, kNeutral };

// Why a point is more than noise; the highest in this order of precedence wins: outside a limit,
// trend, two in three, shift.
enum class SpecialCause {
  kNone,
  kAboveUpperLimit,
  kBelowLowerLimit,
  kTrendUp,
  kTrendDown,
  kTwoInThreeAbove,  // two of three neighbouring points near the upper limit
  kTwoInThreeBelow,
  kShiftAbove,  // a run of points on one side of the mean
  kShiftBelow,
};

// What a point means, given which direction is an improvement; that of the last point is the icon.
enum class Variation { kCommonCause, kImprovement, kConcern, kNeutralHigh, kNeutralLow };

// Whether the process, as it is, meets its target.
enum class Assurance { kConsistentlyPasses, kConsistentlyFails, kHitOrMiss };

struct XmrOptions {
  ImprovementDirection direction = ImprovementDirection::kNeutral;
  std::optional<double> target = std::nullopt;
  bool screen_moving_ranges = true;
  // Limits come from the first so many points of each phase. At least kMinPoints.
  std::optional<std::size_t> fix_after = std::nullopt;
  // Limits of the first phase come from its first so many points: those before an intervention. At
  // least kMinPoints; goes before `fix_after`.
  std::optional<std::size_t> freeze_first_phase_after = std::nullopt;
  // Places (from 0) at which a new phase begins with limits of its own; place 0 always does.
  std::vector<std::size_t> rebase_at = {};
  std::size_t shift_length = kDefaultShiftLength;
  std::size_t trend_length = kDefaultTrendLength;
};

// In the unit of the values.
struct ProcessLimits {
  double lower = 0;
  double upper = 0;
  double near_lower = 0;
  double near_upper = 0;
};

struct XmrPhase {
  std::size_t first = 0;  // place of its first point
  std::size_t count = 0;  // points, missing ones included
  // Absent when no point has a value.
  std::optional<double> mean = std::nullopt;
  // Absent when no moving range is left to measure noise by: one point, or a constant series
  // screened.
  std::optional<ProcessLimits> limits = std::nullopt;
};

struct XmrPoint {
  std::optional<double> value = std::nullopt;
  std::size_t phase = 0;
  int side = 0;  // -1 below the mean, +1 above, 0 on it or missing
  bool outside_limits = false;
  bool near_limit = false;  // beyond a near limit but not outside
  SpecialCause cause = SpecialCause::kNone;
  Variation variation = Variation::kCommonCause;
};

struct Xmr {
  std::vector<XmrPhase> phases;
  std::vector<XmrPoint> points;  // one for each value, in its order
  // Of the last point that has a value; absent when none has.
  std::optional<Variation> variation = std::nullopt;
  // Against the limits of the last phase; absent without a target, with a neutral direction, or
  // without limits.
  std::optional<Assurance> assurance = std::nullopt;
};

// Charts `values`, in time order; a missing one breaks no phase but belongs to no moving range, run
// or trend.
//
// Errors:
//   kInvalidArgument  no values or more than kMaxPoints; a value or target that is not finite;
//                     fix_after below kMinPoints; a rebase at or beyond the end, or out of order; a
//                     run length below kMinRunLength.
// Source: Wheeler (1993), Understanding Variation; NHSRplotthedots 0.2.2. Worked value: 10, 12, 11,
// 13, 10, 12 -> mean 11.333, mean moving range 2, limits 6.013 and 16.653.
Result<Xmr> ComputeXmr(std::span<const std::optional<double>> values, const XmrOptions& options);

// What every chart here has in common, whatever its limits are made of.

// Errors: kInvalidArgument for options that do not fit a chart of `points` points.
Status CheckXmrOptions(std::size_t points, const XmrOptions& options);
// The first place of each phase, and one past the last point.
std::vector<std::size_t> PhaseBoundaries(std::size_t points, const XmrOptions& options);
// From how many of its first points the limits of a phase come.
std::size_t BaselineLength(std::size_t points, std::size_t phase, const XmrOptions& options);
// Sets `variation` and `assurance` from the points and the last phase.
void FinishXmr(const XmrOptions& options, Xmr& chart);

}  // namespace fivestep::metrics::spc

#endif  // FIVESTEP_METRICS_SPC_XMR_H_
