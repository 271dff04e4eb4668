#include "engagement/statistics/kappa.h"

#include <gtest/gtest.h>

namespace fivestep::engagement::statistics {
namespace {

TEST(Kappa, HasTheWorkedValue) {
  const auto agreement = CohensKappa({20, 5, 10, 15});
  ASSERT_TRUE(agreement.ok());
  EXPECT_DOUBLE_EQ(agreement->observed, 0.7);
  EXPECT_NEAR(agreement->kappa->value, 0.4, 1e-12);
  EXPECT_NEAR(agreement->kappa->interval.lower, 0.1511, 0.0001);
  EXPECT_NEAR(agreement->kappa->interval.upper, 0.6489, 0.0001);
}

TEST(Kappa, IsLowerForTheSameAgreementWhereChanceExplainsMoreOfIt) {
  const auto agreement = CohensKappa({45, 15, 25, 15});
  EXPECT_DOUBLE_EQ(agreement->observed, 0.6);
  EXPECT_NEAR(agreement->kappa->value, 0.1304, 0.0001);
  EXPECT_NEAR(agreement->kappa->interval.lower, -0.0629, 0.0001);
}

TEST(Kappa, IsOneWhereBothAlwaysAgree) {
  const auto agreement = CohensKappa({40, 0, 0, 10});
  EXPECT_DOUBLE_EQ(agreement->kappa->value, 1);
  EXPECT_NEAR(agreement->kappa->interval.lower, 1, 1e-6);
}

TEST(Kappa, IsMinusOneWhereTheyNeverDo) {
  EXPECT_DOUBLE_EQ(CohensKappa({0, 5, 5, 0})->kappa->value, -1);
}

TEST(Kappa, DoesNotExistWhereChanceAloneWouldAgree) {
  for (const CoderTable& table : {CoderTable{7, 0, 0, 0}, CoderTable{0, 0, 0, 7}}) {
    const auto agreement = CohensKappa(table);
    EXPECT_DOUBLE_EQ(agreement->observed, 1);
    EXPECT_FALSE(agreement->kappa);
  }
}

TEST(Kappa, DoesNotDependOnWhoIsCalledFirst) {
  const auto one = CohensKappa({20, 5, 10, 15});
  const auto other = CohensKappa({20, 10, 5, 15});
  EXPECT_DOUBLE_EQ(one->kappa->value, other->kappa->value);
  EXPECT_NEAR(one->kappa->interval.upper, other->kappa->interval.upper, 1e-12);
}

TEST(Kappa, RefusesAnEmptyTable) {
  EXPECT_FALSE(CohensKappa({}).ok());
  EXPECT_FALSE(CohensKappa({-1, 3, 3, 3}).ok());
}

}  // namespace
}  // namespace fivestep::engagement::statistics
