#include "platform/bus/subjects.h"

#include <gtest/gtest.h>

namespace fivestep {
namespace {

platform::v1::RecordedEvent Event(const std::string& programme, const std::string& type) {
  platform::v1::RecordedEvent event;
  event.set_programme(programme);
  event.set_type(type);
  return event;
}

TEST(Subjects, AreThoseThatOtherSystemsBuildOn) {
  EXPECT_EQ(EventStreamName("lsc-2026", "engagement"), "FIVESTEP_LSC_2026_ENGAGEMENT");
  EXPECT_EQ(CheckpointStreamName("lsc-2026", "engagement"),
            "FIVESTEP_LSC_2026_CHECKPOINTS_ENGAGEMENT");
  EXPECT_EQ(EventSubjects("lsc-2026", "engagement"), "fivestep.lsc-2026.event.engagement.>");
  EXPECT_EQ(CheckpointSubject("lsc-2026", "engagement"), "fivestep.lsc-2026.checkpoint.engagement");
  EXPECT_EQ(EventSubject("lsc-2026", "engagement",
                         Event("programmes/smoking", "fivestep.engagement.v1.ThemeAgreed")),
            "fivestep.lsc-2026.event.engagement.smoking.ThemeAgreed");
}

TEST(Subjects, OfAnEventWithoutProgrammeHaveAHyphen) {
  EXPECT_EQ(EventSubject("demo", "analysis", Event("", "fivestep.platform.v1.ViewRebuilt")),
            "fivestep.demo.event.analysis.-.ViewRebuilt");
}

TEST(BusNames, RefuseWhatCannotStandInAName) {
  EXPECT_TRUE(CheckBusNames("demo", "engagement").ok());
  EXPECT_TRUE(CheckBusNames("lsc-2026", "analysis").ok());
  for (const char* deployment : {"", "Demo", "a.b", "a_b", "-a", "a-", "a b", "*", ">"}) {
    EXPECT_FALSE(CheckBusNames(deployment, "engagement").ok()) << deployment;
  }
  for (const char* context : {"", "co-design", "9lives", "a.b", "Analysis", ">"}) {
    EXPECT_FALSE(CheckBusNames("demo", context).ok()) << context;
  }
}

// FIVESTEP_X_CHECKPOINTS_METRICS would be two streams.
TEST(BusNames, RefuseADeploymentWhoseEventsLookLikeCheckpoints) {
  EXPECT_EQ(EventStreamName("x-checkpoints", "metrics"), CheckpointStreamName("x", "metrics"));
  EXPECT_FALSE(CheckBusNames("x-checkpoints", "metrics").ok());
  EXPECT_FALSE(CheckBusNames("checkpoints", "metrics").ok());
}

}  // namespace
}  // namespace fivestep
