#include "analysis/domain/population.h"

#include <gtest/gtest.h>

namespace fivestep::analysis {
namespace {

v1::DataSet DataSet() {
  v1::DataSet data_set;
  data_set.set_name("programmes/p1/dataSets/d1");
  return data_set;
}

v1::Indicator Indicator() {
  v1::Indicator indicator;
  indicator.set_name("programmes/p1/indicators/i1");
  return indicator;
}

TEST(Populations, FitWhereNothingIsDeclared) {
  EXPECT_TRUE(CheckPopulations(Indicator(), DataSet()).ok());
}

TEST(Populations, FitWhereOneSideIsSilent) {
  auto indicator = Indicator();
  indicator.mutable_definition()->mutable_population()->set_basis(v1::POPULATION_BASIS_RESIDENT);
  EXPECT_TRUE(CheckPopulations(indicator, DataSet()).ok());
}

TEST(Populations, DifferInResidentAndRegisteredWithinADataSet) {
  auto data_set = DataSet();
  auto& header = *data_set.mutable_header();
  header.mutable_population()->set_basis(v1::POPULATION_BASIS_REGISTERED);
  header.mutable_denominator_population()->set_basis(v1::POPULATION_BASIS_RESIDENT);
  const Status status = CheckPopulations(Indicator(), data_set);
  EXPECT_EQ(status.reason(), "POPULATIONS_DIFFER");
  EXPECT_NE(status.message().find("REGISTERED"), std::string::npos);
  EXPECT_EQ(status.message().find('{'), std::string::npos);
}

TEST(Populations, DifferInVintageBetweenIndicatorAndDataSet) {
  auto data_set = DataSet();
  data_set.mutable_header()->mutable_population()->set_geography_vintage("2011 LSOA");
  auto indicator = Indicator();
  indicator.mutable_definition()->mutable_population()->set_geography_vintage("2021 LSOA");
  EXPECT_EQ(CheckPopulations(indicator, data_set).reason(), "POPULATIONS_DIFFER");
}

TEST(Populations, DifferInEthnicityScheme) {
  auto data_set = DataSet();
  data_set.mutable_header()->mutable_population()->set_ethnicity_scheme("2001, 16+1");
  auto indicator = Indicator();
  indicator.mutable_definition()->mutable_population()->set_ethnicity_scheme("2021, 19");
  EXPECT_EQ(CheckPopulations(indicator, data_set).reason(), "POPULATIONS_DIFFER");
}

TEST(Populations, DifferWhereOnlyTheDenominatorIsOfAnotherKind) {
  auto data_set = DataSet();
  data_set.mutable_header()->mutable_denominator_population()->set_basis(
      v1::POPULATION_BASIS_SERVICE_USERS);
  auto indicator = Indicator();
  indicator.mutable_definition()->mutable_population()->set_basis(v1::POPULATION_BASIS_RESIDENT);
  EXPECT_EQ(CheckPopulations(indicator, data_set).reason(), "POPULATIONS_DIFFER");
}

}  // namespace
}  // namespace fivestep::analysis
