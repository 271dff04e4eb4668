#include "analysis/domain/data_set.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/testing/given.h"

namespace fivestep::analysis {
namespace {

using ::fivestep::testing::Given;
using ::testing::ElementsAre;

constexpr char kName[] = "programmes/p1/dataSets/smoking";

v1::DataSetHeader Header() {
  v1::DataSetHeader header;
  header.set_title("Smoking at time of delivery");
  header.set_period_start_date("2023-04-01");
  header.set_period_end_date("2024-03-31");
  header.set_source("fingertips.phe.org.uk");
  header.mutable_population()->set_basis(v1::POPULATION_BASIS_RESIDENT);
  header.mutable_mapping()->set_group_column("area");
  header.mutable_mapping()->set_numerator_column("smokers");
  v1::Processing& processing = *header.mutable_processing();
  processing.set_purpose("health inequalities");
  processing.set_controller("NHS Lancashire and South Cumbria ICB");
  processing.set_agreement("published");
  processing.set_retention_date("2032-03-31");
  processing.set_opt_out(v1::OPT_OUT_HANDLING_DOES_NOT_APPLY);
  return header;
}

v1::RegisterDataSetRequest Register() {
  v1::RegisterDataSetRequest command;
  command.set_data_set(kName);
  *command.mutable_header() = Header();
  command.set_blob_digest("digest");
  command.add_groups("Blackpool");
  command.add_periods("2023");
  command.set_area_count(1);
  command.mutable_quality_report()->set_row_count(14);
  return command;
}

v1::DataSetImported Imported() {
  v1::DataSetImported event;
  event.set_data_set(kName);
  *event.mutable_header() = Header();
  event.set_blob_digest("digest");
  event.add_groups("Blackpool");
  event.add_periods("2023");
  event.set_area_count(1);
  event.mutable_quality_report()->set_row_count(14);
  event.set_visibility(platform::v1::VISIBILITY_PROGRAMME);
  event.set_version(1);
  return event;
}

constexpr char kNext[] = "programmes/p1/dataSets/smoking-2";

v1::RegisterDataSetRequest RegisterNext() {
  auto command = Register();
  command.set_data_set(kNext);
  command.mutable_header()->set_supersedes(kName);
  return command;
}

v1::WithdrawDataSetRequest Withdraw() {
  v1::WithdrawDataSetRequest command;
  command.set_name(kName);
  command.set_reason("two districts were swapped");
  return command;
}

v1::DataSetWithdrawn Withdrawn() {
  v1::DataSetWithdrawn event;
  event.set_data_set(kName);
  event.set_reason("two districts were swapped");
  return event;
}

TEST(DataSetDecider, ImportsAFileThatWasRead) {
  Given<v1::DataSet>().When(Decide, Register()).ThenEmits(Imported());
}

TEST(DataSetDecider, KeepsTheVisibilityThatWasAskedFor) {
  auto command = Register();
  command.set_visibility(platform::v1::VISIBILITY_OWNER);
  auto expected = Imported();
  expected.set_visibility(platform::v1::VISIBILITY_OWNER);
  Given<v1::DataSet>().When(Decide, command).ThenEmits(expected);
}

TEST(DataSetDecider, RejectsASecondFileUnderTheSameName) {
  Given<v1::DataSet>()
      .After(Evolve, Imported())
      .When(Decide, Register())
      .ThenRejected(platform::v1::RESOURCE_EXISTS);
}

TEST(DataSetDecider, RejectsAFileUnderTheNameOfAWithdrawnOne) {
  Given<v1::DataSet>()
      .After(Evolve, Imported())
      .After(Evolve, Withdrawn())
      .When(Decide, Register())
      .ThenRejected(platform::v1::RESOURCE_EXISTS);
}

TEST(DataSetDecider, WithdrawsADataSet) {
  Given<v1::DataSet>().After(Evolve, Imported()).When(Decide, Withdraw()).ThenEmits(Withdrawn());
}

TEST(DataSetDecider, RejectsWithdrawingTwice) {
  Given<v1::DataSet>()
      .After(Evolve, Imported())
      .After(Evolve, Withdrawn())
      .When(Decide, Withdraw())
      .ThenRejected(v1::DATA_SET_WITHDRAWN);
}

TEST(DataSetState, HoldsWhatWasImportedAndWhyItWasWithdrawn) {
  Given<v1::DataSet> given;
  given.After(Evolve, Imported()).After(Evolve, Withdrawn());
  EXPECT_EQ(given.state().title(), "Smoking at time of delivery");
  EXPECT_EQ(given.state().state(), v1::DATA_SET_STATE_WITHDRAWN);
  EXPECT_EQ(given.state().blob_digest(), "digest");
  EXPECT_EQ(given.state().withdrawal_reason(), "two districts were swapped");
}

TEST(DataSetHeader, TakesOneDay) {
  auto header = Header();
  header.set_period_end_date(header.period_start_date());
  EXPECT_TRUE(CheckHeader(header).ok());
}

TEST(DataSetDecider, NumbersTheNextVersionAndTellsTheEarlierOne) {
  v1::DataSet earlier;
  Evolve(earlier, Imported());
  auto next = Imported();
  next.set_data_set(kNext);
  next.mutable_header()->set_supersedes(kName);
  next.set_version(2);
  v1::DataSetSuperseded superseded;
  superseded.set_data_set(kName);
  superseded.set_superseded_by(kNext);
  Given<v1::DataSet> given;
  given.rows().Put(kName, earlier);
  given.When(Decide, RegisterNext()).ThenEmits(next, superseded);
}

TEST(DataSetDecider, RejectsANextVersionOfNothingOrOfWhatHasOne) {
  Given<v1::DataSet>().When(Decide, RegisterNext()).ThenRejected(platform::v1::RESOURCE_NOT_FOUND);
  v1::DataSet earlier;
  Evolve(earlier, Imported());
  earlier.set_superseded_by("programmes/p1/dataSets/smoking-1b");
  Given<v1::DataSet> given;
  given.rows().Put(kName, earlier);
  given.When(Decide, RegisterNext()).ThenRejected(v1::VERSION_SUPERSEDED);
}

// The fields of CheckHeader's violations.
std::vector<std::string> Wrong(const v1::DataSetHeader& header) {
  std::vector<std::string> fields;
  const Status status = CheckHeader(header);
  for (const FieldViolation& violation : status.violations()) {
    fields.push_back(violation.field);
  }
  return fields;
}

TEST(DataSetHeader, RefusesAnEndBeforeTheStart) {
  auto header = Header();
  header.set_period_end_date("2023-03-31");
  EXPECT_THAT(Wrong(header), ElementsAre("header.period_end_date"));
  EXPECT_EQ(CheckHeader(header).reason(), "HEADER_INCOMPLETE");
}

TEST(DataSetHeader, SaysAllThatIsMissingAtOnce) {
  EXPECT_THAT(Wrong(v1::DataSetHeader()),
              ElementsAre("header.period_start_date", "header.period_end_date", "header.source",
                          "header.processing.purpose", "header.processing.controller",
                          "header.processing.agreement", "header.processing.retention_date",
                          "header.processing.opt_out", "header.population.basis",
                          "header.mapping.group_column", "header.mapping.numerator_column"));
}

TEST(DataSetHeader, WantsEditionSchemeAndVintageWhereLabelsAreOfOne) {
  auto header = Header();
  header.mutable_mapping()->set_area_column("lsoa");
  header.mutable_mapping()->set_group_kind(v1::GROUP_DIMENSION_DEPRIVATION);
  v1::Dimension& ethnicity = *header.mutable_mapping()->add_dimensions();
  ethnicity.set_name("ethnicity");
  ethnicity.set_kind(v1::GROUP_DIMENSION_ETHNICITY);
  ethnicity.set_column("ethnic group");
  EXPECT_THAT(Wrong(header),
              ElementsAre("header.deprivation_edition", "header.population.ethnicity_scheme",
                          "header.lsoa_vintage"));
  header.set_deprivation_edition("IMD 2019");
  header.mutable_population()->set_ethnicity_scheme("2001 census, 16+1");
  header.set_lsoa_vintage(v1::LSOA_VINTAGE_2011);
  EXPECT_TRUE(CheckHeader(header).ok());
}

TEST(DataSetHeader, WantsAStatementOnTheOptOutOfPersons) {
  auto header = Header();
  header.mutable_mapping()->clear_numerator_column();
  header.mutable_mapping()->set_row_meaning(v1::ROW_MEANING_PERSON);
  EXPECT_THAT(Wrong(header), ElementsAre("header.processing.opt_out_statement"));
  header.mutable_processing()->set_opt_out(v1::OPT_OUT_HANDLING_APPLIED);
  EXPECT_TRUE(CheckHeader(header).ok());
}

TEST(DataSetHeader, RefusesOneThatNoRowHolds) {
  auto header = Header();
  for (int i = 0; i < 200; ++i) {
    v1::Relabelling& relabelling = *header.mutable_mapping()->add_relabellings();
    relabelling.set_column("area");
    relabelling.set_from(std::string(200, 'x') + std::to_string(i));
    relabelling.set_to("y");
  }
  EXPECT_THAT(Wrong(header), ElementsAre("header"));
}

TEST(DataSetHeader, KnowsFiguresWhereverTheyComeFrom) {
  v1::ColumnMapping mapping;
  mapping.set_value_column("Value");
  EXPECT_TRUE(HasFigure(mapping, v1::FIGURE_KIND_VALUE));
  EXPECT_FALSE(HasFigure(mapping, v1::FIGURE_KIND_NUMERATOR));
  mapping.add_figure_rules()->set_figure(v1::FIGURE_KIND_NUMERATOR);
  EXPECT_TRUE(HasFigure(mapping, v1::FIGURE_KIND_NUMERATOR));
  EXPECT_FALSE(HasFigure(mapping, v1::FIGURE_KIND_VALUE));
  mapping.add_wide_columns()->set_figure(v1::FIGURE_KIND_VALUE);
  EXPECT_TRUE(HasFigure(mapping, v1::FIGURE_KIND_VALUE));
  mapping.Clear();
  mapping.set_row_meaning(v1::ROW_MEANING_PERSON);
  EXPECT_TRUE(HasFigure(mapping, v1::FIGURE_KIND_DENOMINATOR));
  EXPECT_FALSE(HasFigure(mapping, v1::FIGURE_KIND_NUMERATOR));
}

class WrongDates : public ::testing::TestWithParam<const char*> {};

TEST_P(WrongDates, AreRefused) {
  auto header = Header();
  header.set_period_start_date(GetParam());
  EXPECT_EQ(CheckHeader(header).code(), Code::kInvalidArgument);
  EXPECT_THAT(Wrong(header), ElementsAre("header.period_start_date"));
}

INSTANTIATE_TEST_SUITE_P(All, WrongDates,
                         ::testing::Values("", "2023", "01/04/2023", "2023-4-1", "2023-02-30",
                                           "2023-13-01", "20230401  ", "2023-04-0x", "-123-04-01",
                                           "2023-04--1"));

}  // namespace
}  // namespace fivestep::analysis
