// Steps 4 and 5 over real logs: an approved target area becomes a brief, a session, an endorsed
// intervention; its news makes a metric; readings make a chart; nothing small is in the clear.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "codesign/codesign_service.h"
#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/codesign/v1/codesign_service.pb.h"
#include "fivestep/codesign/v1/events.pb.h"
#include "fivestep/metrics/v1/metrics_service.pb.h"
#include "fivestep/programme/v1/events.pb.h"
#include "metrics/chart_query.h"
#include "metrics/metrics_service.h"
#include "platform/core/timestamp.h"
#include "platform/testing/given.h"
#include "platform/testing/test_log.h"

namespace fivestep {
namespace {

using testing::kNow;
using testing::TemporaryDirectory;
using testing::TestLog;
namespace cv1 = codesign::v1;
namespace mv1 = metrics::v1;

const std::string kProgramme = "programmes/p1";
const std::string kTargetArea = kProgramme + "/targetAreas/smoking";
const std::string kBrief = kProgramme + "/briefs/smoking";
const std::string kSession = kProgramme + "/sessions/s1";
const std::string kIntervention = kProgramme + "/interventions/advisers";
const std::string kMetric = kProgramme + "/metrics/advisers";

// `event` as another service's log would hold it.
template <class Event>
std::string Recorded(int64_t position, const std::string& stream, const Event& event) {
  platform::v1::RecordedEvent record;
  record.set_position(position);
  record.set_stream(stream);
  record.set_stream_version(1);
  record.set_id("event-" + std::to_string(position));
  record.set_type(Event::descriptor()->full_name());
  record.set_programme(kProgramme);
  record.set_payload(event.SerializeAsString());
  return record.SerializeAsString();
}

class DesignToMetric : public ::testing::Test {
 protected:
  DesignToMetric()
      : codesign_(codesign_directory_.path(), codesign::MakeModel()),
        metrics_(metrics_directory_.path(), metrics::MakeModel()) {
    for (TestLog* log : {&codesign_, &metrics_}) {
      programme::v1::ProgrammeOpened opened;
      opened.set_programme(kProgramme);
      Hear(*log, "programme", 1, "programme/p1", opened);
      analysis::v1::IndicatorDefined indicator;
      indicator.set_indicator(kProgramme + "/indicators/smoking");
      Hear(*log, "analysis", 1, "indicator/smoking", indicator);
      analysis::v1::TargetAreaApproved approved;
      approved.set_target_area(kTargetArea);
      approved.set_title("Smoking at time of delivery");
      approved.set_indicator(indicator.indicator());
      approved.set_population_group("pregnant women");
      approved.set_geography("Blackpool");
      Hear(*log, "analysis", 2, "target_area/smoking", approved);
    }
  }
  template <class Event>
  void Hear(TestLog& log, const std::string& source, int64_t position, const std::string& stream,
            const Event& event) {
    const auto [outcome, status] = log.Ingest(source, position, Recorded(position, stream, event));
    ASSERT_EQ(outcome, IngestOutcome::kApplied) << status.ToString();
  }
  template <class Response>
  Response Do(TestLog& log, const google::protobuf::Message& request) {
    CommandResult result = log.Run(request);
    EXPECT_TRUE(result.status.ok()) << result.status.ToString();
    if (!result.status.ok()) return Response();
    return *google::protobuf::DynamicCastToGenerated<Response>(result.response.get());
  }

  void HoldSession();
  std::vector<std::string> RecordIdeas();
  void Vote(const std::vector<std::string>& ideas);
  void Assess();
  void Endorse(const std::vector<std::string>& ideas);
  void DefineMetric();

