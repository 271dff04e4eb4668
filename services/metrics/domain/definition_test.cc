#include "metrics/domain/definition.h"

#include <gtest/gtest.h>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/examples.h"

namespace fivestep::metrics {
namespace {

using testing::Given;

v1::DefineMetricRequest Define(v1::MetricDefinition definition = SampleDefinition()) {
  v1::DefineMetricRequest request;
  request.set_name(kMetric);
  *request.mutable_definition() = std::move(definition);
  return request;
}

// Defines the drafted metric with `definition` and expects exactly one violation, of `field`.
void ExpectViolation(const v1::MetricDefinition& definition, const std::string& field) {
  auto then = Given<v1::Metric>(DraftedMetric()).When(Decide, Define(definition));
  then.ThenRejected(v1::DEFINITION_NOT_SMART);
  ASSERT_EQ(then.decision().rejection().violations().size(), 1u);
  EXPECT_EQ(then.decision().rejection().violations()[0].field, "definition." + field);
}

TEST(DefinitionDecider, DefinesADraftAndTakesGroupAndPlaceFromIt) {
  v1::MetricDefined expected;
  expected.set_metric(kMetric);
  *expected.mutable_definition() = SampleDefinition();
  expected.mutable_definition()->set_population("pregnant women in the most deprived fifth");
  expected.mutable_definition()->set_geography("Blackpool");
  Given<v1::Metric>(DraftedMetric()).When(Decide, Define()).ThenEmits(expected);
}

TEST(DefinitionDecider, PrefersGroupAndPlaceOfTheRequest) {
  auto definition = SampleDefinition();
  definition.set_population("all pregnant women");
  definition.set_geography("Fylde coast");
  v1::MetricDefined expected;
  expected.set_metric(kMetric);
  *expected.mutable_definition() = definition;
  Given<v1::Metric>(DraftedMetric()).When(Decide, Define(definition)).ThenEmits(expected);
}

TEST(DefinitionDecider, RejectsADefinitionOfADefinedMetric) {
  Given<v1::Metric>(DefinedMetric()).When(Decide, Define()).ThenRejected(v1::METRIC_NOT_DRAFT);
}

TEST(DefinitionDecider, RejectsADefinitionOfAClosedMetric) {
  Given<v1::Metric>(ClosedMetric()).When(Decide, Define()).ThenRejected(v1::METRIC_NOT_DRAFT);
}

TEST(DefinitionDecider, RejectsAPercentageWithoutADenominator) {
  auto definition = SampleDefinition();
  definition.clear_denominator();
  ExpectViolation(definition, "denominator");
}

TEST(DefinitionDecider, RejectsACountWithADenominator) {
  auto definition = SampleDefinition();
  definition.set_value_kind(v1::VALUE_KIND_COUNT);
  ExpectViolation(definition, "denominator");
}

TEST(DefinitionDecider, RejectsARateThatDoesNotSayPerHowMany) {
  auto definition = SampleDefinition();
  definition.set_value_kind(v1::VALUE_KIND_RATE);
  ExpectViolation(definition, "rate_per");
}

TEST(DefinitionDecider, RejectsAPercentageThatSaysPerHowMany) {
  auto definition = SampleDefinition();
  definition.set_rate_per(1000);
  ExpectViolation(definition, "rate_per");
}

TEST(DefinitionDecider, RejectsATargetThatNothingSaysCanBeReached) {
  auto definition = SampleDefinition();
  definition.clear_rationale();
  ExpectViolation(definition, "rationale");
  definition.set_benchmark("England: 7.4 %");
  const auto then = Given<v1::Metric>(DraftedMetric()).When(Decide, Define(definition));
  EXPECT_FALSE(then.decision().rejected());
}

TEST(DefinitionDecider, RejectsABaselineThatEndsBeforeItBegins) {
  auto definition = SampleDefinition();
  definition.set_baseline_end_date("2023-12-31");
  ExpectViolation(definition, "baseline_end_date");
}

TEST(DefinitionDecider, RejectsATargetDateWithinTheBaseline) {
  auto definition = SampleDefinition();
  definition.set_target_date("2024-12-31");
  ExpectViolation(definition, "target_date");
}

TEST(DefinitionDecider, RejectsATargetAboveAHundredPerCent) {
  auto definition = SampleDefinition();
  definition.set_target_value(100.5);
  ExpectViolation(definition, "target_value");
}

TEST(DefinitionDecider, RejectsANegativeTarget) {
  auto definition = SampleDefinition();
  definition.set_target_value(-1);
  ExpectViolation(definition, "target_value");
}

TEST(DefinitionDecider, NamesEverythingThatIsMissingAtOnce) {
  auto definition = SampleDefinition();
  definition.clear_denominator();
  definition.clear_rationale();
  definition.set_target_date("2024-06-30");
  v1::Metric bare;  // created by hand: no group, no place, no target area
  Evolve(bare, v1::MetricDrafted());
  auto then = Given<v1::Metric>(bare).When(Decide, Define(definition));
  then.ThenRejected(v1::DEFINITION_NOT_SMART);
  std::vector<std::string> fields;
  for (const auto& violation : then.decision().rejection().violations()) {
    fields.push_back(violation.field);
  }
  EXPECT_THAT(fields, ::testing::ElementsAre("definition.denominator", "definition.population",
                                             "definition.geography", "definition.rationale",
                                             "definition.organisational_priority",
                                             "definition.target_date"));
}

}  // namespace
}  // namespace fivestep::metrics
