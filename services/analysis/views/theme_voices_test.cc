#include "analysis/views/theme_voices.h"

#include <gtest/gtest.h>

#include "analysis/domain/theme_voice.h"
#include "fivestep/analysis/v1/ranking.pb.h"
#include "fivestep/engagement/v1/events.pb.h"
#include "platform/testing/fake_read_context.h"

namespace fivestep::analysis {
namespace {

TEST(ThemeVoices, KeepTheLatestAssessmentOfATheme) {
  testing::FakeViewWriter writer;
  engagement::v1::ThemeStrengthAssessed assessed;
  assessed.set_theme("programmes/p1/themes/t1");
  for (const double share : {0.2, 0.31}) {
    assessed.mutable_strength()->set_adjusted_share(share);
    assessed.mutable_strength()->set_lower_bound(0.1);
    assessed.mutable_strength()->set_upper_bound(0.5);
    platform::v1::RecordedEvent record;
    record.set_position(static_cast<int64_t>(share * 100));
    ASSERT_TRUE(ThemeVoicesView().fold(writer, record, assessed).ok());
  }
  v1::ThemeVoice voice;
  ASSERT_TRUE(voice.ParseFromString(writer.Get("programmes/p1/themes/t1")));
  EXPECT_EQ(voice.adjusted_share(), 0.31);
  EXPECT_EQ(voice.lower_bound(), 0.1);
  EXPECT_EQ(voice.upper_bound(), 0.5);
  EXPECT_EQ(voice.source().log(), "engagement");
  EXPECT_EQ(voice.source().position(), 31);
}

TEST(ThemeVoices, PassOverWhatSaysNothingOfStrength) {
  testing::FakeViewWriter writer;
  engagement::v1::ThemeEndorsed endorsed;
  endorsed.set_theme("programmes/p1/themes/t1");
  ASSERT_TRUE(ThemeVoicesView().fold(writer, {}, endorsed).ok());
  EXPECT_EQ(writer.Get("programmes/p1/themes/t1"), "");
}

}  // namespace
}  // namespace fivestep::analysis
