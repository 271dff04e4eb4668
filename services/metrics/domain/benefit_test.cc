#include "metrics/domain/benefit.h"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/money_examples.h"
#include "platform/testing/given.h"

namespace fivestep::metrics {
namespace {

using testing::Given;

Given<v1::Benefit> Nothing() {
  Given<v1::Benefit> given;
  given.Naming(kBenefit);
  return given;
}

TEST(PlanBenefit, KeepsWhatIsExpectedInTheOrderOfTheYears) {
  v1::PlanBenefitRequest request = PlanCashBenefit();
  request.mutable_plan()->mutable_amounts()->SwapElements(0, 1);
  v1::BenefitPlanned expected;
  expected.set_benefit(kBenefit);
  expected.set_title(request.title());
  expected.set_benefit_class(request.benefit_class());
  expected.set_discount_kind(request.discount_kind());
  expected.set_intervention(request.intervention());
  expected.set_metric(request.metric());
  expected.set_owner_role(request.owner_role());
  *expected.mutable_plan() = PlanCashBenefit().plan();
  Nothing().When(Decide, request).ThenEmits(expected);
}

struct WrongPlan {
  const char* field;
  std::function<void(v1::PlanBenefitRequest&)> spoil;
};

TEST(PlanBenefit, RejectsWhatIsNoPlanAndNamesTheField) {
  const std::vector<WrongPlan> wrong = {
      {"plan.amounts", [](auto& r) { r.mutable_plan()->clear_amounts(); }},
      {"plan.amounts", [](auto& r) { *r.mutable_plan()->add_amounts() = r.plan().amounts(0); }},
      {"plan.valuation_source", [](auto& r) { r.mutable_plan()->clear_valuation_source(); }},
      {"discount_kind", [](auto& r) { r.clear_discount_kind(); }},
      {"discount_kind", [](auto& r) { r.set_discount_kind(v1::DISCOUNT_KIND_HEALTH); }},
      {"plan.shares", [](auto& r) { *r.mutable_plan()->add_shares() = r.plan().shares(0); }},
      {"plan.shares",
       [](auto& r) { r.mutable_plan()->mutable_shares(0)->set_share_basis_points(9'000); }},
      {"plan.amounts", [](auto& r) { r.set_benefit_class(v1::BENEFIT_CLASS_UNMONETISABLE); }},
  };
  for (const WrongPlan& one : wrong) {
    v1::PlanBenefitRequest request = PlanCashBenefit();
    one.spoil(request);
    auto then = Nothing().When(Decide, request);
    then.ThenRejected(v1::BENEFIT_NOT_VALID);
    EXPECT_EQ(then.decision().rejection().violations().at(0).field, one.field);
  }
}

TEST(PlanBenefit, TakesAnUnmonetisableOneWithoutAmounts) {
  v1::PlanBenefitRequest request = PlanCashBenefit();
  request.set_benefit_class(v1::BENEFIT_CLASS_UNMONETISABLE);
  request.clear_discount_kind();
  request.mutable_plan()->clear_amounts();
  EXPECT_FALSE(Nothing().When(Decide, request).decision().rejected());
}

v1::AcceptBenefitRequest Accept(const std::string& role) {
  v1::AcceptBenefitRequest request;
  request.set_name(kBenefit);
  request.set_accepted_by_role(role);
  return request;
}

TEST(AcceptBenefit, GivesItAnOwner) {
  v1::BenefitAccepted expected;
  expected.set_benefit(kBenefit);
  expected.set_accepted_by_role("finance director");
  Given<v1::Benefit>(PlannedBenefit()).When(Decide, Accept("finance director")).ThenEmits(expected);
}

TEST(AcceptBenefit, RejectsAnotherRoleAndASecondTime) {
  Given<v1::Benefit>(PlannedBenefit())
      .When(Decide, Accept("somebody else"))
      .ThenRejected(v1::BENEFIT_NOT_VALID);
  Given<v1::Benefit>(OwnedBenefit())
      .When(Decide, Accept("finance director"))
      .ThenRejected(v1::BENEFIT_NOT_IN_STATE);
}

v1::ReviseBenefitRequest Revise() {
  v1::ReviseBenefitRequest request;
  request.set_name(kBenefit);
  *request.mutable_plan() = PlanCashBenefit().plan();
  request.mutable_plan()->mutable_amounts(0)->set_amount_pence(1);
  request.set_reason("The clinic closes later");
  request.set_approved_by_role("programme board");
  return request;
}

TEST(ReviseBenefit, CountsTheRevisionAndKeepsTheReason) {
  auto then = Given<v1::Benefit>(OwnedBenefit()).When(Decide, Revise());
  ASSERT_FALSE(then.decision().rejected());
  v1::Benefit benefit = OwnedBenefit();
  Evolve(benefit, static_cast<const v1::BenefitPlanRevised&>(*then.decision().events()[0]));
  EXPECT_EQ(benefit.revision_count(), 1);
  EXPECT_EQ(benefit.revision_reason(), "The clinic closes later");
  EXPECT_EQ(benefit.plan().amounts(0).amount_pence(), 1);
}

TEST(ReviseBenefit, RejectsAPlanWithoutAmountsAndAClosedBenefit) {
  v1::ReviseBenefitRequest request = Revise();
  request.mutable_plan()->clear_amounts();
  Given<v1::Benefit>(OwnedBenefit()).When(Decide, request).ThenRejected(v1::BENEFIT_NOT_VALID);
  Given<v1::Benefit>(ClosedBenefit()).When(Decide, Revise()).ThenRejected(v1::BENEFIT_NOT_IN_STATE);
}

TEST(RealiseBenefit, RecordsWhatCameOfItAndHowItIsKnown) {
  v1::BenefitRealised expected;
  expected.set_benefit(kBenefit);
  *expected.mutable_realised() = Realise().realised();
  Given<v1::Benefit>(OwnedBenefit()).When(Decide, Realise()).ThenEmits(expected);
}

TEST(RealiseBenefit, RejectsOneThatNobodyOwns) {
  for (const v1::Benefit& benefit : {PlannedBenefit(), ClosedBenefit()}) {
    Given<v1::Benefit>(benefit).When(Decide, Realise()).ThenRejected(v1::BENEFIT_NOT_IN_STATE);
  }
}

struct WrongEntry {
  const char* field;
  std::function<void(v1::RealisedBenefit&)> spoil;
};

TEST(RealiseBenefit, RejectsWhatIsNotKnownOrCannotBe) {
  const std::vector<WrongEntry> wrong = {
      {"realised.start_date", [](auto& r) { r.set_start_date("soon"); }},
      {"realised.end_date", [](auto& r) { r.set_end_date("2025-03-31"); }},
      {"realised.end_date", [](auto& r) { r.set_end_date("2026-03-02"); }},  // today
      {"realised.end_date", [](auto& r) { r.set_start_date("2025-03-01"); }},
      {"realised.attributed_pence", [](auto& r) { r.set_attribution(v1::ATTRIBUTION_NOT_SHOWN); }},
      {"realised.attributed_pence", [](auto& r) { r.set_attributed_pence(r.amount_pence() + 1); }},
      {"realised.comparator", [](auto& r) { r.clear_comparator(); }},
  };
  for (const WrongEntry& one : wrong) {
    v1::RecordRealisedBenefitRequest request = Realise();
    one.spoil(*request.mutable_realised());
    auto then = Given<v1::Benefit>(OwnedBenefit()).When(Decide, request);
    then.ThenRejected(v1::REALISED_NOT_VALID);
    EXPECT_EQ(then.decision().rejection().violations().at(0).field, one.field);
  }
}

TEST(RealiseBenefit, RejectsABudgetReductionOfABenefitThatReleasesNoCash) {
  v1::Benefit benefit = OwnedBenefit();
  benefit.set_benefit_class(v1::BENEFIT_CLASS_SOCIETAL);
  v1::RecordRealisedBenefitRequest request = Realise();
  request.mutable_realised()->set_attribution(v1::ATTRIBUTION_BUDGET_REDUCED);
  Given<v1::Benefit>(benefit).When(Decide, request).ThenRejected(v1::REALISED_NOT_VALID);
}

TEST(RealiseBenefit, RejectsAnAmountOfWhatHasNone) {
  v1::Benefit benefit = OwnedBenefit();
  benefit.set_benefit_class(v1::BENEFIT_CLASS_UNMONETISABLE);
  Given<v1::Benefit>(benefit).When(Decide, Realise()).ThenRejected(v1::REALISED_NOT_VALID);
}

TEST(RealiseBenefit, TakesAnAmountWhoseCauseIsNotShownAndAttributesNothing) {
  v1::RecordRealisedBenefitRequest request = Realise();
  request.mutable_realised()->set_attribution(v1::ATTRIBUTION_NOT_SHOWN);
  request.mutable_realised()->set_attributed_pence(0);
  request.mutable_realised()->clear_comparator();
  EXPECT_FALSE(Given<v1::Benefit>(OwnedBenefit()).When(Decide, request).decision().rejected());
}

TEST(RealiseBenefit, RejectsAPeriodTwiceUnlessItIsRevised) {
  v1::RecordRealisedBenefitRequest request = Realise();
  const v1::Benefit benefit = RealisedOnce();
  Given<v1::Benefit>(benefit).When(Decide, request).ThenRejected(v1::REALISED_PERIOD_EXISTS);
  request.mutable_realised()->set_revision_reason("The invoice came");
  request.mutable_realised()->set_attributed_pence(1);
  auto then = Given<v1::Benefit>(benefit).When(Decide, request);
  ASSERT_FALSE(then.decision().rejected());
  v1::Benefit after = benefit;
  Evolve(after, static_cast<const v1::BenefitRealised&>(*then.decision().events()[0]));
  ASSERT_EQ(after.realised_size(), 1);
  EXPECT_EQ(after.realised(0).attributed_pence(), 1);
}

TEST(RealiseBenefit, RejectsAPeriodThatOverlapsAnother) {
  v1::RecordRealisedBenefitRequest request = Realise();
  request.mutable_realised()->set_start_date("2025-09-30");
  request.mutable_realised()->set_end_date("2025-12-31");
  Given<v1::Benefit>(RealisedOnce()).When(Decide, request).ThenRejected(v1::REALISED_PERIOD_EXISTS);
}

TEST(RealiseBenefit, RejectsRevisingWhatIsNotThere) {
  v1::RecordRealisedBenefitRequest request = Realise();
  request.mutable_realised()->set_revision_reason("Wrong");
  Given<v1::Benefit>(OwnedBenefit())
      .When(Decide, request)
      .ThenRejected(v1::REALISED_PERIOD_NOT_FOUND);
}

TEST(RealiseBenefit, RejectsMorePeriodsThanARowHolds) {
  v1::Benefit benefit = OwnedBenefit();
  for (int i = 0; i < kMaxRealisedPeriods; ++i) {
    v1::RealisedBenefit& one = *benefit.add_realised();
    one.set_start_date("2000-01-01");
    one.set_end_date("2000-01-31");
  }
  Given<v1::Benefit>(benefit).When(Decide, Realise()).ThenRejected(v1::TOO_MANY_PERIODS);
}

TEST(CloseBenefit, EndsIt) {
  v1::CloseBenefitRequest request;
  request.set_name(kBenefit);
  request.set_conclusion(v1::BENEFIT_CONCLUSION_PARTLY_REALISED);
  request.set_reason("The clinic stays open for some");
  v1::BenefitClosed expected;
  expected.set_benefit(kBenefit);
  expected.set_conclusion(v1::BENEFIT_CONCLUSION_PARTLY_REALISED);
  expected.set_reason("The clinic stays open for some");
  Given<v1::Benefit>(OwnedBenefit()).When(Decide, request).ThenEmits(expected);
  Given<v1::Benefit>(ClosedBenefit()).When(Decide, request).ThenRejected(v1::BENEFIT_NOT_IN_STATE);
}

}  // namespace
}  // namespace fivestep::metrics
