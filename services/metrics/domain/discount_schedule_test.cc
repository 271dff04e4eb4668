#include "metrics/domain/discount_schedule.h"

#include <gtest/gtest.h>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/schedule_examples.h"
#include "platform/testing/given.h"

namespace fivestep::metrics {
namespace {

using testing::Given;

TEST(LoadDiscountSchedule, KeepsTheRatesInTheOrderOfKindAndYear) {
  v1::LoadDiscountScheduleRequest request = LoadGreenBook();
  request.mutable_rates()->SwapElements(0, 3);
  auto then = Given<v1::DiscountSchedule>().Naming(kSchedule).When(Decide, request);
  ASSERT_FALSE(then.decision().rejected());
  v1::DiscountSchedule schedule;
  Evolve(schedule, static_cast<const v1::DiscountScheduleLoaded&>(*then.decision().events()[0]));
  EXPECT_EQ(schedule.rates(0).rate_basis_points(), 350);
  EXPECT_EQ(schedule.rates(3).rate_basis_points(), 129);
  EXPECT_NEAR(RatesOf(schedule.rates())->standard.Factor(31), 0.3459, 5e-5);
}

TEST(LoadDiscountSchedule, RejectsRatesThatLeaveAYearOut) {
  v1::LoadDiscountScheduleRequest request = LoadGreenBook();
  request.mutable_rates(0)->set_to_year(29);
  Given<v1::DiscountSchedule>().When(Decide, request).ThenRejected(v1::SCHEDULE_NOT_VALID);
}

TEST(LoadDiscountSchedule, RejectsOneWithoutRatesForHealthEffects) {
  v1::LoadDiscountScheduleRequest request = LoadGreenBook();
  request.mutable_rates()->DeleteSubrange(2, 2);
  Given<v1::DiscountSchedule>().When(Decide, request).ThenRejected(v1::SCHEDULE_NOT_VALID);
}

TEST(LoadDiscountSchedule, NamesEveryFieldThatIsWrongAtOnce) {
  v1::LoadDiscountScheduleRequest request = LoadGreenBook();
  request.set_effective_date("2026");
  request.set_verified_date("2026-03-03");  // tomorrow
  request.clear_rates();
  request.mutable_low_rates(0)->set_from_year(2);
  auto then = Given<v1::DiscountSchedule>().When(Decide, request);
  then.ThenRejected(v1::SCHEDULE_NOT_VALID);
  EXPECT_EQ(then.decision().rejection().violations().size(), 4u);
}

}  // namespace
}  // namespace fivestep::metrics
