#include "analysis/domain/group_counts.h"

#include <gtest/gtest.h>

#include <limits>

namespace fivestep::analysis {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

void AddRow(v1::DataSetTable& table, int group, int period, double numerator, double denominator) {
  table.mutable_groups()->add_index(group);
  table.mutable_periods()->add_index(period);
  table.mutable_numerators()->add_values(numerator);
  table.mutable_denominators()->add_values(denominator);
}

v1::DataSetTable Table() {
  v1::DataSetTable table;
  for (const char* group : {"Blackpool", "Fylde"}) table.mutable_groups()->add_words(group);
  for (const char* period : {"2022", "2023"}) table.mutable_periods()->add_words(period);
  AddRow(table, 0, 0, 20, 100);
  AddRow(table, 1, 0, 5, 50);
  AddRow(table, 0, 1, 18, 90);
  AddRow(table, 0, 1, 2, 10);
  return table;
}

TEST(GroupCounts, AddsUpTheRowsOfAPeriod) {
  const auto counts = AddUpByGroup(Table(), {"d", "2023", ""});
  ASSERT_TRUE(counts.ok());
  ASSERT_EQ(counts->size(), 1U);
  EXPECT_EQ((*counts)[0].group, "Blackpool");
  EXPECT_EQ((*counts)[0].row_count, 2);
  EXPECT_EQ((*counts)[0].numerator.total, 20);
  EXPECT_EQ((*counts)[0].denominator.total, 100);
  EXPECT_EQ((*counts)[0].value.total, 0);
}

TEST(GroupCounts, AddsUpAllRowsWithoutASelection) {
  const auto counts = AddUpByGroup(Table(), {"d", "", ""});
  ASSERT_TRUE(counts.ok());
  ASSERT_EQ(counts->size(), 2U);
  EXPECT_EQ((*counts)[0].denominator.total, 200);
}

TEST(GroupCounts, CallsASumMissingWhereARowIs) {
  auto table = Table();
  AddRow(table, 1, 0, kNone, 10);
  const auto counts = AddUpByGroup(table, {"d", "2022", ""});
  ASSERT_TRUE(counts.ok());
  EXPECT_EQ((*counts)[1].numerator.state(), v1::RELEASE_STATE_MISSING);
  EXPECT_EQ((*counts)[1].denominator.state(), v1::RELEASE_STATE_RELEASED);
}

TEST(GroupCounts, CallsASumWithheldWhereThePublisherWithheldARow) {
  auto table = Table();
  AddRow(table, 1, 0, kNone, 10);
  AddRow(table, 1, 0, kNone, 10);
  table.mutable_numerators()->add_withheld_rows(5);
  const auto counts = AddUpByGroup(table, {"d", "2022", ""});
  ASSERT_TRUE(counts.ok());
  EXPECT_EQ((*counts)[1].numerator.missing_rows, 1);
  EXPECT_EQ((*counts)[1].numerator.withheld_rows, 1);
  EXPECT_EQ((*counts)[1].numerator.state(), v1::RELEASE_STATE_SUPPRESSED_BY_PUBLISHER);
}

TEST(GroupCounts, RefusesAPeriodThatIsNotThereAndNamesThoseThatAre) {
  const auto counts = AddUpByGroup(Table(), {"d", "2021", ""});
  EXPECT_EQ(counts.status().reason(), "PERIOD_NOT_IN_DATA_SET");
  EXPECT_NE(counts.status().message().find("2022, 2023"), std::string::npos);
}

TEST(GroupCounts, RefusesAPeriodWhereThereIsNoSuchColumn) {
  auto table = Table();
  table.clear_periods();
  EXPECT_EQ(AddUpByGroup(table, {"d", "2022", ""}).status().reason(), "PERIOD_NOT_IN_DATA_SET");
}

TEST(GroupCounts, RefusesAnAreaWhereThereIsNoSuchColumn) {
  EXPECT_EQ(AddUpByGroup(Table(), {"d", "2022", "Ward 1"}).status().reason(),
            "AREA_NOT_IN_DATA_SET");
}

TEST(GroupCounts, RefusesAnAreaThatThePeriodLacks) {
  auto table = Table();
  for (const char* area : {"north", "south"}) table.mutable_areas()->add_words(area);
  for (const int area : {0, 0, 1, 1}) table.mutable_areas()->add_index(area);
  EXPECT_EQ(AddUpByGroup(table, {"d", "2023", "north"}).status().reason(), "AREA_NOT_IN_DATA_SET");
}

TEST(GroupCounts, RefusesColumnsOfDifferentLength) {
  auto table = Table();
  table.mutable_numerators()->add_values(1);
  EXPECT_EQ(AddUpByGroup(table, {"d", "", ""}).status().code(), Code::kDataLoss);
}

TEST(GroupCounts, RefusesAWordThatIsNotThere) {
  auto table = Table();
  table.mutable_groups()->set_index(0, 7);
  EXPECT_EQ(AddUpByGroup(table, {"d", "", ""}).status().code(), Code::kDataLoss);
}

}  // namespace
}  // namespace fivestep::analysis
