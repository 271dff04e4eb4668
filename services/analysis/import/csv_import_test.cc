#include "analysis/import/csv_import.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "analysis/import/area_code.h"
#include "analysis/import/imported_table.h"

namespace fivestep::analysis {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;

v1::ColumnMapping Mapping(const std::string& text) {
  v1::ColumnMapping mapping;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &mapping)) << text;
  return mapping;
}

v1::ColumnMapping Screening() {
  return Mapping(R"(group_column: "Ethnicity" area_column: "ICB" period_column: "Year"
                    numerator_column: "Screened" denominator_column: "Eligible")");
}

Result<ImportedTable> Import(std::string_view file, v1::ColumnMapping mapping = Screening()) {
  return ImportText(file, mapping);
}

constexpr std::string_view kHeader = "Year,ICB,Ethnicity,Sex,Eligible,Screened\n";

std::string File(std::string_view rows) { return std::string(kHeader) + std::string(rows); }

const v1::QualityIssue* Find(const ImportedTable& table, v1::QualityIssueKind kind) {
  for (const v1::QualityIssue& issue : table.report.issues()) {
    if (issue.kind() == kind) return &issue;
  }
  return nullptr;
}

std::vector<std::string> Groups(const ImportedTable& table, const std::string& dimension) {
  std::vector<std::string> labels;
  for (const ImportedRow& row : table.rows) labels.push_back(row.labels.at(dimension));
  return labels;
}

TEST(CsvImport, MakesATableOfTheMappedColumns) {
  const auto table = Import(File("2024,QOP,White,All,\"1,200\",900\n"));
  ASSERT_TRUE(table.ok()) << table.status().ToString();
  ASSERT_EQ(table->rows.size(), 1u);
  const ImportedRow& row = table->rows[0];
  EXPECT_THAT(row.labels,
              ElementsAre(Pair("area", "QOP"), Pair("group", "White"), Pair("period", "2024")));
  EXPECT_EQ(row.numbers[0], 900);
  EXPECT_EQ(row.numbers[1], 1200);
  EXPECT_EQ(row.states[2], CellState::kNoColumn);
  EXPECT_TRUE(table->report.issues().empty());
  EXPECT_EQ(table->smallest_count, 900);
}

TEST(CsvImport, FindsColumnsWhateverBlanksSurroundTheirNames) {
  const auto table = Import("\xEF\xBB\xBF Rate ,x\n12.5%,1\n",
                            Mapping(R"(group_column: "x" value_column: " Rate\302\240")"));
  ASSERT_TRUE(table.ok()) << table.status().ToString();
  EXPECT_EQ(table->rows[0].numbers[2], 12.5);
}

TEST(CsvImport, KeepsOnlyRowsThatPassEveryFilter) {
  v1::ColumnMapping mapping = Screening();
  google::protobuf::TextFormat::MergeFromString(
      R"(filters { column: "Sex" value: "All" or_values: "Persons" }
         filters { column: "Year" value: "2024" })",
      &mapping);
  const auto table = Import(File("2024,QOP,White,All,10,9\n"
                                 "2024,QOP,Asian,Persons,10,9\n"
                                 "2024,QOP,White,Female,5,4\n"
                                 "2023,QOP,White,All,10,9\n"),
                            mapping);
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->rows.size(), 2u);
  EXPECT_EQ(table->report.row_count(), 4);
  EXPECT_EQ(table->report.filtered_row_count(), 2);
}

TEST(CsvImport, KeepsMissingAndSuppressedFiguresApart) {
  const auto table = Import(File("2024,QOP,White,All,100,*\n2024,QOP,Asian,All,100,-\n"));
  ASSERT_TRUE(table.ok());
  ASSERT_EQ(table->rows.size(), 2u);
  EXPECT_EQ(table->rows[0].states[0], CellState::kSuppressed);
  EXPECT_EQ(table->rows[1].states[0], CellState::kMissing);
  EXPECT_EQ(table->report.suppressed_row_count(), 1);
  EXPECT_EQ(table->report.missing_row_count(), 1);
  EXPECT_EQ(table->report.suppressed_share(), 0.25);
  EXPECT_THAT(Find(*table, v1::QUALITY_ISSUE_KIND_SUPPRESSED)->first_rows(), ElementsAre(2));
}

