// Published figures through the command-line program and the services, against published answers.
// Skipped where ../shared/data is absent.
#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "fivestep/analysis/v1/analysis_service.pb.h"
#include "fivestep/analysis/v1/data_set.pb.h"
#include "fivestep/analysis/v1/finding.pb.h"
#include "fivestep/analysis/v1/indicator.pb.h"
#include "fivestep/analysis/v1/tabulation.pb.h"
#include "system/real_stack.h"

namespace fivestep::testing {
namespace {

using analysis::v1::AnalyseIndicatorResponse;
using analysis::v1::DataSet;
using analysis::v1::TabulateDataSetResponse;

class RealData : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (!std::filesystem::exists(Data("README.md"))) return;
    real_ = new RealStack();
    real_->LoadReference("imd-2019", "reference/imd2019_lsoa11.csv", "deprivation", "2011",
                         "LSOA code (2011)", {kImd2019Decile, kImd2019Score});
    real_->LoadReference("areas-2022", "reference/lookup_lsoa11_sicbl22_icb22_ltla22.csv",
                         "geography", "2011", "lsoa11_code", {"icb22_code_h", "ltla22_name"});
    real_->LoadReference("areas-2024", "reference/lookup_lsoa21_sicbl24_icb24_ltla24.csv",
                         "geography", "2021", "lsoa21_code", {"icb24_code", "icb24_code_nhs"});
    real_->LoadReference("people-2020", "population/pop_mid2020_lsoa11_england_persons_5yr.csv",
                         "population", "2011", "lsoa11_code", {"total"});
    real_->LoadReference("people-2021", "population/census2021_ethnicity_lsoa21_england.csv",
                         "population", "2021", "lsoa21_code", {"total_residents"});
    real_->LoadReference("change", "reference/lookup_lsoa11_lsoa21_england.csv", "geography-change",
                         "2011", "lsoa11_code", {"lsoa21_code"});
    real_->LoadReference("imd-2025", "reference/imd2025_lsoa21.csv", "deprivation", "2021",
                         "lsoa21_code", {"IMD_decile"});
  }
  static void TearDownTestSuite() {
    delete real_;
    real_ = nullptr;
  }
  void SetUp() override {
    if (real_ == nullptr) GTEST_SKIP() << Data("README.md") << " is not there";
  }

  static std::string Reference(const std::string& id) {
    return std::string("\"") + kParent + "/referenceData/" + id + "\"";
  }
  static std::string Name(const std::string& id) {
    return std::string("\"") + kParent + "/dataSets/" + id + "\"";
  }
  static std::string Derived(const std::string& name, const std::string& reference,
                             const std::string& attribute) {
    return "{\"name\": \"" + name + "\", \"reference\": " + Reference(reference) +
           ", \"attribute\": \"" + attribute + "\"}";
  }
  static TabulateDataSetResponse Tabulate(const std::string& json) {
    return real_->Ask<TabulateDataSetResponse>("TabulateDataSet", json);
  }

  static constexpr char kImd2019Decile[] =
      "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)";
  static constexpr char kImd2019Score[] = "Index of Multiple Deprivation (IMD) Score";
  static inline RealStack* real_ = nullptr;
};

// NHS Lancashire and South Cumbria: 29.0 % of its people live in the most deprived fifth of
// England.
TEST_F(RealData, GiveTheCore20ShareOfLancashireAndSouthCumbria) {
  real_->Import("people", "population/pop_mid2020_lsoa11_england_persons_5yr.csv",
                R"({"area_column": "lsoa11_code", "value_column": "total"})", {"--lsoa", "2011"});
  const auto table = Tabulate("{\"name\": " + Name("people") +
                              ", \"dimensions\": [\"decile\"], \"derived_dimensions\": [" +
                              Derived("decile", "imd-2019", kImd2019Decile) + ", " +
                              Derived("icb", "areas-2022", "icb22_code_h") +
                              "], \"filters\": [{\"dimension\": \"icb\", \"labels\": [\"QE1\"]}]}");
  ASSERT_EQ(table.groups_size(), 10);
  double all = 0;
  double core20 = 0;
  for (const auto& group : table.groups()) {
    all += group.value();
    if (group.group() == "1" || group.group() == "2") core20 += group.value();
  }
  EXPECT_NEAR(100 * core20 / all, 29.0, 0.05);
  EXPECT_GE(table.method_size(), 2);
}

