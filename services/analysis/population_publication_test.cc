#include "analysis/population_publication.h"

#include <gtest/gtest.h>

#include "analysis/domain/data_set.h"
#include "fivestep/analysis/v1/data_set_table.pb.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/analysis/v1/events.pb.h"
#include "platform/testing/fake_read_context.h"
#include "platform/testing/given.h"

namespace fivestep::analysis {
namespace {

using fivestep::testing::Given;

constexpr char kDataSet[] = "programmes/p1/dataSets/census";

v1::DataSetTable Table() {
  v1::DataSetTable table;
  int index = 0;
  for (const auto& [group, people] : {std::pair{"White", 1203.0}, std::pair{"Roma", 6.0}}) {
    table.mutable_groups()->add_words(group);
    table.mutable_groups()->add_index(index++);
    table.mutable_periods()->add_index(0);
    table.mutable_denominators()->add_values(people);
  }
  table.mutable_periods()->add_words("2021");
  return table;
}

class Population : public ::testing::Test {
 protected:
  Population() {
    data_set_.set_name(kDataSet);
    data_set_.set_title("Census by ethnicity");
    data_set_.set_state(v1::DATA_SET_STATE_IMPORTED);
    data_set_.set_blob_digest(*context_.WriteBlob(Table().SerializeAsString(), kDataSet));
    data_set_.add_periods("2021");
    auto& header = *data_set_.mutable_header();
    header.set_disclosure_profile(v1::DISCLOSURE_PROFILE_HES_ROUND_5);
    header.mutable_mapping()->set_denominator_column("people");
    header.mutable_mapping()->set_group_kind(v1::GROUP_DIMENSION_ETHNICITY);
    request_.set_name(kDataSet);
    request_.set_figure(v1::FIGURE_KIND_DENOMINATOR);
  }
  Result<v1::TabulateDataSetResponse> Prepare() {
    context_.Put(data_set_);
    return PreparePopulation(request_, context_);
  }
  std::string Reason() { return Prepare().status().reason(); }

  testing::FakeReadContext context_;
  v1::DataSet data_set_;
  v1::PublishPopulationRequest request_;
};

TEST_F(Population, IsPublishedRoundedAndWithoutSmallGroups) {
  const auto prepared = Prepare();
  ASSERT_TRUE(prepared.ok()) << prepared.status().ToString();
  v1::PopulationPublished expected;
  expected.set_data_set(kDataSet);
  expected.set_data_set_title("Census by ethnicity");
  expected.set_version(1);
  expected.set_dimension(v1::GROUP_DIMENSION_ETHNICITY);
  expected.set_disclosure_profile(v1::DISCLOSURE_PROFILE_HES_ROUND_5);
  auto* white = expected.add_groups();
  white->set_group("White");
  white->set_people_count(1205);
  expected.add_groups()->set_group("Roma");
  expected.set_blob_digest(data_set_.blob_digest());
  Given<v1::DataSet>(data_set_).When(Decide, request_, *prepared).ThenEmits(expected);
  Evolve(data_set_, expected);
  EXPECT_TRUE(data_set_.population_published());
}

TEST_F(Population, NeedsTheColumnThatItNames) {
  request_.set_figure(v1::FIGURE_KIND_VALUE);
  EXPECT_EQ(Reason(), "COUNTS_MISSING");
  request_.set_figure(v1::FIGURE_KIND_NUMERATOR);
  EXPECT_EQ(Reason(), "COUNTS_MISSING");
}

TEST_F(Population, NeedsAPeriodWhereThereAreSeveral) {
  data_set_.add_periods("2011");
  EXPECT_EQ(Reason(), "PERIOD_NEEDED");
}

TEST_F(Population, IsRefusedForAWithdrawnDataSet) {
  v1::DataSet withdrawn = data_set_;
  withdrawn.set_state(v1::DATA_SET_STATE_WITHDRAWN);
  Given<v1::DataSet>(withdrawn)
      .When(Decide, request_, *Prepare())
      .ThenRejected(v1::DATA_SET_WITHDRAWN);
}

TEST_F(Population, IsNotFoundWhereThereIsNoDataSet) {
  request_.set_name("programmes/p1/dataSets/other");
  EXPECT_EQ(Prepare().status().code(), Code::kNotFound);
}

}  // namespace
}  // namespace fivestep::analysis
