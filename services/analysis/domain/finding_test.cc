#include "analysis/domain/finding.h"

#include "fivestep/analysis/v1/data_set.pb.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/analysis/v1/indicator.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/testing/given.h"

namespace fivestep::analysis {
namespace {

using ::fivestep::testing::Given;

constexpr char kName[] = "programmes/p1/findings/f1";
constexpr char kDataSet[] = "programmes/p1/dataSets/d1";
constexpr char kIndicator[] = "programmes/p1/indicators/i1";
constexpr char kTheme[] = "programmes/p1/themes/t1";

v1::RecordFindingRequest Record() {
  v1::RecordFindingRequest command;
  command.set_parent("programmes/p1");
  command.set_title("Highest in Blackpool");
  command.set_indicator(kIndicator);
  command.set_data_set(kDataSet);
  command.set_period("2023");
  command.set_comparator_rule(v1::COMPARATOR_RULE_BEST_GROUP);
  command.add_themes(kTheme);
  command.set_evidence_scope(v1::EVIDENCE_SCOPE_LOCAL);
  return command;
}

v1::PreparedFinding Prepared() {
  v1::PreparedFinding prepared;
  prepared.mutable_figures()->set_verdict(v1::VERDICT_UNEQUAL);
  prepared.set_indicator_version(2);
  prepared.set_blob_digest("digest");
  return prepared;
}

v1::DataSet DataSet() {
  v1::DataSet data_set;
  data_set.set_state(v1::DATA_SET_STATE_IMPORTED);
  data_set.set_blob_digest("digest");
  return data_set;
}

v1::Indicator Indicator() {
  v1::Indicator indicator;
  indicator.set_definition_version(2);
  return indicator;
}

v1::FindingRecorded Recorded() {
  v1::FindingRecorded event;
  event.set_finding(kName);
  event.set_title("Highest in Blackpool");
  event.set_indicator(kIndicator);
  event.set_indicator_version(2);
  event.set_data_set(kDataSet);
  event.set_blob_digest("digest");
  event.set_period("2023");
  event.set_comparator_rule(v1::COMPARATOR_RULE_BEST_GROUP);
  event.add_themes(kTheme);
  event.set_evidence_scope(v1::EVIDENCE_SCOPE_LOCAL);
  event.mutable_figures()->set_verdict(v1::VERDICT_UNEQUAL);
  event.set_visibility(platform::v1::VISIBILITY_PROGRAMME);
  return event;
}

TEST(FindingDecider, RecordsFiguresThatStillHold) {
  Given<v1::Finding>()
      .With(kDataSet, DataSet())
      .With(kIndicator, Indicator())
      .Naming(kName)
      .When(Decide, Record(), Prepared())
      .ThenEmits(Recorded());
}

TEST(FindingDecider, RejectsFiguresOfAnotherBlob) {
  auto changed = DataSet();
  changed.set_blob_digest("another");
  Given<v1::Finding>()
      .With(kDataSet, changed)
      .With(kIndicator, Indicator())
      .When(Decide, Record(), Prepared())
      .ThenRejected(platform::v1::PREPARED_ON_OLD_STATE);
}

TEST(FindingDecider, RejectsFiguresOfAnOlderDefinition) {
  auto revised = Indicator();
  revised.set_definition_version(3);
  Given<v1::Finding>()
      .With(kDataSet, DataSet())
      .With(kIndicator, revised)
      .When(Decide, Record(), Prepared())
      .ThenRejected(platform::v1::PREPARED_ON_OLD_STATE);
}

TEST(FindingDecider, RejectsADataSetThatWasWithdrawnMeanwhile) {
  auto withdrawn = DataSet();
  withdrawn.set_state(v1::DATA_SET_STATE_WITHDRAWN);
  Given<v1::Finding>()
      .With(kDataSet, withdrawn)
      .With(kIndicator, Indicator())
      .When(Decide, Record(), Prepared())
      .ThenRejected(v1::DATA_SET_WITHDRAWN);
}

TEST(FindingDecider, RejectsFiguresWhoseDataSetIsNotHere) {
  Given<v1::Finding>()
      .With(kIndicator, Indicator())
      .When(Decide, Record(), Prepared())
      .ThenRejected(platform::v1::PREPARED_ON_OLD_STATE);
}

TEST(FindingState, ShowsTheVerdictOfItsFigures) {
  Given<v1::Finding> given;
  given.After(Evolve, Recorded());
  EXPECT_EQ(given.state().verdict(), v1::VERDICT_UNEQUAL);
  EXPECT_EQ(given.state().themes(0), kTheme);
  EXPECT_EQ(given.state().data_set(), kDataSet);
}

}  // namespace
}  // namespace fivestep::analysis