TEST_F(RealData, NeverLookUpAreasOfOneVintageAmongThoseOfAnother) {
  real_->Import("people-v", "population/pop_mid2020_lsoa11_england_persons_5yr.csv",
                R"({"area_column": "lsoa11_code", "value_column": "total"})", {"--lsoa", "2011"});
  const std::string question = "{\"name\": " + Name("people-v") +
                               ", \"dimensions\": [\"decile\"], \"derived_dimensions\": [" +
                               "{\"name\": \"decile\", \"reference\": " + Reference("imd-2025") +
                               ", \"attribute\": \"IMD_decile\"";
  const Called refused =
      Call(real_->stack(), "analysis", "TabulateDataSet", question + "}]}", {.role = "analyst"});
  EXPECT_EQ(refused.status.reason(), "VINTAGES_DIFFER") << Describe(refused.status);
  const auto table = Tabulate(question + ", \"change_reference\": " + Reference("change") +
                              ", \"change_attribute\": \"lsoa21_code\"}]}");
  double all = 0;
  double changed = 0;
  for (const auto& group : table.groups()) {
    all += group.value();
    if (group.group() == "boundary changed") changed = group.value();
  }
  EXPECT_EQ(all, 56'550'138);
  EXPECT_GT(changed, 0);
  EXPECT_LT(changed, all / 20);
}

TEST_F(RealData, GiveYearsOfLifeLostByDecileWeightedByPeople) {
  real_->Import("life-lost", "outcomes/iod2019_underlying_health_indicators_lsoa11.csv",
                R"({"area_column": "lsoa11_code",
                    "value_column": "years_of_potential_life_lost_indicator"})",
                {"--lsoa", "2011"});
  const auto table =
      Tabulate("{\"name\": " + Name("life-lost") +
               ", \"dimensions\": [\"decile\"], \"derived_dimensions\": [" +
               Derived("decile", "imd-2019", kImd2019Decile) + ", " +
               Derived("icb", "areas-2022", "icb22_code_h") +
               "], \"filters\": [{\"dimension\": \"icb\", \"labels\": [\"QE1\"]}], \"weighting\": "
               "{\"reference\": " +
               Reference("people-2020") + ", \"attribute\": \"total\"}}");
  ASSERT_EQ(table.groups_size(), 10);
  int64_t areas = 0;
  for (const auto& group : table.groups()) areas += group.row_count();
  EXPECT_EQ(areas, 1'058);
  EXPECT_NEAR(table.groups(0).weighted_mean(), 92.38, 0.005);
  EXPECT_NEAR(table.groups(9).weighted_mean(), 50.08, 0.005);
}

TEST_F(RealData, GiveDeprivationFifthsOfEqualSize) {
  real_->Import("life-lost-w", "outcomes/iod2019_underlying_health_indicators_lsoa11.csv",
                R"({"area_column": "lsoa11_code", "value_column": "acute_morbidity_indicator"})",
                {"--lsoa", "2011"});
  const auto table = Tabulate(
      "{\"name\": " + Name("life-lost-w") +
      ", \"dimensions\": [\"fifth\"], \"derived_dimensions\": [" +
      "{\"name\": \"fifth\", \"reference\": " + Reference("imd-2019") + ", \"attribute\": \"" +
      kImd2019Score + "\", \"quantiles\": {\"count\": 5, \"higher_is_more_deprived\": true}}, " +
      Derived("icb", "areas-2022", "icb22_code_h") + "]}");
  ASSERT_EQ(table.groups_size(), 5);
  for (const auto& group : table.groups())
    EXPECT_NEAR(static_cast<double>(group.row_count()), 32844 / 5.0, 6);
}

