#include "metrics/domain/metric.h"

#include <gtest/gtest.h>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/examples.h"

namespace fivestep::metrics {
namespace {

using testing::Given;

v1::DraftMetricRequest Draft() {
  v1::DraftMetricRequest request;
  request.set_metric(kMetric);
  request.set_intervention("programmes/p1/interventions/m1");
  request.set_target_area("programmes/p1/targetAreas/quit-smoking");
  request.set_indicator("programmes/p1/indicators/smoking");
  request.set_title("Stop-smoking advisers at children's centres");
  request.set_population_group("pregnant women in the most deprived fifth");
  request.set_geography("Blackpool");
  return request;
}

v1::CloseMetricRequest Close() {
  v1::CloseMetricRequest request;
  request.set_name(kMetric);
  request.set_conclusion(v1::CONCLUSION_ADOPT);
  request.set_reason("The gap has closed for four quarters");
  return request;
}

TEST(MetricDecider, DraftsTheMetricOfAnEndorsedIntervention) {
  auto then = Given<v1::Metric>().When(Decide, Draft());
  ASSERT_EQ(then.decision().events().size(), 1u);
  const auto& drafted = static_cast<const v1::MetricDrafted&>(*then.decision().events()[0]);
  EXPECT_EQ(drafted.metric(), kMetric);
  v1::Metric metric;
  Evolve(metric, drafted);
  EXPECT_EQ(metric.SerializeAsString(), DraftedMetric().SerializeAsString());
}

TEST(MetricDecider, RejectsASecondDraftOfTheSameMetric) {
  Given<v1::Metric>(DraftedMetric()).When(Decide, Draft()).ThenRejected(v1::METRIC_ALREADY_DRAFTED);
}

TEST(MetricDecider, RejectsADraftOverADefinedMetric) {
  Given<v1::Metric>(DefinedMetric()).When(Decide, Draft()).ThenRejected(v1::METRIC_ALREADY_DRAFTED);
}

TEST(MetricDecider, CreatesADraftThatNoInterventionAskedFor) {
  v1::CreateMetricRequest request;
  request.set_title("A&E attendances");
  request.set_geography("Lancashire and South Cumbria");
  v1::MetricDrafted expected;
  expected.set_metric(kMetric);
  expected.set_title("A&E attendances");
  expected.set_geography("Lancashire and South Cumbria");
  Given<v1::Metric>().Naming(kMetric).When(Decide, request).ThenEmits(expected);
}

TEST(MetricDecider, ClosesADefinedMetricAndADraft) {
  v1::MetricClosed expected;
  expected.set_metric(kMetric);
  expected.set_conclusion(v1::CONCLUSION_ADOPT);
  expected.set_reason("The gap has closed for four quarters");
  Given<v1::Metric>(DefinedMetric()).When(Decide, Close()).ThenEmits(expected);
  Given<v1::Metric>(DraftedMetric()).When(Decide, Close()).ThenEmits(expected);
}

TEST(MetricDecider, RejectsClosingAMetricTwice) {
  Given<v1::Metric>(ClosedMetric()).When(Decide, Close()).ThenRejected(v1::METRIC_ALREADY_CLOSED);
}

}  // namespace
}  // namespace fivestep::metrics
