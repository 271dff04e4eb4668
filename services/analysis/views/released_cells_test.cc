#include "analysis/views/released_cells.h"

#include <gtest/gtest.h>

#include "fivestep/analysis/v1/data_set.pb.h"
#include "fivestep/analysis/v1/events.pb.h"
#include "platform/testing/fake_read_context.h"

namespace fivestep::analysis {
namespace {

constexpr char kDataSet[] = "programmes/p1/dataSets/d1";
constexpr char kFinding[] = "programmes/p1/findings/f1";

v1::FindingRecorded Recorded(const std::string& data_set, const std::string& area) {
  v1::FindingRecorded event;
  event.set_finding(kFinding);
  event.set_data_set(data_set);
  event.set_blob_digest("digest");
  event.set_period("2023");
  event.set_area(area);
  for (const auto& [group, state] : {std::pair{"Asian", v1::RELEASE_STATE_SUPPRESSED},
                                     std::pair{"White", v1::RELEASE_STATE_RELEASED}}) {
    auto& one = *event.mutable_figures()->add_groups();
    one.set_group(group);
    one.set_state(state);
  }
  return event;
}

class ReleasedCells : public ::testing::Test {
 protected:
  void Fold(const google::protobuf::Message& event, int64_t position) {
    platform::v1::RecordedEvent record;
    record.set_position(position);
    ASSERT_TRUE(ReleasedCellsView().fold(writer_, record, event).ok());
  }
  v1::ListReleasedCellsResponse List() {
    testing::FakeReadContext context;
    v1::DataSet data_set;
    data_set.set_name(kDataSet);
    context.Put(data_set);
    context.WithView(kReleasedCellsView, writer_);
    v1::ListReleasedCellsRequest request;
    request.set_name(kDataSet);
    const auto response = ListReleasedCells(request, context);
    EXPECT_TRUE(response.ok());
    return *response;
  }

  testing::FakeViewWriter writer_;
};

TEST_F(ReleasedCells, HoldWhatWasPublishedAsATargetPopulation) {
  v1::PopulationPublished published;
  published.set_data_set(kDataSet);
  published.set_period("2021");
  published.set_blob_digest("digest");
  published.add_groups()->set_group("Roma");
  auto* white = published.add_groups();
  white->set_group("White");
  white->set_people_count(1205);
  Fold(published, 9);
  const auto ledger = List();
  ASSERT_EQ(ledger.cells_size(), 2);
  EXPECT_EQ(ledger.cells(0).state(), v1::RELEASE_STATE_SUPPRESSED);
  EXPECT_EQ(ledger.cells(1).state(), v1::RELEASE_STATE_RELEASED);
  EXPECT_EQ(ledger.cells(1).released_by(), kDataSet);
}

TEST_F(ReleasedCells, HoldWhatAFindingReleasedAndWithheld) {
  Fold(Recorded(kDataSet, ""), 7);
  const auto ledger = List();
  ASSERT_EQ(ledger.cells_size(), 2);
  EXPECT_EQ(ledger.cells(0).group(), "Asian");
  EXPECT_EQ(ledger.cells(0).state(), v1::RELEASE_STATE_SUPPRESSED);
  EXPECT_EQ(ledger.cells(1).state(), v1::RELEASE_STATE_RELEASED);
  EXPECT_EQ(ledger.cells(1).released_by(), kFinding);
  EXPECT_EQ(ledger.cells(1).period(), "2023");
  EXPECT_EQ(ledger.cells(1).blob_digest(), "digest");
  EXPECT_EQ(ledger.cells(1).position(), 7);
}

TEST_F(ReleasedCells, KeepAreasApart) {
  Fold(Recorded(kDataSet, ""), 7);
  Fold(Recorded(kDataSet, "Blackpool"), 8);
  EXPECT_EQ(List().cells_size(), 4);
}

TEST_F(ReleasedCells, AreThoseOfOneDataSet) {
  Fold(Recorded("programmes/p1/dataSets/d10", ""), 7);
  EXPECT_EQ(List().cells_size(), 0);
}

TEST_F(ReleasedCells, HoldTheTwoGroupsOfALineOfAnAudit) {
  v1::AuditLineRecorded event;
  event.set_audit_line("programmes/p1/equityAudits/a1/auditLines/line-001");
  event.mutable_line()->set_data_set(kDataSet);
  event.mutable_line()->set_group("Asian");
  event.mutable_line()->set_comparator("White");
  Fold(event, 8);
  EXPECT_EQ(List().cells_size(), 0);
  event.mutable_line()->mutable_absolute()->set_value(3);
  Fold(event, 9);
  EXPECT_EQ(List().cells_size(), 2);
}

TEST_F(ReleasedCells, AreNotListedForADataSetThatIsNotHere) {
  v1::ListReleasedCellsRequest request;
  request.set_name("programmes/p1/dataSets/none");
  EXPECT_EQ(ListReleasedCells(request, testing::FakeReadContext()).status().code(),
            Code::kNotFound);
}

}  // namespace
}  // namespace fivestep::analysis
