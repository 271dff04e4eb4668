// A programme that a voluntary organisation leads: outreach to people who sleep rough. Numbers are
// small throughout, so that next to nothing may be shown, and yet the thread holds.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "fivestep/analysis/v1/finding.pb.h"
#include "fivestep/codesign/v1/codesign_service.pb.h"
#include "fivestep/codesign/v1/session.pb.h"
#include "fivestep/engagement/v1/engagement_service.pb.h"
#include "fivestep/metrics/v1/metrics_service.pb.h"
#include "system/observe.h"
#include "system/process.h"
#include "system/story.h"

namespace fivestep::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kOutreach[] = "programmes/outreach";
constexpr char kCharity[] = "shelter-on-the-coast";

const As kLead{.role = "engagement-lead", .organisation = kCharity};
const As kManager{.role = "programme-manager", .organisation = kCharity};
const As kFacilitator{.role = "facilitator", .organisation = kCharity};
const As kAnalyst{.role = "analyst"};
const As kAdministrator{.role = "administrator"};
const As kPanel{.role = "prioritisation-panel"};
const As kOwner{.role = "metric-owner"};
const As kBoard{.role = "board-member"};

// Who had no general practice, of whom the outreach team asked. Two groups are too few to be shown.
constexpr char kFigures[] =
    "group,without,asked,year\n"
    "People who sleep rough,31,44,2025\n"
    "People in hostels,4,19,2025\n"
    "Roma families,2,6,2025\n"
    "Everybody else in the ward,212,9120,2025\n";

std::string Contributions() {
  std::string json;
  for (const char* said :
       {"They asked for an address, and I have none.", "I left when the guard came.",
        "Nobody told me that I do not need papers.",
        "The van comes to us. That is the only place I was seen."}) {
    json += (json.empty() ? "" : ", ") + std::string(R"({"words": {"text": ")") + said +
            R"("}, "language": "en", "source": "CONTRIBUTION_SOURCE_RESIDENT"})";
  }
  return R"({"activity": "$P/activities/night-walks", "contributions": [)" + json + "]}";
}

