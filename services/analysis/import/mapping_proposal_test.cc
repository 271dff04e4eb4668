#include "analysis/import/mapping_proposal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/import/imported_table.h"

namespace fivestep::analysis {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

MappingProposal Propose(std::string_view file) {
  const auto proposal = ProposeMapping(file, true);
  EXPECT_TRUE(proposal.ok()) << proposal.status().ToString();
  return proposal.ok() ? *proposal : MappingProposal();
}

TEST(MappingProposal, FindsGroupPeriodAreaAndCounts) {
  const auto [mapping, reasons] = Propose(
      "area_code,year,imd_quintile,Count,Denominator\nE06000009,2023,1,10,100\n"
      "E06000008,2023,2,20,200\n");
  EXPECT_EQ(mapping.group_column(), "imd_quintile");
  EXPECT_EQ(mapping.group_kind(), v1::GROUP_DIMENSION_DEPRIVATION);
  EXPECT_EQ(mapping.area_column(), "area_code");
  EXPECT_EQ(mapping.period_column(), "year");
  EXPECT_EQ(mapping.numerator_column(), "Count");
  EXPECT_EQ(mapping.denominator_column(), "Denominator");
  EXPECT_EQ(reasons.size(), 5u);
  EXPECT_THAT(reasons, Contains(HasSubstr("codes of the ONS")));
}

TEST(MappingProposal, KeepsTheDimensionsThatTellRowsApart) {
  const auto [mapping, reasons] =
      Propose("Period,Measure,Sex,Value\n2023,A,M,1\n2023,B,M,2\n2023,A,F,3\n2023,B,F,4\n");
  EXPECT_EQ(mapping.group_column(), "Sex");
  ASSERT_EQ(mapping.dimensions_size(), 1);
  EXPECT_EQ(mapping.dimensions(0).name(), "measure");
  const auto table = ImportText(
      "Period,Measure,Sex,Value\n2023,A,M,1\n2023,B,M,2\n2023,A,F,3\n2023,B,F,4\n", mapping);
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->rows.size(), 4u);
}

TEST(MappingProposal, MakesRowsOfAgeBandsInHeadingsOnTwoRows) {
  const std::string file =
      "Populations,,,,\n,Male,,Female,,\nYear,<1,01-04,<1,01-04,05-09\n2019,1,2,3,4,5\n";
  const auto [mapping, reasons] = Propose(file);
  EXPECT_EQ(mapping.heading_row(), 2);
  EXPECT_EQ(mapping.heading_row_count(), 2);
  EXPECT_EQ(mapping.wide_columns_size(), 5);
  const auto table = ImportText(file, mapping);
  ASSERT_TRUE(table.ok()) << table.status().ToString();
  EXPECT_EQ(table->rows.size(), 5u);
}

TEST(MappingProposal, TakesTotalsBesideWideCountsForTheirDenominators) {
  const auto [mapping, reasons] = Propose(
      "date,White,Black,Mixed,White_total,Black_total,Mixed_total\n2020-01-01,1,2,3,9,9,9\n");
  ASSERT_EQ(mapping.wide_columns_size(), 6);
  EXPECT_EQ(mapping.wide_columns(0).figure(), v1::FIGURE_KIND_NUMERATOR);
  EXPECT_EQ(mapping.wide_columns(3).figure(), v1::FIGURE_KIND_DENOMINATOR);
  EXPECT_EQ(mapping.wide_columns(3).labels(0), "White");
}

TEST(MappingProposal, SaysWhyItHasNone) {
  EXPECT_FALSE(ProposeMapping("a,b\n", true).ok());
  EXPECT_FALSE(ProposeMapping("", true).ok());
  EXPECT_THAT(ProposeMapping("name,note\nx,y\nz,w\n", true).status().message(),
              HasSubstr("write the mapping by hand"));
}

// Found by mapping_fuzzer.
TEST(MappingProposal, TakesANumberThatNoIntegerHolds) {
  const auto [mapping, reasons] = Propose("Area,Value\na,7e82\nb,-7e82\n");
  EXPECT_EQ(mapping.value_column(), "Value");
}

TEST(MappingProposal, LooksAtABeginningThatIsCutAnywhere) {
  const std::string file = "g,n\na,1\nb,2\nc,3\n";
  for (std::size_t size = 8; size < file.size(); ++size) {
    EXPECT_TRUE(ProposeMapping(file.substr(0, size), false).ok()) << size;
  }
}

}  // namespace
}  // namespace fivestep::analysis
