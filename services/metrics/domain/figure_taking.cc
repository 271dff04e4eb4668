#include "metrics/domain/figure_taking.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/feed.h"
#include "metrics/domain/period.h"
#include "metrics/domain/reading.h"
#include "metrics/domain/reading_check.h"
#include "metrics/domain/series.h"
#include "platform/core/date.h"
#include "platform/core/serialise.h"

namespace fivestep::metrics {
namespace {

// The largest count that a reading may have, as its field says.
constexpr double kLargestCount = 1e12;

bool IsCount(double number) {
  return number >= 0 && number <= kLargestCount && number == std::floor(number);
}

// One delivery on its way into one metric.
class Taking {
 public:
  Taking(const v1::Metric& metric, const v1::TakeFiguresRequest& command,
         const v1::Delivery& delivery, const CommandContext& context)
      : metric_(metric), command_(command), delivery_(delivery), context_(context) {
    taken_.set_metric(command.metric());
    taken_.set_figure_supply(delivery.figure_supply());
    taken_.set_source_position(delivery.source_position());
    taken_.mutable_outcome()->set_delivery(command.delivery());
    readings_.set_name(command.metric());
    source_.delivery = command.delivery();
  }

  Decision Refuse(const Status& why) {
    taken_.mutable_outcome()->set_refusal_reason(why.reason());
    taken_.mutable_outcome()->set_refusal_message(why.message());
    return Emit(std::move(taken_));
  }

  Decision Take(const v1::FetchedFigures& fetched);

 private:
  void LeaveOut(const v1::DeliveredPeriod& period, std::string why) {
    if (taken_.outcome().left_out_size() == kMaxListedLeftOut) return;
    v1::PeriodLeftOut& left_out = *taken_.mutable_outcome()->add_left_out();
    left_out.set_period(period.label().empty() ? period.start_date() : period.label());
    left_out.set_reason(std::move(why));
  }
  void TakeOne(const v1::FetchedFigure& figure);
  std::optional<v1::ReadingEntry> EntryOf(const v1::FetchedFigure& figure, std::string& why) const;
  std::string WhyNotAsDefined(const v1::ReadingEntry& entry) const;
  void Settle(v1::ReadingEntry entry);