class Outreach : public ::testing::Test {
 protected:
  void Open() {
    story_.Do(kManager, "programme", "OpenProgramme", R"({
      "programme_id": "outreach", "title": "A practice for everybody on the coast",
      "aim": "People who sleep rough have a general practice.", "level": "PROGRAMME_LEVEL_PLACE",
      "senior_responsible_owner_role": "chief officer of the charity",
      "organisational_priorities": [{"organisation": "Shelter on the Coast",
                                     "priority": "Health care without an address"}],
      "partners": ["ICB", "general practices"], "visibility": "VISIBILITY_PROGRAMME"})");
  }

  void Gather() {
    story_.Do(kLead, "engagement", "PlanActivity", R"({
      "parent": "$P", "activity_id": "night-walks", "title": "Night walks with the outreach van",
      "method": "ENGAGEMENT_METHOD_OUTREACH", "place": "Promenade", "planned_date": "2026-02-10",
      "purpose": "What keeps people who sleep rough from a general practice?",
      "lawful_basis": "LAWFUL_BASIS_LEGITIMATE_INTERESTS",
      "special_category_condition": "SPECIAL_CATEGORY_CONDITION_EXPLICIT_CONSENT",
      "consent_items": ["CONSENT_ITEM_PARTICIPATION"]})");
    story_.Do(kLead, "engagement", "OpenActivity", R"({"name": "$P/activities/night-walks"})");
    const auto recorded = story_.Do<engagement::v1::RecordContributionsResponse>(
        kLead, "engagement", "RecordContributions", Contributions());
    contributions_.assign(recorded.contributions().begin(), recorded.contributions().end());
    story_.Do(kLead, "engagement", "AgreeTheme", R"({
      "parent": "$P", "theme_id": "turned-away", "title": "Turned away at the desk",
      "definition": "Asked for an address or papers, or made to feel unwanted.",
      "endorsements": [{"voice": "ENDORSING_VOICE_COMMUNITY", "role": "peer worker"},
                       {"voice": "ENDORSING_VOICE_CLINICAL", "role": "nurse of the van"}]})");
    std::string names;
    for (const std::string& name : contributions_) {
      names += (names.empty() ? "\"" : ", \"") + name + "\"";
    }
    story_.Do(kLead, "engagement", "CodeContributions",
              R"({"name": "$P/themes/turned-away", "contributions": [)" + names + "]}");
    story_.Do(kLead, "engagement", "CloseActivity", R"({"name": "$P/activities/night-walks"})");
    story_.PassGate(1, "Four people said the same, and the van's nurse sees it every night.");
  }

  void Measure() {
    const auto file = stack_.directory() / "practice.csv";
    std::ofstream(file) << kFigures;
    story_.Run(kAnalyst, {"import",        file,
                          "--parent",      kOutreach,
                          "--id",          "no-practice",
                          "--title",       "Without a general practice",
                          "--publisher",   "Shelter on the Coast",
                          "--licence",     "shared under agreement",
                          "--source",      "counts of the van",
                          "--start",       "2025-01-01",
                          "--end",         "2025-12-31",
                          "--profile",     "hes-round-5",
                          "--population",  "service-users",
                          "--purpose",     "which groups have no practice",
                          "--controller",  "Shelter on the Coast",
                          "--agreement",   "SOC-ICB-7",
                          "--retention",   "2030-12-31",
                          "--opt-out",     "does-not-apply",
                          "--group",       "group",
                          "--group-kind",  "plus-group",
                          "--numerator",   "without",
                          "--denominator", "asked",
                          "--period",      "year"});
    story_.Do(kAnalyst, "analysis", "DefineIndicator", R"({"parent": "$P",
      "indicator_id": "without-practice", "definition": {"title": "Without a general practice",
      "numerator": "people without a general practice", "denominator": "people asked",
      "kind": "INDICATOR_KIND_PROPORTION", "multiplier": 100, "unit": "%",
      "polarity": "POLARITY_LOWER_IS_BETTER", "group_dimension": "GROUP_DIMENSION_PLUS_GROUP",
      "source": "counts of the van"}})");
    story_.Do(kAnalyst, "analysis", "RecordFinding", R"({
      "parent": "$P", "finding_id": "rough-sleepers", "title": "Most who sleep rough have no practice",
      "indicator": "$P/indicators/without-practice", "data_set": "$P/dataSets/no-practice",
      "period": "2025", "comparator_rule": "COMPARATOR_RULE_NAMED_GROUP",
      "comparator_group": "Everybody else in the ward",
      "disadvantaged_group": "People who sleep rough", "themes": ["$P/themes/turned-away"],
      "evidence_scope": "EVIDENCE_SCOPE_LOCAL"})");
    story_.Do(kPanel, "analysis", "OpenRanking", R"({
      "parent": "$P", "ranking_id": "panel", "title": "Panel", "tie_rule": "TIE_RULE_SHARE_RANK",
      "panel_roles": ["peer worker"],
      "weights": [{"criterion": "CRITERION_SEVERITY", "weight": 0.5},
                  {"criterion": "CRITERION_COMMUNITY_VOICE", "weight": 0.5}]})");
    story_.Do(kPanel, "analysis", "DeclareInterests", R"({"name": "$P/rankings/panel",
      "role": "peer worker", "interest": "INTEREST_NONE"})");
    story_.Do(kPanel, "analysis", "ScoreFinding", R"({
      "name": "$P/rankings/panel", "finding": "$P/findings/rough-sleepers",
      "scored_by_role": "peer worker", "scores": [
        {"criterion": "CRITERION_SEVERITY", "score": 90, "rationale": "People die early"},
        {"criterion": "CRITERION_COMMUNITY_VOICE", "score": 95, "rationale": "All said so"}],
      "gates": [{"gate": "PRIORITY_GATE_DATA_QUALITY", "passed": true, "reason": "Counted by hand"},
        {"gate": "PRIORITY_GATE_PROPRIETY", "passed": true, "reason": "Nothing against it"},
        {"gate": "PRIORITY_GATE_ECONOMICS", "passed": true, "reason": "Cheaper than A&E"},
        {"gate": "PRIORITY_GATE_ACCEPTABILITY", "passed": true, "reason": "Asked for"},
        {"gate": "PRIORITY_GATE_RESOURCES", "passed": true, "reason": "The van is there"},
        {"gate": "PRIORITY_GATE_LEGALITY", "passed": true, "reason": "No address is needed"}]})");
    story_.Do(kPanel, "analysis", "CloseRanking", R"({"name": "$P/rankings/panel", "seed": 7})");
    story_.Do(kAnalyst, "analysis", "RecordEquityAudit", R"({"parent": "$P",
      "equity_audit_id": "audit", "title": "Audit", "owner_role": "public health registrar"})");
    ASSERT_TRUE(Settled(stack_));
    story_.PassGate(2, "The count is small and clear.");
  }

  void Choose() {
    story_.Run(kAdministrator,
               {"reference", "load",
                SourceDirectory() / "services/analysis/reference/inclusion_health_groups.csv",
                "--parent", story_.programme(), "--id", "inclusion-health"});
    story_.Do(kManager, "analysis", "DefineTargetArea", R"({
      "parent": "$P", "target_area_id": "rough-sleepers", "title": "People who sleep rough",
      "finding": "$P/findings/rough-sleepers", "ranking": "$P/rankings/panel",
      "inequality": "Most people who sleep rough have no general practice.",
      "population_group": "People who sleep rough on the promenade", "geography": "Three wards",
      "mechanism": "They are asked for an address at the desk and turned away.",
      "baseline": {"value": 70, "unit": "%", "period": "2024", "source": "count of the winter before"},
      "ambition": "Below 30 % by March 2028.",
      "alignments": [{"organisation": "Shelter on the Coast",
                      "priority": "Health care without an address"}],
      "group_reference": {"reference_data": "$P/referenceData/inclusion-health",
                          "code": "homelessness"}})");
    story_.Do(kManager, "programme", "RecordEquityAssessment", R"({
      "parent": "$P", "equity_assessment_id": "screening", "title": "EHIA screening",
      "target_area": "$P/targetAreas/rough-sleepers", "kind": "ASSESSMENT_KIND_EHIA_SCREENING",
      "outcome": "ASSESSMENT_OUTCOME_PROCEED", "summary": "Nobody is worse off.",
      "considered_groups": ["homelessness"], "assessed_by_role": "equality lead",
      "review_date": "2027-03-31"})");
    story_.Do(kManager, "analysis", "ApproveTargetArea", R"({
      "name": "$P/targetAreas/rough-sleepers", "approved_by_role": "chief officer",
      "rationale": "The people who die earliest."})");
    ASSERT_TRUE(Settled(stack_));
    story_.PassGate(3, "Which inequality, which people, where, and why.");
  }

  void Design() {
    const auto start = std::chrono::system_clock::now() + std::chrono::seconds(3);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(start.time_since_epoch());
    char text[32];
    const std::time_t at = seconds.count();
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", std::gmtime(&at));
    story_.Do(kFacilitator, "codesign", "ScheduleSession", R"({
      "parent": "$P", "session_id": "van-supper", "brief": "$P/briefs/rough-sleepers",
      "title": "Supper at the van", "place": "Promenade", "method": "SESSION_METHOD_WORKSHOP",
      "seat_count": 12, "access_arrangements": ["ACCESS_ARRANGEMENT_QUIET_SPACE"],
      "start_time": ")" + std::string(text) + "\"}");
    std::this_thread::sleep_until(start + std::chrono::seconds(1));
    story_.Do(kFacilitator, "codesign", "HoldSession", R"({
      "name": "$P/sessions/van-supper", "attendance": {"groups": [
        {"group": "STAKEHOLDER_GROUP_RESIDENTS", "attendee_count": 5},
        {"group": "STAKEHOLDER_GROUP_CLINICIANS", "attendee_count": 2}]}})");
    const auto ideas =
        story_.Do<codesign::v1::RecordIdeasResponse>(kFacilitator, "codesign", "RecordIdeas", R"({
      "name": "$P/sessions/van-supper", "ideas": [{"title": "Register at the van",
        "stakeholder_group": "STAKEHOLDER_GROUP_RESIDENTS",
        "words": {"text": "Put us on the list here, where you know us."}}]})");
    story_.Do(kFacilitator, "codesign", "CloseSession", R"({"name": "$P/sessions/van-supper"})");
    story_.Do(kFacilitator, "codesign", "SpecifyIntervention",
              R"({
      "parent": "$P", "intervention_id": "van-registration", "brief": "$P/briefs/rough-sleepers",
      "session": "$P/sessions/van-supper", "ideas": [")" +
                  ideas.ideas(0) + R"("],
      "title": "Registration at the van", "specification": {
        "expected_mechanism": "Nobody has to come to a desk.", "what": "Registration on a tablet.",
        "materials": "A tablet, the form in plain words", "tailoring": "Read aloud where wished",
        "modifications": "Agreed at the weekly meeting of the van's team",
        "planned_fidelity": "A peer worker looks on each week",
        "actual_fidelity": "What was seen is noted and read each month",
        "do_nothing": {"cost_estimate_pence": 1200000, "consequence": "A&E as today"},
        "who_delivers": "The van's nurse", "how": "Face to face", "where": "Promenade",
        "when_and_how_much": "Two nights a week", "cost_estimate_pence": 400000,
        "funded_from": "Outreach budget"}})");
    Assess();
    for (const auto& [role, side] :
         {std::pair("community-partner", "COMMUNITY"), std::pair("clinical-lead", "CLINICAL"),
          std::pair("commissioner", "COMMISSIONING")}) {
      story_.Do({.role = role}, "codesign", "EndorseIntervention",
                R"({"name": "$P/interventions/van-registration", "side": "ENDORSEMENT_SIDE_)" +
                    std::string(side) + R"(", "endorsed_by_role": ")" + role + "\"}");
    }
    ASSERT_TRUE(Settled(stack_));
    story_.PassGate(4, "Designed at the van, endorsed by all sides.");
  }

  // Nothing in the programme counts who is who on the promenade, and the assessment says so.
  void Assess() {
    story_.Do(kManager, "programme", "DraftEhia", R"({
      "parent": "$P", "ehia_id": "van-registration", "details": {
        "title": "EHIA: registration at the van", "about": "$P/interventions/van-registration",
        "intended_outcome": "Everybody on the promenade has a practice.",
        "affected_people": "People who sleep rough", "engagement": "Designed at the van with them",
        "eliminates_discrimination": "No address is asked for.",
        "advances_equality": "Those who were turned away come first.",
        "fosters_good_relations": "Practices meet them at the van.",
        "author_role": "equality lead"}})");
    std::string cells;
    for (const char* group :
         {"AGE", "DISABILITY", "GENDER_REASSIGNMENT", "MARRIAGE_AND_CIVIL_PARTNERSHIP",
          "PREGNANCY_AND_MATERNITY", "RACE", "RELIGION_OR_BELIEF", "SEX", "SEXUAL_ORIENTATION",
          "DEPRIVED_AREAS", "INCLUSION_HEALTH", "CARERS"}) {
      cells += (cells.empty() ? "" : ", ") + std::string(R"({"assessed_group": "ASSESSED_GROUP_)") +
               group + R"(", "impact": "IMPACT_UNKNOWN",
                 "no_evidence_reason": "Too few people to count by it without naming them.",
                 "mitigation": "Asked again by the peer worker.", "mitigation_owner_role":
                 "peer worker", "mitigation_due_date": "2027-03-31"})";
    }
    story_.Do(kManager, "programme", "AssessEhiaGroups",
              R"({"name": "$P/ehias/van-registration", "cells": [)" + cells + "]}");
    story_.Do(kManager, "programme", "SignOffEhia", R"({"name": "$P/ehias/van-registration",
      "outcome": "ASSESSMENT_OUTCOME_PROCEED", "signed_off_by_role": "chief officer",
      "review_date": "2027-09-30"})");
    story_.Do(kManager, "programme", "OpenHeat", R"({
      "parent": "$P", "heat_id": "van-registration", "details": {"title": "HEAT",
        "about": "$P/interventions/van-registration", "sponsor_role": "chief officer",
        "lead_role": "equality lead"}})");
    for (const char* stage :
         {R"("HEAT_STAGE_PREPARE")", R"("HEAT_STAGE_ASSESS", "review_date": "2027-06-30")"}) {
      story_.Do(kManager, "programme", "CompleteHeatStage",
                R"({"name": "$P/heats/van-registration", "completed_by_role": "equality lead",
                  "answers": [{"question": "Whom is it for?", "answer": "All on the promenade."}],
                  "stage": )" +
                    std::string(stage) + "}");
    }
    ASSERT_TRUE(Settled(stack_));
  }

  void Define(const std::string& metric, const std::string& what, const std::string& type) {
    story_.Do(kOwner, "metrics", "DefineMetric",
              R"({"name": "$P/metrics/)" + metric +
                  R"(", "definition": {
      "numerator": ")" +
                  what + R"(", "denominator": "people asked", "source": "counts of the van",
      "frequency": "FREQUENCY_QUARTERLY", "lag_days": 30, "collection_owner_role": "van coordinator",
      "owner_role": "nurse of the van", "rationale": "Registration at the van works elsewhere.",
      "theory_of_change_link": "Registration at the van -> a practice", "target_value": 30,
      "baseline_start_date": "2025-01-01", "baseline_end_date": "2025-12-31",
      "target_date": "2028-03-31", "measure_type": "MEASURE_TYPE_)" +
                  type + R"(",
      "polarity": "POLARITY_LOWER_IS_BETTER", "value_kind": "VALUE_KIND_PERCENT",
      "decimal_places": 0, "disclosure_profile": "DISCLOSURE_PROFILE_HES_ROUND_5"}})");
  }
  void Create(const std::string& metric, const std::string& title) {
    story_.Do(kOwner, "metrics", "CreateMetric",
              R"({"parent": "$P", "metric_id": ")" + metric + R"(", "title": ")" + title +
                  R"(", "target_area": "$P/targetAreas/rough-sleepers",
      "population_group": "people on the promenade", "geography": "Three wards"})");
  }
  void Record(const std::string& metric, const std::string& counts) {
    story_.Do(kOwner, "metrics", "RecordReadings",
              R"({"name": "$P/metrics/)" + metric +
                  R"(", "readings": [{"period_start_date": "2026-01-01",
                "period_end_date": "2026-03-31", "exact": )" +
                  counts + "}]}");
  }

  void Act() {
    Define("van-registration", "people who sleep rough without a practice", "OUTCOME");
    Create("everybody-else", "Everybody else without a practice");
    Define("everybody-else", "others without a practice", "OUTCOME");
    Create("van-waits", "Waits at the van (balancing)");
    Define("van-waits", "people who left before they were seen", "BALANCING");
    Record("van-registration", R"({"numerator": 3, "denominator": 17})");
    Record("everybody-else", R"({"numerator": 205, "denominator": 9090})");
    story_.Do(kOwner, "metrics", "PairMetrics", R"({
      "parent": "$P", "pair_id": "gap", "title": "Rough sleepers and everybody else",
      "target_metric": "$P/metrics/van-registration", "owner_role": "nurse of the van",
      "comparator_metric": "$P/metrics/everybody-else"})");
    story_.Do(kLead, "engagement", "PublishResponse", R"({"name": "$P/themes/turned-away",
      "response": {"kind": "RESPONSE_KIND_DOING", "owner_role": "nurse of the van",
      "public_text": "You said that you are turned away. You can register at the van."}})");
    ASSERT_TRUE(Settled(stack_));
    story_.PassGate(5, "Level, gap and a balancing measure, however small.");
  }

  Stack stack_;
  Story story_{stack_, kOutreach};
  std::vector<std::string> contributions_;
};