std::vector<std::map<std::string, std::string>> Rows(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::vector<std::map<std::string, std::string>> rows;
  std::vector<std::string> headings;
  for (std::string line; std::getline(file, line);) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') quoted = !quoted;
      if (c == ',' && !quoted) {
        cells.emplace_back();
      } else if (c != '"' && c != '\r') {
        cells.back() += c;
      }
    }
    if (headings.empty()) {
      headings = cells;
      continue;
    }
    for (size_t i = 0; i < cells.size(); ++i) {
      if (i == 0) rows.emplace_back();
      rows.back()[headings[i]] = cells[i];
    }
  }
  return rows;
}

// The publisher's summary has its populations of mid-2022; ours of 2021 move an average by 0.1.
TEST_F(RealData, GiveTheImd2025SummaryOfAllIcbs) {
  real_->Import("imd", "reference/imd2025_lsoa21.csv",
                R"({"area_column": "lsoa21_code", "group_column": "IMD_decile",
                    "group_kind": "GROUP_DIMENSION_DEPRIVATION", "value_column": "IMD_score"})",
                {"--lsoa", "2021", "--deprivation", "IMD 2025"});
  const std::string icb =
      ", \"derived_dimensions\": [" + Derived("icb", "areas-2024", "icb24_code") + "]";
  const auto shares =
      Tabulate("{\"name\": " + Name("imd") + ", \"dimensions\": [\"icb\", \"group\"]" + icb + "}");
  const auto scores = Tabulate("{\"name\": " + Name("imd") + ", \"dimensions\": [\"icb\"]" + icb +
                               ", \"weighting\": {\"reference\": " + Reference("people-2021") +
                               ", \"attribute\": \"total_residents\"}}");
  std::map<std::string, double> all;
  std::map<std::string, double> most_deprived;
  for (const auto& group : shares.groups()) {
    all[group.labels(0)] += static_cast<double>(group.row_count());
    if (group.labels(1) == "1")
      most_deprived[group.labels(0)] = static_cast<double>(group.row_count());
  }
  std::map<std::string, double> mean;
  for (const auto& group : scores.groups()) mean[group.labels(0)] = group.weighted_mean();
  const auto summary = Rows(Data("reference/imd2025_icb24_summary.csv"));
  ASSERT_EQ(summary.size(), 42u);
  ASSERT_EQ(all.size(), 42u);
  for (const auto& row : summary) {
    const std::string& code = row.at("icb24_code");
    EXPECT_NEAR(
        most_deprived[code] / all[code],
        std::stod(row.at("imd_proportion_of_lso_as_in_most_deprived_10_percent_nationally")), 5e-5)
        << code;
    EXPECT_NEAR(mean[code], std::stod(row.at("imd_average_score")), 0.1) << code;
  }
}

constexpr char kSmokingMapping[] = R"json({
  "group_column": "Org_Name", "group_kind": "GROUP_DIMENSION_AREA", "period_column": "Period",
  "value_column": "Value",
  "filters": [{"column": "Dimension", "value": "DIMENSION"},
              {"column": "Org_Level", "value": "NHS England (Region)"}],
  "figure_rules": [
    {"column": "Measure", "value": "Smoker", "figure": "FIGURE_KIND_NUMERATOR"},
    {"column": "Measure", "value": "Smoker", "figure": "FIGURE_KIND_DENOMINATOR"},
    {"column": "Measure", "value": "Non-Smoker / Ex-Smoker", "figure": "FIGURE_KIND_DENOMINATOR"}]})json";

std::string SmokingMapping(const std::string& dimension) {
  std::string mapping = kSmokingMapping;
  const std::string word = "DIMENSION\"}";
  return mapping.replace(mapping.find(word), word.size() - 2, dimension);
}

