// A discount schedule that the tests of this context begin with.
#ifndef FIVESTEP_METRICS_DOMAIN_SCHEDULE_EXAMPLES_H_
#define FIVESTEP_METRICS_DOMAIN_SCHEDULE_EXAMPLES_H_

#include <string>

#include "metrics/domain/discount_schedule.h"

namespace fivestep::metrics {

inline const std::string kSchedule = "programmes/p1/discountSchedules/green-book";

inline void AddBand(google::protobuf::RepeatedPtrField<v1::RateBand>& bands, v1::DiscountKind kind,
                    int from_year, int to_year, int basis_points) {
  v1::RateBand& band = *bands.Add();
  band.set_discount_kind(kind);
  band.set_from_year(from_year);
  band.set_to_year(to_year);
  band.set_rate_basis_points(basis_points);
}

// 3.5 % to year 30, then 3.0 %; health effects 1.5 %, then 1.29 %.
inline v1::LoadDiscountScheduleRequest LoadGreenBook() {
  v1::LoadDiscountScheduleRequest request;
  request.set_parent("programmes/p1");
  request.set_title("Green Book 2026");
  request.set_source("HM Treasury, The Green Book");
  request.set_effective_date("2026-01-01");
  request.set_verified_date("2026-02-01");
  AddBand(*request.mutable_rates(), v1::DISCOUNT_KIND_STANDARD, 1, 30, 350);
  AddBand(*request.mutable_rates(), v1::DISCOUNT_KIND_STANDARD, 31, 0, 300);
  AddBand(*request.mutable_rates(), v1::DISCOUNT_KIND_HEALTH, 1, 30, 150);
  AddBand(*request.mutable_rates(), v1::DISCOUNT_KIND_HEALTH, 31, 0, 129);
  AddBand(*request.mutable_low_rates(), v1::DISCOUNT_KIND_STANDARD, 1, 0, 300);
  AddBand(*request.mutable_low_rates(), v1::DISCOUNT_KIND_HEALTH, 1, 0, 100);
  return request;
}

inline v1::DiscountSchedule LoadedSchedule() {
  const v1::LoadDiscountScheduleRequest request = LoadGreenBook();
  v1::DiscountSchedule schedule;
  schedule.set_name(kSchedule);
  schedule.set_title(request.title());
  schedule.set_effective_date(request.effective_date());
  *schedule.mutable_rates() = request.rates();
  *schedule.mutable_low_rates() = request.low_rates();
  return schedule;
}

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_SCHEDULE_EXAMPLES_H_
