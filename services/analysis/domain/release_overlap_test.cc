#include "analysis/domain/release_overlap.h"

#include <gtest/gtest.h>

namespace fivestep::analysis {
namespace {

v1::DataSet DataSet(const std::string& id, int64_t created = 1) {
  v1::DataSet data_set;
  data_set.set_name("programmes/p1/dataSets/" + id);
  data_set.mutable_create_time()->set_seconds(created);
  auto& header = *data_set.mutable_header();
  header.set_publisher("Trust");
  header.set_period_start_date("2023-04-01");
  header.set_period_end_date("2024-03-31");
  header.set_geography_level("district");
  header.set_disclosure_profile(v1::DISCLOSURE_PROFILE_HES_ROUND_5);
  header.mutable_mapping()->set_group_column("ethnicity");
  header.mutable_mapping()->set_numerator_column("admissions");
  return data_set;
}

void Filter(v1::DataSet& data_set, const std::string& column, const std::string& value) {
  auto& filter = *data_set.mutable_header()->mutable_mapping()->add_filters();
  filter.set_column(column);
  filter.set_value(value);
}

TEST(ReleaseOverlap, TakesTheSameColumnsOfTheSamePublisherForAnEarlierVersion) {
  EXPECT_TRUE(IsEarlierVersion(DataSet("new", 2), DataSet("old")));
  EXPECT_TRUE(CheckOverlap(DataSet("new", 2), DataSet("old")).ok());
}

TEST(ReleaseOverlap, PutsDataSetsInTheOrderOfTheirRecording) {
  EXPECT_TRUE(CameBefore(DataSet("old"), DataSet("new", 2)));
  EXPECT_FALSE(CameBefore(DataSet("new", 2), DataSet("old")));
  EXPECT_FALSE(CameBefore(DataSet("one"), DataSet("one")));
}

TEST(ReleaseOverlap, RefusesTheSameCountsUnderAnotherProfile) {
  auto other = DataSet("old");
  other.mutable_header()->set_disclosure_profile(v1::DISCLOSURE_PROFILE_SUPPRESS_1_TO_4);
  EXPECT_EQ(CheckOverlap(DataSet("new", 2), other).reason(), "OVERLAPS_OTHER_RELEASE");
  EXPECT_FALSE(IsEarlierVersion(DataSet("new", 2), other));
}

// All less women is men.
TEST(ReleaseOverlap, RefusesAPartBesideTheWhole) {
  auto women = DataSet("women", 2);
  Filter(women, "sex", "F");
  EXPECT_EQ(CheckOverlap(women, DataSet("all")).reason(), "OVERLAPS_OTHER_RELEASE");
}

TEST(ReleaseOverlap, LetsPartsPassThatShareNoRow) {
  auto women = DataSet("women", 2);
  Filter(women, "sex", "F");
  auto men = DataSet("men");
  Filter(men, "sex", "M");
  EXPECT_TRUE(CheckOverlap(women, men).ok());
  EXPECT_FALSE(IsEarlierVersion(women, men));
}

TEST(ReleaseOverlap, RefusesTheSameGroupsForOtherAreas) {
  auto other = DataSet("old");
  other.mutable_header()->set_geography_level("LSOA");
  EXPECT_EQ(CheckOverlap(DataSet("new", 2), other).reason(), "OVERLAPS_OTHER_RELEASE");
}

TEST(ReleaseOverlap, RefusesTheSameGroupsForAnotherVintage) {
  auto other = DataSet("old");
  other.mutable_header()->mutable_population()->set_geography_vintage("2011 LSOA");
  EXPECT_EQ(CheckOverlap(DataSet("new", 2), other).reason(), "OVERLAPS_OTHER_RELEASE");
}

TEST(ReleaseOverlap, LetsFiguresOfOtherDatesPass) {
  auto other = DataSet("old");
  other.mutable_header()->set_period_start_date("2022-04-01");
  other.mutable_header()->set_period_end_date("2023-03-31");
  EXPECT_TRUE(CheckOverlap(DataSet("new", 2), other).ok());
  EXPECT_FALSE(IsEarlierVersion(DataSet("new", 2), other));
}

TEST(ReleaseOverlap, LetsPublishedFiguresPass) {
  auto one = DataSet("new", 2);
  auto other = DataSet("old");
  Filter(one, "sex", "F");
  one.mutable_header()->set_disclosure_profile(v1::DISCLOSURE_PROFILE_PUBLISHED);
  other.mutable_header()->set_disclosure_profile(v1::DISCLOSURE_PROFILE_PUBLISHED);
  EXPECT_TRUE(CheckOverlap(one, other).ok());
}

TEST(ReleaseOverlap, LetsFiguresPassBesideWithdrawnOnes) {
  auto other = DataSet("old");
  other.mutable_header()->set_disclosure_profile(v1::DISCLOSURE_PROFILE_SUPPRESS_1_TO_4);
  other.set_state(v1::DATA_SET_STATE_WITHDRAWN);
  EXPECT_TRUE(CheckOverlap(DataSet("new", 2), other).ok());
}

}  // namespace
}  // namespace fivestep::analysis
