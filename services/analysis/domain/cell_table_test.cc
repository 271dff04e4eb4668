#include "analysis/domain/cell_table.h"

#include <gtest/gtest.h>

#include "analysis/domain/standardisation.h"
#include "analysis/import/csv_import.h"
#include "fivestep/analysis/v1/data_set.pb.h"

namespace fivestep::analysis {
namespace {

// A table in memory, as an import writes it.
class ImportedFile : public StoredTable {
 public:
  explicit ImportedFile(const std::string& file) {
    v1::ColumnMapping mapping;
    mapping.set_group_column("decile");
    mapping.set_area_column("area");
    mapping.set_period_column("year");
    mapping.set_numerator_column("n");
    mapping.set_denominator_column("d");
    v1::Dimension& age = *mapping.add_dimensions();
    age.set_name("age");
    age.set_column("age");
    CsvImport import(mapping, [this](std::string_view part) {
      parts_.emplace_back(part);
      return OkStatus();
    });
    EXPECT_TRUE(import.Read(file).ok() && import.Finish().ok());
  }
  Status Visit(TableReader& reader, const std::function<Status()>& visit) const override {
    for (const std::string& part : parts_) {
      FIVESTEP_RETURN_IF_ERROR(reader.Take(part));
      FIVESTEP_RETURN_IF_ERROR(visit());
    }
    return OkStatus();
  }

 private:
  std::vector<std::string> parts_;
};

constexpr char kFile[] =
    "area,year,decile,age,n,d\n"
    "A,2023,2,0-64,30,1000\n"
    "A,2023,2,65+,50,2000\n"
    "B,2023,1,0-64,5,100\n"
    "B,2023,1,65+,*,100\n"
    "A,2022,2,0-64,20,1000\n";

CellTable AddUp(const CellQuestion& question) {
  const ImportedFile table(kFile);
  const auto cells = AddUpCells(table, question);
  EXPECT_TRUE(cells.ok()) << cells.status().ToString();
  return cells.ok() ? *cells : CellTable();
}

std::string ReasonFor(const CellQuestion& question) {
  return AddUpCells(ImportedFile(kFile), question).status().reason();
}

TEST(CellTable, AddsUpByPairsOfDimensionsInTheOrderOfTheFile) {
  const CellTable table = AddUp({"d", {"area", "age"}});
  ASSERT_EQ(table.cells.size(), 4u);
  EXPECT_EQ(table.label(table.cells[0], 0), "A");
  EXPECT_EQ(table.label(table.cells[0], 1), "0-64");
  EXPECT_EQ(table.cells[0].row_count, 2);
  EXPECT_EQ(table.cells[0].numerator.total, 50);
  EXPECT_EQ(table.cells[3].numerator.state(), v1::RELEASE_STATE_SUPPRESSED_BY_PUBLISHER);
}

TEST(CellTable, KeepsOnlyTheLabelsOfItsFilters) {
  const CellTable table = AddUp({"d", {"group"}, false, {{"period", {"2023"}}, {"age", {"0-64"}}}});
  ASSERT_EQ(table.cells.size(), 2u);
  EXPECT_EQ(table.cells[0].denominator.total, 1'000);
}

TEST(CellTable, LooksLabelsUpAndSortsThemByNumber) {
  CellQuestion question{"d", {"fifth"}};
  question.looked_up.push_back({"fifth", "area", {{"A", "10"}, {"B", "9"}}});
  const CellTable table = AddUp(question);
  ASSERT_EQ(table.cells.size(), 2u);
  EXPECT_EQ(table.label(table.cells[0], 0), "9");
  question.looked_up[0].labels.erase("B");
  const CellTable unknown = AddUp(question);
  EXPECT_EQ(unknown.label(unknown.cells[1], 0), kNotInReference);
}

TEST(CellTable, NamesTheDimensionsThatThereAre) {
  const Status status = AddUpCells(ImportedFile(kFile), {"d", {"sex"}}).status();
  EXPECT_EQ(status.reason(), "DIMENSION_NOT_IN_DATA_SET");
  EXPECT_NE(status.message().find("group, area, period, age"), std::string::npos)
      << status.message();
}

TEST(CellTable, RefusesAFilterThatNoRowPasses) {
  EXPECT_EQ(ReasonFor({"d", {"group"}, false, {{"period", {"2021"}}}}), "QUESTION_NOT_POSSIBLE");
  EXPECT_EQ(ReasonFor({"d", {"group"}, false, {{"sex", {"F"}}}}), "DIMENSION_NOT_IN_DATA_SET");
}

TEST(GroupTable, AddsUpEverythingButGroupAreaAndPeriod) {
  const auto table = GroupTableOf(ImportedFile(kFile), "d");
  ASSERT_TRUE(table.ok()) << table.status().ToString();
  EXPECT_EQ(table->groups().index_size(), 3);
  const auto counts = AddUpByGroup(*table, {"d", "2023", ""});
  ASSERT_TRUE(counts.ok());
  ASSERT_EQ(counts->size(), 2u);
  EXPECT_EQ((*counts)[0].group, "2");
  EXPECT_EQ((*counts)[0].numerator.total, 80);
  EXPECT_EQ((*counts)[0].denominator.total, 3'000);
  EXPECT_EQ((*counts)[1].numerator.state(), v1::RELEASE_STATE_SUPPRESSED_BY_PUBLISHER);
  EXPECT_EQ((*counts)[1].denominator.total, 200);
}

// The worked value of EstimateDirectRate.
TEST(Standardisation, RatesEachGroupOverItsAgeBands) {
  const CellTable table = AddUp({"d", {"area", "age"}, false, {{"period", {"2023"}}}});
  const auto groups = StandardiseGroups(table, {{"0-64", 3}, {"65+", 2}}, 1'000, "d");
  ASSERT_TRUE(groups.ok());
  ASSERT_EQ(groups->size(), 2u);
  ASSERT_TRUE((*groups)[0].has_rate) << (*groups)[0].note;
  EXPECT_NEAR((*groups)[0].rate.value(), 28, 1e-9);
  EXPECT_NEAR((*groups)[0].rate.interval().lower(), 21.3731, 1e-4);
  EXPECT_EQ((*groups)[0].cell.denominator.total, 3'000);
  EXPECT_FALSE((*groups)[1].has_rate);
  EXPECT_FALSE((*groups)[1].note.empty());
}

TEST(Standardisation, NeedsAWeightForEveryBand) {
  const CellTable table = AddUp({"d", {"area", "age"}});
  EXPECT_EQ(StandardiseGroups(table, {{"0-64", 3}}, 1'000, "d").status().reason(),
            "BAND_WITHOUT_WEIGHT");
}

}  // namespace
}  // namespace fivestep::analysis
