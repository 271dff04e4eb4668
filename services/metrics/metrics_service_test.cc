#include "metrics/metrics_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fivestep/metrics/v1/events.pb.h"
#include "fivestep/metrics/v1/metrics_service.pb.h"

namespace fivestep::metrics {
namespace {

using ::testing::ElementsAre;

TEST(MetricsModel, FollowsAllOtherServices) {
  EXPECT_THAT(MakeModel().followed_logs(),
              ElementsAre("analysis", "codesign", "engagement", "programme"));
}

TEST(MetricsModel, HandlesEveryEventOfItsProto) {
  const ServiceModel model = MakeModel();
  const auto* file = v1::MetricDrafted::descriptor()->file();
  for (int i = 0; i < file->message_type_count(); ++i) {
    const std::string& type = file->message_type(i)->full_name();
    EXPECT_NE(model.FindEvent(type), nullptr) << type;
  }
}

TEST(MetricsModel, HandlesEveryCommandOfItsService) {
  const ServiceModel model = MakeModel();
  for (int i = 0; i < model.service()->method_count(); ++i) {
    const auto* method = model.service()->method(i);
    const auto& access = method->options().GetExtension(platform::v1::access);
    if (access.kind() != platform::v1::METHOD_KIND_COMMAND) continue;
    EXPECT_NE(model.FindCommand(method->input_type()), nullptr) << method->full_name();
  }
}

TEST(MetricsModel, AnswersChartsByItself) {
  EXPECT_NE(MakeModel().FindQuery(v1::GetChartRequest::descriptor()), nullptr);
}

TEST(MetricsModel, AnswersRecordedAndRevisedReadingsInTheirOrder) {
  const ServiceModel model = MakeModel();
  v1::ReadingsRecorded recorded;
  recorded.set_submission("programmes/p1/metrics/m1/submissions/s1");
  recorded.set_metric("programmes/p1/metrics/m1");
  auto& revised = *recorded.add_figures();
  revised.set_period_start_date("2026-01-01");
  revised.set_revision_reason("late returns");
  recorded.add_figures()->set_period_start_date("2026-02-01");
  const v1::ReadingsAdded added;
  Outcome outcome;
  outcome.events = {&recorded, &added};
  const auto answer = model.FindCommand(v1::RecordReadingsRequest::descriptor())->render(outcome);
  const auto& response = static_cast<const v1::RecordReadingsResponse&>(*answer);
  EXPECT_THAT(response.readings(), ElementsAre("programmes/p1/metrics/m1/readings/2026-01-01",
                                               "programmes/p1/metrics/m1/readings/2026-02-01"));
  EXPECT_EQ(response.recorded_count(), 1);
  EXPECT_EQ(response.revised_count(), 1);
  EXPECT_EQ(response.submission(), recorded.submission());
}

TEST(MetricsModel, KnowsItsTimers) {
  const ServiceModel model = MakeModel();
  EXPECT_NE(model.FindTimerRule("reading_overdue"), nullptr);
  EXPECT_NE(model.FindTimerRule("action_overdue"), nullptr);
}

}  // namespace
}  // namespace fivestep::metrics
