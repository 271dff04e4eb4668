// The repurposing ledger: money that leaves budget lines and reaches others, to the penny.
//
// Stream: `repurposing/{repurposing}`. See services/metrics/README.md for the commands -> events
// table.
#ifndef FIVESTEP_METRICS_DOMAIN_REPURPOSING_H_
#define FIVESTEP_METRICS_DOMAIN_REPURPOSING_H_

#include "fivestep/metrics/v1/events.pb.h"
#include "fivestep/metrics/v1/repurposing.pb.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {

// Ten lines in four instalments each: more would outgrow the row.
inline constexpr int kMaxReleases = 40;

Decision Decide(const v1::Repurposing& entry, const v1::ProposeRepurposingRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Repurposing& entry, const v1::CheckVariationRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Repurposing& entry, const v1::AgreeRepurposingRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Repurposing& entry, const v1::ReleaseMoneyRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Repurposing& entry, const v1::WithdrawRepurposingRequest& command,
                const CommandContext& context);

void Evolve(v1::Repurposing& entry, const v1::RepurposingProposed& event);
void Evolve(v1::Repurposing& entry, const v1::VariationChecked& event);
void Evolve(v1::Repurposing& entry, const v1::RepurposingAgreed& event);
void Evolve(v1::Repurposing& entry, const v1::MoneyReleased& event);
void Evolve(v1::Repurposing& entry, const v1::RepurposingWithdrawn& event);

// Of all source lines together, in pence.
int64_t SourcesOf(const v1::Repurposing& entry);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_REPURPOSING_H_
