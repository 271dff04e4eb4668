#include "analysis/domain/figure_supply.h"

#include <gtest/gtest.h>

#include "analysis/domain/data_set.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/testing/given.h"

namespace fivestep::analysis {
namespace {

using fivestep::testing::Given;

constexpr char kSupply[] = "programmes/p1/figureSupplies/s1";
constexpr char kDataSet[] = "programmes/p1/dataSets/d1";
constexpr char kNext[] = "programmes/p1/dataSets/d2";
constexpr char kIndicator[] = "programmes/p1/indicators/i1";

v1::DataSet Imported(const char* digest = "blob") {
  v1::DataSet data_set;
  data_set.set_state(v1::DATA_SET_STATE_IMPORTED);
  data_set.set_blob_digest(digest);
  data_set.set_version(1);
  return data_set;
}

v1::Indicator Defined(int version = 2) {
  v1::Indicator indicator;
  indicator.set_definition_version(version);
  return indicator;
}

v1::PreparedFigures Prepared() {
  v1::PreparedFigures prepared;
  v1::FiguresSupplied& supplied = *prepared.mutable_supplied();
  supplied.set_indicator(kIndicator);
  supplied.set_indicator_version(2);
  supplied.set_data_set(kDataSet);
  supplied.set_data_set_version(1);
  supplied.set_data_set_digest("blob");
  supplied.set_digest("sealed");
  supplied.add_groups("1");
  return prepared;
}

v1::SupplyFiguresRequest Command() {
  v1::SupplyFiguresRequest command;
  command.set_parent("programmes/p1");
  command.set_title("Smoking by deprivation");
  command.set_indicator(kIndicator);
  command.set_data_set(kDataSet);
  return command;
}

Given<v1::FigureSupply> Beside(v1::DataSet data_set, v1::FigureSupply supply = {},
                               v1::Indicator indicator = Defined()) {
  Given<v1::FigureSupply> given(std::move(supply));
  given.With(kDataSet, std::move(data_set)).With(kIndicator, std::move(indicator)).Naming(kSupply);
  return given;
}

v1::FigureSupply InForce() {
  v1::FiguresSupplied event = Prepared().supplied();
  event.set_figure_supply(kSupply);
  event.set_title("Smoking by deprivation");
  event.set_visibility(platform::v1::VISIBILITY_PARTNERS);
  v1::FigureSupply supply;
  Evolve(supply, event);
  return supply;
}

v1::FigureSupply Ended() {
  v1::FigureSupply supply = InForce();
  Evolve(supply, v1::FigureSupplyEnded());
  return supply;
}

TEST(FigureSupply, SaysWhatWasSuppliedAndNothingThatWasCounted) {
  v1::FiguresSupplied expected = Prepared().supplied();
  expected.set_figure_supply(kSupply);
  expected.set_title("Smoking by deprivation");
  expected.set_visibility(platform::v1::VISIBILITY_PROGRAMME);
  Beside(Imported()).When(Decide, Command(), Prepared()).ThenEmits(expected);
  v1::FigureSupply supply;
  Evolve(supply, expected);
  EXPECT_EQ(supply.state(), v1::FIGURE_SUPPLY_STATE_IN_FORCE);
  EXPECT_EQ(supply.supply_count(), 1);
  EXPECT_EQ(supply.groups(0), "1");
}

TEST(FigureSupply, RestsOnWhatItWasComputedOn) {
  Beside(Imported("other"))
      .When(Decide, Command(), Prepared())
      .ThenRejected(platform::v1::PREPARED_ON_OLD_STATE);
  Beside(Imported(), {}, Defined(3))
      .When(Decide, Command(), Prepared())
      .ThenRejected(platform::v1::PREPARED_ON_OLD_STATE);
  v1::DataSet withdrawn = Imported();
  withdrawn.set_state(v1::DATA_SET_STATE_WITHDRAWN);
  Beside(withdrawn).When(Decide, Command(), Prepared()).ThenRejected(v1::DATA_SET_WITHDRAWN);
  v1::DataSet superseded = Imported();
  superseded.set_superseded_by(kNext);
  Beside(superseded).When(Decide, Command(), Prepared()).ThenRejected(v1::SUPPLY_SUPERSEDED);
}

TEST(FigureSupply, IsRenewedAsLongAsItIsInForce) {
  v1::RenewFiguresRequest renew;
  renew.set_name(kSupply);
  v1::FiguresSupplied expected = Prepared().supplied();
  expected.set_figure_supply(kSupply);
  expected.set_title("Smoking by deprivation");
  expected.set_visibility(platform::v1::VISIBILITY_PARTNERS);
  Beside(Imported(), InForce()).When(Decide, renew, Prepared()).ThenEmits(expected);
  Beside(Imported(), Ended()).When(Decide, renew, Prepared()).ThenRejected(v1::FIGURE_SUPPLY_ENDED);
}

TEST(FigureSupply, IsEndedOnce) {
  v1::EndFigureSupplyRequest end;
  end.set_name(kSupply);
  end.set_reason("another source");
  v1::FigureSupplyEnded expected;
  expected.set_figure_supply(kSupply);
  expected.set_reason("another source");
  Given<v1::FigureSupply>(InForce()).When(Decide, end).ThenEmits(expected);
  Given<v1::FigureSupply>(Ended()).When(Decide, end).ThenRejected(v1::FIGURE_SUPPLY_ENDED);
}

class NextVersion : public ::testing::Test {
 protected:
  NextVersion() {
    command_.set_data_set(kNext);
    command_.mutable_header()->set_supersedes(kDataSet);
    command_.mutable_header()->mutable_processing()->set_retention_date("2032-03-31");
    v1::StoredSupplies fed;
    fed.add_figure_supplies(kSupply);
    given_.rows().PutViewValue(kFigureSuppliesView, std::string(kFedPrefix) + kDataSet,
                               fed.SerializeAsString());
    given_.With(kDataSet, Imported()).With(kIndicator, Defined());
  }
  const std::vector<std::unique_ptr<google::protobuf::Message>>& Register() {
    decision_ = given_.When(Decide, command_).decision().events().empty()
                    ? nullptr
                    : std::make_unique<testing::Then>(given_.When(Decide, command_));
    return decision_->decision().events();
  }

