#include "engagement/domain/reach_report.h"

#include "engagement/domain/examples.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/testing/given.h"

namespace fivestep::engagement {
namespace {

using fivestep::testing::Given;

const std::string kPopulation = "programmes/p1/targetPopulations/census";
const std::string kReport = "programmes/p1/reachReports/r1";

pb::TargetPopulationRecorded Recorded() {
  pb::TargetPopulationRecorded recorded;
  recorded.set_target_population(kPopulation);
  recorded.set_title("Census by ethnicity");
  for (const auto& [group, people] : {std::pair{"White", 800}, {"Asian", 200}}) {
    auto* one = recorded.add_groups();
    one->set_group(group);
    one->set_people_count(people);
  }
  recorded.add_groups()->set_group("Roma");
  return recorded;
}

pb::AssessReachRequest Assess(int64_t white = 60) {
  pb::AssessReachRequest request;
  request.set_title("Spring");
  request.add_activities(kActivity);
  request.set_target_population(kPopulation);
  for (const auto& [group, people] :
       {std::pair<const char*, int64_t>{"White", white}, {"Traveller", 9}}) {
    auto* one = request.mutable_counts()->add_groups();
    one->set_group(group);
    one->set_people_count(people);
  }
  request.mutable_counts()->set_unknown_count(20);
  request.mutable_counts()->set_prefer_not_to_say_count(3);
  return request;
}

pb::ReachAssessed Assessed(const pb::AssessReachRequest& request) {
  Given<pb::ReachReport> given;
  given.Naming(kReport).With(kPopulation, RowOf<pb::TargetPopulation>(Recorded()));
  const auto then = given.When(Decide, request);
  EXPECT_FALSE(then.decision().rejected()) << then.decision().rejection().ToString();
  return dynamic_cast<const pb::ReachAssessed&>(*then.decision().events().at(0));
}

TEST(TargetPopulation, IsReplacedByWhatIsPublishedAgain) {
  pb::RecordTargetPopulationRequest request;
  request.set_target_population(kPopulation);
  request.set_title("Census by ethnicity");
  *request.mutable_groups() = Recorded().groups();
  Given<pb::TargetPopulation>().When(Decide, request).ThenEmits(Recorded());
  pb::TargetPopulationRecorded later = Recorded();
  later.mutable_groups()->RemoveLast();
  const auto population = RowOf<pb::TargetPopulation>(Recorded(), later);
  EXPECT_EQ(population.groups_size(), 2);
  EXPECT_EQ(population.name(), kPopulation);
}

TEST(AssessReach, HasALineForEveryGroupAlsoForThoseThatNobodyNamed) {
  const pb::ReachAssessed assessed = Assessed(Assess());
  const auto& groups = assessed.assessment().groups();
  ASSERT_EQ(groups.size(), 4);
  EXPECT_EQ(groups[0].group(), "White");
  EXPECT_EQ(groups[0].verdict(), pb::REACH_VERDICT_OVER);
  EXPECT_EQ(groups[1].group(), "Asian");
  EXPECT_EQ(groups[1].verdict(), pb::REACH_VERDICT_NOT_REACHED);
  EXPECT_EQ(groups[1].reached_count().text(), "0");
  EXPECT_EQ(groups[2].group(), "Roma");
  EXPECT_EQ(groups[2].verdict(), pb::REACH_VERDICT_POPULATION_UNKNOWN);
  EXPECT_EQ(groups[3].group(), "Traveller");
  EXPECT_EQ(groups[3].verdict(), pb::REACH_VERDICT_POPULATION_UNKNOWN);
  EXPECT_EQ(groups[3].reached_count().text(), "10");
}

TEST(AssessReach, AlwaysShowsWhoIsUnknownAndWhoDidNotSay) {
  const auto assessment = Assessed(Assess()).assessment();
  EXPECT_EQ(assessment.unknown_count().text(), "20");
  EXPECT_EQ(assessment.prefer_not_to_say_count().text(), "fewer than 8");
  EXPECT_NEAR(assessment.coverage(), 70.0 / 94, 1e-12);
  EXPECT_NEAR(assessment.dissimilarity(), 0.2, 1e-12);
  EXPECT_NEAR(assessment.reach_score(), 0.8, 1e-12);
}

TEST(AssessReach, ShowsTheSameForEverySmallCount) {
  const std::string one = Assessed(Assess(1)).assessment().SerializeAsString();
  for (int64_t small = 2; small <= 7; ++small) {
    EXPECT_EQ(Assessed(Assess(small)).assessment().SerializeAsString(), one);
  }
}

TEST(AssessReach, KeepsNoExactCountInTheRow) {
  const auto report = RowOf<pb::ReachReport>(Assessed(Assess()));
  EXPECT_FALSE(report.has_counts());
  EXPECT_EQ(report.assessment().groups_size(), 4);
  EXPECT_EQ(report.name(), kReport);
}

TEST(AssessReach, RejectsAGroupNamedTwiceAndAPopulationThatIsNotThere) {
  pb::AssessReachRequest request = Assess();
  *request.mutable_counts()->add_groups() = request.counts().groups(0);
  Given<pb::ReachReport>()
      .With(kPopulation, RowOf<pb::TargetPopulation>(Recorded()))
      .When(Decide, request)
      .ThenRejected(pb::RECORD_INCOMPLETE);
  Given<pb::ReachReport>().When(Decide, Assess()).ThenRejected(platform::v1::RESOURCE_NOT_FOUND);
}

pb::AssessThemeStrengthRequest Strength(int64_t raised) {
  pb::AssessThemeStrengthRequest request;
  request.set_name(kTheme);
  request.set_target_population(kPopulation);
  auto* white = request.mutable_strength_counts()->add_groups();
  white->set_group("White");
  white->set_reached_count(100);
  white->set_raised_count(raised);
  return request;
}

TEST(AssessThemeStrength, SaysWhatIsNotKnownOfGroupsThatWereNotReached) {
  Given<pb::Theme> given(RowOf<pb::Theme>(Agreed()));
  given.With(kPopulation, RowOf<pb::TargetPopulation>(Recorded()));
  const auto then = given.When(Decide, Strength(50));
  ASSERT_FALSE(then.decision().rejected()) << then.decision().rejection().ToString();
  const auto& event =
      dynamic_cast<const pb::ThemeStrengthAssessed&>(*then.decision().events().at(0));
  EXPECT_DOUBLE_EQ(event.strength().adjusted_share(), 0.5);
  EXPECT_DOUBLE_EQ(event.strength().covered_share(), 0.8);
  EXPECT_NEAR(event.strength().upper_bound(), 0.8 * 52 / 98 + 0.2, 1e-12);
  given.After(Evolve, event);
  EXPECT_FALSE(given.state().has_strength_counts());
  EXPECT_DOUBLE_EQ(given.state().strength().raw_share(), 0.5);
}

TEST(AssessThemeStrength, RejectsMoreVoicesThanPeopleAndUnknownGroups) {
  Given<pb::Theme> given(RowOf<pb::Theme>(Agreed()));
  given.With(kPopulation, RowOf<pb::TargetPopulation>(Recorded()));
  given.When(Decide, Strength(101)).ThenRejected(pb::RECORD_INCOMPLETE);
  pb::AssessThemeStrengthRequest request = Strength(1);
  request.mutable_strength_counts()->mutable_groups(0)->set_group("Roma");
  given.When(Decide, request).ThenRejected(pb::POPULATION_NOT_KNOWN);
  Given<pb::Theme>(RowOf<pb::Theme>(Agreed()))
      .When(Decide, Strength(1))
      .ThenRejected(platform::v1::RESOURCE_NOT_FOUND);
}

}  // namespace
}  // namespace fivestep::engagement
