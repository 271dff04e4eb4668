// The way from a published file to figures, on the tables that ship with the project.

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "analysis/data_set_upload.h"
#include "analysis/domain/data_set.h"
#include "analysis/finding_preparation.h"
#include "fivestep/analysis/v1/indicator.pb.h"
#include "fivestep/analysis/v1/internal.pb.h"
#include "platform/testing/fake_read_context.h"

namespace fivestep::analysis {
namespace {

constexpr char kDataSet[] = "programmes/p1/dataSets/smoking";
constexpr char kIndicator[] = "programmes/p1/indicators/smoking";

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

// What every header must say beside its mapping.
void SayWhatItIs(v1::DataSetHeader& header) {
  header.set_source("deploy/data");
  header.set_disclosure_profile(v1::DISCLOSURE_PROFILE_PUBLISHED);
  header.mutable_population()->set_basis(v1::POPULATION_BASIS_RESIDENT);
  auto& processing = *header.mutable_processing();
  processing.set_purpose("health inequalities");
  processing.set_controller("NHS Lancashire and South Cumbria ICB");
  processing.set_agreement("published");
  processing.set_retention_date("2032-03-31");
  processing.set_opt_out(v1::OPT_OUT_HANDLING_DOES_NOT_APPLY);
}

class PublishedTables : public ::testing::Test {
 protected:
  void Import(const std::string& file, const std::string& group_column) {
    v1::ImportDataSetRequest first;
    first.set_parent("programmes/p1");
    first.set_data_set_id("smoking");
    auto& header = *first.mutable_header();
    header.set_period_start_date("2019-04-01");
    header.set_period_end_date("2024-03-31");
    SayWhatItIs(header);
    header.mutable_mapping()->set_group_column(group_column);
    header.mutable_mapping()->set_period_column("year");
    header.mutable_mapping()->set_numerator_column("smoker_count");
    header.mutable_mapping()->set_denominator_column("maternity_count");
    first.set_content(ReadFile(file));
    DataSetUpload upload;
    ASSERT_TRUE(upload.Receive(first, context_).ok());
    const auto finished = upload.Finish(context_);
    ASSERT_TRUE(finished.ok()) << finished.status().ToString();
    testing::FakeRows rows;
    platform::v1::Actor actor;
    const CommandContext context{.now = testing::kNow, .actor = actor, .view = rows};
    const Decision decision = Decide(
        v1::DataSet(), static_cast<const v1::RegisterDataSetRequest&>(*finished->command), context);
    ASSERT_FALSE(decision.rejected());
    v1::DataSet data_set;
    Evolve(data_set, static_cast<const v1::DataSetImported&>(*decision.events().front()));
    EXPECT_EQ(data_set.quality_report().issues_size(), 0) << data_set.DebugString();
    context_.Put(data_set);
  }

  Result<v1::AnalyseIndicatorResponse> Analyse(bool ordered) {
    v1::Indicator indicator;
    indicator.set_name(kIndicator);
    auto& definition = *indicator.mutable_definition();
    definition.set_kind(v1::INDICATOR_KIND_PROPORTION);
    definition.set_multiplier(100);
    definition.set_unit("%");
    definition.set_polarity(v1::POLARITY_LOWER_IS_BETTER);
    definition.set_groups_ordered(ordered);
    for (int decile = 1; ordered && decile <= 10; ++decile) {
      definition.add_groups(std::to_string(decile));
    }
    context_.Put(indicator);
    v1::AnalyseIndicatorRequest request;
    request.set_indicator(kIndicator);
    request.set_data_set(kDataSet);
    request.set_period("2023");
    request.set_comparator_rule(v1::COMPARATOR_RULE_BEST_GROUP);
    request.set_seed(1);
    return AnalyseIndicator(request, context_);
  }

  testing::FakeReadContext context_;
};

TEST_F(PublishedTables, ShowBlackpoolFurthestFromTheBestLocalAuthority) {
  Import("deploy/data/smoking_at_delivery_la.csv", "area_name");
  const auto response = Analyse(false);
  ASSERT_TRUE(response.ok()) << response.status().ToString();
  const v1::Figures& figures = response->figures();
  EXPECT_EQ(figures.groups_size(), 14);
  EXPECT_EQ(figures.gap().group(), "Blackpool");
  EXPECT_EQ(figures.verdict(), v1::VERDICT_UNEQUAL);
  EXPECT_EQ(figures.gap().pairs_considered_count(), 91);
  EXPECT_FALSE(figures.has_slope());
  for (const v1::GroupValue& group : figures.groups()) {
    // 17.5 %, as published for 2023.
    if (group.group() != "Blackpool") continue;
    EXPECT_NEAR(group.value().value(), 17.5, 0.05);
  }
}

TEST_F(PublishedTables, ShowAGradientAcrossTheDecilesOfEngland) {
  Import("deploy/data/smoking_at_delivery_imd_england.csv", "imd2019_decile");
  const auto response = Analyse(true);
  ASSERT_TRUE(response.ok()) << response.status().ToString();
  const v1::Figures& figures = response->figures();
  ASSERT_TRUE(figures.has_slope()) << figures.slope_refusal();
  EXPECT_GT(figures.slope().sii().interval().lower(), 0);
  EXPECT_GT(figures.slope().rii().interval().lower(), 1);
  // England is 38,883 of 523,739: 7.4 %, as published for 2023/24.
  EXPECT_NEAR(figures.spread().average(), 7.4, 0.05);
}

TEST_F(PublishedTables, TabulateThePopulationOfTheMostDeprivedTenth) {
  v1::ImportDataSetRequest first;
  first.set_parent("programmes/p1");
  first.set_data_set_id("smoking");
  auto& header = *first.mutable_header();
  header.set_period_start_date("2020-06-30");
  header.set_period_end_date("2020-06-30");
  SayWhatItIs(header);
  header.set_lsoa_vintage(v1::LSOA_VINTAGE_2011);
  header.mutable_mapping()->set_group_column("imd2019_decile");
  header.mutable_mapping()->set_area_column("lsoa_code");
  header.mutable_mapping()->set_value_column("population_mid_2020");
  first.set_content(ReadFile("deploy/data/lsoa_qe1.csv"));
  DataSetUpload upload;
  ASSERT_TRUE(upload.Receive(first, context_).ok());
  const auto finished = upload.Finish(context_);
  ASSERT_TRUE(finished.ok()) << finished.status().ToString();
  const auto& command = static_cast<const v1::RegisterDataSetRequest&>(*finished->command);
  EXPECT_EQ(command.area_count(), 1058);
  v1::DataSet data_set;
  data_set.set_name(kDataSet);
  data_set.set_blob_digest(command.blob_digest());
  *data_set.mutable_header() = command.header();
  context_.Put(data_set);
  v1::TabulateDataSetRequest request;
  request.set_name(kDataSet);
  const auto response = TabulateDataSet(request, context_);
  ASSERT_TRUE(response.ok()) << response.status().ToString();
  ASSERT_EQ(response->groups_size(), 10);
  for (const v1::GroupTotal& group : response->groups()) {
    if (group.group() != "1") continue;
    EXPECT_EQ(group.row_count(), 198);
    EXPECT_EQ(group.value(), 310400);
    EXPECT_FALSE(group.has_numerator());
  }
}

}  // namespace
}  // namespace fivestep::analysis