// The dimension has another name in each year, and the measure is one.
TEST_F(RealData, MakeOneIndicatorOfTwoYearsOfMaternityStatistics) {
  const std::vector<std::string> more = {"--lsoa", "none"};
  real_->Import("smoking-2020", "outcomes/hosp-epis-stat-mat-msdscsv-2020-21.csv",
                SmokingMapping("SmokingAtBooking"), more);
  real_->Import("smoking-2021", "outcomes/hosp-epis-stat-mat-msdscsv-2021-22.csv",
                SmokingMapping("SmokingStatusGroupBooking"), more);
  real_->Ask<analysis::v1::Indicator>("DefineIndicator", R"({
      "parent": "programmes/real-data", "indicator_id": "smoking-at-booking", "definition": {
        "title": "Smoking at booking", "numerator": "smokers", "denominator": "known status",
        "kind": "INDICATOR_KIND_PROPORTION", "multiplier": 100, "unit": "%",
        "polarity": "POLARITY_LOWER_IS_BETTER", "group_dimension": "GROUP_DIMENSION_AREA",
        "source": "MSDS"}})");
  std::map<std::string, std::map<std::string, double>> values;  // by period and region
  for (const auto& [id, period] : std::map<std::string, std::string>{{"smoking-2020", "2020-21"},
                                                                     {"smoking-2021", "2021-22"}}) {
    const auto answer = real_->Ask<AnalyseIndicatorResponse>(
        "AnalyseIndicator",
        "{\"parent\": \"programmes/real-data\", \"indicator\": "
        "\"programmes/real-data/indicators/smoking-at-booking\", \"data_set\": " +
            Name(id) + ", \"period\": \"" + period +
            "\", \"comparator_rule\": \"COMPARATOR_RULE_BEST_GROUP\", \"seed\": 1}");
    for (const auto& group : answer.figures().groups()) {
      values[period][group.group()] = group.value().value();
    }
  }
  ASSERT_EQ(values["2020-21"].size(), 7u);
  ASSERT_EQ(values["2021-22"].size(), 7u);
  for (const auto& [region, value] : values["2020-21"]) {
    EXPECT_TRUE(values["2021-22"].contains(region)) << region;
    EXPECT_GT(value, 0);
  }
}

// Deciles are "2" in one year and "02" in the next, and the same after relabelling.
TEST_F(RealData, WriteTheDecilesOfTwoYearsAlike) {
  std::string relabel;
  for (int decile = 2; decile < 10; ++decile) {
    relabel += std::string(decile == 2 ? "" : ", ") + R"({"column": "Measure", "from": ")" +
               std::to_string(decile) + R"(", "to": "0)" + std::to_string(decile) + "\"}";
  }
  const std::string mapping = R"({"group_column": "Measure",
      "group_kind": "GROUP_DIMENSION_DEPRIVATION", "period_column": "Period",
      "numerator_column": "Value", "filters": [
        {"column": "Dimension", "value": "DeprivationDecileAtBooking"},
        {"column": "Org_Level", "value": "National"}], "relabellings": [)" +
                              relabel + "]}";
  std::vector<std::set<std::string>> labels;
  for (const char* year : {"2020-21", "2021-22"}) {
    DataSet data_set;
    const std::string id = std::string("deciles-") + year;
    real_->Import(id, std::string("outcomes/hosp-epis-stat-mat-msdscsv-") + year + ".csv", mapping,
                  {"--deprivation", "IMD 2019", "--lsoa", "none"});
    const auto table = Tabulate("{\"name\": " + Name(id) + "}");
    auto& own = labels.emplace_back();
    for (const auto& group : table.groups()) own.insert(group.group());
  }
  EXPECT_EQ(labels[0].size(), 13u);
  EXPECT_EQ(labels[0], labels[1]);
}

constexpr char kFingertips[] = R"({
  "group_column": "Category", "group_kind": "GROUP_DIMENSION_DEPRIVATION", "area_column": "AreaCode",
  "period_column": "Year", "numerator_column": "Count", "denominator_column": "Denominator",
  "filters": [{"column": "IndicatorId", "value": "92266"},
              {"column": "CategoryType", "value":
               "\"County & UA deprivation deciles in England (IMD2019, 4/23 geography)\""}]})";

