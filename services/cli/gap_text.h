// A pair's gap as text, one period a line.
#ifndef FIVESTEP_CLI_GAP_TEXT_H_
#define FIVESTEP_CLI_GAP_TEXT_H_

#include <string>

#include "fivestep/metrics/v1/pair.pb.h"

namespace fivestep::cli {

// Levels, gaps with their intervals, the change since the baseline with what may be said of it, and
// what the gap's charts say. Figures that are withheld stay empty.
std::string DrawGap(const metrics::v1::GetGapResponse& gap);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_GAP_TEXT_H_
