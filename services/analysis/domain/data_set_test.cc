#include "analysis/domain/data_set.h"

#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/testing/given.h"

namespace fivestep::analysis {
namespace {

using ::fivestep::testing::Given;

constexpr char kName[] = "programmes/p1/dataSets/smoking";

v1::DataSetHeader Header() {
  v1::DataSetHeader header;
  header.set_title("Smoking at time of delivery");
  header.set_period_start_date("2023-04-01");
  header.set_period_end_date("2024-03-31");
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
  return event;
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

TEST(DataSetHeader, RefusesAnEndBeforeTheStart) {
  auto header = Header();
  header.set_period_end_date("2023-03-31");
  const Status status = CheckHeader(header);
  EXPECT_EQ(status.reason(), "DATES_NOT_VALID");
  ASSERT_EQ(status.violations().size(), 1U);
  EXPECT_EQ(status.violations()[0].field, "header.period_end_date");
}

class WrongDates : public ::testing::TestWithParam<const char*> {};

TEST_P(WrongDates, AreRefused) {
  auto header = Header();
  header.set_period_start_date(GetParam());
  EXPECT_EQ(CheckHeader(header).reason(), "DATES_NOT_VALID");
  EXPECT_EQ(CheckHeader(header).code(), Code::kInvalidArgument);
}

INSTANTIATE_TEST_SUITE_P(All, WrongDates,
                         ::testing::Values("", "2023", "01/04/2023", "2023-4-1", "2023-02-30",
                                           "2023-13-01", "20230401  ", "2023-04-0x", "-123-04-01",
                                           "2023-04--1"));

}  // namespace
}  // namespace fivestep::analysis
