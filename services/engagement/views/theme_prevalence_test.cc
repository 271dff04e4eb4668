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

// Three contributions of one person and two of nobody knows whom are three people.
TEST(ThemePrevalence, CountsWhoIsKnownOnceAndOthersOnceAContribution) {
  const ViewFold view = ThemePrevalenceView();
  FakeViewWriter writer;
  const std::string people = std::string("people\n") + kTheme;
  for (int i = 0; i < 5; ++i) {
    v1::ContributionRecorded recorded;
    recorded.set_contribution(Contribution(i));
    if (i < 3) recorded.set_person("programmes/p1/people/x");
    ASSERT_TRUE(view.fold(writer, {}, recorded).ok());
    v1::ContributionCoded coded;
    coded.set_contribution(Contribution(i));
    coded.set_theme(kTheme);
    ASSERT_TRUE(view.fold(writer, {}, coded).ok());
  }
  EXPECT_EQ(writer.Get(kTheme), "5");
  EXPECT_EQ(writer.Get(people), "3");
  for (int i = 0; i < 3; ++i) {
    v1::ContributionWithdrawn withdrawn;
    withdrawn.set_contribution(Contribution(i));
    ASSERT_TRUE(view.fold(writer, {}, withdrawn).ok());
    EXPECT_EQ(writer.Get(people), i < 2 ? "3" : "2");
  }
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
