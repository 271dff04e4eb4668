#include "programme/views/thread_query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fivestep/engagement/v1/events.pb.h"
#include "fivestep/metrics/v1/events.pb.h"
#include "fivestep/programme/v1/events.pb.h"
#include "platform/core/timestamp.h"
#include "platform/testing/fake_read_context.h"
#include "programme/views/thread_keys.h"
#include "programme/views/thread_view.h"

namespace fivestep::programme {
namespace {

using fivestep::testing::FakeReadContext;
using fivestep::testing::FakeViewWriter;

std::string Activity(int n) { return "programmes/p1/activities/a" + std::to_string(n); }
std::string Contribution(int n) { return "programmes/p1/contributions/c" + std::to_string(n); }
std::string Theme(int n) { return "programmes/p1/themes/t" + std::to_string(n); }
constexpr char kEvidence[] = "programmes/p1/evidence/engagement-1";
constexpr char kGate[] = "programmes/p1/gates/step-1";

Caller Of(std::string organisation) {
  Caller caller;
  caller.organisation = std::move(organisation);
  return caller;
}

Caller Holding(std::string role) {
  Caller caller;
  caller.roles.push_back(std::move(role));
  return caller;
}

// A log being folded, and what is asked of it.
class Story {
 public:
  Story& By(std::string organisation) {
    organisation_ = std::move(organisation);
    return *this;
  }
  template <class Event>
  Story& Add(const Event& event) {
    platform::v1::RecordedEvent record;
    record.set_position(++position_);
    record.set_type(event.GetTypeName());
    record.mutable_actor()->set_organisation(organisation_);
    record.mutable_actor()->add_roles("engagement-lead");
    *record.mutable_recorded_time() = ToTimestamp(testing::kNow);
    EXPECT_TRUE(ThreadView("engagement").fold(writer_, record, event).ok());
    return *this;
  }
  Story& Plan(int activity) {
    engagement::v1::ActivityPlanned event;
    event.set_activity(Activity(activity));
    event.set_title("Activity " + std::to_string(activity));
    return Add(event);
  }
  Story& Say(int contribution, int activity) {
    engagement::v1::ContributionRecorded event;
    event.set_contribution(Contribution(contribution));
    event.set_activity(Activity(activity));
    return Add(event);
  }
  Story& Agree(int theme,
               platform::v1::Visibility visibility = platform::v1::VISIBILITY_PROGRAMME) {
    engagement::v1::ThemeAgreed event;
    event.set_theme(Theme(theme));
    event.set_title("Theme " + std::to_string(theme));
    event.set_visibility(visibility);
    return Add(event);
  }
  Story& Code(int contribution, int theme) {
    engagement::v1::ContributionCoded event;
    event.set_contribution(Contribution(contribution));
    event.set_theme(Theme(theme));
    return Add(event);
  }
  Story& Tick(int theme) {
    v1::EvidenceRecorded evidence;
    evidence.set_evidence(kEvidence);
    evidence.set_subject_resource(Theme(theme));
    v1::CriterionMet met;
    met.set_gate(kGate);
    met.set_evidence(kEvidence);
    return Add(evidence).Add(met);
  }

  Result<v1::GetThreadResponse> Ask(const v1::GetThreadRequest& request, Caller caller = {}) {
    FakeReadContext context;
    context.As(std::move(caller)).WithView(thread::kView, writer_);
    return AnswerThread(request, context);
  }
  Result<v1::GetThreadResponse> Ask(const std::string& name, Caller caller = {}) {
    v1::GetThreadRequest request;
    request.set_name(name);
    return Ask(request, std::move(caller));
  }

