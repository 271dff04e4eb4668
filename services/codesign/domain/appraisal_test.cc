#include "codesign/domain/appraisal.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "codesign/domain/examples.h"
#include "fivestep/codesign/v1/error_reason.pb.h"

namespace fivestep::codesign {
namespace {

using testing::Given;

v1::AppraiseInterventionRequest Appraise(v1::StakeholderGroup group) {
  v1::AppraiseInterventionRequest request;
  request.set_name(kIntervention);
  request.set_stakeholder_group(group);
  *request.mutable_scores() = AppraisalBy(group, 2).scores();
  return request;
}

v1::Intervention Proposed() {
  v1::Intervention intervention;
  intervention.set_state(v1::Intervention::STATE_PROPOSED);
  return intervention;
}

v1::InterventionAppraised AppraisedBy(v1::StakeholderGroup group, int score) {
  v1::InterventionAppraised appraised;
  *appraised.mutable_appraisal() = AppraisalBy(group, score);
  return appraised;
}

TEST(AppraisalDecider, RecordsTheScoresInTheOrderOfTheCriteria) {
  auto request = Appraise(v1::STAKEHOLDER_GROUP_CLINICIANS);
  std::reverse(request.mutable_scores()->begin(), request.mutable_scores()->end());
  v1::InterventionAppraised expected = AppraisedBy(v1::STAKEHOLDER_GROUP_CLINICIANS, 2);
  expected.set_intervention(kIntervention);
  Given<v1::Intervention>(Proposed()).When(Decide, request).ThenEmits(expected);
}

TEST(AppraisalDecider, RejectsACriterionThatIsMissingOrGivenTwice) {
  auto missing = Appraise(v1::STAKEHOLDER_GROUP_CLINICIANS);
  missing.mutable_scores()->RemoveLast();
  Given<v1::Intervention>(Proposed()).When(Decide, missing).ThenRejected(v1::APPRAISAL_NOT_VALID);
  auto twice = Appraise(v1::STAKEHOLDER_GROUP_CLINICIANS);
  twice.mutable_scores(5)->set_criterion(v1::APEASE_CRITERION_ACCEPTABILITY);
  const auto then = Given<v1::Intervention>(Proposed()).When(Decide, twice);
  EXPECT_EQ(then.decision().rejection().violations().size(), 2u);
}

TEST(AppraisalRow, SaysNothingOfOneGroupAlone) {
  v1::Intervention intervention = Proposed();
  Evolve(intervention, AppraisedBy(v1::STAKEHOLDER_GROUP_RESIDENTS, 4));
  EXPECT_TRUE(intervention.spreads().empty());
}

TEST(AppraisalRow, ShowsWhereGroupsDisagreeAndNoMean) {
  v1::Intervention intervention = Proposed();
  Evolve(intervention, AppraisedBy(v1::STAKEHOLDER_GROUP_RESIDENTS, 4));
  Evolve(intervention, AppraisedBy(v1::STAKEHOLDER_GROUP_CLINICIANS, 3));
  ASSERT_EQ(intervention.spreads_size(), 6);
  EXPECT_FALSE(intervention.spreads(0).disagreement());
  Evolve(intervention, AppraisedBy(v1::STAKEHOLDER_GROUP_COMMISSIONERS, 1));
  const v1::ApeaseSpread& spread = intervention.spreads(5);
  EXPECT_EQ(spread.criterion(), v1::APEASE_CRITERION_EQUITY);
  EXPECT_EQ(spread.lowest(), 1);
  EXPECT_EQ(spread.highest(), 4);
  EXPECT_TRUE(spread.disagreement());
  ASSERT_EQ(spread.lowest_groups_size(), 1);
  EXPECT_EQ(spread.lowest_groups(0), v1::STAKEHOLDER_GROUP_COMMISSIONERS);
}

TEST(AppraisalRow, KeepsTheNewestOfAGroup) {
  v1::Intervention intervention = Proposed();
  Evolve(intervention, AppraisedBy(v1::STAKEHOLDER_GROUP_RESIDENTS, 4));
  Evolve(intervention, AppraisedBy(v1::STAKEHOLDER_GROUP_RESIDENTS, 1));
  ASSERT_EQ(intervention.appraisals_size(), 1);
  EXPECT_EQ(intervention.appraisals(0).scores(0).score(), 1);
}

TEST(ShortlistDecider, NeedsResidentsAndOneOtherGroup) {
  v1::ShortlistInterventionRequest request;
  request.set_name(kIntervention);
  request.set_reason("most wanted and affordable");
  v1::Intervention intervention = Proposed();
  Evolve(intervention, AppraisedBy(v1::STAKEHOLDER_GROUP_CLINICIANS, 3));
  Evolve(intervention, AppraisedBy(v1::STAKEHOLDER_GROUP_COMMISSIONERS, 3));
  Given<v1::Intervention>(intervention).When(Decide, request).ThenRejected(v1::APPRAISALS_MISSING);
  v1::Intervention alone = Proposed();
  Evolve(alone, AppraisedBy(v1::STAKEHOLDER_GROUP_RESIDENTS, 3));
  Given<v1::Intervention>(alone).When(Decide, request).ThenRejected(v1::APPRAISALS_MISSING);
  Evolve(intervention, AppraisedBy(v1::STAKEHOLDER_GROUP_RESIDENTS, 0));
  v1::InterventionShortlisted expected;
  expected.set_intervention(kIntervention);
  expected.set_reason("most wanted and affordable");
  Given<v1::Intervention>(intervention).When(Decide, request).ThenEmits(expected);
  Evolve(intervention, expected);
  EXPECT_EQ(intervention.state(), v1::Intervention::STATE_SHORTLISTED);
}

}  // namespace
}  // namespace fivestep::codesign