TEST(CsvImport, LeavesOutRaggedRowsAndSaysWhich) {
  const auto table =
      Import(File("2024,QOP,White,All,100\n"
                  "2024,QOP,Asian,All,100,90,extra\n"
                  "2024,QOP,Black,All,100,90,,\n"));
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->report.kept_row_count(), 1);
  EXPECT_EQ(table->report.ragged_row_count(), 2);
  EXPECT_THAT(Find(*table, v1::QUALITY_ISSUE_KIND_NARROW_ROW)->first_rows(), ElementsAre(2));
  EXPECT_THAT(Find(*table, v1::QUALITY_ISSUE_KIND_WIDE_ROW)->first_rows(), ElementsAre(3));
}

// As Fingertips writes them: the blank last cell of every row is left off.
TEST(CsvImport, KeepsANarrowRowThatReachesTheLastColumnInUse) {
  const auto table = Import("v,used,more,unused\n1,a\n2,b,c\n3\n",
                            Mapping(R"(group_column: "used" value_column: "v")"));
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->report.kept_row_count(), 2);
  EXPECT_EQ(table->report.ragged_row_count() + table->report.note_row_count(), 1);
}

TEST(CsvImport, LeavesOutWhatItCannotReadAndCountsBelowZero) {
  const auto table =
      Import(File("2024,QOP,White,All,many,9\n"
                  "2024,QOP,Asian,All,100,-9\n"
                  "2024,QOP,Black,All,100,9%\n"));
  ASSERT_TRUE(table.ok());
  EXPECT_TRUE(table->rows.empty());
  EXPECT_EQ(table->report.unreadable_row_count(), 3);
  EXPECT_THAT(Find(*table, v1::QUALITY_ISSUE_KIND_NEGATIVE_COUNT)->first_rows(), ElementsAre(3));
}

TEST(CsvImport, KeepsTheFirstOfRowsThatRepeatAllLabels) {
  const auto table =
      Import(File("2024,QOP,White,Male,50,40\n"
                  "2024,QOP,Asian,Male,60,30\n"
                  "2024,QOP,White,Female,50,45\n"));
  ASSERT_TRUE(table.ok());
  ASSERT_EQ(table->rows.size(), 2u);
  EXPECT_EQ(table->rows[0].numbers[0], 40);
  EXPECT_EQ(table->report.duplicate_row_count(), 1);
  EXPECT_THAT(Find(*table, v1::QUALITY_ISSUE_KIND_DUPLICATE)->first_rows(), ElementsAre(4));
}

TEST(CsvImport, KeepsThemAllWhereTheyAreToBeAddedUpOrADimensionTellsThemApart) {
  const std::string file = File("2024,QOP,White,Male,50,40\n2024,QOP,White,Female,50,45\n");
  v1::ColumnMapping mapping = Screening();
  mapping.set_repeat_rule(v1::REPEAT_RULE_ADD_UP);
  EXPECT_EQ(Import(file, mapping)->rows.size(), 2u);
  mapping = Screening();
  google::protobuf::TextFormat::MergeFromString(
      R"(dimensions { name: "sex" kind: GROUP_DIMENSION_SEX column: "Sex" })", &mapping);
  const auto table = Import(file, mapping);
  EXPECT_THAT(Groups(*table, "sex"), ElementsAre("Male", "Female"));
}

TEST(CsvImport, NeverMergesUnknownWithNotStated) {
  const auto table =
      Import(File("2024,QOP,,All,100,90\n"
                  "2024,QOP,Not stated,All,100,90\n"
                  "2024,QOP,Not known,All,100,90\n"
                  "2024,QOP,Z,All,100,90\n"));
  ASSERT_TRUE(table.ok());
  EXPECT_THAT(Groups(*table, "group"), ElementsAre("not recorded", "Not stated", "Not known", "Z"));
  EXPECT_EQ(Find(*table, v1::QUALITY_ISSUE_KIND_BLANK_LABEL)->column(), "Ethnicity");
  EXPECT_THAT(Find(*table, v1::QUALITY_ISSUE_KIND_NOT_STATED_LABEL)->first_rows(), ElementsAre(3));
  EXPECT_THAT(Find(*table, v1::QUALITY_ISSUE_KIND_UNKNOWN_LABEL)->first_rows(), ElementsAre(4));
  const v1::ColumnQuality& quality = table->report.columns(0);
  EXPECT_EQ(quality.column(), "Ethnicity");
  EXPECT_EQ(quality.missing_row_count(), 1);
  EXPECT_EQ(quality.unknown_row_count(), 1);
  EXPECT_EQ(quality.not_stated_row_count(), 1);
  EXPECT_EQ(quality.filled_row_count(), 1);
}