  const v1::Metric& metric_;
  const v1::TakeFiguresRequest& command_;
  const v1::Delivery& delivery_;
  const CommandContext& context_;
  v1::Series series_;
  v1::FiguresTaken taken_;
  v1::RecordReadingsRequest readings_;
  ReadingSource source_;
  std::string anchor_;  // first day of some period of the metric
};

// The entry that a figure makes, with the days of a period of the metric's frequency; nothing, and
// why, where it makes none.
std::optional<v1::ReadingEntry> Taking::EntryOf(const v1::FetchedFigure& figure,
                                                std::string& why) const {
  if (!figure.missing_reason().empty()) {
    why = figure.missing_reason();
    return std::nullopt;
  }
  const std::optional<Date> start = ParseDate(figure.period().start_date());
  if (!start) {
    why = "Its name does not say which days it covers.";
    return std::nullopt;
  }
  const bool is_count = metric_.definition().value_kind() == v1::VALUE_KIND_COUNT;
  if (!IsCount(figure.numerator()) || (!is_count && !IsCount(figure.denominator()))) {
    why = "Its figures are no whole numbers.";
    return std::nullopt;
  }
  v1::ReadingEntry entry;
  entry.set_period_start_date(figure.period().start_date());
  entry.set_period_end_date(figure.period().end_date());
  if (entry.period_end_date().empty()) {
    const auto last = LastDayOf(metric_.definition().frequency(), *start);
    entry.set_period_end_date(last ? ToText(*last) : figure.period().start_date());
  }
  entry.mutable_exact()->set_numerator(std::llround(figure.numerator()));
  if (!is_count) entry.mutable_exact()->set_denominator(std::llround(figure.denominator()));
  return entry;
}

// The first of what RecordReadings would say of the entry; empty when it would take it.
std::string Taking::WhyNotAsDefined(const v1::ReadingEntry& entry) const {
  v1::Metric metric = metric_;
  if (!anchor_.empty()) metric.set_first_period_start_date(anchor_);
  v1::RecordReadingsRequest alone;
  *alone.add_readings() = entry;
  const Violations violations = CheckReadings(metric, alone, context_.now);
  if (violations.empty()) return {};
  const FieldViolation& first = violations.found().front();
  return first.field.substr(first.field.find('.') + 1) + " " + first.description + ".";
}

// New, revised, or as it was.
void Taking::Settle(v1::ReadingEntry entry) {
  v1::DeliveryOutcome& outcome = *taken_.mutable_outcome();
  const v1::Reading* present = FindReading(series_, entry.period_start_date());
  if (present == nullptr) {
    outcome.set_recorded_count(outcome.recorded_count() + 1);
  } else {
    const v1::ReleasedFigure released = ReleasedOf(metric_.definition(), entry, source_);
    if (SerialiseDeterministically(released) == SerialiseDeterministically(present->released())) {
      outcome.set_unchanged_count(outcome.unchanged_count() + 1);
      return;
    }
    outcome.set_revised_count(outcome.revised_count() + 1);
    entry.set_revision_reason("Figures of " + delivery_.data_set() + ", version " +
                              std::to_string(delivery_.data_set_version()));
  }
  *readings_.add_readings() = std::move(entry);
}

void Taking::TakeOne(const v1::FetchedFigure& figure) {
  std::string why;
  auto entry = EntryOf(figure, why);
  if (entry && why.empty()) why = WhyNotAsDefined(*entry);
  const auto& taken = readings_.readings();
  const bool twice = entry && std::any_of(taken.begin(), taken.end(), [&entry](const auto& other) {
                       return other.period_start_date() == entry->period_start_date();
                     });
  if (twice) why = "Another period of the delivery begins on the same day.";
  if (!why.empty()) return LeaveOut(figure.period(), std::move(why));
  if (anchor_.empty()) anchor_ = entry->period_start_date();
  if (figure.withheld()) source_.withheld.insert(entry->period_start_date());
  Settle(std::move(*entry));
}

Decision Taking::Take(const v1::FetchedFigures& fetched) {
  series_ = FindSeries(context_.view, command_.metric());
  if (series_.readings_size() < metric_.reading_count()) {
    return Reject(v1::SERIES_NOT_READY).With("metric", command_.metric());
  }
  for (const v1::FetchedFigure& figure : fetched.figures()) TakeOne(figure);
  if (readings_.readings().empty()) return Emit(std::move(taken_));
  Decision decision = DecideReadings(metric_, readings_, source_, context_);
  if (decision.rejected()) {
    v1::DeliveryOutcome& outcome = *taken_.mutable_outcome();
    outcome.clear_recorded_count();
    outcome.clear_revised_count();
    return Refuse(decision.rejection());
  }
  decision.Add(std::move(taken_));
  return decision;
}

}  // namespace

Decision Decide(const v1::Metric& metric, const v1::TakeFiguresRequest& command,
                const v1::FetchedFigures& fetched, const CommandContext& context) {
  v1::StoredFeed awaited;
  // What the view holds was written by this program's own fold.
  (void)awaited.ParseFromString(
      context.view.FindViewValue(kFeedsView, kAwaitedPrefix + command.metric()));
  const auto& deliveries = awaited.deliveries();
  const bool is_awaited =
      std::find(deliveries.begin(), deliveries.end(), command.delivery()) != deliveries.end();
  const auto* delivery = context.view.Find<v1::Delivery>(command.delivery());
  if (!is_awaited || delivery == nullptr) return Decision();
  Taking taking(metric, command, *delivery, context);
  const Status fits = CheckFeed(command.metric(), metric, metric.feed(), *delivery);
  return fits.ok() ? taking.Take(fetched) : taking.Refuse(fits);
}

}  // namespace fivestep::metrics
