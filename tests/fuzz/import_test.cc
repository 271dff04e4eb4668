// Files as people may upload them: the tables that ship with the project, damaged in every way.
#include <cmath>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "analysis/import/table_builder.h"
#include "fuzz/fuzz.h"

namespace fivestep::testing {
namespace {

using analysis::ColumnMapping;
using analysis::CsvImport;
using analysis::ImportedTable;
using analysis::QualityReport;

struct Table {
  std::string content;
  ColumnMapping mapping;
};

std::string ContentOf(const std::string& name) {
  std::ifstream file("deploy/data/" + name, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  if (content.str().empty()) throw std::runtime_error("There is no table " + name);
  return content.str();
}

std::vector<Table> GoodTables() {
  return {{ContentOf("ae_qe1_monthly.csv"),
           {.area = "icb_code",
            .period = "period_start",
            .numerator = "over_four_hours_count",
            .denominator = "attendance_count"}},
          {ContentOf("lsoa_qe1.csv"),
           {.group = "imd2019_decile",
            .area = "lsoa_code",
            .value = "population_mid_2020",
            .filters = {{"local_authority_name", "Blackpool"}}}},
          {ContentOf("smoking_at_delivery_imd_england.csv"),
           {.group = "imd2019_decile",
            .period = "year",
            .numerator = "smoker_count",
            .denominator = "maternity_count"}},
          {ContentOf("smoking_at_delivery_la.csv"),
           {.area = "area_code",
            .period = "year",
            .numerator = "smoker_count",
            .denominator = "maternity_count",
            .filters = {{"count_basis", "returned"}}}}};
}

Result<ImportedTable> ImportWhole(const Table& table) {
  CsvImport import(table.mapping);
  const Status read = import.Read(table.content);
  if (!read.ok()) return read;
  return import.Finish();
}

class FuzzImport : public Fuzz {
 protected:
  Result<ImportedTable> ImportInChunks(const Table& table) {
    CsvImport import(table.mapping);
    const size_t longest = 1 + chance_.Below(chance_.OneIn(4) ? 8 : 8'192);
    const std::string_view content = table.content;
    for (size_t at = 0; at < content.size();) {
      const size_t size = chance_.Below(longest + 1);
      const Status read = import.Read(content.substr(at, size));
      if (!read.ok()) return read;
      at += size;
    }
    return import.Finish();
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
  EXPECT_EQ(report.rows_kept, static_cast<int64_t>(table.rows.size()));
  EXPECT_EQ(report.rows_read, report.rows_kept + report.rows_filtered + report.rows_duplicate +
                                  report.rows_unreadable + report.rows_ragged);
  for (const auto& issue : report.issues) {
    EXPECT_GT(issue.count, 0);
    EXPECT_FALSE(issue.sentence.empty());
  }
  for (const auto& row : table.rows) {
    for (const analysis::Cell* count : {&row.numerator, &row.denominator}) {
      EXPECT_NE(count->state, analysis::CellState::kUnreadable);
      if (count->state != analysis::CellState::kNumber) continue;
      EXPECT_TRUE(std::isfinite(count->number) && count->number >= 0) << count->number;
    }
  }
}

TEST_F(FuzzImport, GivesTheSameTableOrRefusalHoweverTheFileIsCut) {
  Run([&] {
    const Table mutant = Mutant();
    const Result<ImportedTable> whole = ImportWhole(mutant);
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
    EXPECT_EQ(whole->report.rows_read, chunks->report.rows_read);
  });
}

}  // namespace
}  // namespace fivestep::testing
