#include "metrics/reactions/await_figures.h"

#include <gtest/gtest.h>

namespace fivestep::metrics {
namespace {

TEST(AwaitFigures, NotesWhatWasHandedOverUnderThePositionOfTheEvent) {
  analysis::v1::FiguresSupplied event;
  event.set_figure_supply("programmes/p1/figureSupplies/s1");
  event.set_title("Smoking");
  event.set_indicator("programmes/p1/indicators/smoking");
  event.set_indicator_kind(analysis::v1::INDICATOR_KIND_PROPORTION);
  event.set_data_set("programmes/p1/dataSets/d2");
  event.set_data_set_version(2);
  event.add_groups("most deprived");
  auto* period = event.add_periods();
  period->set_label("2024/25");
  period->set_start_date("2024-04-01");
  period->set_end_date("2025-03-31");
  event.set_disclosure_profile(analysis::v1::DISCLOSURE_PROFILE_HES_ROUND_5);
  event.set_digest("digest");
  event.set_visibility(platform::v1::VISIBILITY_PROGRAMME);
  platform::v1::RecordedEvent record;
  record.set_position(41);
  const auto commands = AwaitFigures(event, record);
  ASSERT_EQ(commands.size(), 1U);
  const v1::FiguresAwaited& awaited = commands[0].awaited();
  EXPECT_EQ(commands[0].delivery(), "programmes/p1/deliveries/analysis-41");
  EXPECT_EQ(awaited.delivery(), commands[0].delivery());
  EXPECT_EQ(awaited.kind(), v1::DELIVERED_KIND_PROPORTION);
  EXPECT_EQ(awaited.periods(0).end_date(), "2025-03-31");
  EXPECT_FALSE(awaited.published());
  EXPECT_EQ(awaited.digest(), "digest");
  EXPECT_EQ(awaited.source_position(), 41);
}

TEST(AwaitFigures, KnowsFiguresThatArePublished) {
  analysis::v1::FiguresSupplied event;
  event.set_figure_supply("programmes/p1/figureSupplies/s1");
  event.set_disclosure_profile(analysis::v1::DISCLOSURE_PROFILE_PUBLISHED);
  EXPECT_TRUE(AwaitFigures(event, {})[0].awaited().published());
}

TEST(AwaitFigures, TakesNoNoticeOfAnEventWithoutAName) {
  EXPECT_TRUE(AwaitFigures({}, {}).empty());
}

}  // namespace
}  // namespace fivestep::metrics
