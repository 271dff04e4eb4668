#include "analysis/domain/theme_voice.h"

#include <gtest/gtest.h>

#include <string>

#include "platform/testing/given.h"

namespace fivestep::analysis {
namespace {

constexpr char kFinding[] = "programmes/p1/findings/f1";
constexpr char kTheme[] = "programmes/p1/themes/t1";
constexpr char kStrongTheme[] = "programmes/p1/themes/t2";

class ThemeVoiceTest : public ::testing::Test {
 protected:
  ThemeVoiceTest() {
    scores_.Add()->set_criterion(v1::CRITERION_SIZE);
    scores_.Add()->set_criterion(v1::CRITERION_COMMUNITY_VOICE);
    finding_.add_themes(kTheme);
    finding_.add_themes(kStrongTheme);
    finding_.add_themes("programmes/p1/themes/not-assessed");
  }
  void Assess(const char* theme, double share) {
    v1::ThemeVoice voice;
    voice.set_theme(theme);
    voice.set_adjusted_share(share);
    voice.set_lower_bound(0.25);
    voice.set_upper_bound(0.48);
    rows_.PutViewValue(kThemeVoicesView, theme, voice.SerializeAsString());
  }
  Decision Set() {
    const CommandContext context{.now = {}, .actor = actor_, .view = rows_};
    return SetThemeVoice(finding_, kFinding, context, scores_);
  }
  v1::CriterionScore& voice() { return scores_[1]; }

  v1::Finding finding_;
  google::protobuf::RepeatedPtrField<v1::CriterionScore> scores_;

 private:
  testing::FakeRows rows_;
  platform::v1::Actor actor_;
};

TEST_F(ThemeVoiceTest, IsTheShareOfTheStrongestTheme) {
  Assess(kTheme, 0.12);
  Assess(kStrongTheme, 0.31);
  ASSERT_FALSE(Set().rejected());
  EXPECT_DOUBLE_EQ(voice().score(), 31);
  EXPECT_DOUBLE_EQ(voice().plausible_low(), 25);
  EXPECT_DOUBLE_EQ(voice().plausible_high(), 48);
  EXPECT_EQ(voice().theme_voice().theme(), kStrongTheme);
  EXPECT_EQ(scores_[0].score(), 0);
}

TEST_F(ThemeVoiceTest, MayBeSaidByThePanelAndNothingElse) {
  Assess(kTheme, 0.31);
  voice().set_score(31);
  EXPECT_FALSE(Set().rejected());
  voice().set_score(80);
  EXPECT_EQ(Set().rejection().reason(), "VOICE_IS_COMPUTED");
}

TEST_F(ThemeVoiceTest, IsThePanelsWhereNoThemeWasAssessed) {
  voice().set_score(40);
  ASSERT_FALSE(Set().rejected());
  EXPECT_EQ(voice().score(), 40);
  EXPECT_FALSE(voice().has_theme_voice());
}

TEST_F(ThemeVoiceTest, IsNothingWhereNoThemeIsAnswered) {
  finding_.clear_themes();
  EXPECT_FALSE(Set().rejected());
  voice().set_score(1);
  EXPECT_EQ(Set().rejection().reason(), "VOICE_WITHOUT_THEME");
}

}  // namespace
}  // namespace fivestep::analysis
