// The rules that tell a special cause from noise, within one phase of a chart.
#ifndef FIVESTEP_METRICS_SPC_SPECIAL_CAUSE_H_
#define FIVESTEP_METRICS_SPC_SPECIAL_CAUSE_H_

#include <span>

#include "metrics/spc/xmr.h"

namespace fivestep::metrics::spc {

// Sets `cause` and `variation` of every point of one phase. `side`, `outside_limits` and
// `near_limit` are set already. Points are flagged back over the whole of their run or trend.
void FlagSpecialCauses(std::span<XmrPoint> phase, const XmrOptions& options);

}  // namespace fivestep::metrics::spc

#endif  // FIVESTEP_METRICS_SPC_SPECIAL_CAUSE_H_
