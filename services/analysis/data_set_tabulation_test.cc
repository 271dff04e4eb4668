#include "analysis/data_set_tabulation.h"

#include <gtest/gtest.h>

#include "analysis/data_set_upload.h"
#include "analysis/domain/data_set.h"
#include "analysis/domain/reference_data.h"
#include "analysis/processing_record.h"
#include "analysis/reference_data_upload.h"
#include "fivestep/analysis/v1/internal.pb.h"
#include "platform/testing/fake_read_context.h"

namespace fivestep::analysis {
namespace {

constexpr char kDataSet[] = "programmes/p1/dataSets/d";
constexpr char kImd[] = "programmes/p1/referenceData/imd";
constexpr char kChange[] = "programmes/p1/referenceData/change";
constexpr char kPeople[] = "programmes/p1/referenceData/people";

// A data set and reference data as uploads make them.
class TabulationTest : public ::testing::Test {
 protected:
  TabulationTest() {
    header_.set_title("Smoking");
    header_.set_source("a test");
    header_.set_period_start_date("2023-01-01");
    header_.set_period_end_date("2023-12-31");
    header_.set_disclosure_profile(v1::DISCLOSURE_PROFILE_PUBLISHED);
    header_.set_lsoa_vintage(v1::LSOA_VINTAGE_2011);
    header_.mutable_population()->set_basis(v1::POPULATION_BASIS_RESIDENT);
    v1::Processing& processing = *header_.mutable_processing();
    processing.set_purpose("a test");
    processing.set_controller("nobody");
    processing.set_agreement("none");
    processing.set_retention_date("2030-01-01");
    processing.set_opt_out(v1::OPT_OUT_HANDLING_DOES_NOT_APPLY);
    v1::ColumnMapping& mapping = *header_.mutable_mapping();
    mapping.set_group_column("ethnicity");
    mapping.set_area_column("lsoa");
    mapping.set_numerator_column("n");
    mapping.set_denominator_column("d");
    v1::Dimension& age = *mapping.add_dimensions();
    age.set_name("age");
    age.set_column("age");
  }

  void Import(const std::string& file) {
    v1::ImportDataSetRequest first;
    first.set_parent("programmes/p1");
    first.set_data_set_id("d");
    *first.mutable_header() = header_;
    first.set_content(file);
    DataSetUpload upload;
    const Status received = upload.Receive(first, context_);
    ASSERT_TRUE(received.ok()) << received.ToString();
    const auto finished = upload.Finish(context_);
    ASSERT_TRUE(finished.ok()) << finished.status().ToString();
    v1::DataSetImported event;
    const auto& command = static_cast<const v1::RegisterDataSetRequest&>(*finished->command);
    event.set_data_set(command.data_set());
    *event.mutable_header() = command.header();
    event.set_blob_digest(command.blob_digest());
    event.set_source_digest(command.source_digest());
    *event.mutable_quality_report() = command.quality_report();
    data_set_ = v1::DataSet();
    Evolve(data_set_, event);
    context_.Put(data_set_);
  }

  Status Load(const std::string& id, const std::string& key, v1::LsoaVintage vintage,
              const std::string& file) {
    v1::LoadReferenceDataRequest first;
    first.set_parent("programmes/p1");
    first.set_reference_data_id(id);
    first.mutable_header()->set_edition(id);
    first.mutable_header()->set_key_column(key);
    first.mutable_header()->set_lsoa_vintage(vintage);
    first.mutable_header()->set_kind(v1::REFERENCE_KIND_GEOGRAPHY);
    first.set_content(file);
    ReferenceDataUpload upload;
    FIVESTEP_RETURN_IF_ERROR(upload.Receive(first, context_));
    const auto finished = upload.Finish(context_);
    if (!finished.ok()) return finished.status();
    const auto& command = static_cast<const v1::RegisterReferenceDataRequest&>(*finished->command);
    v1::ReferenceDataLoaded event;
    event.set_reference_data(command.reference_data());
    *event.mutable_header() = command.header();
    event.set_blob_digest(command.blob_digest());
    *event.mutable_attributes() = command.attributes();
    event.set_version(1);
    v1::ReferenceData reference;
    Evolve(reference, event);
    context_.Put(reference);
    return OkStatus();
  }

  v1::DerivedDimension& AddDecile() {
    v1::DerivedDimension& derived = *request_.add_derived_dimensions();
    derived.set_name("decile");
    derived.set_reference(kImd);
    derived.set_attribute("decile");
    return derived;
  }

  Result<v1::TabulateDataSetResponse> Tabulate() {
    request_.set_name(kDataSet);
    return TabulateByDimensions(request_, data_set_, context_);
  }
  std::string Reason() { return Tabulate().status().reason(); }

  static constexpr char kFile[] =
      "lsoa,ethnicity,age,n,d\n"
      "E01000001,A,0-64,30,1000\n"
      "E01000001,A,65+,50,2000\n"
      "E01000002,B,0-64,5,100\n"
      "E01000002,A,65+,40,100\n";