TEST(CsvImport, AccountsForEveryRowExactlyOnce) {
  const auto table =
      Import(File("2024,QOP,White,All,100,90\n"
                  "2024,QOP,White,All,100,90\n"
                  "2024,QOP,Asian,All,x,90\n"
                  "2024,QOP\n"
                  "\n"
                  "Source: nobody,,,,,\n"
                  "2024,QOP,Black,All,*,NA\n"));
  ASSERT_TRUE(table.ok());
  const v1::QualityReport& report = table->report;
  EXPECT_EQ(report.row_count(), 6);
  EXPECT_EQ(report.kept_row_count() + report.filtered_row_count() + report.duplicate_row_count() +
                report.unreadable_row_count() + report.ragged_row_count() + report.note_row_count(),
            report.row_count());
}

// Guard-rail 4: a small count must not leave through a report.
TEST(CsvImport, ReportsNoCellOfTheFile) {
  const auto table =
      Import(File("2024,QOP,Roma,All,77431,-77432\n"
                  "2024,QOP,Gypsy,All,77433x,77434\n"
                  "2024,QOP,Roma,All,77435,77436,77437\n"
                  "2024,QOP,Irish,All,77438,*\n"
                  "2024,QOP,Irish,All,77438,*\n"));
  ASSERT_TRUE(table.ok());
  EXPECT_GE(table->report.issues_size(), 5);
  EXPECT_THAT(table->report.DebugString(), Not(HasSubstr("7743")));
  EXPECT_THAT(table->report.DebugString(), Not(HasSubstr("Roma")));
}

TEST(CsvImport, ReportsNumeratorsAboveTheirDenominators) {
  const auto table = Import(File("2024,QOP,White,All,10,11\n"));
  ASSERT_TRUE(table.ok());
  EXPECT_NE(Find(*table, v1::QUALITY_ISSUE_KIND_NUMERATOR_ABOVE_DENOMINATOR), nullptr);
  EXPECT_EQ(table->rows.size(), 1u);
}

TEST(CsvImport, ReportsCodesThatNoGeographyHasAndFiguresFarFromAllOthers) {
  std::string file = "lsoa,n\n";
  for (int i = 1; i <= 100; ++i) {
    file += "E0100" + std::to_string(1'000 + i) + "," + std::to_string(1'000 + i % 7) + "\n";
  }
  file += "E01099999,1001\nNO2011,1002\nE01009000,9000000\n";
  const auto table = Import(file, Mapping(R"(area_column: "lsoa" value_column: "n")"));
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(Find(*table, v1::QUALITY_ISSUE_KIND_IMPOSSIBLE_CODE)->row_count(), 2);
  EXPECT_THAT(Find(*table, v1::QUALITY_ISSUE_KIND_OUTLIER)->first_rows(), ElementsAre(104));
}

TEST(CsvImport, FindsHeadingsBelowTitlesAndLeavesNotesOut) {
  const auto table = Import(
      "\"Screening, 2024\",,\n\nSource: nobody,,\nEthnicity,n,rate\nWhite,5,1\n"
      "\"1 Rounded, see notes\",,\nhttps://example.org\n",
      Mapping(R"(group_column: "Ethnicity" value_column: "n")"));
  ASSERT_TRUE(table.ok()) << table.status().ToString();
  EXPECT_EQ(table->rows.size(), 1u);
  EXPECT_THAT(Find(*table, v1::QUALITY_ISSUE_KIND_PREAMBLE)->first_rows(), ElementsAre(1, 3));
  EXPECT_THAT(Find(*table, v1::QUALITY_ISSUE_KIND_NOTE_ROW)->first_rows(), ElementsAre(6, 7));
  EXPECT_EQ(table->report.note_row_count(), 2);
}

constexpr char kTwoRows[] = R"(
  period_column: "Year" fill_down_columns: "Year" area_column: "Area"
  dimensions { name: "sex" kind: GROUP_DIMENSION_SEX }
  dimensions { name: "age" kind: GROUP_DIMENSION_AGE }
  wide_columns { column: "Male | <1" labels: "Male" labels: "<1" figure: FIGURE_KIND_VALUE }
  wide_columns { column: "Male | 1+" labels: "Male" labels: "1+" figure: FIGURE_KIND_VALUE }
  wide_columns { column: "Female | <1" labels: "Female" labels: "<1" figure: FIGURE_KIND_VALUE }
  wide_columns { column: "Female | 1+" labels: "Female" labels: "1+" figure: FIGURE_KIND_VALUE })";

