#include "codesign/reactions/open_brief.h"

#include <gtest/gtest.h>

namespace fivestep::codesign {
namespace {

TEST(OpenBriefReaction, NamesTheBriefAfterTheTargetArea) {
  analysis::v1::TargetAreaApproved approved;
  approved.set_target_area("programmes/p1/targetAreas/quit-smoking");
  approved.set_title("Smoking at time of delivery");
  approved.set_indicator("programmes/p1/indicators/smoking");
  approved.set_inequality("twice as common");
  approved.set_population_group("pregnant women");
  approved.set_geography("Blackpool");
  approved.set_mechanism("support is far from home");
  const auto commands = OpenBrief(approved, platform::v1::RecordedEvent());
  ASSERT_EQ(commands.size(), 1u);
  EXPECT_EQ(commands[0].brief(), "programmes/p1/briefs/quit-smoking");
  EXPECT_EQ(commands[0].target_area(), approved.target_area());
  EXPECT_EQ(commands[0].title(), approved.title());
  EXPECT_EQ(commands[0].indicator(), approved.indicator());
  EXPECT_EQ(commands[0].inequality(), approved.inequality());
  EXPECT_EQ(commands[0].population_group(), approved.population_group());
  EXPECT_EQ(commands[0].geography(), approved.geography());
  EXPECT_EQ(commands[0].mechanism(), approved.mechanism());
}

TEST(OpenBriefReaction, IssuesNothingForAnEventThatNamesNoTargetArea) {
  EXPECT_TRUE(OpenBrief({}, platform::v1::RecordedEvent()).empty());
}

}  // namespace
}  // namespace fivestep::codesign
