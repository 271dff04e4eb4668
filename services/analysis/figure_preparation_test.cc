#include "analysis/figure_preparation.h"

#include <gtest/gtest.h>

#include "analysis/domain/figure_supply.h"
#include "fivestep/analysis/v1/data_set_table.pb.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "platform/audit/sha256.h"
#include "platform/testing/fake_read_context.h"

namespace fivestep::analysis {
namespace {

constexpr char kDataSet[] = "programmes/p1/dataSets/smoking";
constexpr char kIndicator[] = "programmes/p1/indicators/smoking";
constexpr char kSupply[] = "programmes/p1/figureSupplies/s1";

struct Row {
  const char* period;
  const char* group;
  double numerator;
  double denominator;
};

// Groups and periods in the order in which they occur.
v1::DataSetTable TableOf(const std::vector<Row>& rows) {
  v1::DataSetTable table;
  const auto index_of = [](v1::WordColumn& column, const std::string& word) {
    for (int i = 0; i < column.words_size(); ++i) {
      if (column.words(i) == word) return i;
    }
    column.add_words(word);
    return column.words_size() - 1;
  };
  for (const Row& row : rows) {
    table.mutable_groups()->add_index(index_of(*table.mutable_groups(), row.group));
    table.mutable_periods()->add_index(index_of(*table.mutable_periods(), row.period));
    table.mutable_numerators()->add_values(row.numerator);
    table.mutable_denominators()->add_values(row.denominator);
  }
  return table;
}

class Figures : public ::testing::Test {
 protected:
  Figures() {
    data_set_.set_name(kDataSet);
    data_set_.set_state(v1::DATA_SET_STATE_IMPORTED);
    data_set_.set_version(1);
    auto& header = *data_set_.mutable_header();
    header.set_disclosure_profile(v1::DISCLOSURE_PROFILE_HES_ROUND_5);
    header.set_period_start_date("2023-04-01");
    header.set_period_end_date("2025-03-31");
    header.mutable_mapping()->set_numerator_column("n");
    header.mutable_mapping()->set_denominator_column("d");
    SetRows({{"2023/24", "most deprived", 93, 997},
             {"2023/24", "least deprived", 6, 400},
             {"2024/25", "most deprived", 88, 1010},
             {"2024/25", "least deprived", 0, 380}});
    indicator_.set_name(kIndicator);
    indicator_.set_definition_version(3);
    indicator_.mutable_definition()->set_kind(v1::INDICATOR_KIND_PROPORTION);
    request_.set_indicator(kIndicator);
    request_.set_data_set(kDataSet);
  }
  void SetRows(const std::vector<Row>& rows) {
    const v1::DataSetTable table = TableOf(rows);
    data_set_.set_blob_digest(*context_.WriteBlob(table.SerializeAsString(), kDataSet));
    *data_set_.mutable_periods() = table.periods().words();
  }
  Result<v1::PreparedFigures> Prepare() {
    context_.Put(data_set_);
    context_.Put(indicator_);
    return PrepareFigures(request_, context_);
  }
  std::string Reason() { return Prepare().status().reason(); }
  v1::SuppliedFigures Sealed() {
    v1::SuppliedFigures figures;
    EXPECT_TRUE(figures.ParseFromString(context_.restricted_content()));
    return figures;
  }

