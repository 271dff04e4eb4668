#include "analysis/finding_preparation.h"

#include <gtest/gtest.h>

#include <limits>

#include "fivestep/analysis/v1/data_set_table.pb.h"
#include "fivestep/analysis/v1/indicator.pb.h"
#include "platform/testing/fake_read_context.h"

namespace fivestep::analysis {
namespace {

constexpr char kDataSet[] = "programmes/p1/dataSets/d1";
constexpr char kIndicator[] = "programmes/p1/indicators/i1";

void AddRow(v1::DataSetTable& table, int group, int period, double numerator, double denominator) {
  table.mutable_groups()->add_index(group);
  table.mutable_periods()->add_index(period);
  table.mutable_numerators()->add_values(numerator);
  table.mutable_denominators()->add_values(denominator);
}

v1::DataSetTable Table() {
  v1::DataSetTable table;
  for (const char* group : {"Blackpool", "Fylde"}) table.mutable_groups()->add_words(group);
  for (const char* period : {"2022", "2023"}) table.mutable_periods()->add_words(period);
  AddRow(table, 0, 0, 300, 1600);
  AddRow(table, 1, 0, 30, 600);
  AddRow(table, 0, 1, 280, 1600);
  AddRow(table, 1, 1, 6, 600);
  return table;
}

class Preparation : public ::testing::Test {
 protected:
  Preparation() {
    data_set_.set_name(kDataSet);
    data_set_.set_state(v1::DATA_SET_STATE_IMPORTED);
    data_set_.set_blob_digest(*context_.WriteBlob(Table().SerializeAsString(), kDataSet));
    data_set_.add_periods("2022");
    data_set_.add_periods("2023");
    auto& header = *data_set_.mutable_header();
    header.set_disclosure_profile(v1::DISCLOSURE_PROFILE_PUBLISHED);
    header.mutable_mapping()->set_numerator_column("smokers");
    header.mutable_mapping()->set_denominator_column("maternities");
    indicator_.set_name(kIndicator);
    indicator_.set_definition_version(3);
    auto& definition = *indicator_.mutable_definition();
    definition.set_kind(v1::INDICATOR_KIND_PROPORTION);
    definition.set_multiplier(100);
    definition.set_unit("%");
    definition.set_polarity(v1::POLARITY_LOWER_IS_BETTER);
    request_.set_indicator(kIndicator);
    request_.set_data_set(kDataSet);
    request_.set_period("2022");
    request_.set_comparator_rule(v1::COMPARATOR_RULE_BEST_GROUP);
  }

  Result<v1::PreparedFinding> Prepare() {
    context_.Put(data_set_);
    context_.Put(indicator_);
    return PrepareFinding(request_, context_);
  }
  std::string Reason() { return Prepare().status().reason(); }

