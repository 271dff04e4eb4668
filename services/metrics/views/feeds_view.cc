#include "metrics/views/feeds_view.h"

#include <algorithm>
#include <string>

#include "fivestep/metrics/v1/events.pb.h"
#include "fivestep/metrics/v1/internal.pb.h"
#include "metrics/domain/feed.h"

namespace fivestep::metrics {
namespace {

using google::protobuf::DynamicCastToGenerated;

constexpr int kFoldVersion = 1;
// By metric the supply that feeds it.
constexpr char kFeederPrefix[] = "feeder/";

v1::StoredFeed Read(const ViewWriter& view, const std::string& key) {
  v1::StoredFeed feed;
  // A value that cannot be read is one that this fold did not write.
  (void)feed.ParseFromString(view.Get(key));
  return feed;
}

void Write(ViewWriter& view, const std::string& key, const v1::StoredFeed& feed) {
  if (feed.metrics().empty() && feed.deliveries().empty()) {
    view.Delete(key);
  } else {
    view.Put(key, feed.SerializeAsString());
  }
}

void Await(ViewWriter& view, const std::string& metric, const std::string& delivery) {
  v1::StoredFeed awaited = Read(view, kAwaitedPrefix + metric);
  awaited.add_deliveries(delivery);
  Write(view, kAwaitedPrefix + metric, awaited);
}

void Detach(ViewWriter& view, const std::string& metric) {
  view.Delete(kAwaitedPrefix + metric);
  const std::string supply = view.Get(kFeederPrefix + metric);
  if (supply.empty()) return;
  view.Delete(kFeederPrefix + metric);
  v1::StoredFeed feed = Read(view, kSupplyPrefix + supply);
  auto& metrics = *feed.mutable_metrics();
  metrics.erase(std::remove(metrics.begin(), metrics.end(), metric), metrics.end());
  Write(view, kSupplyPrefix + supply, feed);
}

void Attach(ViewWriter& view, const v1::FiguresFollowed& event) {
  Detach(view, event.metric());
  const std::string& supply = event.feed().figure_supply();
  view.Put(kFeederPrefix + event.metric(), supply);
  v1::StoredFeed feed = Read(view, kSupplyPrefix + supply);
  feed.add_metrics(event.metric());
  Write(view, kSupplyPrefix + supply, feed);
  for (const std::string& newest : feed.deliveries()) Await(view, event.metric(), newest);
}

void Deliver(ViewWriter& view, const v1::FiguresAwaited& event) {
  v1::StoredFeed feed = Read(view, kSupplyPrefix + event.figure_supply());
  feed.clear_deliveries();
  feed.add_deliveries(event.delivery());
  Write(view, kSupplyPrefix + event.figure_supply(), feed);
  for (const std::string& metric : feed.metrics()) Await(view, metric, event.delivery());
}

// What is older than what was taken is taken no more: it would put earlier figures back.
void Take(ViewWriter& view, const v1::FiguresTaken& event) {
  v1::StoredFeed awaited = Read(view, kAwaitedPrefix + event.metric());
  auto& all = *awaited.mutable_deliveries();
  const auto taken = std::find(all.begin(), all.end(), event.outcome().delivery());
  if (taken == all.end()) return;
  all.erase(all.begin(), taken + 1);
  Write(view, kAwaitedPrefix + event.metric(), awaited);
}

Status Fold(ViewWriter& view, const platform::v1::RecordedEvent&,
            const google::protobuf::Message& event) {
  if (const auto* awaited = DynamicCastToGenerated<v1::FiguresAwaited>(&event)) {
    Deliver(view, *awaited);
  } else if (const auto* followed = DynamicCastToGenerated<v1::FiguresFollowed>(&event)) {
    Attach(view, *followed);
  } else if (const auto* unfollowed = DynamicCastToGenerated<v1::FiguresUnfollowed>(&event)) {
    Detach(view, unfollowed->metric());
  } else if (const auto* closed = DynamicCastToGenerated<v1::MetricClosed>(&event)) {
    Detach(view, closed->metric());
  } else if (const auto* taken = DynamicCastToGenerated<v1::FiguresTaken>(&event)) {
    Take(view, *taken);
  }
  return OkStatus();
}

}  // namespace

ViewFold FeedsView() { return {kFeedsView, "metrics", kFoldVersion, Fold}; }

}  // namespace fivestep::metrics