  testing::FakeReadContext context_;
  v1::DataSet data_set_;
  v1::Indicator indicator_;
  v1::SupplyFiguresRequest request_;
};

TEST_F(Figures, AreExactInTheSealAndNowhereElse) {
  const auto prepared = Prepare();
  ASSERT_TRUE(prepared.ok()) << prepared.status().ToString();
  const v1::SuppliedFigures figures = Sealed();
  ASSERT_EQ(figures.cells_size(), 4);
  EXPECT_EQ(figures.cells(0).numerator(), 93);
  EXPECT_EQ(figures.cells(0).denominator(), 997);
  EXPECT_FALSE(figures.cells(0).withheld());
  EXPECT_EQ(figures.cells(1).numerator(), 6);
  EXPECT_TRUE(figures.cells(1).withheld());
  EXPECT_EQ(figures.cells(3).group(), 1U);
  EXPECT_EQ(figures.cells(3).period(), 1U);
  const v1::FiguresSupplied& supplied = prepared->supplied();
  EXPECT_EQ(supplied.groups_size(), 2);
  EXPECT_EQ(supplied.periods(0).label(), "2023/24");
  EXPECT_EQ(supplied.periods(0).start_date(), "2023-04-01");
  EXPECT_EQ(supplied.periods(0).end_date(), "2024-03-31");
  EXPECT_EQ(supplied.indicator_version(), 3);
  EXPECT_EQ(supplied.data_set_digest(), data_set_.blob_digest());
}

// The same names and other counts: the event differs by digests alone.
TEST_F(Figures, LeaveTheEventTheSameWhateverTheyAre) {
  auto first = Prepare();
  ASSERT_TRUE(first.ok());
  const size_t length = context_.restricted_content().size();
  SetRows({{"2023/24", "most deprived", 1, 2},
           {"2023/24", "least deprived", 900'000, 1'000'000},
           {"2024/25", "most deprived", 7, 7},
           {"2024/25", "least deprived", 3, 8}});
  auto second = Prepare();
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(context_.restricted_content().size(), length);
  for (auto* one : {&*first, &*second}) {
    one->mutable_supplied()->clear_data_set_digest();
    one->mutable_supplied()->clear_blob_digest();
  }
  EXPECT_EQ(first->SerializeAsString(), second->SerializeAsString());
}

TEST_F(Figures, LieInTheBlobStoreAsTheyGoToTheStream) {
  const auto prepared = Prepare();
  ASSERT_TRUE(prepared.ok());
  const auto& blob = context_.blobs().at(prepared->supplied().blob_digest());
  EXPECT_EQ(blob.retain_under, kDataSet);
  EXPECT_EQ(blob.content, "sealed for " + FiguresIdentity(kDataSet, kIndicator));
  const Sha256Digest digest = Sha256(blob.content);
  EXPECT_EQ(prepared->supplied().digest(), std::string(digest.begin(), digest.end()));
}

TEST_F(Figures, NeedTheKeyOfTheRestrictedStream) {
  context_.TakeRestrictedKey();
  const auto prepared = Prepare();
  EXPECT_EQ(prepared.status().code(), Code::kFailedPrecondition);
  EXPECT_EQ(prepared.status().reason(), "RESTRICTED_KEY_MISSING");
}

TEST_F(Figures, AreThoseOfTheIndicatorsGroups) {
  indicator_.mutable_definition()->add_groups("least deprived");
  indicator_.mutable_definition()->add_groups("unheard of");
  const auto prepared = Prepare();
  ASSERT_TRUE(prepared.ok());
  ASSERT_EQ(prepared->supplied().groups_size(), 1);
  EXPECT_EQ(prepared->supplied().groups(0), "least deprived");
  EXPECT_EQ(Sealed().cells_size(), 2);
  indicator_.mutable_definition()->clear_groups();
  indicator_.mutable_definition()->add_groups("unheard of");
  EXPECT_EQ(Reason(), "GROUPS_NOT_IN_DATA_SET");
}

TEST_F(Figures, KeepPeriodsThatCannotBeReadAndNeedOneThatCan) {
  SetRows({{"2023/24", "a", 10, 20}, {"all years", "a", 10, 20}});
  const auto prepared = Prepare();
  ASSERT_TRUE(prepared.ok());
  EXPECT_EQ(prepared->supplied().periods(1).label(), "all years");
  EXPECT_TRUE(prepared->supplied().periods(1).start_date().empty());
  SetRows({{"all years", "a", 10, 20}});
  EXPECT_EQ(Reason(), "PERIODS_NOT_READABLE");
}

TEST_F(Figures, OfAFileAboutOnePeriodAreOfTheDaysOfItsHeader) {
  v1::DataSetTable table = TableOf({{"", "a", 10, 20}});
  table.clear_periods();
  data_set_.set_blob_digest(*context_.WriteBlob(table.SerializeAsString(), kDataSet));
  data_set_.clear_periods();
  const auto prepared = Prepare();
  ASSERT_TRUE(prepared.ok()) << prepared.status().ToString();
  ASSERT_EQ(prepared->supplied().periods_size(), 1);
  EXPECT_EQ(prepared->supplied().periods(0).start_date(), "2023-04-01");
  EXPECT_EQ(prepared->supplied().periods(0).end_date(), "2025-03-31");
}

// Guard-rail 3: exact counts beside further cuts give withheld ones away.
TEST_F(Figures, ByFurtherDimensionsAreRefusedWhereCountsAreShownExactly) {
  data_set_.mutable_header()->set_disclosure_profile(v1::DISCLOSURE_PROFILE_SUPPRESS_1_TO_4);
  request_.mutable_cut()->add_filters()->set_dimension("age");
  request_.mutable_cut()->mutable_filters(0)->add_labels("18 to 24");
  EXPECT_EQ(Reason(), "CUT_NOT_PLANNED");
}

// A cell that is withheld so that another cannot be worked out is withheld for metrics too.
TEST_F(Figures, SayWhichCellsAreWithheldForAnothersSake) {
  data_set_.mutable_header()->set_disclosure_profile(v1::DISCLOSURE_PROFILE_SUPPRESS_1_TO_4);
  SetRows({{"2023/24", "a", 3, 100}, {"2023/24", "b", 20, 100}, {"2023/24", "c", 30, 100}});
  ASSERT_TRUE(Prepare().ok());
  int withheld = 0;
  const v1::SuppliedFigures figures = Sealed();
  for (const v1::SuppliedCell& cell : figures.cells()) withheld += cell.withheld() ? 1 : 0;
  EXPECT_TRUE(figures.cells(0).withheld());
  EXPECT_GE(withheld, 2);
}

TEST_F(Figures, NeedADataSetThatCanBeUsed) {
  data_set_.set_superseded_by("programmes/p1/dataSets/next");
  EXPECT_EQ(Reason(), "SUPPLY_SUPERSEDED");
  data_set_.clear_superseded_by();
  data_set_.set_state(v1::DATA_SET_STATE_WITHDRAWN);
  EXPECT_EQ(Reason(), "DATA_SET_WITHDRAWN");
  data_set_.set_state(v1::DATA_SET_STATE_IMPORTED);
  data_set_.mutable_header()->mutable_mapping()->clear_denominator_column();
  EXPECT_EQ(Reason(), "COUNTS_MISSING");
  data_set_.mutable_header()->mutable_mapping()->set_denominator_column("d");
  context_.Erase(data_set_.blob_digest());
  EXPECT_EQ(Reason(), "DATA_SET_UNREADABLE");
}

TEST_F(Figures, OfTheNewestVersionAreWhatIsRenewed) {
  ASSERT_TRUE(Prepare().ok());
  v1::FigureSupply supply;
  supply.set_name(kSupply);
  supply.set_indicator(kIndicator);
  supply.set_data_set("programmes/p1/dataSets/first");
  context_.Put(supply);
  v1::DataSet first;
  first.set_name(supply.data_set());
  first.set_superseded_by(kDataSet);
  context_.Put(first);
  v1::RenewFiguresRequest renew;
  renew.set_name(kSupply);
  const auto renewed = PrepareRenewedFigures(renew, context_);
  ASSERT_TRUE(renewed.ok()) << renewed.status().ToString();
  EXPECT_EQ(renewed->supplied().data_set(), kDataSet);
  supply.set_state(v1::FIGURE_SUPPLY_STATE_ENDED);
  context_.Put(supply);
  EXPECT_EQ(PrepareRenewedFigures(renew, context_).status().reason(), "FIGURE_SUPPLY_ENDED");
}

TEST_F(Figures, OfANextVersionAreSuppliedForEachSupplyOrThereIsAReason) {
  ASSERT_TRUE(Prepare().ok());
  v1::FigureSupply supply;
  supply.set_name(kSupply);
  supply.set_indicator(kIndicator);
  supply.set_data_set("programmes/p1/dataSets/first");
  context_.Put(supply);
  testing::FakeViewWriter view;
  v1::StoredSupplies fed;
  fed.add_figure_supplies(kSupply);
  fed.add_figure_supplies("programmes/p1/figureSupplies/unseen");
  view.Put(kFedPrefix + supply.data_set(), fed.SerializeAsString());
  context_.WithView(kFigureSuppliesView, view);
  data_set_.mutable_header()->set_supersedes(supply.data_set());
  const auto renewals = PrepareRenewals(data_set_, context_);
  ASSERT_EQ(renewals.size(), 2);
  EXPECT_EQ(renewals[0].supplied().data_set(), kDataSet);
  EXPECT_FALSE(renewals[1].has_supplied());
  EXPECT_FALSE(renewals[1].reason().empty());
}

}  // namespace
}  // namespace fivestep::analysis
