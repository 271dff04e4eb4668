#include "programme/reactions/open_issue.h"

#include <gtest/gtest.h>

#include "platform/core/resource_name.h"

namespace fivestep::programme {
namespace {

TEST(OpenIssue, AsksWhetherToGoBackToStepTwo) {
  analysis::v1::EmergingInequalityRaised event;
  event.set_emerging_inequality("programmes/p1/emergingInequalities/e1");
  event.set_title("Emerging: smoking");
  event.set_reason("In 2022 and 2023 the gap is wider than in 2021.");
  event.set_owner_role("public health consultant");
  platform::v1::RecordedEvent record;
  record.set_programme("programmes/p1");
  record.set_position(42);
  const auto issues = OpenIssue(event, record);
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].issue(), "programmes/p1/issues/analysis-42");
  ResourceName name;
  EXPECT_TRUE(ResourceName::Parse(issues[0].issue(), name));
  EXPECT_EQ(issues[0].step(), v1::STEP_IDENTIFY_AND_PRIORITISE);
  EXPECT_EQ(issues[0].owner_role(), "public health consultant");
  EXPECT_EQ(issues[0].subject_resource(), event.emerging_inequality());
  EXPECT_NE(issues[0].question().find("wider"), std::string::npos);
  EXPECT_EQ(issues[0].SerializeAsString(), OpenIssue(event, record)[0].SerializeAsString());
}

}  // namespace
}  // namespace fivestep::programme
