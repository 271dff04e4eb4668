#include "metrics/views/board_view.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/codesign/v1/events.pb.h"
#include "fivestep/engagement/v1/events.pb.h"
#include "fivestep/metrics/v1/board_view.pb.h"
#include "fivestep/programme/v1/events.pb.h"
#include "metrics/views/board_items.h"
#include "metrics/views/board_keys.h"
#include "platform/testing/fake_read_context.h"

namespace fivestep::metrics {
namespace {

using testing::FakeViewWriter;

constexpr char kProgramme[] = "programmes/p1";
constexpr char kTheme[] = "programmes/p1/themes/t1";

// Logs being folded.
class Logs {
 public:
  template <class Event>
  Logs& Add(const std::string& log, const Event& event) {
    return AddAt(log, ++last_[log], event);
  }
  template <class Event>
  Logs& AddAt(const std::string& log, int64_t position, const Event& event) {
    platform::v1::RecordedEvent record;
    record.set_position(position);
    record.set_programme(kProgramme);
    EXPECT_TRUE(BoardView(log).fold(view_, record, event).ok());
    return *this;
  }
  v1::StoredBoardItem Item(const std::string& name) const {
    v1::StoredBoardItem stored;
    stored.ParseFromString(view_.Get(board::ItemKey(kProgramme, name)));
    return stored;
  }
  std::string Said(const std::string& name, const std::string& label) const {
    const v1::StoredBoardItem stored = Item(name);
    for (const auto& line : stored.item().lines()) {
      if (line.label() == label) return line.text();
    }
    return {};
  }
  std::string Position(const std::string& log) const { return view_.Get(board::PositionKey(log)); }
  const FakeViewWriter& view() const { return view_; }

