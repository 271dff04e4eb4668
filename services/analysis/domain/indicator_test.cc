#include "analysis/domain/indicator.h"

#include "fivestep/analysis/v1/error_reason.pb.h"
#include "platform/testing/given.h"

namespace fivestep::analysis {
namespace {

using ::fivestep::testing::Given;

constexpr char kName[] = "programmes/p1/indicators/smoking";

v1::IndicatorDefinition Definition() {
  v1::IndicatorDefinition definition;
  definition.set_title("Smoking at time of delivery");
  definition.set_kind(v1::INDICATOR_KIND_PROPORTION);
  definition.set_multiplier(100);
  definition.set_polarity(v1::POLARITY_LOWER_IS_BETTER);
  definition.set_group_dimension(v1::GROUP_DIMENSION_DEPRIVATION);
  definition.set_groups_ordered(true);
  definition.add_groups("1");
  definition.add_groups("2");
  return definition;
}

v1::DefineIndicatorRequest Define() {
  v1::DefineIndicatorRequest command;
  command.set_parent("programmes/p1");
  *command.mutable_definition() = Definition();
  return command;
}

v1::IndicatorDefined Defined() {
  v1::IndicatorDefined event;
  event.set_indicator(kName);
  *event.mutable_definition() = Definition();
  event.set_visibility(platform::v1::VISIBILITY_PROGRAMME);
  return event;
}

v1::ReviseIndicatorRequest Revise() {
  v1::ReviseIndicatorRequest command;
  command.set_name(kName);
  *command.mutable_definition() = Definition();
  command.mutable_definition()->set_numerator("women known to smoke");
  command.set_reason("the numerator was not said");
  return command;
}

TEST(IndicatorDecider, DefinesWhatIsMeasured) {
  Given<v1::Indicator>().Naming(kName).When(Decide, Define()).ThenEmits(Defined());
}

TEST(IndicatorDecider, RejectsOrderedGroupsThatAreNotListed) {
  auto command = Define();
  command.mutable_definition()->clear_groups();
  Given<v1::Indicator>().Naming(kName).When(Decide, command).ThenRejected(v1::GROUPS_NOT_ORDERED);
}

TEST(IndicatorDecider, RejectsAnOrderOfOneGroup) {
  auto command = Define();
  command.mutable_definition()->mutable_groups()->RemoveLast();
  Given<v1::Indicator>().Naming(kName).When(Decide, command).ThenRejected(v1::GROUPS_NOT_ORDERED);
}

TEST(IndicatorDecider, TakesUnorderedGroupsThatAreNotListed) {
  auto command = Define();
  command.mutable_definition()->clear_groups();
  command.mutable_definition()->set_groups_ordered(false);
  auto expected = Defined();
  *expected.mutable_definition() = command.definition();
  Given<v1::Indicator>().Naming(kName).When(Decide, command).ThenEmits(expected);
}

TEST(IndicatorDecider, RejectsAGroupThatIsListedTwice) {
  auto command = Define();
  command.mutable_definition()->add_groups("1");
  const auto then = Given<v1::Indicator>().Naming(kName).When(Decide, command);
  const Status& rejection = then.decision().rejection();
  EXPECT_EQ(rejection.reason(), "GROUP_REPEATED");
  ASSERT_EQ(rejection.violations().size(), 1U);
  EXPECT_EQ(rejection.violations()[0].field, "definition.groups[2]");
}

TEST(IndicatorDecider, RevisesADefinitionToItsNextVersion) {
  v1::IndicatorRevised expected;
  expected.set_indicator(kName);
  *expected.mutable_definition() = Revise().definition();
  expected.set_definition_version(2);
  expected.set_reason("the numerator was not said");
  Given<v1::Indicator>().After(Evolve, Defined()).When(Decide, Revise()).ThenEmits(expected);
}

TEST(IndicatorDecider, RejectsARevisionThatChangesNothing) {
  auto command = Revise();
  *command.mutable_definition() = Definition();
  Given<v1::Indicator>()
      .After(Evolve, Defined())
      .When(Decide, command)
      .ThenRejected(v1::DEFINITION_UNCHANGED);
}

TEST(IndicatorDecider, RejectsARevisionThatRepeatsAGroup) {
  auto command = Revise();
  command.mutable_definition()->add_groups("2");
  Given<v1::Indicator>()
      .After(Evolve, Defined())
      .When(Decide, command)
      .ThenRejected(v1::GROUP_REPEATED);
}

TEST(IndicatorDecider, RejectsARevisionThatLosesTheOrder) {
  auto command = Revise();
  command.mutable_definition()->clear_groups();
  Given<v1::Indicator>()
      .After(Evolve, Defined())
      .When(Decide, command)
      .ThenRejected(v1::GROUPS_NOT_ORDERED);
}

TEST(IndicatorState, HoldsTheNewestDefinition) {
  v1::IndicatorRevised revised;
  *revised.mutable_definition() = Revise().definition();
  revised.mutable_definition()->set_title("Smoking in pregnancy");
  revised.set_definition_version(2);
  Given<v1::Indicator> given;
  given.After(Evolve, Defined()).After(Evolve, revised);
  EXPECT_EQ(given.state().title(), "Smoking in pregnancy");
  EXPECT_EQ(given.state().definition_version(), 2);
  EXPECT_EQ(given.state().group_dimension(), v1::GROUP_DIMENSION_DEPRIVATION);
}

}  // namespace
}  // namespace fivestep::analysis