  testing::FakeReadContext context_;
  v1::DataSet data_set_;
  v1::Indicator indicator_;
  v1::RecordFindingRequest request_;
};

TEST_F(Preparation, NamesWhatItRestsOn) {
  const auto prepared = Prepare();
  ASSERT_TRUE(prepared.ok()) << prepared.status().ToString();
  EXPECT_EQ(prepared->indicator_version(), 3);
  EXPECT_EQ(prepared->blob_digest(), data_set_.blob_digest());
  EXPECT_EQ(prepared->figures().gap().group(), "Blackpool");
  EXPECT_NEAR(prepared->figures().gap().absolute().value(), 13.75, 1e-9);
}

TEST_F(Preparation, AnalysesWithTheSameFigures) {
  const auto prepared = Prepare();
  v1::AnalyseIndicatorRequest request;
  request.set_indicator(kIndicator);
  request.set_data_set(kDataSet);
  request.set_period("2022");
  request.set_comparator_rule(v1::COMPARATOR_RULE_BEST_GROUP);
  const auto response = AnalyseIndicator(request, context_);
  ASSERT_TRUE(response.ok());
  EXPECT_EQ(response->figures().SerializeAsString(), prepared->figures().SerializeAsString());
  EXPECT_EQ(response->indicator_version(), 3);
}

TEST_F(Preparation, RefusesAWithdrawnDataSet) {
  data_set_.set_state(v1::DATA_SET_STATE_WITHDRAWN);
  EXPECT_EQ(Reason(), "DATA_SET_WITHDRAWN");
}

TEST_F(Preparation, RefusesADataSetWithoutNumerators) {
  data_set_.mutable_header()->mutable_mapping()->clear_numerator_column();
  EXPECT_EQ(Reason(), "COUNTS_MISSING");
}

TEST_F(Preparation, RefusesADataSetWithoutDenominators) {
  data_set_.mutable_header()->mutable_mapping()->clear_denominator_column();
  EXPECT_EQ(Reason(), "COUNTS_MISSING");
}

TEST_F(Preparation, RefusesToAddPeriodsUp) {
  request_.clear_period();
  EXPECT_EQ(Reason(), "PERIOD_NEEDED");
}

TEST_F(Preparation, RefusesAPeriodThatIsNotThere) {
  request_.set_period("2019");
  EXPECT_EQ(Reason(), "PERIOD_NOT_IN_DATA_SET");
}

TEST_F(Preparation, RefusesOtherPopulations) {
  data_set_.mutable_header()->mutable_population()->set_basis(v1::POPULATION_BASIS_REGISTERED);
  indicator_.mutable_definition()->mutable_population()->set_basis(v1::POPULATION_BASIS_RESIDENT);
  EXPECT_EQ(Reason(), "POPULATIONS_DIFFER");
}

TEST_F(Preparation, SaysWhenTheColumnsAreGone) {
  context_.Erase(data_set_.blob_digest());
  EXPECT_EQ(Reason(), "DATA_SET_UNREADABLE");
}

TEST_F(Preparation, SaysWhenTheColumnsAreDamaged) {
  data_set_.set_blob_digest(*context_.WriteBlob("\xff\xff", kDataSet));
  EXPECT_EQ(Prepare().status().code(), Code::kDataLoss);
}

TEST_F(Preparation, SaysWhenThereIsNoSuchIndicator) {
  request_.set_indicator("programmes/p1/indicators/other");
  EXPECT_EQ(Prepare().status().code(), Code::kNotFound);
}

TEST_F(Preparation, TabulatesReleasedTotalsOnly) {
  data_set_.mutable_header()->set_disclosure_profile(v1::DISCLOSURE_PROFILE_HES_ROUND_5);
  context_.Put(data_set_);
  v1::TabulateDataSetRequest request;
  request.set_name(kDataSet);
  request.set_period("2023");
  const auto response = TabulateDataSet(request, context_);
  ASSERT_TRUE(response.ok());
  ASSERT_EQ(response->groups_size(), 2);
  EXPECT_EQ(response->groups(0).numerator(), 280);
  EXPECT_EQ(response->groups(0).state(), v1::RELEASE_STATE_RELEASED);
  EXPECT_FALSE(response->groups(0).has_value());
  EXPECT_FALSE(response->groups(1).has_numerator());
  EXPECT_EQ(response->groups(1).denominator(), 600);
  EXPECT_EQ(response->groups(1).state(), v1::RELEASE_STATE_SUPPRESSED);
}

TEST_F(Preparation, TabulatesNoTableThatNobodyReads) {
  v1::DataSetTable table;
  for (int i = 0; i < 4'000; ++i) {
    table.mutable_groups()->add_words("g" + std::to_string(i));
    table.mutable_groups()->add_index(i);
    table.mutable_values()->add_values(100);
  }
  data_set_.set_blob_digest(*context_.WriteBlob(table.SerializeAsString(), kDataSet));
  context_.Put(data_set_);
  v1::TabulateDataSetRequest request;
  request.set_name(kDataSet);
  EXPECT_EQ(TabulateDataSet(request, context_).status().reason(), "TOO_MANY_GROUPS");
}

TEST_F(Preparation, TabulatesAWithdrawnDataSetForThoseWhoMustCheckIt) {
  data_set_.set_state(v1::DATA_SET_STATE_WITHDRAWN);
  context_.Put(data_set_);
  v1::TabulateDataSetRequest request;
  request.set_name(kDataSet);
  EXPECT_TRUE(TabulateDataSet(request, context_).ok());
}

}  // namespace
}  // namespace fivestep::analysis
