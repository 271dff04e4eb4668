// Values that every estimate here is made of.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_INTERVAL_H_
#define FIVESTEP_ANALYSIS_STATISTICS_INTERVAL_H_

namespace fivestep::analysis::statistics {

// The level public-health reports in England use unless they say otherwise.
inline constexpr double kDefaultConfidence = 0.95;

// A two-sided interval, in the unit of the estimate it belongs to.
struct Interval {
  double lower = 0;
  double upper = 0;
};

// A point estimate with its interval, both in the same unit.
struct Estimate {
  double value = 0;
  Interval interval;
};

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_INTERVAL_H_
