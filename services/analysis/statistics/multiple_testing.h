// What remains of many "significant" findings once they are counted together.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_MULTIPLE_TESTING_H_
#define FIVESTEP_ANALYSIS_STATISTICS_MULTIPLE_TESTING_H_

#include <span>
#include <vector>

#include "platform/core/status.h"

namespace fivestep::analysis::statistics {

// Returns the Benjamini-Hochberg adjusted p-values, in the order given. A finding stands at a false
// discovery rate q when its adjusted value is at most q. An empty audit gives an empty answer.
//
// Errors:
//   kInvalidArgument  a p-value is not a number from 0 to 1.
// Source: Benjamini and Hochberg (1995), JRSS B 57(1):289-300.
// Worked value: {0.01, 0.02, 0.03, 0.5} -> {0.04, 0.04, 0.04, 0.5}.
Result<std::vector<double>> BenjaminiHochberg(std::span<const double> p_values);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_MULTIPLE_TESTING_H_
