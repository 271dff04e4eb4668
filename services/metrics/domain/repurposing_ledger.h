// What a ledger entry must hold before it is proposed: days, checks, and sums that agree. Pure.
#ifndef FIVESTEP_METRICS_DOMAIN_REPURPOSING_LEDGER_H_
#define FIVESTEP_METRICS_DOMAIN_REPURPOSING_LEDGER_H_

#include "fivestep/metrics/v1/repurposing.pb.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {

// REPURPOSING_NOT_VALID, LEDGER_NOT_BALANCED (with the difference) or RECURRENT_NOT_COVERED; else
// nothing.
//
// Worked value: sources of £185,000, destinations of £170,000 and double running of £10,000 are
// refused: the sources are £5,000 more.
Decision CheckLedger(const v1::ProposeRepurposingRequest& command);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_REPURPOSING_LEDGER_H_
