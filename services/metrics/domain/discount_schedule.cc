#include "metrics/domain/discount_schedule.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "platform/core/date.h"
#include "platform/core/violations.h"

namespace fivestep::metrics {
namespace {

using Bands = google::protobuf::RepeatedPtrField<v1::RateBand>;

Result<money::DiscountSchedule> ScheduleOf(const Bands& bands, v1::DiscountKind kind,
                                           const char* what) {
  std::vector<money::Band> found;
  for (const v1::RateBand& band : bands) {
    if (band.discount_kind() != kind) continue;
    found.push_back({band.from_year(), band.to_year(), band.rate_basis_points() / 10'000.0});
  }
  auto made = money::DiscountSchedule::Make(std::move(found));
  if (made.ok()) return made;
  return InvalidArgument(std::string(what) + ": " + made.status().message());
}

Bands InOrder(const Bands& bands) {
  Bands sorted = bands;
  std::sort(sorted.begin(), sorted.end(), [](const v1::RateBand& a, const v1::RateBand& b) {
    return std::make_tuple(a.discount_kind(), a.from_year()) <
           std::make_tuple(b.discount_kind(), b.from_year());
  });
  return sorted;
}

void CheckRates(const Bands& bands, const char* field, Violations& violations) {
  const auto rates = RatesOf(bands);
  violations.Expect(rates.ok(), field,
                    rates.ok() ? "" : "must cover every year once; " + rates.status().message());
}

}  // namespace

Result<money::Rates> RatesOf(const Bands& bands) {
  auto standard = ScheduleOf(bands, v1::DISCOUNT_KIND_STANDARD, "standard rates");
  if (!standard.ok()) return standard.status();
  auto health = ScheduleOf(bands, v1::DISCOUNT_KIND_HEALTH, "rates of health effects");
  if (!health.ok()) return health.status();
  return money::Rates{std::move(*standard), std::move(*health)};
}

Decision Decide(const v1::DiscountSchedule&, const v1::LoadDiscountScheduleRequest& command,
                const CommandContext& context) {
  Violations violations;
  violations.Expect(ParseDate(command.effective_date()).has_value(), "effective_date",
                    "must be a day, YYYY-MM-DD");
  const auto verified = ParseDate(command.verified_date());
  violations.Expect(
      command.verified_date().empty() || (verified.has_value() && *verified <= DayOf(context.now)),
      "verified_date", "must be a day that is not in the future, YYYY-MM-DD, or be left out");
  CheckRates(command.rates(), "rates", violations);
  if (!command.low_rates().empty()) CheckRates(command.low_rates(), "low_rates", violations);
  if (!violations.empty()) return violations.RejectionBy(v1::SCHEDULE_NOT_VALID);
  v1::DiscountScheduleLoaded loaded;
  loaded.set_discount_schedule(context.new_name);
  loaded.set_title(command.title());
  loaded.set_source(command.source());
  loaded.set_effective_date(command.effective_date());
  loaded.set_verified_date(command.verified_date());
  *loaded.mutable_rates() = InOrder(command.rates());
  *loaded.mutable_low_rates() = InOrder(command.low_rates());
  loaded.set_visibility(command.visibility());
  return Emit(loaded);
}

void Evolve(v1::DiscountSchedule& schedule, const v1::DiscountScheduleLoaded& event) {
  schedule.set_title(event.title());
  schedule.set_source(event.source());
  schedule.set_effective_date(event.effective_date());
  schedule.set_verified_date(event.verified_date());
  *schedule.mutable_rates() = event.rates();
  *schedule.mutable_low_rates() = event.low_rates();
  schedule.set_visibility(event.visibility());
}

}  // namespace fivestep::metrics
