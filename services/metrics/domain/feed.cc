#include "metrics/domain/feed.h"

#include <algorithm>
#include <string>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/disclosure.h"

namespace fivestep::metrics {
namespace {

// So many groups are named in a sentence.
constexpr int kMaxNamedGroups = 10;

std::string Listed(const google::protobuf::RepeatedPtrField<std::string>& groups) {
  std::string text;
  for (int i = 0; i < groups.size() && i < kMaxNamedGroups; ++i) {
    text += (i == 0 ? "" : ", ") + groups[i];
  }
  return groups.size() > kMaxNamedGroups ? text + ", …" : text;
}

Status NotDefined(const std::string& name, const v1::Metric& metric) {
  return StatusOf(v1::METRIC_NOT_DEFINED,
                  {{"metric", name}, {"state", v1::Metric::State_Name(metric.state())}});
}

// Why figures of this kind and indicator cannot be the metric's; empty when they can.
std::string WhyNotOfItsKind(const v1::Metric& metric, const v1::Delivery& delivery) {
  const v1::ValueKind kind = metric.definition().value_kind();
  if (kind == v1::VALUE_KIND_PERCENT && delivery.kind() != v1::DELIVERED_KIND_PROPORTION) {
    return "the metric is a percentage, and the indicator is no proportion";
  }
  if (!metric.indicator().empty() && metric.indicator() != delivery.indicator()) {
    return "the metric is about " + metric.indicator() + ", and the figures are of " +
           delivery.indicator();
  }
  return {};
}

}  // namespace

Status CheckFeed(const std::string& name, const v1::Metric& metric, const v1::Feed& feed,
                 const v1::Delivery& delivery) {
  if (metric.state() != v1::Metric::STATE_DEFINED) return NotDefined(name, metric);
  const auto& groups = delivery.groups();
  if (std::find(groups.begin(), groups.end(), feed.group()) == groups.end()) {
    return StatusOf(v1::GROUP_NOT_SUPPLIED, {{"figure_supply", feed.figure_supply()},
                                             {"group", feed.group()},
                                             {"groups", Listed(groups)}});
  }
  if (!delivery.published() && !KeepsCountsBack(metric.definition().disclosure_profile())) {
    return StatusOf(v1::FEED_NOT_STRICT_ENOUGH,
                    {{"metric", name}, {"data_set", delivery.data_set()}});
  }
  if (const std::string why = WhyNotOfItsKind(metric, delivery); !why.empty()) {
    return StatusOf(v1::FEED_NOT_OF_ITS_KIND,
                    {{"metric", name}, {"figure_supply", feed.figure_supply()}, {"why", why}});
  }
  return OkStatus();
}

Decision Decide(const v1::Delivery& delivery, const v1::AwaitFiguresRequest& command,
                const CommandContext&) {
  return delivery.figure_supply().empty() ? Emit(command.awaited()) : Decision();
}

Decision Decide(const v1::Metric& metric, const v1::FollowFiguresRequest& command,
                const CommandContext& context) {
  if (metric.state() != v1::Metric::STATE_DEFINED) {
    return Decision(NotDefined(command.name(), metric));
  }
  const v1::Feed& feed = command.feed();
  const bool same = metric.feed().figure_supply() == feed.figure_supply() &&
                    metric.feed().group() == feed.group();
  if (same) {
    return Reject(v1::FEED_UNCHANGED)
        .With("metric", command.name())
        .With("group", feed.group())
        .With("figure_supply", feed.figure_supply());
  }
  v1::StoredFeed stored;
  // What the view holds was written by this program's own fold.
  (void)stored.ParseFromString(
      context.view.FindViewValue(kFeedsView, kSupplyPrefix + feed.figure_supply()));
  const auto* newest =
      stored.deliveries().empty() ? nullptr : context.view.Find<v1::Delivery>(stored.deliveries(0));
  if (newest != nullptr) {
    const Status fits = CheckFeed(command.name(), metric, feed, *newest);
    if (!fits.ok()) return Decision(fits);
  }
  v1::FiguresFollowed followed;
  followed.set_metric(command.name());
  *followed.mutable_feed() = feed;
  if (metric.has_feed()) *followed.mutable_earlier_feed() = metric.feed();
  return Emit(followed);
}

Decision Decide(const v1::Metric& metric, const v1::StopFollowingFiguresRequest& command,
                const CommandContext&) {
  if (metric.state() != v1::Metric::STATE_DEFINED) {
    return Decision(NotDefined(command.name(), metric));
  }
  if (!metric.has_feed()) return Reject(v1::METRIC_NOT_FED).With("metric", command.name());
  v1::FiguresUnfollowed unfollowed;
  unfollowed.set_metric(command.name());
  *unfollowed.mutable_feed() = metric.feed();
  unfollowed.set_reason(command.reason());
  return Emit(unfollowed);
}

void Evolve(v1::Delivery& delivery, const v1::FiguresAwaited& event) {
  delivery.set_title(event.title());
  delivery.set_figure_supply(event.figure_supply());
  delivery.set_indicator(event.indicator());
  delivery.set_indicator_version(event.indicator_version());
  delivery.set_kind(event.kind());
  delivery.set_data_set(event.data_set());
  delivery.set_data_set_version(event.data_set_version());
  *delivery.mutable_groups() = event.groups();
  *delivery.mutable_periods() = event.periods();
  delivery.set_published(event.published());
  delivery.set_digest(event.digest());
  delivery.set_source_position(event.source_position());
  delivery.set_visibility(event.visibility());
}

void Evolve(v1::Metric& metric, const v1::FiguresFollowed& event) {
  *metric.mutable_feed() = event.feed();
  metric.clear_last_delivery();
}

void Evolve(v1::Metric& metric, const v1::FiguresUnfollowed&) { metric.clear_feed(); }

void Evolve(v1::Metric& metric, const v1::FiguresTaken& event) {
  *metric.mutable_last_delivery() = event.outcome();
}

}  // namespace fivestep::metrics
