#include "analysis/area_gradient.h"

#include <gtest/gtest.h>

#include <string>

#include "fivestep/analysis/v1/data_set.pb.h"
#include "fivestep/analysis/v1/data_set_table.pb.h"
#include "fivestep/analysis/v1/reference_data.pb.h"
#include "platform/testing/fake_read_context.h"

namespace fivestep::analysis {
namespace {

constexpr char kDataSet[] = "programmes/p1/dataSets/d1";
constexpr char kReference[] = "programmes/p1/referenceData/imd";

// Forty areas of 1,000 people: 10 + i events of each thousand in area i, which has the score i.
class Gradient : public ::testing::Test {
 protected:
  Gradient() {
    v1::DataSetTable table;
    v1::DataSetTable scores;
    for (int i = 0; i < 40; ++i) {
      const std::string area = "E0100" + std::to_string(1000 + i);
      for (auto* words : {table.mutable_groups(), scores.mutable_groups()}) {
        words->add_words(area);
        words->add_index(i);
      }
      table.mutable_numerators()->add_values(10 + i);
      table.mutable_denominators()->add_values(1000);
      scores.mutable_areas()->add_words(std::to_string(i));
      scores.mutable_areas()->add_index(i);
    }
    data_set_.set_name(kDataSet);
    data_set_.set_state(v1::DATA_SET_STATE_IMPORTED);
    data_set_.set_blob_digest(*context_.WriteBlob(table.SerializeAsString(), kDataSet));
    data_set_.mutable_header()->set_disclosure_profile(v1::DISCLOSURE_PROFILE_PUBLISHED);
    reference_.set_name(kReference);
    reference_.set_blob_digest(*context_.WriteBlob(scores.SerializeAsString(), kReference));
    reference_.add_attributes("score");
    request_.set_data_set(kDataSet);
    request_.set_score_reference(kReference);
    request_.set_score_attribute("score");
    request_.set_higher_is_more_deprived(true);
    request_.set_multiplier(1000);
    request_.set_polarity(v1::POLARITY_LOWER_IS_BETTER);
  }

  Result<v1::AreaGradient> Analyse() {
    context_.Put(data_set_);
    context_.Put(reference_);
    return AnalyseAreaGradient(request_, context_);
  }

  testing::FakeReadContext context_;
  v1::DataSet data_set_;
  v1::ReferenceData reference_;
  v1::AnalyseAreaGradientRequest request_;
};

// The levels lie on a line, from 49.5 at the deprived end to 9.5 at the other.
TEST_F(Gradient, FitsTheLineThroughTheAreas) {
  const auto gradient = Analyse();
  ASSERT_TRUE(gradient.ok()) << gradient.status().ToString();
  EXPECT_NEAR(gradient->sii().value(), 40, 1e-6);
  EXPECT_NEAR(gradient->rii().value(), 49.5 / 9.5, 1e-6);
  EXPECT_EQ(gradient->area_count(), 40);
  EXPECT_EQ(gradient->left_out_count(), 0);
}

TEST_F(Gradient, TurnsWithTheScore) {
  request_.set_higher_is_more_deprived(false);
  const auto gradient = Analyse();
  ASSERT_TRUE(gradient.ok());
  EXPECT_NEAR(gradient->sii().value(), -40, 1e-6);
}

TEST_F(Gradient, TurnsWithThePolarity) {
  request_.set_polarity(v1::POLARITY_HIGHER_IS_BETTER);
  const auto gradient = Analyse();
  ASSERT_TRUE(gradient.ok());
  EXPECT_NEAR(gradient->sii().value(), -40, 1e-6);
  EXPECT_NEAR(gradient->rii().value(), 9.5 / 49.5, 1e-6);
}

TEST_F(Gradient, LeavesOutAreasWhoseCountsAreWithheld) {
  data_set_.mutable_header()->set_disclosure_profile(v1::DISCLOSURE_PROFILE_SUPPRESS_1_TO_4);
  EXPECT_EQ(Analyse()->left_out_count(), 0);
  data_set_.mutable_header()->set_disclosure_profile(v1::DISCLOSURE_PROFILE_HES_ROUND_5);
  const auto gradient = Analyse();
  ASSERT_TRUE(gradient.ok());
  EXPECT_EQ(gradient->disclosure_profile(), v1::DISCLOSURE_PROFILE_HES_ROUND_5);
  EXPECT_NEAR(gradient->sii().value(), 40, 3);
}

TEST_F(Gradient, RefusesAFewAreas) {
  request_.set_filter_reference(kReference);
  request_.set_filter_attribute("score");
  request_.set_filter_label("7");
  EXPECT_EQ(Analyse().status().reason(), "QUESTION_NOT_POSSIBLE");
}

TEST_F(Gradient, RefusesAColumnThatIsNotThere) {
  request_.set_score_attribute("rank");
  EXPECT_EQ(Analyse().status().reason(), "ATTRIBUTE_NOT_IN_REFERENCE");
}

TEST_F(Gradient, RefusesAnotherVintageOfAreas) {
  data_set_.mutable_header()->set_lsoa_vintage(v1::LSOA_VINTAGE_2011);
  reference_.mutable_header()->set_lsoa_vintage(v1::LSOA_VINTAGE_2021);
  EXPECT_EQ(Analyse().status().reason(), "VINTAGES_DIFFER");
}

TEST_F(Gradient, RefusesAWithdrawnDataSet) {
  data_set_.set_state(v1::DATA_SET_STATE_WITHDRAWN);
  EXPECT_EQ(Analyse().status().reason(), "DATA_SET_WITHDRAWN");
}

TEST_F(Gradient, RefusesToAddPeriodsUp) {
  data_set_.add_periods("2022");
  data_set_.add_periods("2023");
  EXPECT_EQ(Analyse().status().reason(), "PERIOD_NEEDED");
}

TEST_F(Gradient, RefusesReferenceDataThatIsNotHere) {
  request_.set_score_reference("programmes/p1/referenceData/none");
  EXPECT_EQ(Analyse().status().code(), Code::kNotFound);
}

}  // namespace
}  // namespace fivestep::analysis
