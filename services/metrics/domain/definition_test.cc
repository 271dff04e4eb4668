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

// The period after the baseline of the sample.
v1::ReadingAwaited JanuaryAwaited() {
  v1::ReadingAwaited awaited;
  awaited.set_metric(kMetric);
  awaited.mutable_reading()->set_period_start_date("2025-01-01");
  awaited.mutable_reading()->set_period_end_date("2025-01-31");
  awaited.mutable_reading()->set_due_date("2025-05-01");
  return awaited;
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
  Given<v1::Metric>(DraftedMetric()).When(Decide, Define()).ThenEmits(expected, JanuaryAwaited());
}

TEST(DefinitionDecider, PrefersGroupAndPlaceOfTheRequest) {
  auto definition = SampleDefinition();
  definition.set_population("all pregnant women");
  definition.set_geography("Fylde coast");
  v1::MetricDefined expected;
  expected.set_metric(kMetric);
  *expected.mutable_definition() = definition;
  Given<v1::Metric>(DraftedMetric())
      .When(Decide, Define(definition))
      .ThenEmits(expected, JanuaryAwaited());
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

struct NotSmart {
  const char* what;
  void (*spoil)(v1::MetricDefinition&);
  const char* field;
};

TEST(DefinitionDecider, RejectsEveryDefinitionThatContradictsItself) {
  const NotSmart cases[] = {
      {"a range upside down",
       [](v1::MetricDefinition& d) {
         d.set_minimum_value(50);
         d.set_maximum_value(20);
         d.set_target_value(50);
       },
       "maximum_value"},
      {"a percentage above a hundred", [](v1::MetricDefinition& d) { d.set_maximum_value(120); },
       "maximum_value"},
      {"a target that no reading can have",
       [](v1::MetricDefinition& d) { d.set_minimum_value(11); }, "target_value"},
      {"half a period of selection",
       [](v1::MetricDefinition& d) { d.set_selection_start_date("2023-01-01"); },
       "selection_end_date"},
      {"a selection upside down",
       [](v1::MetricDefinition& d) {
         d.set_selection_start_date("2023-12-31");
         d.set_selection_end_date("2023-01-01");
       },
       "selection_end_date"},
      {"residents out of the registered",
       [](v1::MetricDefinition& d) {
         d.mutable_numerator_population()->set_basis(v1::POPULATION_BASIS_RESIDENT);
         d.mutable_denominator_population()->set_basis(v1::POPULATION_BASIS_REGISTERED);
       },
       "denominator_population.basis"},
      {"two sets of boundaries",
       [](v1::MetricDefinition& d) {
         d.mutable_numerator_population()->set_geography_vintage("2011 LSOA");
         d.mutable_denominator_population()->set_geography_vintage("2021 LSOA");
       },
       "denominator_population.geography_vintage"},
      {"two classifications of ethnicity",
       [](v1::MetricDefinition& d) {
         d.mutable_numerator_population()->set_ethnicity_scheme("2001 census");
         d.mutable_denominator_population()->set_ethnicity_scheme("2021 census");
       },
       "denominator_population.ethnicity_scheme"},
      {"a rate's chart of a percentage",
       [](v1::MetricDefinition& d) { d.set_chart_method(v1::CHART_METHOD_U_PRIME); },
       "chart_method"},
  };
  for (const NotSmart& one : cases) {
    SCOPED_TRACE(one.what);
    auto definition = SampleDefinition();
    one.spoil(definition);
    ExpectViolation(definition, one.field);
  }
}

TEST(DefinitionDecider, TakesTwoPopulationsWithANamedMapping) {
  auto definition = SampleDefinition();
  definition.mutable_numerator_population()->set_geography_vintage("2011 LSOA");
  definition.mutable_denominator_population()->set_geography_vintage("2021 LSOA");
  definition.set_population_mapping("ONS best-fit look-up of LSOA 2011 to 2021");
  const auto then = Given<v1::Metric>(DraftedMetric()).When(Decide, Define(definition));
  EXPECT_FALSE(then.decision().rejected());
}

TEST(Definition, HasAUnitAlsoWhereItNamesNone) {
  auto definition = SampleDefinition();
  EXPECT_EQ(UnitOf(definition), "%");
  definition.set_value_kind(v1::VALUE_KIND_RATE);
  definition.set_rate_per(1000);
  EXPECT_EQ(UnitOf(definition), "per 1000");
  definition.set_value_kind(v1::VALUE_KIND_COUNT);
  EXPECT_EQ(UnitOf(definition), "count");
  definition.set_unit("visits");
  EXPECT_EQ(UnitOf(definition), "visits");
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
