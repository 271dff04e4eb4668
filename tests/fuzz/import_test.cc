// Files as people may upload them: the tables that ship with the project, damaged in every way.
#include <google/protobuf/text_format.h>

#include <cmath>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "analysis/import/imported_table.h"
#include "analysis/import/mapping_proposal.h"
#include "fuzz/fuzz.h"

namespace fivestep::testing {
namespace {

using analysis::CellState;
using analysis::ImportedRow;
using analysis::ImportedTable;
using analysis::ImportText;
using analysis::v1::ColumnMapping;
using analysis::v1::QualityReport;

struct Table {
  std::string content;
  ColumnMapping mapping;
};

std::string ContentOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  if (content.str().empty()) throw std::runtime_error("There is no table " + path);
  return content.str();
}

Table TableOf(const std::string& path, const std::string& mapping) {
  Table table{ContentOf(path), {}};
  if (!google::protobuf::TextFormat::ParseFromString(mapping, &table.mapping)) {
    throw std::runtime_error("There is no such mapping: " + mapping);
  }
  return table;
}

// The tables that ship with the project, and small ones with everything that files may have.
std::vector<Table> GoodTables() {
  const std::string shipped = "deploy/data/";
  const std::string corpus = "tests/fuzz/corpus/import/";
  return {TableOf(shipped + "ae_qe1_monthly.csv",
                  R"(area_column: "icb_code" period_column: "period_start"
                     numerator_column: "over_four_hours_count"
                     denominator_column: "attendance_count")"),
          TableOf(shipped + "lsoa_qe1.csv",
                  R"(group_column: "imd2019_decile" area_column: "lsoa_code"
                     value_column: "population_mid_2020"
                     filters { column: "local_authority_name" value: "Blackpool" })"),
          TableOf(shipped + "smoking_at_delivery_imd_england.csv",
                  R"(group_column: "imd2019_decile" period_column: "year"
                     numerator_column: "smoker_count" denominator_column: "maternity_count")"),
          TableOf(corpus + "two_row_headings.csv",
                  R"(period_column: "Year" fill_down_columns: "Year" area_column: "Area"
                     dimensions { name: "sex" } dimensions { name: "age" }
                     wide_columns { column: "Male | <1" labels: "Male" labels: "<1"
                                    figure: FIGURE_KIND_VALUE }
                     wide_columns { column: "Female | <1" labels: "Female" labels: "<1"
                                    figure: FIGURE_KIND_VALUE })"),
          TableOf(corpus + "measures.csv",
                  R"(group_column: "Org" value_column: "Value"
                     relabellings { column: "Org" from: "A" to: "B" }
                     figure_rules { column: "Measure" value: "Smoker"
                                    figure: FIGURE_KIND_NUMERATOR }
                     figure_rules { column: "Measure" value: "Smoker"
                                    figure: FIGURE_KIND_DENOMINATOR }
                     figure_rules { column: "Measure" value: "Non-smoker"
                                    figure: FIGURE_KIND_DENOMINATOR })"),
          TableOf(corpus + "persons.csv",
                  R"(group_column: "area" row_meaning: ROW_MEANING_PERSON
                     dimensions { name: "ethnicity" kind: GROUP_DIMENSION_ETHNICITY
                                  column: "ethnicity" }
                     figure_rules { column: "smokes" value: "Yes"
                                    figure: FIGURE_KIND_NUMERATOR })")};
}

class FuzzImport : public Fuzz {
 protected:
  Result<ImportedTable> ImportInChunks(const Table& table) {
    return ImportText(table.content, table.mapping,
                      1 + chance_.Below(chance_.OneIn(4) ? 8 : 8'192));
  }

  // A mapping that a caller may send: any that its fields' rules let through.
  ColumnMapping MutantMapping(const ColumnMapping& good) {
    ColumnMapping mapping = good;
    const std::string bytes = Mutate(good.SerializeAsString(),
                                     chance_.Pick(tables_).mapping.SerializeAsString(), chance_);
    if (!mapping.ParseFromString(bytes)) mapping.CopyFrom(good);
    return mapping;
  }

  Table Mutant() {
    Table table = chance_.Pick(tables_);
    table.content = Mutate(table.content, chance_.Pick(tables_).content, chance_);
    if (chance_.OneIn(4)) table.mapping = chance_.Pick(tables_).mapping;
    return table;
  }

  const std::vector<Table> tables_ = GoodTables();
};

// Every row is kept or accounted for, and what is kept can be reckoned with.
void CheckTable(const ImportedTable& table) {
  const QualityReport& report = table.report;
  EXPECT_EQ(report.table_row_count(), static_cast<int64_t>(table.rows.size()));
  EXPECT_EQ(report.row_count(), report.kept_row_count() + report.filtered_row_count() +
                                    report.duplicate_row_count() + report.unreadable_row_count() +
                                    report.ragged_row_count() + report.note_row_count());
  for (const auto& issue : report.issues()) {
    EXPECT_GT(issue.row_count(), 0);
    EXPECT_FALSE(issue.message().empty());
  }
  for (const ImportedRow& row : table.rows) {
    for (const size_t count : {0, 1}) {
      EXPECT_NE(row.states[count], CellState::kUnreadable);
      if (row.states[count] != CellState::kNumber) continue;
      EXPECT_TRUE(std::isfinite(row.numbers[count]) && row.numbers[count] >= 0);
    }
  }
}

TEST_F(FuzzImport, GivesTheSameTableOrRefusalHoweverTheFileIsCut) {
  Run([&] {
    const Table mutant = Mutant();
    const Result<ImportedTable> whole = ImportText(mutant.content, mutant.mapping);
    const Result<ImportedTable> chunks = ImportInChunks(mutant);
    ASSERT_EQ(whole.ok(), chunks.ok());
    if (!whole.ok()) {
      EXPECT_EQ(whole.status().code(), Code::kInvalidArgument);
      EXPECT_FALSE(whole.status().message().empty());
      EXPECT_EQ(whole.status().message(), chunks.status().message());
      return;
    }
    CheckTable(*whole);
    EXPECT_EQ(whole->rows.size(), chunks->rows.size());
    EXPECT_EQ(whole->report.SerializeAsString(), chunks->report.SerializeAsString());
  });
}

TEST_F(FuzzImport, ChecksEveryMappingAndUsesThoseThatPass) {
  Run([&] {
    Table mutant = Mutant();
    mutant.mapping = MutantMapping(mutant.mapping);
    if (!analysis::CheckMapping(mutant.mapping).empty()) return;
    const Result<ImportedTable> table = ImportText(mutant.content, mutant.mapping);
    if (!table.ok()) {
      EXPECT_EQ(table.status().code(), Code::kInvalidArgument);
      EXPECT_FALSE(table.status().message().empty());
      return;
    }
    CheckTable(*table);
  });
}

TEST_F(FuzzImport, ProposesMappingsThatTheirOwnFilesTake) {
  Run([&] {
    const Table mutant = Mutant();
    const auto proposal = analysis::ProposeMapping(mutant.content, true);
    if (!proposal.ok()) {
      EXPECT_EQ(proposal.status().code(), Code::kInvalidArgument);
      EXPECT_FALSE(proposal.status().message().empty());
      return;
    }
    EXPECT_TRUE(analysis::CheckMapping(proposal->mapping).empty());
    const Result<ImportedTable> table = ImportText(mutant.content, proposal->mapping);
    if (table.ok()) CheckTable(*table);
  });
}

TEST_F(FuzzImport, ReadsNoBlockThatWasNotWritten) {
  std::vector<std::string> good;
  analysis::CsvImport import(tables_[0].mapping, [&good](std::string_view part) {
    good.emplace_back(part);
    return OkStatus();
  });
  ASSERT_TRUE(import.Read(tables_[0].content).ok() && import.Finish().ok());
  Run([&] {
    std::vector<std::string> parts = good;
    std::string& part = parts[chance_.Below(parts.size())];
    part = Mutate(part, chance_.Pick(good), chance_);
    const auto rows = analysis::RowsOf(parts);
    if (!rows.ok()) {
      EXPECT_EQ(rows.status().code(), Code::kDataLoss);
    }
  });
}

}  // namespace
}  // namespace fivestep::testing