 private:
  FakeViewWriter view_;
  std::map<std::string, int64_t> last_;
};

engagement::v1::ThemeAgreed Agreed() {
  engagement::v1::ThemeAgreed agreed;
  agreed.set_theme(kTheme);
  agreed.set_title("Help is out of reach");
  agreed.set_definition("Distance, times and cost");
  auto& endorsement = *agreed.add_endorsements();
  endorsement.set_role("lead midwife");
  endorsement.set_voice(engagement::v1::ENDORSING_VOICE_CLINICAL);
  return agreed;
}

engagement::v1::ResponsePublished Answered() {
  engagement::v1::ResponsePublished published;
  published.set_theme(kTheme);
  published.mutable_response()->set_kind(engagement::v1::RESPONSE_KIND_WILL_DO);
  published.mutable_response()->set_public_text("The midwife brings it");
  published.mutable_response()->set_promised_date("2027-03-31");
  return published;
}

TEST(BoardView, TellsAThemeWithItsAnswer) {
  Logs logs;
  logs.Add("engagement", Agreed());
  EXPECT_EQ(logs.Item(kTheme).item().state(), "no response yet");
  EXPECT_EQ(logs.Said(kTheme, "Endorsed by"), "lead midwife (clinical)");
  logs.Add("engagement", Answered());
  const v1::ReportItem item = logs.Item(kTheme).item();
  EXPECT_EQ(item.kind(), "theme");
  EXPECT_EQ(item.title(), "Help is out of reach");
  EXPECT_EQ(item.state(), "will do");
  EXPECT_EQ(item.source().position(), 2);
  EXPECT_EQ(logs.Said(kTheme, "Our response"), "The midwife brings it");
}

TEST(BoardView, ReplacesAnAnswerByALaterOne) {
  Logs logs;
  engagement::v1::ResponsePublished later = Answered();
  later.mutable_response()->set_kind(engagement::v1::RESPONSE_KIND_DONE);
  later.mutable_response()->clear_promised_date();
  logs.Add("engagement", Agreed()).Add("engagement", Answered()).Add("engagement", later);
  EXPECT_EQ(logs.Item(kTheme).item().state(), "done");
  EXPECT_EQ(logs.Said(kTheme, "Promised by"), "");
}

TEST(BoardView, SaysThatAnAnswerIsOverdue) {
  Logs logs;
  engagement::v1::ResponseOverdue overdue;
  overdue.set_theme(kTheme);
  logs.Add("engagement", Agreed()).Add("engagement", overdue);
  EXPECT_EQ(logs.Item(kTheme).item().state(), "response overdue");
}

TEST(BoardView, PassesOverAnEventThatComesTwice) {
  Logs logs;
  logs.Add("engagement", Agreed()).Add("engagement", Answered());
  logs.AddAt("engagement", 1, Agreed());
  EXPECT_EQ(logs.Item(kTheme).item().state(), "will do");
  EXPECT_EQ(logs.Said(kTheme, "Endorsed by"), "lead midwife (clinical)");
}

TEST(BoardView, KnowsHowFarEachLogWasFoldedWhateverItHolds) {
  Logs logs;
  logs.Add("engagement", Agreed());
  logs.AddAt("engagement", 7, engagement::v1::ContributionCoded());
  logs.AddAt("engagement", 5, engagement::v1::ContributionCoded());  // was parked
  EXPECT_EQ(logs.Position("engagement"), "7");
  EXPECT_EQ(logs.Position("analysis"), "");
}

analysis::v1::FindingRecorded Finding() {
  analysis::v1::FindingRecorded finding;
  finding.set_finding("programmes/p1/findings/f1");
  finding.set_title("Smoking is highest in Blackpool");
  finding.set_indicator("programmes/p1/indicators/i1");
  finding.set_period("2023/24");
  auto& figures = *finding.mutable_figures();
  figures.set_verdict(analysis::v1::VERDICT_UNEQUAL);
  figures.set_unit("%");
  for (const auto& [group, people] : {std::pair("1", 600.0), std::pair("Not stated", 200.0)}) {
    auto& out = *figures.add_groups();
    out.set_group(group);
    out.set_state(analysis::v1::RELEASE_STATE_RELEASED);
    out.set_denominator(people);
    out.mutable_value()->set_value(12.5);
    out.mutable_value()->mutable_interval()->set_lower(10);
    out.mutable_value()->mutable_interval()->set_upper(15);
  }
  figures.mutable_gap()->set_group("1");
  figures.mutable_gap()->set_comparator("5");
  figures.mutable_gap()->mutable_absolute()->set_value(4.25);
  figures.mutable_gap()->mutable_relative()->set_value(1.5);
  return finding;
}

TEST(BoardView, TellsAGapWithItsGroupsAndTheShareThatIsUnknown) {
  Logs logs;
  logs.Add("analysis", Finding());
  const v1::ReportedGap gap = logs.Item("programmes/p1/findings/f1").gap();
  ASSERT_EQ(gap.groups_size(), 2);
  EXPECT_EQ(gap.groups(0).value(), 12.5);
  EXPECT_EQ(gap.groups(0).upper(), 15);
  EXPECT_EQ(gap.gap(), "1 against 5: 4.25 percentage points, 1.5 times");
  EXPECT_EQ(gap.verdict(), "unequal");
  EXPECT_EQ(gap.unknown_percent(), 25);
}

TEST(BoardView, DoesNotSayAShareThatAWithheldGroupWouldGiveAway) {
  Logs logs;
  analysis::v1::FindingRecorded finding = Finding();
  auto& group = *finding.mutable_figures()->mutable_groups(0);
  group.clear_denominator();
  group.clear_value();
  group.set_state(analysis::v1::RELEASE_STATE_SUPPRESSED);
  logs.Add("analysis", finding);
  const v1::ReportedGap gap = logs.Item("programmes/p1/findings/f1").gap();
  EXPECT_FALSE(gap.has_unknown_percent());
  EXPECT_FALSE(gap.groups(0).has_value());
  EXPECT_EQ(gap.groups(0).note(), "withheld: small numbers");
}

TEST(BoardView, TellsWhoCameInBandsAlone) {
  Logs logs;
  codesign::v1::SessionHeld held;
  held.set_session("programmes/p1/sessions/s1");
  auto& few = *held.add_attendance();
  few.set_group(codesign::v1::STAKEHOLDER_GROUP_CLINICIANS);
  few.set_fewer_than_eight(true);
  auto& many = *held.add_attendance();
  many.set_group(codesign::v1::STAKEHOLDER_GROUP_RESIDENTS);
  many.set_attendee_count_rounded(15);
  logs.Add("codesign", held);
  EXPECT_EQ(logs.Said("programmes/p1/sessions/s1", "Who came"),
            "clinicians: fewer than 8; residents: about 15");
}

TEST(BoardView, TellsGatesAndDecisions) {
  Logs logs;
  programme::v1::GateOpened opened;
  opened.set_gate("programmes/p1/gates/step-1");
  opened.set_title("Enough insight?");
  programme::v1::GateReturned returned;
  returned.set_gate("programmes/p1/gates/step-1");
  returned.set_reason("Nobody asked young men");
  programme::v1::DecisionRecorded decision;
  decision.set_decision("programmes/p1/decisions/d1");
  decision.set_title("Where to begin");
  decision.add_options("Blackpool");
  decision.add_options("Do nothing");
  logs.Add("programme", opened).Add("programme", returned).Add("programme", decision);
  EXPECT_EQ(logs.Item("programmes/p1/gates/step-1").item().state(), "returned");
  EXPECT_EQ(logs.Said("programmes/p1/gates/step-1", "Why"), "Nobody asked young men");
  EXPECT_EQ(logs.Said("programmes/p1/decisions/d1", "Options"), "Blackpool and Do nothing");
}

TEST(BoardView, SaysThatADataSetWasWithdrawn) {
  Logs logs;
  analysis::v1::DataSetImported imported;
  imported.set_data_set("programmes/p1/dataSets/d1");
  imported.mutable_header()->set_title("Smoking at delivery");
  analysis::v1::DataSetWithdrawn withdrawn;
  withdrawn.set_data_set("programmes/p1/dataSets/d1");
  withdrawn.set_reason("Counted twice");
  logs.Add("analysis", imported).Add("analysis", withdrawn);
  EXPECT_EQ(logs.Item("programmes/p1/dataSets/d1").item().state(), "withdrawn");
}

constexpr char kRisk[] = "programmes/p1/raidEntries/r1";

programme::v1::RaidEntryLogged Risk() {
  programme::v1::RaidEntryLogged logged;
  logged.set_raid_entry(kRisk);
  logged.mutable_details()->set_title("Nobody answers the line");
  logged.set_kind(programme::v1::RAID_KIND_RISK);
  logged.set_owner_role("service manager");
  logged.set_controls("A second operator");
  logged.mutable_current()->set_likelihood(4);
  logged.mutable_current()->set_consequence(4);
  logged.mutable_target()->set_likelihood(2);
  logged.mutable_target()->set_consequence(4);
  return logged;
}

TEST(BoardView, TellsARiskAsItIsScoredAndEscalatedNow) {
  Logs logs;
  programme::v1::RaidEntryEscalated escalated;
  escalated.set_raid_entry(kRisk);
  escalated.set_escalated_to_role("chief nurse");
  logs.Add("programme", Risk()).Add("programme", escalated);
  EXPECT_EQ(logs.Item(kRisk).item().state(), "escalated to chief nurse");
  EXPECT_EQ(logs.Said(kRisk, "Kind"), "risk");
  EXPECT_EQ(logs.Said(kRisk, "Score"), "16");
  EXPECT_EQ(logs.Said(kRisk, "Score aimed at"), "8");
  programme::v1::RaidEntryScored scored;
  scored.set_raid_entry(kRisk);
  scored.mutable_current()->set_likelihood(2);
  scored.mutable_current()->set_consequence(4);
  scored.set_controls("Three operators");
  programme::v1::RaidEntryDeescalated deescalated;
  deescalated.set_raid_entry(kRisk);
  logs.Add("programme", scored).Add("programme", deescalated);
  EXPECT_EQ(logs.Item(kRisk).item().state(), "open");
  EXPECT_EQ(logs.Said(kRisk, "Score"), "8");
  EXPECT_EQ(logs.Said(kRisk, "What is done"), "Three operators");
  EXPECT_EQ(logs.Said(kRisk, "Kind"), "risk");
}

TEST(BoardView, TellsTheConditionsOfAGate) {
  Logs logs;
  programme::v1::GatePassed passed;
  passed.set_gate("programmes/p1/gates/g1");
  auto& condition = *passed.add_conditions();
  condition.set_condition("c1");
  condition.mutable_terms()->set_text("Ask fathers too");
  condition.mutable_terms()->set_owner_role("engagement lead");
  condition.mutable_terms()->set_due_date("2027-03-31");
  programme::v1::GateConditionBecameOverdue overdue;
  overdue.set_gate("programmes/p1/gates/g1");
  overdue.set_condition("c1");
  overdue.set_due_date("2027-03-31");
  logs.Add("programme", passed).Add("programme", overdue);
  EXPECT_EQ(logs.Item("programmes/p1/gates/g1").item().state(), "passed with conditions");
  EXPECT_EQ(logs.Said("programmes/p1/gates/g1", "On condition that"),
            "c1: Ask fathers too (engagement lead, by 2027-03-31)");
  EXPECT_EQ(logs.Said("programmes/p1/gates/g1", "Overdue"), "c1, due on 2027-03-31");
}

TEST(BoardView, RemembersWhereAContributionToAThemeWasTakenBack) {
  Logs logs;
  engagement::v1::ThemeEvidenceWithdrawn withdrawn;
  withdrawn.set_theme(kTheme);
  withdrawn.set_contribution("programmes/p1/contributions/c1");
  logs.Add("engagement", Agreed());
  EXPECT_EQ(logs.Item(kTheme).evidence_withdrawn_position(), 0);
  logs.AddAt("engagement", 9, withdrawn).AddAt("engagement", 12, Answered());
  EXPECT_EQ(logs.Item(kTheme).evidence_withdrawn_position(), 9);
  EXPECT_NE(logs.Said(kTheme, "Taken back"), "");
}

TEST(BoardView, TellsWhatBecameOfAPilot) {
  Logs logs;
  constexpr char kIntervention[] = "programmes/p1/interventions/i1";
  codesign::v1::InterventionProposed proposed;
  proposed.set_intervention(kIntervention);
  proposed.set_title("A midwife at the market");
  codesign::v1::PilotStarted started;
  started.set_intervention(kIntervention);
  started.mutable_pilot()->set_where("Bolton");
  codesign::v1::PilotConcluded concluded;
  concluded.set_intervention(kIntervention);
  concluded.set_conclusion(codesign::v1::PILOT_CONCLUSION_ADAPT);
  concluded.set_learned("Evenings suit better");
  logs.Add("codesign", proposed).Add("codesign", started);
  EXPECT_EQ(logs.Item(kIntervention).item().state(), "piloted");
  logs.Add("codesign", concluded);
  EXPECT_EQ(logs.Item(kIntervention).item().state(), "pilot concluded: adapt");
  EXPECT_EQ(logs.Said(kIntervention, "What was learned"), "Evenings suit better");
}

TEST(BoardView, TellsABarrierWithItsRemedy) {
  Logs logs;
  constexpr char kBarrier[] = "programmes/p1/barriers/b1";
  engagement::v1::BarrierRecorded recorded;
  recorded.set_barrier(kBarrier);
  recorded.set_title("No bus after six");
  engagement::v1::RemedyAgreed agreed;
  agreed.set_barrier(kBarrier);
  agreed.set_remedy("Clinics in the morning");
  logs.Add("engagement", recorded);
  EXPECT_EQ(logs.Item(kBarrier).item().state(), "no remedy yet");
  logs.Add("engagement", agreed);
  EXPECT_EQ(logs.Item(kBarrier).item().state(), "remedy agreed");
}

TEST(BoardText, WritesNumbersAsPeopleDo) {
  EXPECT_EQ(board::NumberText(12), "12");
  EXPECT_EQ(board::NumberText(1.5), "1.5");
  EXPECT_EQ(board::NumberText(-0.25), "-0.25");
  EXPECT_EQ(board::NumberText(-0.001), "0");
}

TEST(BoardText, TakesWordsOutOfTheNamesOfValues) {
  EXPECT_EQ(board::Words("STEP_CO_DESIGN", "STEP_"), "co design");
  EXPECT_EQ(board::Words("STEP_UNSPECIFIED", "STEP_"), "");
  EXPECT_EQ(board::Words("OTHER_VALUE", "STEP_"), "");
}

}  // namespace
}  // namespace fivestep::metrics
