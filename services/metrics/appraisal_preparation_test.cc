#include "metrics/appraisal_preparation.h"

#include <gtest/gtest.h>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/money_examples.h"
#include "metrics/domain/schedule_examples.h"
#include "platform/testing/fake_read_context.h"

namespace fivestep::metrics {
namespace {

using testing::FakeReadContext;

v1::AppraiseReturnRequest Appraise() {
  v1::AppraiseReturnRequest request;
  request.set_parent("programmes/p1");
  request.set_discount_schedule(kSchedule);
  request.set_base_financial_year(2026);
  request.set_sensitivity_basis_points(2'000);
  return request;
}

TEST(AppraisalPreparation, AppraisesBenefitsAndCostsOfTheProgramme) {
  FakeReadContext context;
  context.Put(LoadedSchedule());
  context.Put(OwnedBenefit());
  context.Put(PlannedCost());
  const auto result = PrepareAppraisal(Appraise(), context);
  ASSERT_TRUE(result.ok()) << result.status().ToString();
  EXPECT_EQ(result->returns(0).planned().net_pence(), 78'647 - 50'000);
}

TEST(AppraisalPreparation, KeepsToTheInterventionThatIsNamed) {
  FakeReadContext context;
  context.Put(LoadedSchedule());
  v1::Benefit other = OwnedBenefit();
  other.set_intervention("programmes/p1/interventions/other");
  context.Put(other);
  v1::AppraiseReturnRequest request = Appraise();
  request.set_intervention(kIntervention);
  EXPECT_EQ(PrepareAppraisal(request, context).status().reason(), "NOTHING_TO_APPRAISE");
}

TEST(AppraisalPreparation, RejectsAScheduleThatIsNotThere) {
  FakeReadContext context;
  context.Put(OwnedBenefit());
  EXPECT_EQ(PrepareAppraisal(Appraise(), context).status().code(), Code::kNotFound);
}

TEST(AppraisalPreparation, RejectsAScheduleThatALaterOneInForceHasReplaced) {
  FakeReadContext context;
  context.Put(LoadedSchedule());
  context.Put(OwnedBenefit());
  v1::DiscountSchedule newer = LoadedSchedule();
  newer.set_name("programmes/p1/discountSchedules/newer");
  newer.set_effective_date("2026-02-01");
  context.Put(newer);
  const Status status = PrepareAppraisal(Appraise(), context).status();
  EXPECT_EQ(status.reason(), "SCHEDULE_REPLACED");
  EXPECT_NE(status.message().find(newer.name()), std::string::npos);
  newer.set_effective_date("2027-01-01");  // not in force yet
  context.Put(newer);
  EXPECT_TRUE(PrepareAppraisal(Appraise(), context).ok());
}

TEST(AppraisalPreparation, RejectsEffectsBeyondFiftyYearsWithoutLowRates) {
  FakeReadContext context;
  v1::DiscountSchedule schedule = LoadedSchedule();
  schedule.clear_low_rates();
  context.Put(schedule);
  v1::Benefit benefit = OwnedBenefit();
  AddAmount(*benefit.mutable_plan()->mutable_amounts(), 2080, 1);
  context.Put(benefit);
  EXPECT_EQ(PrepareAppraisal(Appraise(), context).status().reason(), "LOW_RATES_MISSING");
}

}  // namespace
}  // namespace fivestep::metrics
