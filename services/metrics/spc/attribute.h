// p' and u' control charts: proportions and rates with large denominators, whose limits follow each
// point's denominator, corrected for what varies beside chance.
//
// With large denominators the binomial and Poisson limits shrink until every point lies outside:
// real proportions vary from month to month by more than the sampling of patients. Laney's
// correction measures that variation by the moving ranges of the standardised points.
#ifndef FIVESTEP_METRICS_SPC_ATTRIBUTE_H_
#define FIVESTEP_METRICS_SPC_ATTRIBUTE_H_

#include <optional>
#include <span>
#include <vector>

#include "metrics/spc/xmr.h"
#include "platform/core/status.h"

namespace fivestep::metrics::spc {

enum class AttributeKind {
  kProportion,  // p': the numerator counts members of the denominator
  kRate,        // u': events in an area of opportunity
};

struct AttributeCount {
  double numerator = 0;
  double denominator = 0;
};

// A point at which fewer events than this are expected has no limits that a normal distribution
// could give; the usual rule of thumb for both charts (Montgomery 2009, Introduction to Statistical
// Quality Control, 7.3).
inline constexpr double kMinExpectedEvents = 5;

struct AttributeChart {
  // As of an XmR chart; `points[i].value` is the proportion or rate per one, `phases[i].mean` the
  // centre line, `phases[i].limits` those of the phase's last point that has a value.
  Xmr chart;
  // One for each point; absent where it has no value or its phase does not vary.
  std::vector<std::optional<ProcessLimits>> limits;
  // Laney's sigma z of each phase: 1 is chance alone, above 1 overdispersed; 0 where nothing
  // varies.
  std::vector<double> sigma_z;
};

// Charts `counts` in time order. Of `options`, `screen_moving_ranges` has no meaning here.
//
// Errors:
//   kInvalidArgument     those of ComputeXmr; a denominator not above 0, a negative numerator, or a
//                        numerator above the denominator of a proportion.
//   kFailedPrecondition  fewer than kMinExpectedEvents are expected at a point (or fewer than as
//                        many outside a proportion's numerator), or a phase has no counts. The
//                        message names the remedy.
// Source: Laney (2002), Improved control charts for attributes, Quality Engineering
// 14(4):531-537. Worked value: see attribute_test.cc (12 months of about 8.3 %: centre 0.0833467,
// sigma z 1.57628, limits of the last month 0.0653926 and 0.1013009; as a rate sigma z 1.50917 and
// the same limits, since a constant factor cancels).
Result<AttributeChart> ComputeAttributeChart(std::span<const std::optional<AttributeCount>> counts,
                                             AttributeKind kind, const XmrOptions& options);

}  // namespace fivestep::metrics::spc

#endif  // FIVESTEP_METRICS_SPC_ATTRIBUTE_H_
