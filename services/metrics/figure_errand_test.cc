#include "metrics/figure_errand.h"

#include <gtest/gtest.h>

#include <map>

#include "fivestep/analysis/v1/figure_supply.pb.h"
#include "fivestep/metrics/v1/internal.pb.h"
#include "metrics/domain/feed.h"
#include "platform/testing/fake_read_context.h"

namespace fivestep::metrics {
namespace {

namespace av1 = analysis::v1;

constexpr char kMetricName[] = "programmes/p1/metrics/m1";

class Tools : public ErrandTools {
 public:
  Result<std::string> FetchRestricted(const std::string& context, const std::string& digest,
                                      const std::string& identity) override {
    EXPECT_EQ(context, "analysis");
    EXPECT_EQ(identity, "programmes/p1/dataSets/d\nprogrammes/p1/indicators/i");
    const auto found = there.find(digest);
    if (found == there.end()) return NotFound("It is not there.");
    return found->second;
  }
  std::map<std::string, std::string> there;
};

class FigureErrands : public ::testing::Test {
 protected:
  FigureErrands() {
    v1::Metric metric;
    metric.set_name(kMetricName);
    metric.mutable_feed()->set_group("b");
    context_.Put(metric);
    for (const char* id : {"1", "2"}) {
      v1::Delivery delivery;
      delivery.set_name(std::string("programmes/p1/deliveries/analysis-") + id);
      delivery.set_data_set("programmes/p1/dataSets/d");
      delivery.set_indicator("programmes/p1/indicators/i");
      delivery.add_groups("a");
      delivery.add_groups("b");
      for (const char* label : {"2023", "2024", "2025"}) delivery.add_periods()->set_label(label);
      delivery.set_digest(std::string("digest ") + id);
      awaited_.add_deliveries(delivery.name());
      context_.Put(delivery);
    }
    av1::SuppliedFigures figures;
    Add(figures, 0, 0, 1, av1::RELEASE_STATE_RELEASED);
    Add(figures, 1, 0, 93, av1::RELEASE_STATE_RELEASED);
    Add(figures, 1, 1, 0, av1::RELEASE_STATE_SUPPRESSED_BY_PUBLISHER);
    Add(figures, 1, 9, 5, av1::RELEASE_STATE_RELEASED);
    sealed_ = figures.SerializeAsString();
  }
  static void Add(av1::SuppliedFigures& figures, uint32_t group, uint32_t period, double numerator,
                  av1::ReleaseState state) {
    av1::SuppliedCell& cell = *figures.add_cells();
    cell.set_group(group);
    cell.set_period(period);
    cell.set_state(state);
    cell.set_numerator(numerator);
    cell.set_denominator(1'000);
    cell.set_withheld(numerator < 8);
  }
  Result<ErrandFind> Run() {
    return FigureErrand().run(std::string(kAwaitedPrefix) + kMetricName,
                              awaited_.SerializeAsString(), context_, tools_);
  }

  testing::FakeReadContext context_;
  Tools tools_;
  v1::StoredFeed awaited_;
  std::string sealed_;
};

TEST_F(FigureErrands, BringTheFiguresOfTheMetricsGroup) {
  tools_.there["digest 1"] = sealed_;
  const auto find = Run();
  ASSERT_TRUE(find.ok()) << find.status().ToString();
  const auto& command = static_cast<const v1::TakeFiguresRequest&>(*find->command);
  EXPECT_EQ(command.metric(), kMetricName);
  EXPECT_EQ(command.delivery(), "programmes/p1/deliveries/analysis-1");
  const auto& fetched = static_cast<const v1::FetchedFigures&>(*find->prepared);
  ASSERT_EQ(fetched.figures_size(), 3);
  EXPECT_EQ(fetched.figures(0).numerator(), 93);
  EXPECT_FALSE(fetched.figures(0).withheld());
  EXPECT_TRUE(fetched.figures(0).missing_reason().empty());
  EXPECT_FALSE(fetched.figures(1).missing_reason().empty());
  EXPECT_FALSE(fetched.figures(2).missing_reason().empty());
}

TEST_F(FigureErrands, AreTriedAgainAsLongAsNothingIsThere) {
  EXPECT_EQ(Run().status().code(), Code::kNotFound);
}

TEST_F(FigureErrands, DoNotWaitForADeliveryThatIsLost) {
  tools_.there["digest 2"] = sealed_;
  const auto find = Run();
  ASSERT_TRUE(find.ok());
  EXPECT_EQ(static_cast<const v1::TakeFiguresRequest&>(*find->command).delivery(),
            "programmes/p1/deliveries/analysis-2");
}

TEST_F(FigureErrands, SayWhenWhatIsThereCannotBeRead) {
  tools_.there["digest 1"] = "no message \x01";
  EXPECT_EQ(Run().status().code(), Code::kDataLoss);
}

TEST_F(FigureErrands, FetchNothingForAGroupThatTheDeliveryLacks) {
  v1::Metric metric;
  metric.set_name(kMetricName);
  metric.mutable_feed()->set_group("c");
  context_.Put(metric);
  const auto find = Run();
  ASSERT_TRUE(find.ok());
  EXPECT_EQ(static_cast<const v1::FetchedFigures&>(*find->prepared).figures_size(), 0);
}

}  // namespace
}  // namespace fivestep::metrics