TEST(CsvImport, MakesRowsOfWideColumnsUnderTwoRowsOfHeadings) {
  const auto table =
      Import("Title\n,,Male,,Female,\nYear,Area,<1,1+,<1,1+\n2019,A,1,2,3,4\n,B,5,6,7,8\n",
             Mapping(kTwoRows));
  ASSERT_TRUE(table.ok()) << table.status().ToString();
  ASSERT_EQ(table->rows.size(), 8u);
  EXPECT_THAT(table->rows[6].labels, ElementsAre(Pair("age", "<1"), Pair("area", "B"),
                                                 Pair("period", "2019"), Pair("sex", "Female")));
  EXPECT_EQ(table->rows[6].numbers[2], 7);
  EXPECT_EQ(table->report.kept_row_count(), 2);
  EXPECT_EQ(table->report.table_row_count(), 8);
}

TEST(CsvImport, JoinsWideColumnsOfTheSameLabelInOneRow) {
  const auto table = Import("day,a,b,a_total,b_total\n1,5,6,50,60\n", Mapping(R"(
      period_column: "day" dimensions { name: "imd" }
      wide_columns { column: "a" labels: "a" figure: FIGURE_KIND_NUMERATOR }
      wide_columns { column: "b" labels: "b" figure: FIGURE_KIND_NUMERATOR }
      wide_columns { column: "a_total" labels: "a" figure: FIGURE_KIND_DENOMINATOR }
      wide_columns { column: "b_total" labels: "b" figure: FIGURE_KIND_DENOMINATOR })"));
  ASSERT_TRUE(table.ok()) << table.status().ToString();
  ASSERT_EQ(table->rows.size(), 2u);
  EXPECT_EQ(table->rows[1].labels.at("imd"), "b");
  EXPECT_EQ(table->rows[1].numbers[0], 6);
  EXPECT_EQ(table->rows[1].numbers[1], 60);
}

TEST(CsvImport, ReadsMeasuresThatAColumnNames) {
  const auto table =
      Import("Org,Measure,Value\nA,Smoker,10\nA,Non-smoker,90\nA,Missing,7\n", Mapping(R"(
      group_column: "Org" value_column: "Value"
      figure_rules { column: "Measure" value: "Smoker" figure: FIGURE_KIND_NUMERATOR }
      figure_rules { column: "Measure" value: "Smoker" figure: FIGURE_KIND_DENOMINATOR }
      figure_rules { column: "Measure" value: "Non-smoker" figure: FIGURE_KIND_DENOMINATOR })"));
  ASSERT_TRUE(table.ok()) << table.status().ToString();
  ASSERT_EQ(table->rows.size(), 2u);
  EXPECT_EQ(table->rows[0].numbers[0], 10);
  EXPECT_EQ(table->rows[0].numbers[1], 10);
  EXPECT_EQ(table->rows[1].states[0], CellState::kAbsent);
  EXPECT_EQ(table->rows[1].numbers[1], 90);
  EXPECT_EQ(table->report.filtered_row_count(), 1);
  EXPECT_EQ(table->report.duplicate_row_count(), 0);
}

TEST(CsvImport, WritesLabelsAsTheMappingSays) {
  v1::ColumnMapping mapping = Mapping(R"(
      group_column: "d" value_column: "n"
      relabellings { column: "d" from: "2" to: "02" }
      relabellings { column: "d" from: "01 - Most deprived" to: "01" })");
  const auto table = Import("d,n\n01 - Most deprived,1\n2,2\n02,3\n", mapping);
  ASSERT_TRUE(table.ok());
  EXPECT_THAT(Groups(*table, "group"), ElementsAre("01", "02"));
  EXPECT_EQ(table->report.duplicate_row_count(), 1);
}

TEST(CsvImport, CountsPersonsAndStoresNone) {
  const auto table = Import(
      "id,area,smokes\np1,A,Yes\np2,A,No\np3,B,Yes\np4,A,\np5,A,Not stated\np6,A,No\n", Mapping(R"(
      group_column: "area" row_meaning: ROW_MEANING_PERSON
      figure_rules { column: "smokes" value: "Yes" figure: FIGURE_KIND_NUMERATOR })"));
  ASSERT_TRUE(table.ok()) << table.status().ToString();
  ASSERT_EQ(table->rows.size(), 2u);
  EXPECT_EQ(table->rows[0].numbers[0], 1);
  EXPECT_EQ(table->rows[0].numbers[1], 3);
  EXPECT_TRUE(table->report.person_level());
  EXPECT_EQ(table->report.missing_row_count(), 2);
  EXPECT_EQ(table->report.table_row_count(), 2);
  EXPECT_EQ(table->smallest_count, 1);
}

TEST(CsvImport, RefusesAColumnOfNhsNumbersAsADimension) {
  std::string file = "who,n\n";
  for (int i = 0, found = 0; found < 12; ++i) {
    const std::string number = std::to_string(4'000'000'000 + i);
    if (!IsNhsNumber(number)) continue;
    ++found;
    file += number + ",1\n";
  }
  const auto table = Import(file, Mapping(R"(group_column: "who" value_column: "n")"));
  EXPECT_THAT(table.status().message(), HasSubstr("NHS numbers"));
  EXPECT_THAT(table.status().message(), Not(HasSubstr("4000")));
}

TEST(CsvImport, NamesEveryColumnThatIsAbsentOrAmbiguous) {
  v1::ColumnMapping mapping = Screening();
  mapping.add_filters()->set_column("Age");
  const auto table = Import("Year,ICB,ICB,Screened,Eligible\n2024,a,b,1,2\n", mapping);
  ASSERT_FALSE(table.ok());
  EXPECT_EQ(table.status().code(), Code::kInvalidArgument);
  EXPECT_THAT(table.status().violations(),
              ElementsAre(FieldViolation{"group_column", "the file has no column \"Ethnicity\""},
                          FieldViolation{"area_column",
                                         "the file has several columns \"ICB\": write \"ICB "
                                         "#1\" for the first of them"},
                          FieldViolation{"filters[0].column", "the file has no column \"Age\""}));
}

TEST(CsvImport, TellsColumnsOfOneNameApartByTheirNumber) {
  const auto table = Import("g,n,n\na,1,2\n", Mapping(R"(group_column: "g" value_column: "n #2")"));
  ASSERT_TRUE(table.ok()) << table.status().ToString();
  EXPECT_EQ(table->rows[0].numbers[2], 2);
}

TEST(CsvImport, RefusesAFileWithoutAHeader) { EXPECT_FALSE(Import("").ok()); }

TEST(CsvImport, AcceptsAHeaderWithoutRows) {
  const auto table = Import(kHeader);
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->report.row_count(), 0);
}

TEST(CsvImport, EndsWithTheErrorOfItsSink) {
  CsvImport import(Screening(), [](std::string_view) { return Unavailable("disk full"); });
  ASSERT_TRUE(import.Read(File("2024,QOP,White,All,100,90\n")).ok());
  EXPECT_EQ(import.Finish().code(), Code::kUnavailable);
}

TEST(CheckMapping, SaysAllThatIsWrongAtOnce) {
  const auto violations = CheckMapping(Mapping(R"(
      dimensions { name: "Age band" column: "a" } dimensions { name: "group" column: "b" }
      wide_columns { column: "x" labels: "x" figure: FIGURE_KIND_VALUE }
      value_column: "v" filters { value: "x" })"));
  EXPECT_EQ(violations.size(), 5u);
}

TEST(CheckMapping, TakesNoHeadingOfBlanks) {
  EXPECT_EQ(CheckMapping(Mapping(R"(group_column: "g" row_meaning: ROW_MEANING_PERSON
                                    figure_rules { column: " " value: "Yes"
                                                   figure: FIGURE_KIND_NUMERATOR })"))
                .size(),
            1u);
  EXPECT_EQ(CheckMapping(Mapping(R"(group_column: "\t" value_column: "v")")).size(), 1u);
}

TEST(CheckMapping, WantsFiguresOrPersons) {
  EXPECT_EQ(CheckMapping(Mapping(R"(group_column: "g")")).size(), 1u);
  EXPECT_TRUE(
      CheckMapping(Mapping(R"(group_column: "g" row_meaning: ROW_MEANING_PERSON)")).empty());
  EXPECT_FALSE(CheckMapping(Mapping(R"(group_column: "g" row_meaning: ROW_MEANING_PERSON
                                       numerator_column: "n")"))
                   .empty());
  EXPECT_FALSE(CheckMapping(Mapping(R"(numerator_column: "n")")).empty());
}

}  // namespace
}  // namespace fivestep::analysis
