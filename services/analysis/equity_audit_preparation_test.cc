#include "analysis/equity_audit_preparation.h"

#include <gtest/gtest.h>

#include "fivestep/analysis/v1/data_set.pb.h"
#include "fivestep/analysis/v1/data_set_table.pb.h"
#include "fivestep/analysis/v1/finding.pb.h"
#include "fivestep/analysis/v1/indicator.pb.h"
#include "platform/testing/fake_read_context.h"

namespace fivestep::analysis {
namespace {

constexpr char kProgramme[] = "programmes/p1";
constexpr char kDataSet[] = "programmes/p1/dataSets/d1";
constexpr char kIndicator[] = "programmes/p1/indicators/smoking-decile";

// Most and least deprived, 1,000 maternities each, by year.
struct Year {
  const char* period;
  double most;
  double least;
};

class Audit : public ::testing::Test {
 protected:
  Audit() {
    PutIndicator("smoking-decile", v1::GROUP_DIMENSION_DEPRIVATION, "smokers");
    request_.set_parent(kProgramme);
    request_.set_title("Spring audit");
    request_.set_owner_role("public health consultant");
  }

  void PutIndicator(const std::string& id, v1::GroupDimension dimension,
                    const std::string& numerator) {
    v1::Indicator indicator;
    indicator.set_name(std::string(kProgramme) + "/indicators/" + id);
    indicator.set_definition_version(1);
    auto& definition = *indicator.mutable_definition();
    definition.set_title("Smoking");
    definition.set_numerator(numerator);
    definition.set_kind(v1::INDICATOR_KIND_PROPORTION);
    definition.set_multiplier(100);
    definition.set_unit("%");
    definition.set_polarity(v1::POLARITY_LOWER_IS_BETTER);
    definition.set_group_dimension(dimension);
    context_.Put(indicator);
  }

  void PutDataSet(const std::vector<Year>& years,
                  v1::DataSetState state = v1::DATA_SET_STATE_IMPORTED) {
    v1::DataSetTable table;
    v1::DataSet data_set;
    for (const char* group : {"most", "least"}) table.mutable_groups()->add_words(group);
    for (const Year& year : years) {
      table.mutable_periods()->add_words(year.period);
      data_set.add_periods(year.period);
      for (const double count : {year.most, year.least}) {
        table.mutable_groups()->add_index(count == year.most ? 0 : 1);
        table.mutable_periods()->add_index(table.periods().words_size() - 1);
        table.mutable_numerators()->add_values(count);
        table.mutable_denominators()->add_values(1000);
      }
    }
    data_set.set_name(kDataSet);
    data_set.set_state(state);
    data_set.set_blob_digest(*context_.WriteBlob(table.SerializeAsString(), kDataSet));
    auto& header = *data_set.mutable_header();
    header.set_disclosure_profile(v1::DISCLOSURE_PROFILE_PUBLISHED);
    header.mutable_mapping()->set_numerator_column("smokers");
    header.mutable_mapping()->set_denominator_column("maternities");
    context_.Put(data_set);
    auto& source = *request_.add_sources();
    source.set_indicator(kIndicator);
    source.set_data_set(kDataSet);
    source.set_period(years.back().period);
  }

  Result<v1::PreparedEquityAudit> Prepare() { return PrepareEquityAudit(request_, context_); }

