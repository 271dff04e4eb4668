// Pairs a target group's level with its comparator's.
//
// Streams: `pair/{pair}`, and `metric/{metric}` of both. See services/metrics/README.md for the
// commands -> events table.
#ifndef FIVESTEP_METRICS_DOMAIN_PAIR_H_
#define FIVESTEP_METRICS_DOMAIN_PAIR_H_

#include "fivestep/metrics/v1/events.pb.h"
#include "fivestep/metrics/v1/metric.pb.h"
#include "fivestep/metrics/v1/pair.pb.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {

// A comparator such as "the other districts" serves several pairs; the row has room for so many.
inline constexpr int kMaxPairsPerMetric = 20;

Decision Decide(const v1::Pair& pair, const v1::PairMetricsRequest& command,
                const CommandContext& context);

void Evolve(v1::Pair& pair, const v1::MetricsPaired& event);
void Evolve(v1::Pair& pair, const v1::GapAssessed& event);
void Evolve(v1::Pair& pair, const v1::GapAlertRaised& event);
void Evolve(v1::Metric& metric, const v1::MetricPaired& event);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_PAIR_H_
