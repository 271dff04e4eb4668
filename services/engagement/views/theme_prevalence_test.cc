#include "engagement/views/theme_prevalence.h"

#include <gtest/gtest.h>

#include "fivestep/engagement/v1/events.pb.h"
#include "platform/testing/fake_read_context.h"

namespace fivestep::engagement {
namespace {

using fivestep::testing::FakeReadContext;
using fivestep::testing::FakeViewWriter;

constexpr char kTheme[] = "programmes/p1/themes/lifts";

std::string Contribution(int number) {
  return "programmes/p1/contributions/c" + std::to_string(number);
}

v1::GetThemePrevalenceResponse PrevalenceOf(int contributions, int withdrawn = 0) {
  const ViewFold view = ThemePrevalenceView();
  FakeViewWriter writer;
  v1::ContributionCoded coded;
  coded.set_theme(kTheme);
  for (int i = 0; i < contributions; ++i) {
    coded.set_contribution(Contribution(i));
    EXPECT_TRUE(view.fold(writer, {}, coded).ok());
  }
  for (int i = 0; i < withdrawn; ++i) {
    v1::ContributionWithdrawn event;
    event.set_contribution(Contribution(i));
    EXPECT_TRUE(view.fold(writer, {}, event).ok());
  }
  EXPECT_TRUE(view.fold(writer, {}, v1::ActivityOpened()).ok());
  v1::Theme theme;
  theme.add_activities("programmes/p1/activities/cafe");
  FakeReadContext context;
  context.PutRow(kTheme, theme).WithView(view.view, writer);
  v1::GetThemePrevalenceRequest request;
  request.set_name(kTheme);
  return AnswerThemePrevalence(request, context).value();
}

TEST(Release, ShowsZero) { EXPECT_EQ(Release(0).text(), "0"); }

TEST(Release, WithholdsOneToSeven) {
  for (int64_t count = 1; count <= 7; ++count) {
    EXPECT_EQ(Release(count).text(), "fewer than 8");
    EXPECT_FALSE(Release(count).has_rounded_count());
  }
}

TEST(Release, RoundsTheRestToTheNearestFive) {
  EXPECT_EQ(Release(8).text(), "10");
  EXPECT_EQ(Release(12).text(), "10");
  EXPECT_EQ(Release(13).text(), "15");
  EXPECT_EQ(Release(1002).rounded_count(), 1000);
  EXPECT_EQ(Release(1003).rounded_count(), 1005);
}

TEST(ThemePrevalence, GivesNoSmallNumberAway) {
  for (int count = 1; count <= 7; ++count) {
    EXPECT_EQ(PrevalenceOf(count).SerializeAsString(), PrevalenceOf(1).SerializeAsString());
  }
}

TEST(ThemePrevalence, CountsContributionsAndActivities) {
  const auto response = PrevalenceOf(23);
  EXPECT_EQ(response.contribution_count().text(), "25");
  EXPECT_EQ(response.activity_count(), 1);
}

TEST(ThemePrevalence, CountsNoContributionThatWasTakenBack) {
  EXPECT_EQ(PrevalenceOf(23, 10).contribution_count().text(), "15");
  EXPECT_EQ(PrevalenceOf(9, 9).contribution_count().text(), "0");
}

TEST(ThemePrevalence, TakesAContributionBackFromEveryThemeThatItWasPartOf) {
  const ViewFold view = ThemePrevalenceView();
  FakeViewWriter writer;
  v1::ContributionCoded coded;
  coded.set_contribution(Contribution(1));
  for (const char* theme : {kTheme, "programmes/p1/themes/waits"}) {
    coded.set_theme(theme);
    ASSERT_TRUE(view.fold(writer, {}, coded).ok());
  }
  v1::ContributionWithdrawn withdrawn;
  withdrawn.set_contribution(Contribution(1));
  ASSERT_TRUE(view.fold(writer, {}, withdrawn).ok());
  EXPECT_EQ(writer.Get(kTheme), "0");
  EXPECT_EQ(writer.Get("programmes/p1/themes/waits"), "0");
}

TEST(ThemePrevalence, TakesNoNoticeOfOneThatWasPartOfNothing) {
  EXPECT_EQ(PrevalenceOf(0, 1).contribution_count().text(), "0");
}

TEST(ThemePrevalence, IsZeroForAThemeWithoutContributions) {
  EXPECT_EQ(PrevalenceOf(0).contribution_count().text(), "0");
}

TEST(ThemePrevalence, IsNotFoundForAThemeThatIsNotThere) {
  FakeReadContext context;
  v1::GetThemePrevalenceRequest request;
  request.set_name(kTheme);
  EXPECT_EQ(AnswerThemePrevalence(request, context).status().code(), Code::kNotFound);
}

}  // namespace
}  // namespace fivestep::engagement