TEST_F(RealData, GiveAFingertipsIndicatorByDeprivationWithItsSlope) {
  real_->Import("births", "outcomes/fingertipsnext_nw_public.csv", kFingertips,
                {"--lsoa", "none", "--deprivation", "IMD 2019"});
  real_->Ask<analysis::v1::Indicator>("DefineIndicator", R"json({
      "parent": "programmes/real-data", "indicator_id": "births", "definition": {
        "title": "General fertility rate", "numerator": "births", "denominator": "women aged 15-44",
        "kind": "INDICATOR_KIND_RATE", "multiplier": 1000, "unit": "per 1,000",
        "polarity": "POLARITY_LOWER_IS_BETTER", "group_dimension": "GROUP_DIMENSION_DEPRIVATION",
        "groups_ordered": true, "source": "Fingertips 92266", "groups": [
          "Most deprived decile (IMD2019)", "Second most deprived decile (IMD2019)",
          "Third more deprived decile (IMD2019)", "Fourth more deprived decile (IMD2019)",
          "Fifth more deprived decile (IMD2019)", "Fifth less deprived decile (IMD2019)",
          "Fourth less deprived decile (IMD2019)", "Third less deprived decile (IMD2019)",
          "Second least deprived decile (IMD2019)", "Least deprived decile (IMD2019)"]}})json");
  const auto answer = real_->Ask<AnalyseIndicatorResponse>(
      "AnalyseIndicator",
      "{\"parent\": \"programmes/real-data\", \"indicator\": "
      "\"programmes/real-data/indicators/births\", \"data_set\": " +
          Name("births") +
          ", \"period\": \"2022\", \"area\": \"E92000001\", \"comparator_rule\": "
          "\"COMPARATOR_RULE_BEST_GROUP\", \"seed\": 1}");
  ASSERT_EQ(answer.figures().groups_size(), 10);
  // As published: 54.08 births per 1,000 women in the most deprived tenth, 50.75 in the least.
  EXPECT_NEAR(answer.figures().groups(0).value().value(), 54.08371, 5e-6);
  EXPECT_NEAR(answer.figures().groups(9).value().value(), 50.75323, 5e-6);
  EXPECT_TRUE(answer.figures().has_slope()) << answer.figures().slope_refusal();
}

TEST_F(RealData, GiveVaccinationByEthnicGroupWithMeasuresThatNeedNoOrder) {
  real_->Import("vaccination", "outcomes/opensafely_covid_vacc_40-49_table.csv", R"json({
      "group_column": "Group", "group_kind": "GROUP_DIMENSION_ETHNICITY",
      "numerator_column": "Vaccinated at 22 Jun 2022 (n)", "denominator_column": "Total eligible",
      "filters": [{"column": "Category", "value": "Ethnicity (broad categories)"}]})json",
                {"--ethnicity-scheme", "OpenSAFELY, 6 groups"});
  real_->Ask<analysis::v1::Indicator>("DefineIndicator", R"({
      "parent": "programmes/real-data", "indicator_id": "vaccination", "definition": {
        "title": "Vaccinated", "numerator": "vaccinated", "denominator": "eligible",
        "kind": "INDICATOR_KIND_PROPORTION", "multiplier": 100, "unit": "%",
        "polarity": "POLARITY_HIGHER_IS_BETTER", "group_dimension": "GROUP_DIMENSION_ETHNICITY",
        "source": "OpenSAFELY"}})");
  const auto answer = real_->Ask<AnalyseIndicatorResponse>(
      "AnalyseIndicator",
      "{\"parent\": \"programmes/real-data\", \"indicator\": "
      "\"programmes/real-data/indicators/vaccination\", \"data_set\": " +
          Name("vaccination") +
          ", \"comparator_rule\": \"COMPARATOR_RULE_BEST_GROUP\", \"seed\": 1}");
  ASSERT_EQ(answer.figures().groups_size(), 6);
  EXPECT_FALSE(answer.figures().has_slope());
  EXPECT_GT(answer.figures().spread().range(), 0);
  for (const auto& group : answer.figures().groups()) {
    if (group.group() == "Black") {
      EXPECT_NEAR(group.value().value(), 67.2, 0.05);
    }
    if (group.group() == "White") {
      EXPECT_NEAR(group.value().value(), 83.7, 0.05);
    }
  }
}

TEST_F(RealData, AreAllOnTheRecordOfProcessing) {
  const auto record = real_->Ask<analysis::v1::ProcessingRecord>(
      "GetProcessingRecord", "{\"parent\": \"programmes/real-data\"}");
  EXPECT_GT(record.entries_size(), 0);
  for (const auto& entry : record.entries()) {
    EXPECT_EQ(entry.processing().controller(), "nobody");
    EXPECT_EQ(entry.source_digest().size(), 32u);
  }
}

}  // namespace
}  // namespace fivestep::testing
