// How a target area names its group.
#include "analysis/domain/target_area.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/analysis/v1/finding.pb.h"
#include "fivestep/analysis/v1/reference_data.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/testing/given.h"

namespace fivestep::analysis {
namespace {

using ::fivestep::testing::Given;

constexpr char kName[] = "programmes/p1/targetAreas/a1";
constexpr char kFinding[] = "programmes/p1/findings/f1";
constexpr char kList[] = "programmes/p1/referenceData/core20plus5-adults";

v1::ReferenceData List() {
  v1::ReferenceData list;
  list.mutable_header()->set_title("Core20PLUS5 for adults");
  list.mutable_header()->set_edition("2021");
  list.mutable_header()->set_kind(v1::REFERENCE_KIND_GROUP_LIST);
  list.add_keys("core20");
  list.add_keys("maternity");
  return list;
}

v1::ReferenceData ListWith(void (*change)(v1::ReferenceData&)) {
  v1::ReferenceData list = List();
  change(list);
  return list;
}

v1::Finding Finding() {
  v1::Finding finding;
  finding.set_period("2022");
  return finding;
}

v1::DefineTargetAreaRequest Define() {
  v1::DefineTargetAreaRequest command;
  command.set_finding(kFinding);
  command.mutable_baseline()->set_period("2023");
  command.mutable_group_reference()->set_reference_data(kList);
  command.mutable_group_reference()->set_code("maternity");
  return command;
}

TEST(DefineTargetArea, KeepsTheListWithItsTitleAndEdition) {
  const auto then = Given<v1::TargetArea>()
                        .With(kFinding, Finding())
                        .With(kList, List())
                        .Naming(kName)
                        .When(Decide, Define());
  ASSERT_FALSE(then.decision().rejected()) << then.decision().rejection().ToString();
  const auto& defined = dynamic_cast<const v1::TargetAreaDefined&>(*then.decision().events()[0]);
  EXPECT_EQ(defined.group_reference().reference_data(), kList);
  EXPECT_EQ(defined.group_reference().code(), "maternity");
  EXPECT_EQ(defined.group_reference().scheme(), "Core20PLUS5 for adults");
  EXPECT_EQ(defined.group_reference().edition(), "2021");
}

TEST(DefineTargetArea, IsRejectedWithoutTheListThatNamesItsGroup) {
  Given<v1::TargetArea>()
      .With(kFinding, Finding())
      .Naming(kName)
      .When(Decide, Define())
      .ThenRejected(platform::v1::RESOURCE_NOT_FOUND);
}

TEST(DefineTargetArea, IsRejectedForAGroupThatTheListDoesNotHave) {
  v1::DefineTargetAreaRequest command = Define();
  command.mutable_group_reference()->set_code("Maternity");
  Given<v1::TargetArea>()
      .With(kFinding, Finding())
      .With(kList, List())
      .Naming(kName)
      .When(Decide, command)
      .ThenRejected(v1::GROUP_NOT_IN_LIST);
}

TEST(DefineTargetArea, IsRejectedWhereTheReferenceDataIsNoListOfGroups) {
  Given<v1::TargetArea>()
      .With(kFinding, Finding())
      .With(kList, ListWith([](v1::ReferenceData& list) {
              list.mutable_header()->set_kind(v1::REFERENCE_KIND_DEPRIVATION);
            }))
      .Naming(kName)
      .When(Decide, Define())
      .ThenRejected(v1::NOT_A_LIST_OF_GROUPS);
  Given<v1::TargetArea>()
      .With(kFinding, Finding())
      .With(kList, ListWith([](v1::ReferenceData& list) { list.clear_keys(); }))
      .Naming(kName)
      .When(Decide, Define())
      .ThenRejected(v1::NOT_A_LIST_OF_GROUPS);
}

TEST(DefineTargetArea, IsRejectedForAListThatHasANextVersion) {
  Given<v1::TargetArea>()
      .With(kFinding, Finding())
      .With(kList, ListWith([](v1::ReferenceData& list) {
              list.set_superseded_by("programmes/p1/referenceData/core20plus5-2027");
            }))
      .Naming(kName)
      .When(Decide, Define())
      .ThenRejected(v1::LIST_SUPERSEDED);
}

}  // namespace
}  // namespace fivestep::analysis
