#include "metrics/figure_errand.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "fivestep/analysis/v1/figure_supply.pb.h"
#include "fivestep/metrics/v1/internal.pb.h"
#include "metrics/domain/feed.h"
#include "platform/eventlog/reader.h"

namespace fivestep::metrics {
namespace {

namespace av1 = analysis::v1;

// What analysis sealed the figures for, see FiguresIdentity there.
std::string IdentityOf(const v1::Delivery& delivery) {
  return delivery.data_set() + "\n" + delivery.indicator();
}

std::string WhyMissing(av1::ReleaseState state) {
  if (state == av1::RELEASE_STATE_RELEASED) return {};
  if (state == av1::RELEASE_STATE_SUPPRESSED_BY_PUBLISHER) {
    return "Its publisher withholds the figures.";
  }
  return "The data set has no figures of it.";
}

// The figures of one group; those of a period that the group lacks are missing.
Result<v1::FetchedFigures> FiguresOf(const std::string& opened, const v1::Delivery& delivery,
                                     int group) {
  av1::SuppliedFigures supplied;
  if (!supplied.ParseFromString(opened)) {
    return DataLoss("What analysis has handed over is not in the form of this program.");
  }
  v1::FetchedFigures fetched;
  for (const v1::DeliveredPeriod& period : delivery.periods()) {
    v1::FetchedFigure& figure = *fetched.add_figures();
    *figure.mutable_period() = period;
    figure.set_missing_reason(WhyMissing(av1::RELEASE_STATE_MISSING));
  }
  for (const av1::SuppliedCell& cell : supplied.cells()) {
    const bool of_group = static_cast<int>(cell.group()) == group;
    if (!of_group || cell.period() >= static_cast<uint32_t>(fetched.figures_size())) continue;
    v1::FetchedFigure& figure = *fetched.mutable_figures(static_cast<int>(cell.period()));
    figure.set_missing_reason(WhyMissing(cell.state()));
    figure.set_numerator(cell.numerator());
    figure.set_denominator(cell.denominator());
    figure.set_withheld(cell.withheld());
  }
  return fetched;
}

// A group that the delivery lacks needs no fetching: the command says so.
Result<v1::FetchedFigures> Fetch(const v1::Delivery& delivery, const std::string& group,
                                 ErrandTools& tools) {
  const auto& groups = delivery.groups();
  const auto found = std::find(groups.begin(), groups.end(), group);
  if (found == groups.end()) return v1::FetchedFigures();
  const auto opened = tools.FetchRestricted("analysis", delivery.digest(), IdentityOf(delivery));
  if (!opened.ok()) return opened.status();
  return FiguresOf(*opened, delivery, static_cast<int>(found - groups.begin()));
}

// The oldest delivery that can be had. One that is lost holds no later one back, and is taken no
// more once that is taken.
Result<ErrandFind> Run(std::string_view key, std::string_view value, const ReadContext& context,
                       ErrandTools& tools) {
  const std::string metric_name(key.substr(std::string_view(kAwaitedPrefix).size()));
  v1::StoredFeed awaited;
  if (!awaited.ParseFromArray(value.data(), static_cast<int>(value.size()))) {
    return DataLoss("What " + metric_name + " awaits cannot be read.");
  }
  const auto metric = context.Get<v1::Metric>(metric_name);
  if (!metric.ok()) return metric.status();
  Status first_error;
  for (const std::string& name : awaited.deliveries()) {
    const auto delivery = context.Get<v1::Delivery>(name);
    if (!delivery.ok()) return delivery.status();
    auto fetched = Fetch(*delivery, metric->feed().group(), tools);
    if (!fetched.ok()) {
      if (first_error.ok()) first_error = fetched.status();
      continue;
    }
    auto command = std::make_unique<v1::TakeFiguresRequest>();
    command->set_metric(metric_name);
    command->set_delivery(name);
    return ErrandFind{std::move(command),
                      std::make_unique<v1::FetchedFigures>(std::move(*fetched))};
  }
  return first_error.ok() ? Internal("Nothing is awaited.") : first_error;
}

}  // namespace

Errand FigureErrand() { return {kFeedsView, kAwaitedPrefix, Run}; }

}  // namespace fivestep::metrics