TEST_F(Outreach, HoldsItsThreadAndShowsNoSmallNumber) {
  Open();
  Gather();
  Measure();
  Choose();
  Design();
  Act();

  // Nothing is computed from a group that is too small to be shown.
  const auto finding = story_.Do<analysis::v1::Finding>(
      kBoard, "analysis", "GetFinding", R"({"name": "$P/findings/rough-sleepers"})");
  int shown = 0;
  for (const auto& group : finding.figures().groups()) {
    const bool small = group.group() == "People in hostels" || group.group() == "Roma families";
    EXPECT_EQ(group.has_value() || group.has_numerator(), !small) << group.DebugString();
    shown += small ? 0 : 1;
  }
  EXPECT_EQ(shown, 2);
  const auto session = story_.Do<codesign::v1::Session>(kBoard, "codesign", "GetSession",
                                                        R"({"name": "$P/sessions/van-supper"})");
  EXPECT_THAT(session.DebugString(), Not(::testing::ContainsRegex("_count: [1-7]\n")));
  const auto chart = story_.Do<metrics::v1::GetChartResponse>(
      kBoard, "metrics", "GetChart", R"({"name": "$P/metrics/van-registration"})");
  ASSERT_EQ(chart.points_size(), 1);
  EXPECT_TRUE(chart.points(0).suppressed());
  EXPECT_FALSE(chart.points(0).has_value());

  // One thread from each person who spoke to the metric, and back.
  const std::string metric = std::string(kOutreach) + "/metrics/van-registration";
  EXPECT_THAT(story_.ThreadOf(metric, "UPSTREAM"), ::testing::IsSupersetOf(contributions_));
  for (const std::string& contribution : contributions_) {
    EXPECT_THAT(story_.ThreadOf(contribution, "DOWNSTREAM"), ::testing::Contains(metric));
  }
  for (const char* context : kContexts) {
    story_.Run({.role = "auditor"}, {"audit", "verify", context});
  }
  ExpectStreamsEqualLogs(stack_);
}

}  // namespace
}  // namespace fivestep::testing
