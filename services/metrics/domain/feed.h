// What feeds a metric, and what has been delivered.
//
// Streams: `metric/{metric}` and `delivery/{delivery}`. See services/metrics/README.md for the
// commands -> events table.
#ifndef FIVESTEP_METRICS_DOMAIN_FEED_H_
#define FIVESTEP_METRICS_DOMAIN_FEED_H_

#include "fivestep/metrics/v1/delivery.pb.h"
#include "fivestep/metrics/v1/events.pb.h"
#include "fivestep/metrics/v1/internal.pb.h"
#include "fivestep/metrics/v1/metric.pb.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {

// The view that says which supply feeds what and what is awaited, see views/feeds_view.h.
inline constexpr char kFeedsView[] = "feeds";
// Its keys: by supply what it feeds and its newest delivery; by metric what it awaits.
inline constexpr char kSupplyPrefix[] = "supply/";
inline constexpr char kAwaitedPrefix[] = "awaited/";

// A delivery that is noted already is noted once.
Decision Decide(const v1::Delivery& delivery, const v1::AwaitFiguresRequest& command,
                const CommandContext& context);
// What the newest delivery of the supply says is checked; where there is none yet, when it comes.
Decision Decide(const v1::Metric& metric, const v1::FollowFiguresRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Metric& metric, const v1::StopFollowingFiguresRequest& command,
                const CommandContext& context);

// Why the metric may take nothing of the delivery: METRIC_NOT_DEFINED, GROUP_NOT_SUPPLIED,
// FEED_NOT_STRICT_ENOUGH, FEED_NOT_OF_ITS_KIND. OK when it may. `name` is the metric's.
Status CheckFeed(const std::string& name, const v1::Metric& metric, const v1::Feed& feed,
                 const v1::Delivery& delivery);

void Evolve(v1::Delivery& delivery, const v1::FiguresAwaited& event);
void Evolve(v1::Metric& metric, const v1::FiguresFollowed& event);
void Evolve(v1::Metric& metric, const v1::FiguresUnfollowed& event);
void Evolve(v1::Metric& metric, const v1::FiguresTaken& event);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_FEED_H_
