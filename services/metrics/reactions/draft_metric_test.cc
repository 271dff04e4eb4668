#include "metrics/reactions/draft_metric.h"

#include <gtest/gtest.h>

namespace fivestep::metrics {
namespace {

TEST(DraftMetricReaction, NamesTheMetricAfterTheIntervention) {
  codesign::v1::InterventionEndorsed endorsed;
  endorsed.set_intervention("programmes/p1/interventions/advisers");
  endorsed.set_title("Stop-smoking advisers at children's centres");
  endorsed.set_target_area("programmes/p1/targetAreas/quit-smoking");
  endorsed.set_indicator("programmes/p1/indicators/smoking");
  endorsed.set_population_group("pregnant women");
  endorsed.set_geography("Blackpool");
  const auto commands = DraftMetric(endorsed, platform::v1::RecordedEvent());
  ASSERT_EQ(commands.size(), 1u);
  EXPECT_EQ(commands[0].metric(), "programmes/p1/metrics/advisers");
  EXPECT_EQ(commands[0].intervention(), endorsed.intervention());
  EXPECT_EQ(commands[0].target_area(), endorsed.target_area());
  EXPECT_EQ(commands[0].indicator(), endorsed.indicator());
  EXPECT_EQ(commands[0].title(), endorsed.title());
  EXPECT_EQ(commands[0].population_group(), endorsed.population_group());
  EXPECT_EQ(commands[0].geography(), endorsed.geography());
}

TEST(DraftMetricReaction, IssuesNothingForAnEventThatNamesNoIntervention) {
  EXPECT_TRUE(DraftMetric({}, platform::v1::RecordedEvent()).empty());
}

}  // namespace
}  // namespace fivestep::metrics
