// Every file of ../shared/data: it is imported, row by row accounted for, or refused with a
// sentence that a person can act on. Skipped where the folder is absent.
#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "analysis/import/csv_import.h"
#include "analysis/import/mapping_proposal.h"
#include "analysis/import/reference_import.h"

namespace fivestep::analysis {
namespace {

namespace fs = std::filesystem;

fs::path DataFolder() {
  const char* source = std::getenv("FIVESTEP_SOURCE");
  return fs::path(source != nullptr ? source : ".") / ".." / "shared" / "data";
}

std::string ContentOf(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

struct File {
  const char* name;
  // A ColumnMapping; `key=COLUMN` for reference data.
  const char* mapping;
  // Rows of the table; 0: refused.
  int64_t rows;
  // Rows left out as repeats; or what the refusal says.
  int64_t repeats = 0;
  const char* refusal = nullptr;
};

constexpr char kMaternity[] = R"m(
    group_column: "Measure" area_column: "Org_Code" period_column: "Period" value_column: "Value"
    dimensions { name: "dimension" column: "Dimension" }
    dimensions { name: "level" column: "Org_Level" }
    dimensions { name: "count_of" column: "Count_Of" })m";
constexpr char kTrafford[] = R"m(
    area_column: "area_code" period_column: "period" value_column: "value"
    dimensions { name: "indicator" column: "indicator" }
    dimensions { name: "unit" column: "unit" }
    dimensions { name: "inequality" column: "inequality" })m";
constexpr char kVotes[] = R"m(
    group_column: "comment-id" value_column: "vote" dimensions { name: "voter" column: "voter-id" })m";
constexpr char kComments[] = R"m(
    group_column: "comment-id" numerator_column: "agrees"
    dimensions { name: "moderated" column: "moderated" })m";
constexpr char kParticipants[] = R"m(group_column: "participant" value_column: "n-votes")m";

