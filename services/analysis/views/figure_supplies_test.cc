#include "analysis/views/figure_supplies.h"

#include <gtest/gtest.h>

#include "analysis/domain/figure_supply.h"
#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/analysis/v1/internal.pb.h"
#include "fivestep/platform/v1/events.pb.h"
#include "fivestep/platform/v1/storage.pb.h"
#include "platform/testing/fake_read_context.h"

namespace fivestep::analysis {
namespace {

class FigureSupplies : public ::testing::Test {
 protected:
  template <class Event>
  void Fold(const Event& event) {
    ASSERT_TRUE(FigureSuppliesView().fold(writer_, {}, event).ok());
  }
  void Supply(const std::string& supply, const std::string& data_set, const std::string& digest) {
    v1::FiguresSupplied event;
    event.set_figure_supply(supply);
    event.set_data_set(data_set);
    event.set_digest(digest);
    event.set_blob_digest("blob of " + digest);
    Fold(event);
  }
  platform::v1::StoredHandOver HandedOver(const std::string& supply) {
    platform::v1::StoredHandOver stored;
    EXPECT_TRUE(stored.ParseFromString(writer_.Get(kHandOverPrefix + supply)));
    return stored;
  }
  std::vector<std::string> FedBy(const std::string& data_set) {
    v1::StoredSupplies fed;
    EXPECT_TRUE(fed.ParseFromString(writer_.Get(kFedPrefix + data_set)));
    return {fed.figure_supplies().begin(), fed.figure_supplies().end()};
  }

  testing::FakeViewWriter writer_;
};

TEST_F(FigureSupplies, AreHandedOverAsTheyWereSuppliedLast) {
  Supply("s1", "d1", "a");
  Supply("s2", "d1", "b");
  Supply("s1", "d2", "c");
  EXPECT_EQ(HandedOver("s1").digest(), "c");
  EXPECT_EQ(HandedOver("s1").blob_digest(), "blob of c");
  EXPECT_EQ(FedBy("d1"), std::vector<std::string>{"s2"});
  EXPECT_EQ(FedBy("d2"), std::vector<std::string>{"s1"});
}

TEST_F(FigureSupplies, AreTakenBackWhenTheyEnd) {
  Supply("s1", "d1", "a");
  v1::FigureSupplyEnded ended;
  ended.set_figure_supply("s1");
  Fold(ended);
  EXPECT_TRUE(HandedOver("s1").ended());
  EXPECT_TRUE(FedBy("d1").empty());
}

TEST_F(FigureSupplies, AreTakenBackWithTheirDataSetUntilANextVersionComes) {
  Supply("s1", "d1", "a");
  Supply("s2", "d2", "b");
  v1::DataSetWithdrawn withdrawn;
  withdrawn.set_data_set("d1");
  Fold(withdrawn);
  EXPECT_TRUE(HandedOver("s1").ended());
  EXPECT_FALSE(HandedOver("s2").ended());
  EXPECT_EQ(FedBy("d1"), std::vector<std::string>{"s1"});
  platform::v1::RecordDisposed disposed;
  disposed.set_record("d2");
  Fold(disposed);
  EXPECT_TRUE(HandedOver("s2").ended());
  Supply("s1", "d3", "c");
  EXPECT_FALSE(HandedOver("s1").ended());
}

}  // namespace
}  // namespace fivestep::analysis
