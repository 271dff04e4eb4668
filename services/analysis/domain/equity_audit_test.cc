#include "analysis/domain/equity_audit.h"

#include "analysis/domain/audit_verdict.h"
#include "fivestep/analysis/v1/data_set.pb.h"
#include "fivestep/analysis/v1/indicator.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/resource_name.h"
#include "platform/testing/given.h"

namespace fivestep::analysis {
namespace {

using ::fivestep::testing::Given;

constexpr char kName[] = "programmes/p1/equityAudits/a1";
constexpr char kIndicator[] = "programmes/p1/indicators/i1";
constexpr char kDataSet[] = "programmes/p1/dataSets/d1";

v1::RecordEquityAuditRequest Record() {
  v1::RecordEquityAuditRequest command;
  command.set_parent("programmes/p1");
  command.set_title("Spring audit");
  command.set_owner_role("public health consultant");
  return command;
}

v1::PreparedEquityAudit Prepared() {
  v1::PreparedEquityAudit prepared;
  auto& line = *prepared.add_lines();
  line.set_title("Smoking, by deprivation");
  line.set_indicator(kIndicator);
  line.set_indicator_version(2);
  line.set_data_set(kDataSet);
  line.set_blob_digest("digest");
  line.set_verdict(v1::VERDICT_UNEQUAL);
  auto& gap = *prepared.add_lines();
  gap.set_title("Smoking, by ethnicity");
  gap.set_data_gap("No indicator measures this by ethnicity.");
  gap.set_verdict(v1::VERDICT_CANNOT_BE_KNOWN);
  return prepared;
}

v1::EmergingInequality Emerging(const std::string& group) {
  v1::EmergingInequality emerging;
  emerging.set_title("Emerging: smoking");
  emerging.set_indicator(kIndicator);
  emerging.set_group(group);
  emerging.set_kind(v1::EMERGENCE_KIND_OPENED);
  return emerging;
}

Given<v1::EquityAudit> AProgramme() {
  v1::DataSet data_set;
  data_set.set_blob_digest("digest");
  data_set.set_state(v1::DATA_SET_STATE_IMPORTED);
  v1::Indicator indicator;
  indicator.set_definition_version(2);
  Given<v1::EquityAudit> given;
  given.With(kDataSet, data_set).With(kIndicator, indicator).Naming(kName);
  return given;
}

const v1::EmergingInequalityRaised* RaisedIn(const Decision& decision) {
  for (const auto& event : decision.events()) {
    const auto* raised =
        google::protobuf::DynamicCastToGenerated<v1::EmergingInequalityRaised>(event.get());
    if (raised != nullptr) return raised;
  }
  return nullptr;
}

TEST(EquityAuditDecider, RecordsTheAuditAndEachOfItsLines) {
  const auto then = AProgramme().When(Decide, Record(), Prepared());
  ASSERT_FALSE(then.decision().rejected());
  ASSERT_EQ(then.decision().events().size(), 3U);
  v1::EquityAudit audit;
  Evolve(audit, static_cast<const v1::EquityAuditRecorded&>(*then.decision().events()[0]));
  EXPECT_EQ(audit.summary().line_count(), 2);
  EXPECT_EQ(audit.summary().data_gap_count(), 1);
  EXPECT_EQ(audit.false_discovery_rate(), kFalseDiscoveryRate);
  v1::AuditLine line;
  Evolve(line, static_cast<const v1::AuditLineRecorded&>(*then.decision().events()[2]));
  EXPECT_EQ(line.name(), "programmes/p1/equityAudits/a1/auditLines/line-002");
  EXPECT_EQ(line.equity_audit(), kName);
  EXPECT_EQ(line.data_gap(), "No indicator measures this by ethnicity.");
}

TEST(EquityAuditDecider, RejectsLinesOfFiguresThatAreGone) {
  v1::DataSet withdrawn;
  withdrawn.set_blob_digest("digest");
  withdrawn.set_state(v1::DATA_SET_STATE_WITHDRAWN);
  AProgramme()
      .With(kDataSet, withdrawn)
      .When(Decide, Record(), Prepared())
      .ThenRejected(platform::v1::PREPARED_ON_OLD_STATE);
}

TEST(EquityAuditDecider, RejectsLinesOfAnOldDefinition) {
  v1::Indicator revised;
  revised.set_definition_version(3);
  AProgramme()
      .With(kIndicator, revised)
      .When(Decide, Record(), Prepared())
      .ThenRejected(platform::v1::PREPARED_ON_OLD_STATE);
}

TEST(EquityAuditDecider, KeepsAWithdrawnDataSetOnTheRegisterAsAGap) {
  v1::DataSet withdrawn;
  withdrawn.set_blob_digest("digest");
  withdrawn.set_state(v1::DATA_SET_STATE_WITHDRAWN);
  auto prepared = Prepared();
  prepared.mutable_lines(0)->set_data_gap("It was withdrawn.");
  EXPECT_FALSE(AProgramme()
                   .With(kDataSet, withdrawn)
                   .When(Decide, Record(), prepared)
                   .decision()
                   .rejected());
}

TEST(EquityAuditDecider, RaisesAnInequalityWithItsOwner) {
  auto prepared = Prepared();
  *prepared.add_emerging() = Emerging("Most deprived");
  const auto then = AProgramme().When(Decide, Record(), prepared);
  const auto* raised = RaisedIn(then.decision());
  ASSERT_NE(raised, nullptr);
  EXPECT_EQ(raised->owner_role(), "public health consultant");
  EXPECT_EQ(raised->equity_audit(), kName);
  ResourceName name;
  EXPECT_TRUE(ResourceName::Parse(raised->emerging_inequality(), name));
}

TEST(EquityAuditDecider, RaisesAnInequalityOnce) {
  auto prepared = Prepared();
  *prepared.add_emerging() = Emerging("Most deprived");
  const std::string name = EmergingInequalityName("programmes/p1", kIndicator, "Most deprived");
  const auto again =
      AProgramme().With(name, v1::EmergingInequality()).When(Decide, Record(), prepared);
  EXPECT_FALSE(again.decision().rejected());
  EXPECT_EQ(RaisedIn(again.decision()), nullptr);
}

TEST(EquityAuditDecider, RaisesTheSameInequalityOfTwoLinesOnce) {
  auto prepared = Prepared();
  *prepared.add_emerging() = Emerging("Most deprived");
  *prepared.add_emerging() = Emerging("Most deprived");
  *prepared.add_emerging() = Emerging("Second");
  EXPECT_EQ(AProgramme().When(Decide, Record(), prepared).decision().events().size(), 5U);
}

TEST(EmergingInequalityName, TellsGroupsAndIndicatorsApart) {
  const std::string one = EmergingInequalityName("programmes/p1", kIndicator, "a");
  EXPECT_EQ(one, EmergingInequalityName("programmes/p1", kIndicator, "a"));
  EXPECT_NE(one, EmergingInequalityName("programmes/p1", kIndicator, "b"));
  EXPECT_NE(one, EmergingInequalityName("programmes/p1", "programmes/p1/indicators/i2", "a"));
}

}  // namespace
}  // namespace fivestep::analysis