  Given<v1::DataSet> given_;
  v1::RegisterDataSetRequest command_;
  std::unique_ptr<testing::Then> decision_;
};

TEST_F(NextVersion, SuppliesTheSameAgainInTheSameDecision) {
  given_.With(kSupply, InForce());
  v1::PreparedRenewal& renewal = *command_.add_renewals();
  renewal.set_figure_supply(kSupply);
  *renewal.mutable_supplied() = Prepared().supplied();
  renewal.mutable_supplied()->set_data_set(kNext);
  const auto& events = Register();
  ASSERT_EQ(events.size(), 3U);
  const auto& supplied = static_cast<const v1::FiguresSupplied&>(*events[2]);
  EXPECT_EQ(supplied.figure_supply(), kSupply);
  EXPECT_EQ(supplied.data_set(), kNext);
  EXPECT_EQ(supplied.data_set_version(), 2);
  EXPECT_EQ(supplied.title(), "Smoking by deprivation");
}

TEST_F(NextVersion, SaysWhyItCouldNotBeSupplied) {
  given_.With(kSupply, InForce());
  v1::PreparedRenewal& renewal = *command_.add_renewals();
  renewal.set_figure_supply(kSupply);
  renewal.set_reason("the column is gone");
  const auto& events = Register();
  ASSERT_EQ(events.size(), 3U);
  const auto& not_renewed = static_cast<const v1::FiguresNotRenewed&>(*events[2]);
  EXPECT_EQ(not_renewed.reason(), "the column is gone");
  v1::FigureSupply supply = InForce();
  Evolve(supply, not_renewed);
  EXPECT_EQ(supply.not_renewed_data_set(), kNext);
  EXPECT_EQ(supply.data_set(), kDataSet);
}

TEST_F(NextVersion, ForgetsNoSupplyThatBeganMeanwhile) {
  given_.With(kSupply, InForce());
  const auto& events = Register();
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[2]->GetDescriptor(), v1::FiguresNotRenewed::descriptor());
}

TEST_F(NextVersion, LeavesAnEndedSupplyAlone) {
  given_.With(kSupply, Ended());
  EXPECT_EQ(Register().size(), 2U);
}

TEST(DataSetRetention, IsNotOverWhenTheDataSetComes) {
  v1::RegisterDataSetRequest command;
  command.set_data_set(kNext);
  command.mutable_header()->mutable_processing()->set_retention_date("2026-03-01");
  Given<v1::DataSet>().When(Decide, command).ThenRejected(v1::RETENTION_OVER);
}

}  // namespace
}  // namespace fivestep::analysis