constexpr File kFiles[] = {
    {"reference/imd2019_lsoa11.csv", R"m(
        area_column: "LSOA code (2011)" value_column: "Index of Multiple Deprivation (IMD) Score"
        group_kind: GROUP_DIMENSION_DEPRIVATION
        group_column: "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)")m",
     32'844},
    {"reference/imd2025_lsoa21.csv",
     R"m(area_column: "lsoa21_code" group_column: "IMD_decile" value_column: "IMD_score")m",
     33'755},
    {"reference/File_6_-_IoD2019_Population_Denominators.csv", R"m(
        area_column: "LSOA code (2011)"
        value_column: "Total population: mid 2015 (excluding prisoners)")m",
     32'844},
    {"reference/lookup_lsoa11_sicbl22_icb22_ltla22.csv", "key=lsoa11_code", 32'844},
    {"reference/sub_icb_locations_2022.csv", "key=sicbl22_code_ons", 106},
    {"reference/lookup_lsoa21_sicbl24_icb24_ltla24.csv", "key=lsoa21_code", 33'755},
    {"reference/lookup_lsoa11_lsoa21_england.csv", "key=lsoa11_code", 33'855},
    {"reference/icb_codes_2024.csv", "key=icb24_code_ons", 42},
    {"reference/imd2025_icb24_summary.csv",
     R"m(area_column: "icb24_code" value_column: "imd_average_score")m", 42},
    {"reference/lookup_nhs_trusts22_icb22.csv", R"m(
        group_column: "nhs_trust22_code" area_column: "icb22_code"
        value_column: "proportion_trust_came_from_icb")m",
     1'321},
    {"reference/esp_2013_21bands.csv", "key=age_band_esp", 21},
    {"reference/esp_2013_all_bandings.csv", "key=age_band", 78},
    {"reference/ethnicity_nhs_2001_16plus1.csv", "key=nhs_code", 18},
    {"reference/ethnicity_bsol_lookup_messy.csv", "key=NHSCode", 19},
    {"population/pop_mid2020_lsoa11_england_persons_5yr.csv", R"m(
        area_column: "lsoa11_code" dimensions { name: "age" kind: GROUP_DIMENSION_AGE }
        wide_columns { column: "0" labels: "<1" figure: FIGURE_KIND_VALUE }
        wide_columns { column: "1-4" labels: "1-4" figure: FIGURE_KIND_VALUE }
        wide_columns { column: "90+" labels: "90+" figure: FIGURE_KIND_VALUE })m",
     3 * 32'844},
    {"population/census2021_ethnicity_lsoa21_england.csv", R"m(
        area_column: "lsoa21_code" dimensions { name: "ethnicity" kind: GROUP_DIMENSION_ETHNICITY }
        wide_columns { column: "Asian, Asian British or Asian Welsh" labels: "Asian"
                       figure: FIGURE_KIND_VALUE }
        wide_columns { column: "White" labels: "White" figure: FIGURE_KIND_VALUE })m",
     2 * 33'755},
    {"population/ons_popsbyimd_quintile_england_2001_2019_RAW_sheet.csv", R"m(
        period_column: "Year" fill_down_columns: "Year" heading_row_count: 2
        group_column: "IMD Quintile" group_kind: GROUP_DIMENSION_DEPRIVATION
        dimensions { name: "sex" } dimensions { name: "age" }
        wide_columns { column: "Male | <1" labels: "Male" labels: "<1" figure: FIGURE_KIND_VALUE }
        wide_columns { column: "Female | 90+" labels: "Female" labels: "90+"
                       figure: FIGURE_KIND_VALUE })m",
     2 * 95},
    {"population/ons_popsbyimd_quintile_england_2001_2019_long.csv", R"m(
        group_column: "imd_quintile" period_column: "year" value_column: "population"
        dimensions { name: "sex" column: "sex" } dimensions { name: "age" column: "age_band" })m",
     3'800},
    {"population/nhsr_ons_uk_population_2023.csv", R"m(
        group_column: "age" area_column: "Code" value_column: "count"
        dimensions { name: "sex" column: "sex" })m",
     1'274},
    {"population/gp_registered_patients_by_lsoa11_jul2022_QE1.csv", R"m(
        group_column: "OrganisationCode" area_column: "LSOA11CD" numerator_column: "Patient")m",
     20'575},
    {"outcomes/iod2019_underlying_health_indicators_lsoa11.csv",
     R"m(area_column: "lsoa11_code" value_column: "years_of_potential_life_lost_indicator")m",
     32'844},
    {"outcomes/hosp-epis-stat-mat-msdscsv-2020-21.csv", kMaternity, 16'160},
    {"outcomes/hosp-epis-stat-mat-msdscsv-2021-22.csv", kMaternity, 16'038},
    {"outcomes/fingertips_ORIGINAL_indicators-CountyUA.data_93356.csv", R"m(
        group_column: "Category" area_column: "Area Code" period_column: "Time period"
        numerator_column: "Count" denominator_column: "Denominator"
        dimensions { name: "sex" column: "Sex" }
        dimensions { name: "category_type" column: "Category Type" })m",
     546, 306},
    {"outcomes/fingertipsnext_nw_public.csv", R"m(
        group_column: "Category" area_column: "AreaCode" period_column: "Year"
        numerator_column: "Count" denominator_column: "Denominator" value_column: "Value"
        dimensions { name: "indicator" column: "IndicatorId" }
        dimensions { name: "category_type" column: "CategoryType" }
        dimensions { name: "age" column: "AgeID" } dimensions { name: "sex" column: "SexID" })m",
     21'967, 1'048},
    {"outcomes/fingertipsnext_indicator_names.csv", "key=IndicatorId", 31},
    {"outcomes/fingertipsnext_areas.csv", "key=areaCode", 116},
    {"outcomes/fingertipsnext_agedata.csv", "key=AgeID", 48},
    {"outcomes/qof_2021_22_practice_public_all_except_QYG.csv",
     R"m(group_column: "home_icb22_ods" area_column: "OrganisationCode" value_column: "DM-prevalance")m",
     6'120},
    {"outcomes/opensafely_covid_vacc_40-49_by_imd_quintile_cumulative.csv", R"m(
        period_column: "covid_vacc_date" dimensions { name: "imd" kind: GROUP_DIMENSION_DEPRIVATION }
        wide_columns { column: "1 Most deprived" labels: "1" figure: FIGURE_KIND_NUMERATOR }
        wide_columns { column: "1 Most deprived_total" labels: "1" figure: FIGURE_KIND_DENOMINATOR }
        wide_columns { column: "5 Least deprived" labels: "5" figure: FIGURE_KIND_NUMERATOR }
        wide_columns { column: "5 Least deprived_total" labels: "5"
                       figure: FIGURE_KIND_DENOMINATOR })m",
     2 * 568},
    {"outcomes/opensafely_covid_vacc_40-49_by_ethnicity6_cumulative.csv", R"m(
        period_column: "covid_vacc_date" dimensions { name: "ethnicity" }
        wide_columns { column: "Black" labels: "Black" figure: FIGURE_KIND_NUMERATOR }
        wide_columns { column: "Black_total" labels: "Black" figure: FIGURE_KIND_DENOMINATOR })m",
     568},
    {"outcomes/opensafely_covid_vacc_40-49_table.csv", R"m(
        group_column: "Group" numerator_column: "Vaccinated at 22 Jun 2022 (n)"
        denominator_column: "Total eligible" dimensions { name: "category" column: "Category" })m",
     48},
    {"outcomes/trafford_mortality_rate.csv", kTrafford, 9'801},
    {"outcomes/trafford_inequality_life_expectancy.csv", kTrafford, 4'752},
    {"outcomes/trafford_obese_year6.csv", kTrafford, 3'671},
    {"outcomes/trafford_vaccination_mmr.csv", R"m(
        area_column: "area_code" period_column: "period" value_column: "value"
        dimensions { name: "indicator" column: "indicator" })m",
     192},
    {"outcomes/trafford_nhs_health_checks.csv", kTrafford, 2'511},
    {"timeseries/nhsr_ae_attendances.csv", R"m(
        area_column: "org_code" period_column: "period" numerator_column: "breaches"
        denominator_column: "attendances" dimensions { name: "type" column: "type" })m",
     12'765},
    {"timeseries/nhsr_ons_mortality_weekly.csv", R"m(
        group_column: "category_2" period_column: "date" numerator_column: "counts"
        dimensions { name: "category" column: "category_1" })m",
     18'803},
    {"timeseries/healthyr_england_icb_accidents_emergency.csv", R"m(
        area_column: "icb22_code" period_column: "date" numerator_column: "attendances_over_4hours"
        denominator_column: "total_attendances")m",
     1'680},
    {"timeseries/healthyr_england_sicb_iapt.csv", R"m(
        area_column: "sicbl22_code" period_column: "date" value_column: "value"
        figure_rules { column: "name" value: "Count_AccessingServices"
                       figure: FIGURE_KIND_NUMERATOR }
        figure_rules { column: "name" value: "Count_ReferralsReceived"
                       figure: FIGURE_KIND_DENOMINATOR })m",
     2 * 1'166},
    {"timeseries/healthyr_england_rtt_region.csv", R"m(
        group_column: "treatment" area_column: "nhs_region20_name" period_column: "date"
        numerator_column: "waits_over_18_weeks")m",
     11'676},
    {"engagement/polis_scoop-hivemind.affordable-housing/votes.csv", kVotes, 14'995, 81},
    {"engagement/polis_scoop-hivemind.affordable-housing/comments.csv", kComments, 165},
    {"engagement/polis_scoop-hivemind.affordable-housing/participants-votes.csv", kParticipants,
     381},
    {"engagement/polis_scoop-hivemind.affordable-housing/summary.csv",
     R"m(group_column: "topic" value_column: "voters")m", 0, 0, "no column \"voters\""},
    {"engagement/polis_london.youth.policing/votes.csv", kVotes, 638, 2},
    {"engagement/polis_london.youth.policing/comments.csv", kComments, 39},
    {"engagement/polis_london.youth.policing/participants-votes.csv", kParticipants, 26},
    {"engagement/polis_london.youth.policing/summary.csv",
     R"m(group_column: "topic" value_column: "voters")m", 0, 0, "no column \"voters\""},
};

class SharedData : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(DataFolder())) GTEST_SKIP() << DataFolder() << " is not there";
  }
};

// What a refusal tells a person: its sentence and its violations.
std::string Said(const Status& status) {
  std::string said = status.message();
  for (const FieldViolation& violation : status.violations()) said += "; " + violation.description;
  return said;
}

void ExpectTable(const File& file, const CsvImport& import) {
  const v1::QualityReport& report = import.report();
  EXPECT_EQ(report.table_row_count(), file.rows) << report.DebugString();
  EXPECT_EQ(report.duplicate_row_count(), file.repeats);
  EXPECT_EQ(report.unreadable_row_count(), 0) << report.DebugString();
  EXPECT_EQ(report.row_count(), report.kept_row_count() + report.filtered_row_count() +
                                    report.duplicate_row_count() + report.ragged_row_count() +
                                    report.note_row_count());
  for (const v1::QualityIssue& issue : report.issues()) {
    EXPECT_TRUE(issue.message().ends_with('.')) << issue.message();
  }
}

void Import(const File& file) {
  const std::string content = ContentOf(DataFolder() / file.name);
  ASSERT_FALSE(content.empty());
  const auto ignore = [](std::string_view) { return OkStatus(); };
  if (std::string_view(file.mapping).starts_with("key=")) {
    v1::ReferenceHeader header;
    header.set_key_column(file.mapping + 4);
    ReferenceImport import(header, ignore);
    ASSERT_TRUE(import.Read(content).ok());
    const Status finished = import.Finish();
    ASSERT_TRUE(finished.ok()) << finished.ToString();
    EXPECT_EQ(import.row_count(), file.rows);
    return;
  }
  v1::ColumnMapping mapping;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(file.mapping, &mapping));
  ASSERT_TRUE(CheckMapping(mapping).empty()) << CheckMapping(mapping).front().description;
  CsvImport import(mapping, ignore);
  Status status = import.Read(content);
  if (status.ok()) status = import.Finish();
  if (file.rows == 0) {
    EXPECT_FALSE(status.ok());
    EXPECT_THAT(Said(status), ::testing::HasSubstr(file.refusal));
    return;
  }
  ASSERT_TRUE(status.ok()) << Said(status);
  ExpectTable(file, import);
}

TEST_F(SharedData, IsImportedOrRefusedWithASentence) {
  for (const File& file : kFiles) {
    SCOPED_TRACE(file.name);
    Import(file);
  }
}

TEST_F(SharedData, IsInTheTableAbove) {
  std::set<std::string> known;
  for (const File& file : kFiles) known.insert(file.name);
  for (const auto& entry : fs::recursive_directory_iterator(DataFolder())) {
    if (entry.path().extension() != ".csv") continue;
    const std::string name = fs::relative(entry.path(), DataFolder()).string();
    EXPECT_TRUE(known.contains(name)) << name << " has no row in kFiles";
  }
}

// The proposal may be wrong; it is never a mapping that its own file does not take.
TEST_F(SharedData, GetsProposalsThatItsFilesTake) {
  for (const File& file : kFiles) {
    SCOPED_TRACE(file.name);
    const std::string content = ContentOf(DataFolder() / file.name);
    const std::string beginning = content.substr(0, kProposalBytes);
    const auto proposal = ProposeMapping(beginning, beginning.size() == content.size());
    if (!proposal.ok()) {
      EXPECT_FALSE(proposal.status().message().empty());
      std::cout << file.name << ": " << proposal.status().message() << '\n';
      continue;
    }
    CsvImport import(proposal->mapping, [](std::string_view) { return OkStatus(); });
    Status status = import.Read(content);
    if (status.ok()) status = import.Finish();
    ASSERT_TRUE(status.ok()) << Said(status) << proposal->mapping.DebugString();
    const v1::QualityReport& report = import.report();
    std::cout << file.name << ": " << report.kept_row_count() << " of " << report.row_count()
              << " rows kept\n";
  }
}

}  // namespace
}  // namespace fivestep::analysis
