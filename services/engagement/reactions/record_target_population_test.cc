#include "engagement/reactions/record_target_population.h"

#include <gtest/gtest.h>

namespace fivestep::engagement {
namespace {

analysis::v1::PopulationPublished Published() {
  analysis::v1::PopulationPublished event;
  event.set_data_set("programmes/p1/dataSets/census");
  event.set_data_set_title("Census by ethnicity");
  event.set_version(2);
  event.set_dimension(analysis::v1::GROUP_DIMENSION_ETHNICITY);
  event.set_disclosure_profile(analysis::v1::DISCLOSURE_PROFILE_HES_ROUND_5);
  auto* white = event.add_groups();
  white->set_group("White");
  white->set_people_count(1205);
  event.add_groups()->set_group("Roma");
  return event;
}

TEST(RecordTargetPopulation, CallsItLikeItsDataSet) {
  const auto requests = RecordTargetPopulation(Published(), {});
  ASSERT_EQ(requests.size(), 1u);
  const auto& request = requests[0];
  EXPECT_EQ(request.target_population(), "programmes/p1/targetPopulations/census");
  EXPECT_EQ(request.title(), "Census by ethnicity");
  EXPECT_EQ(request.dimension(), "ETHNICITY");
  EXPECT_EQ(request.disclosure_profile(), "HES_ROUND_5");
  EXPECT_EQ(request.data_set_version(), 2);
  ASSERT_EQ(request.groups_size(), 2);
  EXPECT_EQ(request.groups(0).people_count(), 1205);
  EXPECT_FALSE(request.groups(1).has_people_count());
}

TEST(RecordTargetPopulation, TellsPeriodsAndAreasApartAndAlwaysInTheSameWay) {
  analysis::v1::PopulationPublished event = Published();
  event.set_period("2021");
  const std::string first = RecordTargetPopulation(event, {})[0].target_population();
  EXPECT_EQ(RecordTargetPopulation(event, {})[0].target_population(), first);
  event.set_area("Blackpool");
  const auto second = RecordTargetPopulation(event, {})[0];
  EXPECT_NE(second.target_population(), first);
  EXPECT_EQ(second.title(), "Census by ethnicity, Blackpool, 2021");
  EXPECT_TRUE(first.starts_with("programmes/p1/targetPopulations/census-"));
}

TEST(RecordTargetPopulation, KeepsIdsShortEnough) {
  analysis::v1::PopulationPublished event = Published();
  event.set_data_set("programmes/p1/dataSets/" + std::string(63, 'a'));
  event.set_period("2021");
  const std::string name = RecordTargetPopulation(event, {})[0].target_population();
  EXPECT_EQ(name.substr(name.rfind('/') + 1).size(), 63u);
}

TEST(RecordTargetPopulation, IgnoresAnEventThatNamesNoDataSet) {
  EXPECT_TRUE(RecordTargetPopulation({}, {}).empty());
}

}  // namespace
}  // namespace fivestep::engagement
