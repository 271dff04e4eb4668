#include "analysis/import/table_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fivestep::analysis {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

ColumnMapping Mapping() {
  return {.group = "Ethnicity",
          .area = "ICB",
          .period = "Year",
          .numerator = "Screened",
          .denominator = "Eligible"};
}

Result<ImportedTable> Import(std::string_view file, ColumnMapping mapping = Mapping()) {
  CsvImport import(std::move(mapping));
  FIVESTEP_RETURN_IF_ERROR(import.Read(file));
  return import.Finish();
}

constexpr std::string_view kHeader = "Year,ICB,Ethnicity,Sex,Eligible,Screened\n";

std::string File(std::string_view rows) { return std::string(kHeader) + std::string(rows); }

const QualityIssue* Find(const ImportedTable& table, IssueKind kind) {
  for (const QualityIssue& issue : table.report.issues) {
    if (issue.kind == kind) return &issue;
  }
  return nullptr;
}

TEST(CsvImport, MakesATableOfTheMappedColumns) {
  const auto table = Import(File("2024,QOP,White,All,\"1,200\",900\n"));
  ASSERT_TRUE(table.ok());
  ASSERT_EQ(table->rows.size(), 1u);
  const TableRow& row = table->rows[0];
  EXPECT_EQ(row.number, 2);
  EXPECT_EQ(row.group, "White");
  EXPECT_EQ(row.area, "QOP");
  EXPECT_EQ(row.period, "2024");
  EXPECT_EQ(row.numerator.number, 900);
  EXPECT_EQ(row.denominator.number, 1200);
  EXPECT_EQ(row.value.state, CellState::kNoColumn);
  EXPECT_TRUE(table->report.issues.empty());
}

TEST(CsvImport, FindsColumnsWhateverBlanksSurroundTheirNames) {
  ColumnMapping mapping{.value = " Rate\xC2\xA0"};
  const auto table = Import("\xEF\xBB\xBF Rate ,x\n12.5%,1\n", mapping);
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->rows[0].value.number, 12.5);
  EXPECT_TRUE(table->rows[0].flags.percentage);
}

TEST(CsvImport, KeepsOnlyRowsThatPassEveryFilter) {
  ColumnMapping mapping = Mapping();
  mapping.filters = {{"Sex", "All"}, {"Year", "2024"}};
  const auto table = Import(File("2024,QOP,White,All,10,9\n"
                                 "2024,QOP,White,Female,5,4\n"
                                 "2023,QOP,White,All,10,9\n"),
                            mapping);
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->rows.size(), 1u);
  EXPECT_EQ(table->report.rows_read, 3);
  EXPECT_EQ(table->report.rows_kept, 1);
  EXPECT_EQ(table->report.rows_filtered, 2);
}

TEST(CsvImport, KeepsMissingAndSuppressedRowsApart) {
  const auto table = Import(File("2024,QOP,White,All,100,*\n2024,QOP,Asian,All,100,-\n"));
  ASSERT_TRUE(table.ok());
  ASSERT_EQ(table->rows.size(), 2u);
  EXPECT_TRUE(table->rows[0].flags.suppressed);
  EXPECT_FALSE(table->rows[0].flags.missing);
  EXPECT_TRUE(table->rows[1].flags.missing);
  EXPECT_EQ(table->report.rows_suppressed, 1);
  EXPECT_EQ(table->report.rows_missing, 1);
  EXPECT_THAT(Find(*table, IssueKind::kSuppressed)->first_rows, ElementsAre(2));
}

TEST(CsvImport, LeavesOutRaggedRowsAndSaysWhich) {
  const auto table =
      Import(File("2024,QOP,White,All,100\n"
                  "2024,QOP,Asian,All,100,90,extra\n"
                  "2024,QOP,Black,All,100,90\n"));
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->report.rows_kept, 1);
  EXPECT_EQ(table->report.rows_ragged, 2);
  EXPECT_THAT(Find(*table, IssueKind::kNarrowRow)->first_rows, ElementsAre(2));
  EXPECT_THAT(Find(*table, IssueKind::kWideRow)->first_rows, ElementsAre(3));
}

// As Fingertips writes them: the blank last cell of every row is left off.
TEST(CsvImport, KeepsANarrowRowThatReachesTheLastColumnInUse) {
  const auto table = Import("v,used,unused\n1,a\n2\n", {.group = "used", .value = "v"});
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->report.rows_kept, 1);
  EXPECT_EQ(table->report.rows_ragged, 1);
  EXPECT_THAT(Find(*table, IssueKind::kNarrowRow)->first_rows, ElementsAre(2, 3));
}