  testing::FakeReadContext context_;
  v1::RecordEquityAuditRequest request_;
};

TEST_F(Audit, HoldsAMeasureAgainstFourDimensions) {
  PutDataSet({{"2023", 200, 100}});
  const auto prepared = Prepare();
  ASSERT_TRUE(prepared.ok()) << prepared.status().ToString();
  ASSERT_EQ(prepared->lines_size(), 4);
  const v1::AuditLine& measured = prepared->lines(0);
  EXPECT_EQ(measured.title(), "smokers, by deprivation");
  EXPECT_EQ(measured.verdict(), v1::VERDICT_UNEQUAL);
  EXPECT_EQ(measured.group(), "most");
  EXPECT_NEAR(measured.absolute().value(), 10, 1e-9);
  EXPECT_NEAR(measured.relative().value(), 2, 1e-9);
  EXPECT_EQ(measured.people_to_close_count(), 100);
  EXPECT_EQ(measured.indicator_version(), 1);
  EXPECT_FALSE(measured.blob_digest().empty());
}

TEST_F(Audit, KeepsWhatNobodyMeasuresOnTheRegister) {
  PutDataSet({{"2023", 200, 100}});
  const auto prepared = Prepare();
  ASSERT_TRUE(prepared.ok());
  const v1::AuditLine& ethnicity = prepared->lines(1);
  EXPECT_EQ(ethnicity.data_gap(), "No indicator measures this by ethnicity.");
  EXPECT_EQ(ethnicity.verdict(), v1::VERDICT_CANNOT_BE_KNOWN);
  EXPECT_FALSE(ethnicity.has_absolute());
}

TEST_F(Audit, TakesIndicatorsOfOneMeasureTogetherAndOthersApart) {
  PutDataSet({{"2023", 200, 100}});
  PutIndicator("smoking-ethnicity", v1::GROUP_DIMENSION_ETHNICITY, "smokers");
  PutIndicator("breastfeeding", v1::GROUP_DIMENSION_ETHNICITY, "breastfed");
  const auto prepared = Prepare();
  ASSERT_TRUE(prepared.ok());
  EXPECT_EQ(prepared->lines_size(), 8);
}

TEST_F(Audit, SaysWhereNoFiguresAreKnownOfAnIndicator) {
  const auto prepared = Prepare();
  ASSERT_TRUE(prepared.ok());
  EXPECT_NE(prepared->lines(0).data_gap().find("no finding"), std::string::npos);
}

TEST_F(Audit, TakesTheFiguresOfTheNewestFindingWhereNoneAreNamed) {
  PutDataSet({{"2022", 100, 100}, {"2023", 200, 100}});
  request_.clear_sources();
  for (const auto& [id, period, seconds] :
       {std::tuple{"new", "2023", 20}, std::tuple{"old", "2022", 10}}) {
    v1::Finding finding;
    finding.set_name(std::string(kProgramme) + "/findings/" + id);
    finding.set_indicator(kIndicator);
    finding.set_data_set(kDataSet);
    finding.set_period(period);
    finding.mutable_create_time()->set_seconds(seconds);
    context_.Put(finding);
  }
  const auto prepared = Prepare();
  ASSERT_TRUE(prepared.ok());
  EXPECT_EQ(prepared->lines(0).period(), "2023");
}

TEST_F(Audit, KeepsAWithdrawnDataSetAsAGap) {
  PutDataSet({{"2023", 200, 100}}, v1::DATA_SET_STATE_WITHDRAWN);
  const auto prepared = Prepare();
  ASSERT_TRUE(prepared.ok());
  EXPECT_NE(prepared->lines(0).data_gap().find("withdrawn"), std::string::npos);
}

TEST_F(Audit, SeesAGapThatOpenedInTwoPeriods) {
  PutDataSet({{"2021", 101, 100}, {"2022", 170, 100}, {"2023", 180, 100}});
  const auto prepared = Prepare();
  ASSERT_TRUE(prepared.ok());
  ASSERT_EQ(prepared->emerging_size(), 1);
  EXPECT_EQ(prepared->emerging(0).kind(), v1::EMERGENCE_KIND_OPENED);
  EXPECT_EQ(prepared->emerging(0).group(), "most");
  ASSERT_EQ(prepared->emerging(0).gaps_size(), 3);
  EXPECT_EQ(prepared->emerging(0).gaps(0).period(), "2021");
}

TEST_F(Audit, DoesNotCallAGapNewThatWasAlwaysThere) {
  PutDataSet({{"2021", 175, 100}, {"2022", 170, 100}, {"2023", 180, 100}});
  const auto prepared = Prepare();
  ASSERT_TRUE(prepared.ok());
  EXPECT_EQ(prepared->emerging_size(), 0);
}

TEST_F(Audit, RefusesASourceOfAnotherProgramme) {
  PutDataSet({{"2023", 200, 100}});
  request_.mutable_sources(0)->set_indicator("programmes/p2/indicators/i1");
  EXPECT_EQ(Prepare().status().reason(), "INDICATOR_NOT_IN_PROGRAMME");
}

TEST_F(Audit, RefusesASourceNamedTwice) {
  PutDataSet({{"2023", 200, 100}});
  *request_.add_sources() = request_.sources(0);
  EXPECT_EQ(Prepare().status().reason(), "INDICATOR_NOT_IN_PROGRAMME");
}

TEST_F(Audit, RefusesADataSetThatIsNotHere) {
  PutDataSet({{"2023", 200, 100}});
  request_.mutable_sources(0)->set_data_set("programmes/p1/dataSets/none");
  EXPECT_EQ(Prepare().status().code(), Code::kNotFound);
}

TEST(EquityAuditPreparation, RefusesAProgrammeWithoutIndicators) {
  v1::RecordEquityAuditRequest request;
  request.set_parent("programmes/p9");
  EXPECT_EQ(PrepareEquityAudit(request, testing::FakeReadContext()).status().reason(),
            "NOTHING_TO_AUDIT");
}

TEST_F(Audit, RefusesMoreMeasuresThanItTakes) {
  for (int i = 0; i < 101; ++i) {
    PutIndicator("i" + std::to_string(i), v1::GROUP_DIMENSION_SEX, "n" + std::to_string(i));
  }
  EXPECT_EQ(Prepare().status().reason(), "TOO_MANY_LINES");
}

}  // namespace
}  // namespace fivestep::analysis