 private:
  FakeViewWriter writer_;
  std::string organisation_ = "QE1";
  int64_t position_ = 0;
};

// Two activities, three contributions, two themes; only the first theme came to a gate.
Story TwoThemes() {
  Story story;
  story.Plan(1).Plan(2).Say(1, 1).Say(2, 1).Say(3, 2).Agree(1).Agree(2);
  story.Code(1, 1).Code(2, 1).Code(3, 2).Tick(1);
  return story;
}

std::vector<std::string> NamesOf(const v1::GetThreadResponse& response) {
  std::vector<std::string> names;
  for (const auto& node : response.nodes()) names.push_back(node.name());
  return names;
}

const v1::ThreadNode* Find(const v1::GetThreadResponse& response, const std::string& name) {
  for (const auto& node : response.nodes()) {
    if (node.name() == name) return &node;
  }
  return nullptr;
}

TEST(GetThread, GoesBothWaysAndNeverSideways) {
  Story story = TwoThemes();
  const auto response = story.Ask(Contribution(1)).value();
  EXPECT_EQ(NamesOf(response),
            (std::vector<std::string>{Contribution(1), Activity(1), Theme(1), kEvidence, kGate}));
  EXPECT_EQ(response.edges_size(), 4);
  EXPECT_FALSE(response.cut());
  EXPECT_EQ(response.nodes(0).place(), v1::THREAD_PLACE_ASKED);
  EXPECT_EQ(Find(response, Activity(1))->place(), v1::THREAD_PLACE_UPSTREAM);
  EXPECT_EQ(Find(response, kGate)->place(), v1::THREAD_PLACE_DOWNSTREAM);
  EXPECT_EQ(Find(response, kGate)->distance(), 3);
}

TEST(GetThread, SaysOfEveryLinkWhoSaidSoWhenAndWhereItStands) {
  Story story = TwoThemes();
  const auto response = story.Ask(Contribution(1)).value();
  ASSERT_GT(response.edges_size(), 0);
  for (const v1::ThreadEdge& edge : response.edges()) {
    EXPECT_GT(edge.position(), 0);
    EXPECT_NE(edge.log(), "");
    EXPECT_EQ(edge.organisation(), "QE1");
    ASSERT_EQ(edge.roles_size(), 1);
    EXPECT_EQ(edge.roles(0), "engagement-lead");
    EXPECT_EQ(ToInstant(edge.recorded_time()), testing::kNow);
  }
}

TEST(GetThread, LeadsFromTheGateBackToEveryContribution) {
  Story story = TwoThemes();
  const auto response = story.Ask(kGate).value();
  EXPECT_NE(Find(response, Contribution(1)), nullptr);
  EXPECT_NE(Find(response, Contribution(2)), nullptr);
  EXPECT_EQ(Find(response, Contribution(3)), nullptr);
  EXPECT_EQ(Find(response, Theme(2)), nullptr);
}

TEST(GetThread, GoesOnlyTheWayThatIsAsked) {
  Story story = TwoThemes();
  v1::GetThreadRequest request;
  request.set_name(Theme(1));
  request.set_direction(v1::THREAD_DIRECTION_DOWNSTREAM);
  EXPECT_EQ(NamesOf(story.Ask(request).value()),
            (std::vector<std::string>{Theme(1), kEvidence, kGate}));
  request.set_direction(v1::THREAD_DIRECTION_UPSTREAM);
  EXPECT_EQ(Find(story.Ask(request).value(), kGate), nullptr);
}

TEST(GetThread, SaysWhatWasNotSeenYet) {
  Story story;
  story.Code(1, 1);
  const auto response = story.Ask(Contribution(1)).value();
  const v1::ThreadNode* theme = Find(response, Theme(1));
  ASSERT_NE(theme, nullptr);
  EXPECT_EQ(theme->state(), v1::THREAD_NODE_STATE_NOT_SEEN_YET);
  EXPECT_EQ(theme->type(), "theme");
  EXPECT_EQ(theme->title(), "");
}

TEST(GetThread, AnswersForSomethingThatIsOnlyNamed) {
  Story story;
  story.Code(1, 1);
  const auto response = story.Ask(Theme(1)).value();
  EXPECT_EQ(response.nodes(0).state(), v1::THREAD_NODE_STATE_NOT_SEEN_YET);
  EXPECT_EQ(response.nodes_size(), 2);
}

TEST(GetThread, RejectsWhatNothingNames) {
  Story story = TwoThemes();
  const Status status = story.Ask(Theme(9)).status();
  EXPECT_EQ(status.code(), Code::kNotFound);
  EXPECT_EQ(status.reason(), "THREAD_NOT_KNOWN");
  // A name that begins another one is not that one.
  EXPECT_FALSE(story.Ask("programmes/p1/themes/t").ok());
}

TEST(GetThread, HidesAnotherOrganisationsResourceAndRunsOnBehindIt) {
  Story story;
  story.Plan(1).Say(1, 1).By("VCS1").Agree(1, platform::v1::VISIBILITY_OWNER).By("QE1");
  story.Code(1, 1).Tick(1);
  const auto response = story.Ask(Contribution(1), Of("QE1")).value();
  EXPECT_EQ(Find(response, Theme(1)), nullptr);
  const v1::ThreadNode* hidden = Find(response, "not-shown/1");
  ASSERT_NE(hidden, nullptr);
  EXPECT_EQ(hidden->state(), v1::THREAD_NODE_STATE_NOT_SHOWN_TO_YOU);
  EXPECT_EQ(hidden->title(), "");
  EXPECT_EQ(hidden->first_position(), 0);
  EXPECT_NE(Find(response, kGate), nullptr);
  EXPECT_EQ(response.DebugString().find(Theme(1)), std::string::npos);
  EXPECT_EQ(response.DebugString().find("Theme 1"), std::string::npos);
}

TEST(GetThread, ShowsItToItsOwnerAndToTheProgrammesManager) {
  Story story;
  story.By("VCS1").Agree(1, platform::v1::VISIBILITY_OWNER);
  EXPECT_TRUE(story.Ask(Theme(1), Of("VCS1")).ok());
  EXPECT_TRUE(story.Ask(Theme(1), Holding("programme-manager@programmes/p1")).ok());
  EXPECT_FALSE(story.Ask(Theme(1), Holding("programme-manager@programmes/p2")).ok());
  EXPECT_FALSE(story.Ask(Theme(1), Of("QE1")).ok());
}

TEST(GetThread, ListsFiftyContributionsAndTellsTheOthersAsABand) {
  Story story;
  story.Plan(1).Agree(1);
  for (int i = 0; i < 60; ++i) story.Say(i, 1).Code(i, 1);
  const auto response = story.Ask(Theme(1)).value();
  EXPECT_EQ(response.nodes_size(), 1 + kMaxListedNeighbours + 1);
  ASSERT_EQ(response.nodes(0).not_listed_size(), 1);
  EXPECT_EQ(response.nodes(0).not_listed(0).collection(), "contributions");
  EXPECT_EQ(response.nodes(0).not_listed(0).band(), "8 to 49");
  EXPECT_FALSE(response.cut());
}

TEST(GetThread, GivesNoSmallNumberOfTheOthersAway) {
  Story story;
  story.Agree(1);
  for (int i = 0; i < kMaxListedNeighbours + 1; ++i) story.Code(i, 1);
  const std::string with_one = story.Ask(Theme(1)).value().nodes(0).not_listed(0).band();
  for (int i = 1; i < 7; ++i) story.Code(kMaxListedNeighbours + i, 1);
  EXPECT_EQ(story.Ask(Theme(1)).value().nodes(0).not_listed(0).band(), with_one);
}

TEST(GetThread, SaysWhenItIsCut) {
  Story story;
  story.Plan(1).Agree(1);
  for (int i = 0; i < 30; ++i) story.Say(i, 1).Code(i, 1);
  v1::GetThreadRequest request;
  request.set_name(Theme(1));
  request.set_node_limit(10);
  const auto response = story.Ask(request).value();
  EXPECT_EQ(response.nodes_size(), 10);
  EXPECT_TRUE(response.cut());
  for (const auto& edge : response.edges()) {
    EXPECT_NE(Find(response, edge.from()), nullptr);
    EXPECT_NE(Find(response, edge.to()), nullptr);
  }
}

TEST(GetThread, EndsWhereLinksRunInACircle) {
  Story story;
  for (const auto& [one, other] : {std::pair(1, 2), std::pair(2, 1)}) {
    v1::DecisionSuperseded event;
    event.set_decision("programmes/p1/decisions/d" + std::to_string(one));
    event.set_superseded_by("programmes/p1/decisions/d" + std::to_string(other));
    story.Add(event);
  }
  EXPECT_EQ(story.Ask("programmes/p1/decisions/d1").value().nodes_size(), 2);
}

TEST(GetThread, ShowsTheDecisionAboutWhatWasAskedWithoutFollowingIt) {
  Story story = TwoThemes();
  v1::DecisionRecorded decision;
  decision.set_decision("programmes/p1/decisions/d1");
  decision.add_about(Theme(1));
  decision.add_about(Theme(2));
  story.Add(decision);
  const auto response = story.Ask(Theme(1)).value();
  const v1::ThreadNode* node = Find(response, "programmes/p1/decisions/d1");
  ASSERT_NE(node, nullptr);
  EXPECT_EQ(node->place(), v1::THREAD_PLACE_MENTIONED);
  EXPECT_EQ(Find(response, Theme(2)), nullptr);
  EXPECT_EQ(Find(story.Ask(Contribution(1)).value(), "programmes/p1/decisions/d1"), nullptr);
}

TEST(GetThread, ShowsThatTheAnswerReachedTheActivity) {
  Story story = TwoThemes();
  engagement::v1::ResponseReachedActivity reached;
  reached.set_activity(Activity(1));
  reached.set_theme(Theme(1));
  story.Add(reached);
  bool shown = false;
  const auto response = story.Ask(Contribution(1)).value();
  for (const auto& edge : response.edges()) {
    shown |= edge.from() == Activity(1) && edge.to() == Theme(1) &&
             edge.role() == platform::v1::LINK_ROLE_ABOUT;
  }
  EXPECT_TRUE(shown);
}

TEST(GetThread, ShowsTheMoneyBetweenAnInterventionAndTheMetricThatIsToShowWhatItDid) {
  constexpr char kIntervention[] = "programmes/p1/interventions/i1";
  constexpr char kRepurposing[] = "programmes/p1/repurposings/r1";
  constexpr char kMetric[] = "programmes/p1/metrics/m1";
  constexpr char kBenefit[] = "programmes/p1/benefits/b1";
  Story story;
  metrics::v1::RepurposingProposed proposed;
  proposed.set_repurposing(kRepurposing);
  proposed.set_title("From the clinic to the visit");
  proposed.set_intervention(kIntervention);
  proposed.add_metrics(kMetric);
  story.Add(proposed);
  metrics::v1::BenefitPlanned planned;
  planned.set_benefit(kBenefit);
  planned.set_intervention(kIntervention);
  planned.set_metric(kMetric);
  story.Add(planned);
  v1::GetThreadRequest request;
  request.set_name(kIntervention);
  request.set_direction(v1::THREAD_DIRECTION_DOWNSTREAM);
  const auto names = NamesOf(story.Ask(request).value());
  EXPECT_THAT(names,
              ::testing::UnorderedElementsAre(kIntervention, kRepurposing, kMetric, kBenefit));
}

TEST(GetThread, NamesTheLogsThatItTouches) {
  Story story = TwoThemes();
  const auto response = story.Ask(Theme(2)).value();
  ASSERT_EQ(response.touches_size(), 1);
  EXPECT_EQ(response.touches(0).log(), "engagement");
  EXPECT_EQ(response.touches(0).position(), 10);
}

TEST(ThreadBand, HasNoEdgeThatNamesASmallNumber) {
  EXPECT_STREQ(BandOf(1), "fewer than 8");
  EXPECT_STREQ(BandOf(7), "fewer than 8");
  EXPECT_STREQ(BandOf(8), "8 to 49");
  EXPECT_STREQ(BandOf(49), "8 to 49");
  EXPECT_STREQ(BandOf(50), "50 to 499");
  EXPECT_STREQ(BandOf(500), "500 or more");
}

}  // namespace
}  // namespace fivestep::programme