TEST(CsvImport, LeavesOutWhatItCannotReadAndCountsBelowZero) {
  const auto table =
      Import(File("2024,QOP,White,All,many,9\n"
                  "2024,QOP,Asian,All,100,-9\n"
                  "2024,QOP,Black,All,100,9%\n"));
  ASSERT_TRUE(table.ok());
  EXPECT_TRUE(table->rows.empty());
  EXPECT_EQ(table->report.rows_unreadable, 3);
  EXPECT_THAT(Find(*table, IssueKind::kNegativeCount)->first_rows, ElementsAre(3));
}

TEST(CsvImport, KeepsTheFirstOfRowsThatRepeatAKey) {
  const auto table =
      Import(File("2024,QOP,White,Male,50,40\n"
                  "2024,QOP,Asian,Male,60,30\n"
                  "2024,QOP,White,Female,50,45\n"));
  ASSERT_TRUE(table.ok());
  ASSERT_EQ(table->rows.size(), 2u);
  EXPECT_EQ(table->rows[0].numerator.number, 40);
  EXPECT_EQ(table->rows[1].group, "Asian");
  EXPECT_EQ(table->report.rows_duplicate, 1);
  EXPECT_THAT(Find(*table, IssueKind::kDuplicate)->first_rows, ElementsAre(4));
}

TEST(CsvImport, KeepsARowWithoutALabelAsUnknown) {
  const auto table = Import(File("2024,QOP,,All,100,90\n"));
  ASSERT_TRUE(table.ok());
  ASSERT_EQ(table->rows.size(), 1u);
  EXPECT_TRUE(table->rows[0].flags.blank_label);
  EXPECT_EQ(Find(*table, IssueKind::kBlankLabel)->column, "Ethnicity");
}

TEST(CsvImport, AccountsForEveryRowExactlyOnce) {
  const auto table =
      Import(File("2024,QOP,White,All,100,90\n"
                  "2024,QOP,White,All,100,90\n"
                  "2024,QOP,Asian,All,x,90\n"
                  "2024,QOP\n"
                  "\n"
                  "2024,QOP,Black,All,*,NA\n"));
  ASSERT_TRUE(table.ok());
  const QualityReport& report = table->report;
  EXPECT_EQ(report.rows_read, 5);
  EXPECT_EQ(report.rows_kept + report.rows_filtered + report.rows_duplicate +
                report.rows_unreadable + report.rows_ragged,
            report.rows_read);
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
  EXPECT_GE(table->report.issues.size(), 5u);
  for (const QualityIssue& issue : table->report.issues) {
    EXPECT_THAT(issue.sentence, Not(HasSubstr("7743")));
    EXPECT_THAT(issue.sentence, Not(HasSubstr("Roma")));
  }
}

TEST(CsvImport, NamesEveryColumnThatIsAbsentOrAmbiguous) {
  ColumnMapping mapping = Mapping();
  mapping.filters = {{"Age", "All"}};
  const auto table = Import("Year,ICB,ICB,Screened,Eligible\n2024,a,b,1,2\n", mapping);
  ASSERT_FALSE(table.ok());
  EXPECT_EQ(table.status().code(), Code::kInvalidArgument);
  EXPECT_THAT(table.status().violations(),
              ElementsAre(FieldViolation{"group", "the file has no column \"Ethnicity\""},
                          FieldViolation{"area", "the file has several columns \"ICB\""},
                          FieldViolation{"filters", "the file has no column \"Age\""}));
}

TEST(CsvImport, RefusesAMappingWithoutFiguresOrAFilterWithoutAColumn) {
  EXPECT_FALSE(Import(File(""), {.group = "Ethnicity"}).ok());
  EXPECT_FALSE(Import(File(""), {.numerator = "Screened", .filters = {{"", "All"}}}).ok());
}

TEST(CsvImport, RefusesAFileWithoutAHeader) { EXPECT_FALSE(Import("").ok()); }

TEST(CsvImport, AcceptsAHeaderWithoutRows) {
  const auto table = Import(kHeader);
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->report.rows_read, 0);
}

TEST(TableBuilder, RefusesMoreRowsThanItsLimit) {
  TableBuilder builder({.value = "v"});
  ASSERT_TRUE(builder.AddRow({1, {"v"}}).ok());
  for (std::size_t i = 0; i < kMaxTableRows; ++i) {
    ASSERT_TRUE(builder.AddRow({static_cast<std::int64_t>(i) + 2, {"1"}}).ok());
  }
  const Status status = builder.AddRow({static_cast<std::int64_t>(kMaxTableRows) + 2, {"1"}});
  EXPECT_EQ(status.code(), Code::kInvalidArgument);
  EXPECT_THAT(status.message(), HasSubstr("1,000,000"));
}

}  // namespace
}  // namespace fivestep::analysis