  TemporaryDirectory codesign_directory_;
  TemporaryDirectory metrics_directory_;
  TestLog codesign_;
  TestLog metrics_;
};

void DesignToMetric::HoldSession() {
  cv1::ScheduleSessionRequest schedule;
  schedule.set_parent(kProgramme);
  schedule.set_session_id("s1");
  schedule.set_brief(kBrief);
  *schedule.mutable_start_time() = ToTimestamp(kNow + std::chrono::hours(1));
  schedule.set_dots_per_ballot(3);
  schedule.set_max_dots_per_idea(2);
  EXPECT_EQ(Do<cv1::Session>(codesign_, schedule).target_area(), kTargetArea);
  codesign_.clock().Advance(std::chrono::hours(2));
  cv1::HoldSessionRequest hold;
  hold.set_name(kSession);
  auto* group = hold.mutable_attendance()->add_groups();
  group->set_group(cv1::STAKEHOLDER_GROUP_RESIDENTS);
  group->set_attendee_count(6);
  const auto session = Do<cv1::Session>(codesign_, hold);
  EXPECT_TRUE(session.attendance(0).fewer_than_eight());
  EXPECT_FALSE(session.has_exact_attendance());
}

std::vector<std::string> DesignToMetric::RecordIdeas() {
  cv1::RecordIdeasRequest record;
  record.set_name(kSession);
  for (const char* title : {"Vouchers", "Advisers at children's centres"}) {
    auto* idea = record.add_ideas();
    idea->set_title(title);
    idea->set_stakeholder_group(cv1::STAKEHOLDER_GROUP_RESIDENTS);
    idea->mutable_words()->set_text("in our own words");
  }
  const auto recorded = Do<cv1::RecordIdeasResponse>(codesign_, record);
  return {recorded.ideas().begin(), recorded.ideas().end()};
}

void DesignToMetric::Vote(const std::vector<std::string>& ideas) {
  cv1::CastBallotsRequest cast;
  cast.set_name(kSession);
  for (const char* token : {"k3x9w2pa", "m7q1z8tb"}) {
    auto* ballot = cast.add_ballots();
    ballot->set_token(token);
    auto* choice = ballot->add_choices();
    choice->set_idea(ideas[1]);
    choice->set_dot_count(2);
  }
  const auto ballots = Do<cv1::CastBallotsResponse>(codesign_, cast);
  EXPECT_THAT(ballots.ballots(), ::testing::ElementsAre(kSession + "/ballots/k3x9w2pa",
                                                        kSession + "/ballots/m7q1z8tb"));
  EXPECT_EQ(codesign_.Run(cast).status.reason(), "BALLOT_ALREADY_CAST");
}

// What programme holds becomes known here; before it does nothing is endorsed.
void DesignToMetric::Assess() {
  cv1::EndorseInterventionRequest endorse;
  endorse.set_name(kIntervention);
  endorse.set_side(cv1::ENDORSEMENT_SIDE_COMMUNITY);
  EXPECT_EQ(codesign_.Run(endorse).status.reason(), "ASSESSMENTS_MISSING");
  programme::v1::EhiaSignedOff ehia;
  ehia.set_ehia(kProgramme + "/ehias/e1");
  ehia.set_about(kIntervention);
  ehia.set_outcome(programme::v1::ASSESSMENT_OUTCOME_PROCEED);
  programme::v1::HeatStageCompleted heat;
  heat.set_heat(kProgramme + "/heats/h1");
  heat.set_about(kIntervention);
  heat.set_stage(programme::v1::HEAT_STAGE_ASSESS);
  // Metrics hears of it too: it takes nothing from codesign that was decided in the light of what
  // it has not read itself.
  for (TestLog* log : {&codesign_, &metrics_}) {
    Hear(*log, "programme", 2, "ehia/e1", ehia);
    Hear(*log, "programme", 3, "heat/h1", heat);
  }
}

void DesignToMetric::Endorse(const std::vector<std::string>& ideas) {
  cv1::SpecifyInterventionRequest specify;
  specify.set_parent(kProgramme);
  specify.set_intervention_id("advisers");
  specify.set_brief(kBrief);
  specify.set_session(kSession);
  specify.add_ideas(ideas[1]);
  specify.set_title("Advisers at children's centres");
  auto& specification = *specify.mutable_specification();
  specification.set_materials("carbon monoxide monitors");
  specification.set_tailoring("none");
  specification.set_modifications("agreed each month");
  specification.set_planned_fidelity("one session in ten is observed");
  specification.set_actual_fidelity("observations are reported");
  specification.mutable_do_nothing()->set_consequence("admissions as today");
  Do<cv1::Intervention>(codesign_, specify);
  Assess();
  for (const auto side : {cv1::ENDORSEMENT_SIDE_COMMUNITY, cv1::ENDORSEMENT_SIDE_CLINICAL,
                          cv1::ENDORSEMENT_SIDE_COMMISSIONING}) {
    cv1::EndorseInterventionRequest endorse;
    endorse.set_name(kIntervention);
    endorse.set_side(side);
    const auto state = Do<cv1::Intervention>(codesign_, endorse).state();
    EXPECT_EQ(state == cv1::Intervention::STATE_ENDORSED,
              side == cv1::ENDORSEMENT_SIDE_COMMISSIONING);
  }
}

void DesignToMetric::DefineMetric() {
  mv1::DefineMetricRequest define;
  define.set_name(kMetric);
  auto* definition = define.mutable_definition();
  definition->set_denominator("maternities");
  definition->set_benchmark("England");
  definition->set_frequency(mv1::FREQUENCY_YEARLY);
  definition->set_baseline_start_date("2019-04-01");
  definition->set_baseline_end_date("2020-03-31");
  definition->set_target_value(10);
  definition->set_target_date("2028-03-31");
  definition->set_value_kind(mv1::VALUE_KIND_PERCENT);
  definition->set_polarity(mv1::POLARITY_LOWER_IS_BETTER);
  definition->set_decimal_places(1);
  definition->set_disclosure_profile(mv1::DISCLOSURE_PROFILE_HES_ROUND_5);
  const auto metric = Do<mv1::Metric>(metrics_, define);
  EXPECT_EQ(metric.definition().population(), "pregnant women");
  EXPECT_EQ(metric.definition().geography(), "Blackpool");
}

TEST_F(DesignToMetric, AnApprovedTargetAreaEndsInAChart) {
  HoldSession();
  const std::vector<std::string> ideas = RecordIdeas();
  ASSERT_EQ(ideas.size(), 2u);
  Vote(ideas);
  cv1::CloseSessionRequest close;
  close.set_name(kSession);
  const auto result = Do<cv1::Session>(codesign_, close);
  EXPECT_THAT(result.ideas(), ::testing::ElementsAre(ideas[1], ideas[0]));
  EXPECT_THAT(result.dot_counts(), ::testing::ElementsAre(4, 0));
  Endorse(ideas);

  metrics_.IngestAll(codesign_.log());
  const auto drafted = metrics_.loop().Read({})->Get<mv1::Metric>(kMetric);
  ASSERT_TRUE(drafted.ok()) << drafted.status().ToString();
  EXPECT_EQ(drafted->intervention(), kIntervention);
  EXPECT_EQ(drafted->indicator(), kProgramme + "/indicators/smoking");
  DefineMetric();
  mv1::RecordReadingsRequest record;
  record.set_name(kMetric);
  for (int year = 2020; year < 2025; ++year) {
    auto* entry = record.add_readings();
    entry->set_period_start_date(std::to_string(year) + "-04-01");
    entry->set_period_end_date(std::to_string(year + 1) + "-03-31");
    entry->mutable_exact()->set_numerator(year == 2024 ? 7 : 93);
    entry->mutable_exact()->set_denominator(997);
  }
  EXPECT_EQ(Do<mv1::RecordReadingsResponse>(metrics_, record).recorded_count(), 5);
  mv1::GetChartRequest ask;
  ask.set_name(kMetric);
  const auto chart = metrics::AnswerGetChart(ask, *metrics_.loop().Read({}));
  ASSERT_TRUE(chart.ok()) << chart.status().ToString();
  ASSERT_EQ(chart->points_size(), 5);
  EXPECT_DOUBLE_EQ(chart->points(0).value(), 9.5);
  EXPECT_TRUE(chart->points(4).suppressed());
  EXPECT_THAT(chart->note(), ::testing::HasSubstr("4 points: no limits yet"));
}

TEST_F(DesignToMetric, ASecondApprovalIsAnOutcomeAndLeavesTheBriefAlone) {
  analysis::v1::TargetAreaApproved again;
  again.set_target_area(kTargetArea);
  again.set_indicator(kProgramme + "/indicators/smoking");
  Hear(codesign_, "analysis", 3, "target_area/smoking", again);
  const auto outcomes = codesign_.loop().ReactionOutcomes();
  EXPECT_THAT(outcomes, ::testing::Contains(::testing::Property(
                            &platform::v1::ReactionOutcome::refusal_reason, "BRIEF_ALREADY_OPEN")));
  EXPECT_EQ(codesign_.loop().Read({})->Get<cv1::Brief>(kBrief)->title(),
            "Smoking at time of delivery");
}

TEST_F(DesignToMetric, AClosedProgrammeTakesNoSession) {
  programme::v1::ProgrammeClosed closed;
  closed.set_programme(kProgramme);
  Hear(codesign_, "programme", 2, "programme/p1", closed);
  cv1::ScheduleSessionRequest schedule;
  schedule.set_parent(kProgramme);
  schedule.set_brief(kBrief);
  *schedule.mutable_start_time() = ToTimestamp(kNow + std::chrono::hours(1));
  EXPECT_EQ(codesign_.Run(schedule).status.reason(), "PROGRAMME_CLOSED");
}

TEST_F(DesignToMetric, NoSmallCountAndNoWordIsInTheClear) {
  HoldSession();
  RecordIdeas();
  for (int64_t position = 1; position <= codesign_.log().last_position(); ++position) {
    platform::v1::RecordedEvent record;
    record.ParseFromString(codesign_.log().Read(position)->bytes);
    EXPECT_EQ(record.payload().find("in our own words"), std::string::npos) << record.type();
    if (record.type() == cv1::SessionHeld::descriptor()->full_name()) {
      cv1::SessionHeld held;
      held.ParseFromString(record.payload());
      EXPECT_FALSE(held.has_exact_attendance());
      EXPECT_EQ(record.sealed_size(), 1);
    }
  }
}

}  // namespace
}  // namespace fivestep
