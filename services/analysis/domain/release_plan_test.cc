#include "analysis/domain/release_plan.h"

#include <gtest/gtest.h>

#include <limits>

namespace fivestep::analysis {
namespace {

const DisclosureRule& kOneToFour = RuleOf(v1::DISCLOSURE_PROFILE_SUPPRESS_1_TO_4);
const DisclosureRule& kHes = RuleOf(v1::DISCLOSURE_PROFILE_HES_ROUND_5);
const DisclosureRule& kPublished = RuleOf(v1::DISCLOSURE_PROFILE_PUBLISHED);

struct Row {
  const char* group;
  const char* area;
  const char* period;
  double numerator;
};

void Add(v1::WordColumn& column, const std::string& word) {
  int index = 0;
  while (index < column.words_size() && column.words(index) != word) ++index;
  if (index == column.words_size()) column.add_words(word);
  column.add_index(index);
}

v1::DataSetTable Table(const std::vector<Row>& rows) {
  v1::DataSetTable table;
  for (const Row& row : rows) {
    Add(*table.mutable_groups(), row.group);
    Add(*table.mutable_areas(), row.area);
    Add(*table.mutable_periods(), row.period);
    table.mutable_numerators()->add_values(row.numerator);
    table.mutable_denominators()->add_values(1000);
  }
  return table;
}

v1::DataSetTable Small(double blackpool = 3, double fylde = 100) {
  return Table({{"White", "Blackpool", "2023", blackpool},
                {"White", "Fylde", "2023", fylde},
                {"Asian", "Blackpool", "2023", 50},
                {"Asian", "Fylde", "2023", 60}});
}

RowSelection Cut(const std::string& area = "") { return {"d1", "2023", area}; }

TEST(ReleasePlan, WithholdsNothingOfPublishedFigures) {
  const auto withheld = PlanRelease(Small(), {"d1", "", ""}, kPublished);
  ASSERT_TRUE(withheld.ok());
  EXPECT_TRUE(withheld->numerators.empty());
}

// Blackpool's 3 must not come out as all areas less Fylde.
TEST(ReleasePlan, DecidesAreasAndAllAreasTogether) {
  const auto in_blackpool = PlanRelease(Small(), Cut("Blackpool"), kOneToFour);
  const auto in_fylde = PlanRelease(Small(), Cut("Fylde"), kOneToFour);
  const auto in_all = PlanRelease(Small(), Cut(), kOneToFour);
  ASSERT_TRUE(in_blackpool.ok() && in_fylde.ok() && in_all.ok());
  EXPECT_TRUE(in_blackpool->numerators.contains("White"));
  EXPECT_TRUE(in_fylde->numerators.contains("White") || in_all->numerators.contains("White"));
  EXPECT_TRUE(in_all->denominators.empty());
}

TEST(ReleasePlan, RefusesToAddPeriodsUp) {
  auto table = Small();
  table.mutable_periods()->set_words(0, "2023");
  Add(*table.mutable_groups(), "White");
  Add(*table.mutable_areas(), "Fylde");
  Add(*table.mutable_periods(), "2024");
  table.mutable_numerators()->add_values(90);
  table.mutable_denominators()->add_values(1000);
  EXPECT_EQ(PlanRelease(table, {"d1", "", ""}, kHes).status().reason(), "CUT_NOT_PLANNED");
  EXPECT_TRUE(PlanRelease(table, {"d1", "2024", ""}, kHes).ok());
}

TEST(ReleasePlan, RefusesAnAreaThatIsNotThere) {
  EXPECT_EQ(PlanRelease(Small(), Cut("Lancaster"), kHes).status().reason(), "AREA_NOT_IN_DATA_SET");
}

TEST(ReleasePlan, PlansNoAreasWhereTheyWouldBeMoreThanTenThousandCells) {
  std::vector<std::string> names;
  for (int i = 0; i < 5000; ++i) names.push_back("area " + std::to_string(i));
  std::vector<Row> rows;
  for (const std::string& name : names) {
    rows.push_back({"White", name.c_str(), "2023", 40});
    rows.push_back({"Asian", name.c_str(), "2023", 3});
  }
  const auto table = Table(rows);
  EXPECT_EQ(PlanRelease(table, Cut("area 7"), kHes).status().reason(), "CUT_NOT_PLANNED");
  EXPECT_TRUE(PlanRelease(table, Cut(), kHes).ok());
}

TEST(ReleasePlan, KeepsWithholdingWhatAnEarlierVersionWithheld) {
  const auto corrected = Small(40, 100);
  const auto alone = PlanRelease(corrected, Cut("Blackpool"), kHes);
  const auto after = PlanRelease(corrected, Cut("Blackpool"), kHes, {Small()});
  ASSERT_TRUE(alone.ok() && after.ok());
  EXPECT_FALSE(alone->numerators.contains("White"));
  EXPECT_TRUE(after->numerators.contains("White"));
}

// The total went up by 2 while Fylde stayed: so did the withheld count.
TEST(ReleasePlan, DoesNotShowATotalAgainThatAWithheldPartHasChanged) {
  const auto rows = [](double blackpool) {
    return Table({{"White", "Blackpool", "2023", blackpool},
                  {"White", "Fylde", "2023", 100},
                  {"White", "Lancaster", "2023", 101},
                  {"White", "Preston", "2023", 103},
                  {"White", "Pendle", "2023", 104}});
  };
  const auto before = PlanRelease(rows(5), Cut(), kHes);
  const auto after = PlanRelease(rows(7), Cut(), kHes, {rows(5)});
  const auto unchanged = PlanRelease(rows(5), Cut(), kHes, {rows(5)});
  ASSERT_TRUE(before.ok() && after.ok() && unchanged.ok());
  EXPECT_FALSE(before->numerators.contains("White"));
  EXPECT_TRUE(after->numerators.contains("White"));
  EXPECT_FALSE(unchanged->numerators.contains("White"));
}

TEST(ReleasePlan, CopesWithRowsThatHaveNoNumber) {
  auto table = Small();
  table.mutable_numerators()->set_values(1, std::numeric_limits<double>::quiet_NaN());
  const auto withheld = PlanRelease(table, Cut("Blackpool"), kHes);
  ASSERT_TRUE(withheld.ok());
  EXPECT_TRUE(withheld->numerators.contains("White"));
}

}  // namespace
}  // namespace fivestep::analysis
