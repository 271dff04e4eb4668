// A programme whose third gate is returned and reopened: the panel had chosen a place, and the
// board asks for the people in it. Told on the figures of the demonstration.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "fivestep/analysis/v1/target_area.pb.h"
#include "fivestep/programme/v1/gate.pb.h"
#include "fivestep/programme/v1/programme.pb.h"
#include "system/journey.h"
#include "system/observe.h"
#include "system/story.h"

namespace fivestep::testing {
namespace {

using ::testing::HasSubstr;

const As kBoard{.role = "board-member"};
const As kManager{.role = "programme-manager"};

constexpr char kSecondTargetArea[] = R"json({
  "parent": "$P", "target_area_id": "blackpool-young-mothers",
  "title": "Mothers under 25 who smoke in Blackpool",
  "supersedes": "$P/targetAreas/blackpool-mothers",
  "finding": "$P/findings/blackpool-smoking", "ranking": "$P/rankings/winter-panel",
  "inequality": "Smoking at time of delivery is far more common in Blackpool than elsewhere.",
  "population_group": "Mothers under 25 in Blackpool who smoke when pregnancy is confirmed",
  "geography": "Blackpool (E06000009)",
  "mechanism": "Support is far away, offered once and for the mother alone.",
  "baseline": {"value": 17.5, "unit": "%", "period": "2023", "source": "OHID Fingertips, 93085"},
  "ambition": "Below 12 % by the end of March 2029.",
  "alignments": [{"organisation": "Blackpool Council", "priority": "A smoke-free town"}],
  "group_reference": {"reference_data": "$P/referenceData/core20plus5-adults", "code": "maternity"},
  "not_chosen": [{"finding": "$P/findings/national-gradient", "reason": "National evidence."}]})json";
constexpr char kSecondAssessment[] = R"({
  "parent": "$P", "equity_assessment_id": "young-mothers-screening", "title": "EHIA screening",
  "target_area": "$P/targetAreas/blackpool-young-mothers",
  "kind": "ASSESSMENT_KIND_EHIA_SCREENING", "outcome": "ASSESSMENT_OUTCOME_PROCEED",
  "summary": "Young mothers are reached where they are; older ones keep the clinic.",
  "considered_groups": ["age", "pregnancy and maternity", "deprivation"],
  "assessed_by_role": "equality lead", "review_date": "2027-03-31"})";
constexpr char kReturn[] = R"({
  "name": "$P/gates/step-3", "to_step": "STEP_DEFINE_TARGET_AREAS",
  "reason": "The target area names a place; say which mothers in it.",
  "decided_by_roles": ["chair of the programme board"]})";

class ReturnedGate : public ::testing::Test {
 protected:
  programme::v1::Gate Gate(int step) {
    return story_.Do<programme::v1::Gate>(
        kBoard, "programme", "GetGate",
        R"({"name": "$P/gates/step-)" + std::to_string(step) + "\"}");
  }
  programme::v1::Step CurrentStep() {
    return story_
        .Do<programme::v1::Programme>(kBoard, "programme", "GetProgramme", R"({"name": "$P"})")
        .current_step();
  }
  void DefineAgain() {
    story_.Do(kManager, "analysis", "DefineTargetArea", kSecondTargetArea);
    story_.Do(kManager, "programme", "RecordEquityAssessment", kSecondAssessment);
    story_.Do(kManager, "analysis", "ApproveTargetArea",
              R"({"name": "$P/targetAreas/blackpool-young-mothers",
                  "approved_by_role": "Director of population health",
                  "rationale": "It says which mothers."})");
  }

  Stack stack_;
  Journey journey_{stack_};
  Story story_{stack_, kProgramme};
};

TEST_F(ReturnedGate, IsPassedAgainOnTheNextTargetAreaAndTheThreadKeepsBoth) {
  const Ended started = journey_.Run({"open", "step1", "step2", "step3"});
  ASSERT_EQ(started.exit_code, 0) << started.output;
  ASSERT_TRUE(Settled(stack_));
  EXPECT_EQ(CurrentStep(), programme::v1::STEP_CO_DESIGN);

  story_.Do(kBoard, "programme", "ReturnGate", kReturn);
  EXPECT_EQ(Gate(3).state(), programme::v1::Gate::STATE_RETURNED);
  EXPECT_EQ(Gate(3).rationale(), "The target area names a place; say which mothers in it.");
  // What was returned is not what came before it.
  EXPECT_EQ(Gate(2).state(), programme::v1::Gate::STATE_PASSED);
  EXPECT_EQ(CurrentStep(), programme::v1::STEP_DEFINE_TARGET_AREAS);

  const Status early = story_.Refusal(kManager, "programme", "PassGate",
                                      R"({"name": "$P/gates/step-4", "rationale": "We go on.",
                                          "decided_by_roles": ["programme board"]})");
  EXPECT_EQ(early.code(), Code::kFailedPrecondition) << Describe(early);

  DefineAgain();
  const auto first = story_.Do<analysis::v1::TargetArea>(
      kBoard, "analysis", "GetTargetArea", R"({"name": "$P/targetAreas/blackpool-mothers"})");
  EXPECT_EQ(first.state(), analysis::v1::TARGET_AREA_STATE_SUPERSEDED);
  EXPECT_EQ(first.superseded_by(),
            std::string(kProgramme) + "/targetAreas/blackpool-young-mothers");

  ASSERT_TRUE(Settled(stack_));
  story_.PassGate(3, "It says which mothers in Blackpool, and why they first.");
  EXPECT_EQ(Gate(3).state(), programme::v1::Gate::STATE_PASSED);
  EXPECT_EQ(CurrentStep(), programme::v1::STEP_CO_DESIGN);

  // From the people who spoke to the second target area, past the first.
  const auto upstream =
      story_.ThreadOf(std::string(kProgramme) + "/targetAreas/blackpool-young-mothers", "UPSTREAM");
  for (const char* on_the_way : {"/targetAreas/blackpool-mothers", "/findings/blackpool-smoking",
                                 "/themes/help-is-out-of-reach"}) {
    EXPECT_THAT(upstream, ::testing::Contains(std::string(kProgramme) + on_the_way));
  }
  EXPECT_TRUE(std::any_of(upstream.begin(), upstream.end(), [](const std::string& name) {
    return name.find("/contributions/") != std::string::npos;
  }));

  // The whole of it is on the record, and the record proves itself.
  const std::string verified = story_.Run({.role = "auditor"}, {"audit", "verify", "programme"});
  EXPECT_THAT(verified, HasSubstr("programme"));
  ExpectStreamsEqualLogs(stack_);
}

}  // namespace
}  // namespace fivestep::testing