  v1::DataSetHeader header_;
  v1::DataSet data_set_;
  v1::TabulateDataSetRequest request_;
  testing::FakeReadContext context_;
};

TEST_F(TabulationTest, CrossesDeprivationFromReferenceDataWithEthnicity) {
  Import(kFile);
  ASSERT_TRUE(Load("imd", "lsoa", v1::LSOA_VINTAGE_2011,
                   "lsoa,decile,score\nE01000001,10,3\nE01000002,2,40\n")
                  .ok());
  AddDecile();
  request_.add_dimensions("decile");
  request_.add_dimensions("group");
  const auto table = Tabulate();
  ASSERT_TRUE(table.ok()) << table.status().ToString();
  ASSERT_EQ(table->groups_size(), 3);
  EXPECT_EQ(table->groups(0).group(), "2 | A");
  EXPECT_EQ(table->groups(1).group(), "2 | B");
  EXPECT_EQ(table->groups(2).labels(0), "10");
  EXPECT_EQ(table->groups(2).numerator(), 80);
  ASSERT_EQ(table->method_size(), 1);
  EXPECT_NE(table->method(0).find("imd"), std::string::npos);
}

TEST_F(TabulationTest, ReleasesEveryCountThroughTheProfile) {
  header_.set_disclosure_profile(v1::DISCLOSURE_PROFILE_HES_ROUND_5);
  Import(kFile);
  request_.add_dimensions("group");
  const auto table = Tabulate();
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->groups(0).numerator(), 120);
  EXPECT_FALSE(table->groups(1).has_numerator());
  EXPECT_EQ(table->groups(1).denominator(), 100);
  EXPECT_EQ(table->groups(1).state(), v1::RELEASE_STATE_SUPPRESSED);
}

TEST_F(TabulationTest, StandardisesAndShowsNoRateOfAWithheldCount) {
  header_.set_disclosure_profile(v1::DISCLOSURE_PROFILE_HES_ROUND_5);
  Import(kFile);
  request_.add_dimensions("area");
  v1::Standardisation& standard = *request_.mutable_standardisation();
  standard.set_age_dimension("age");
  standard.set_multiplier(1'000);
  for (const auto& [band, weight] : {std::pair("0-64", 3), std::pair("65+", 2)}) {
    standard.add_bands()->set_band(band);
    standard.mutable_bands()->rbegin()->set_weight(weight);
  }
  const auto table = Tabulate();
  ASSERT_TRUE(table.ok()) << table.status().ToString();
  ASSERT_EQ(table->groups_size(), 2);
  EXPECT_NEAR(table->groups(0).standardised_rate().value(), 28, 1e-9);
  EXPECT_EQ(table->groups(0).labels_size(), 1);
  request_.set_spread_only(true);
  const auto spread = Tabulate();
  ASSERT_TRUE(spread.ok());
  EXPECT_EQ(spread->groups_size(), 0);
  EXPECT_EQ(spread->spread().group_count(), 2);
  request_.clear_spread_only();
  standard.mutable_bands()->RemoveLast();
  EXPECT_EQ(Reason(), "BAND_WITHOUT_WEIGHT");
  standard.clear_bands();
  EXPECT_EQ(Reason(), "STANDARD_POPULATION_NEEDED");
  standard.set_age_dimension("area");
  EXPECT_EQ(Reason(), "QUESTION_NOT_POSSIBLE");
}

TEST_F(TabulationTest, RefusesAreasOfAnotherVintageUnlessTheChangeLookUpIsNamed) {
  Import(kFile);
  ASSERT_TRUE(Load("imd", "lsoa21", v1::LSOA_VINTAGE_2021,
                   "lsoa21,decile\nE01000001,1\nE01033770,2\nE01033771,3\n")
                  .ok());
  ASSERT_TRUE(Load("change", "lsoa11", v1::LSOA_VINTAGE_2011,
                   "lsoa11,lsoa21\nE01000001,E01000001\nE01000002,E01033770\n"
                   "E01000002,E01033771\n")
                  .ok());
  v1::DerivedDimension& derived = AddDecile();
  request_.add_dimensions("decile");
  EXPECT_EQ(Reason(), "VINTAGES_DIFFER");
  derived.set_change_reference(kChange);
  derived.set_change_attribute("lsoa21");
  const auto table = Tabulate();
  ASSERT_TRUE(table.ok()) << table.status().ToString();
  ASSERT_EQ(table->groups_size(), 2);
  EXPECT_EQ(table->groups(0).group(), "1");
  EXPECT_EQ(table->groups(1).group(), "boundary changed");
}

TEST_F(TabulationTest, WeighsValuesByReferenceData) {
  header_.mutable_mapping()->clear_numerator_column();
  header_.mutable_mapping()->clear_denominator_column();
  header_.mutable_mapping()->set_value_column("d");
  Import("lsoa,ethnicity,age,d\nE01000001,A,x,10\nE01000002,A,x,40\nE01000003,A,x,99\n");
  ASSERT_TRUE(
      Load("people", "lsoa", v1::LSOA_VINTAGE_2011, "lsoa,n\nE01000001,300\nE01000002,100\n").ok());
  request_.mutable_weighting()->set_reference(kPeople);
  request_.mutable_weighting()->set_attribute("n");
  const auto table = Tabulate();
  ASSERT_TRUE(table.ok()) << table.status().ToString();
  EXPECT_DOUBLE_EQ(table->groups(0).weighted_mean(), 17.5);
  request_.mutable_weighting()->set_attribute("m");
  EXPECT_EQ(Reason(), "ATTRIBUTE_NOT_IN_REFERENCE");
}

TEST_F(TabulationTest, PutsAreasIntoPartsWithinALargerOne) {
  Import(kFile);
  ASSERT_TRUE(Load("imd", "lsoa", v1::LSOA_VINTAGE_2011,
                   "lsoa,decile,icb\nE01000001,3,Q\nE01000002,40,Q\nE01000009,1,R\n"
                   "E01000008,99,R\n")
                  .ok());
  v1::Quantiles& halves = *AddDecile().mutable_quantiles();
  halves.set_count(2);
  halves.set_within_attribute("icb");
  halves.set_higher_is_more_deprived(true);
  request_.add_dimensions("decile");
  request_.add_dimensions("area");
  const auto table = Tabulate();
  ASSERT_TRUE(table.ok()) << table.status().ToString();
  ASSERT_EQ(table->groups_size(), 2);
  EXPECT_EQ(table->groups(0).group(), "1 | E01000002");
  EXPECT_EQ(table->groups(1).group(), "2 | E01000001");
}

TEST_F(TabulationTest, RefusesTablesThatNobodyReads) {
  std::string file = "lsoa,ethnicity,age,n,d\n";
  for (int i = 0; i < 6'000; ++i) file += "E0100" + std::to_string(1'000 + i) + ",A,x,10,100\n";
  Import(file);
  request_.add_dimensions("area");
  EXPECT_EQ(Reason(), "TABLE_TOO_LARGE");
}

TEST_F(TabulationTest, RefusesADimensionTwice) {
  Import(kFile);
  request_.add_dimensions("group");
  request_.add_dimensions("group");
  EXPECT_EQ(Reason(), "QUESTION_NOT_POSSIBLE");
}

TEST_F(TabulationTest, CountsCodesThatTheLoadedGeographyDoesNotHave) {
  ASSERT_TRUE(Load("areas", "lsoa", v1::LSOA_VINTAGE_2011, "lsoa,icb\nE01000001,Q\n").ok());
  Import(kFile);
  bool told = false;
  for (const auto& issue : data_set_.quality_report().issues()) {
    if (issue.kind() != v1::QUALITY_ISSUE_KIND_IMPOSSIBLE_CODE) continue;
    told = true;
    EXPECT_EQ(issue.row_count(), 2);
  }
  EXPECT_TRUE(told);
}

TEST_F(TabulationTest, HasNoRecordOfProcessingWhereNothingIsHeld) {
  v1::GetProcessingRecordRequest request;
  request.set_parent("programmes/p1");
  EXPECT_EQ(GetProcessingRecord(request, context_).status().reason(), "RESOURCE_NOT_FOUND");
}

TEST_F(TabulationTest, IsOnTheRecordOfProcessing) {
  Import(kFile);
  v1::GetProcessingRecordRequest request;
  request.set_parent("programmes/p1");
  const auto record = GetProcessingRecord(request, context_);
  ASSERT_TRUE(record.ok());
  ASSERT_EQ(record->entries_size(), 1);
  EXPECT_EQ(record->entries(0).processing().purpose(), "a test");
  EXPECT_EQ(record->entries(0).source_digest().size(), 32u);
}

TEST_F(TabulationTest, RefusesReferenceDataWithoutItsColumnsOrKeys) {
  const Status absent = Load("imd", "lsoa", v1::LSOA_VINTAGE_2011, "code,decile\nE01000001,1\n");
  EXPECT_EQ(absent.reason(), "FILE_NOT_USABLE");
  ASSERT_EQ(absent.violations().size(), 1u);
  EXPECT_EQ(absent.violations()[0].field, "header.key_column");
  EXPECT_EQ(Load("imd", "lsoa", v1::LSOA_VINTAGE_2011, "lsoa,decile\n,1\n").reason(),
            "FILE_NOT_USABLE");
  EXPECT_EQ(Load("imd", "lsoa", v1::LSOA_VINTAGE_2011, "lsoa,decile\n").reason(),
            "FILE_NOT_USABLE");
}

}  // namespace
}  // namespace fivestep::analysis
