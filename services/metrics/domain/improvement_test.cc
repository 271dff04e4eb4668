// Driver diagrams, plan-do-study-act cycles and actions.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/action.h"
#include "metrics/domain/driver_diagram.h"
#include "metrics/domain/examples.h"
#include "metrics/domain/pdsa_cycle.h"

namespace fivestep::metrics {
namespace {

using testing::Given;

const std::string kDiagram = "programmes/p1/driverDiagrams/d1";
const std::string kCycle = "programmes/p1/pdsaCycles/c1";
const std::string kAction = "programmes/p1/actions/a1";

void AddDriver(v1::DrawDriverDiagramRequest& request, const char* id, v1::DriverKind kind,
               const char* serves) {
  auto& driver = *request.add_drivers();
  driver.set_driver(id);
  driver.set_text(id);
  driver.set_kind(kind);
  driver.set_serves(serves);
}

v1::DrawDriverDiagramRequest Diagram() {
  v1::DrawDriverDiagramRequest request;
  request.set_aim("Fewer than 12 % smoke at delivery by March 2029");
  AddDriver(request, "help", v1::DRIVER_KIND_PRIMARY, "");
  AddDriver(request, "near", v1::DRIVER_KIND_SECONDARY, "help");
  AddDriver(request, "patches", v1::DRIVER_KIND_CHANGE_IDEA, "near");
  return request;
}

v1::DriverDiagram DrawnDiagram() {
  v1::DriverDiagramDrawn drawn;
  *drawn.mutable_drivers() = Diagram().drivers();
  v1::DriverDiagram diagram;
  Evolve(diagram, drawn);
  return diagram;
}

TEST(DriverDiagram, IsDrawnAndDrawnAnew) {
  auto then = Given<v1::DriverDiagram>().Naming(kDiagram).When(Decide, Diagram());
  ASSERT_EQ(EventsOf<v1::DriverDiagramDrawn>(then.decision()).size(), 1u);
  v1::ReviseDriverDiagramRequest revise;
  revise.set_name(kDiagram);
  revise.set_reason("partners matter too");
  *revise.mutable_drivers() = Diagram().drivers();
  auto again = Given<v1::DriverDiagram>(DrawnDiagram()).When(Decide, revise);
  const auto revised = EventsOf<v1::DriverDiagramRevised>(again.decision());
  ASSERT_EQ(revised.size(), 1u);
  v1::DriverDiagram diagram = DrawnDiagram();
  Evolve(diagram, revised[0]);
  EXPECT_EQ(diagram.revision_count(), 2);
}

TEST(DriverDiagram, RejectsWhatDoesNotHangTogether) {
  const auto expect_refused = [](const v1::DrawDriverDiagramRequest& request,
                                 const std::string& field) {
    auto then = Given<v1::DriverDiagram>().Naming(kDiagram).When(Decide, request);
    then.ThenRejected(v1::DIAGRAM_NOT_CONNECTED);
    EXPECT_EQ(then.decision().rejection().violations().at(0).field, field);
  };
  auto request = Diagram();
  request.mutable_drivers(0)->set_serves("near");
  expect_refused(request, "drivers[0].serves");
  request = Diagram();
  request.mutable_drivers(1)->set_serves("nothing");
  expect_refused(request, "drivers[1].serves");
  request = Diagram();
  request.mutable_drivers(2)->set_serves("help");
  expect_refused(request, "drivers[2].serves");
  request = Diagram();
  request.mutable_drivers(1)->set_driver("help");
  expect_refused(request, "drivers[1].driver");
  v1::DrawDriverDiagramRequest empty;
  expect_refused(empty, "drivers");
}

v1::PlanPdsaCycleRequest Plan() {
  v1::PlanPdsaCycleRequest request;
  request.set_title("Patches at the visit");
  request.set_prediction("Half of the mothers use them for three weeks");
  request.set_driver_diagram(kDiagram);
  request.set_change_idea("patches");
  return request;
}

TEST(PdsaCycle, GoesFromPlanToAct) {
  auto planned =
      Given<v1::PdsaCycle>().With(kDiagram, DrawnDiagram()).Naming(kCycle).When(Decide, Plan());
  v1::PdsaCycle cycle;
  Evolve(cycle, EventsOf<v1::PdsaCyclePlanned>(planned.decision()).at(0));
  v1::StartPdsaCycleRequest start;
  start.set_name(kCycle);
  Evolve(cycle,
         EventsOf<v1::PdsaCycleStarted>(Given<v1::PdsaCycle>(cycle).When(Decide, start).decision())
             .at(0));
  EXPECT_EQ(cycle.start_date(), "2026-03-02");
  v1::StudyPdsaCycleRequest study;
  study.set_name(kCycle);
  study.set_prediction_outcome(v1::PREDICTION_OUTCOME_HELD_IN_PART);
  study.set_learned("Evenings are missing");
  Evolve(cycle,
         EventsOf<v1::PdsaCycleStudied>(Given<v1::PdsaCycle>(cycle).When(Decide, study).decision())
             .at(0));
  v1::ConcludePdsaCycleRequest conclude;
  conclude.set_name(kCycle);
  conclude.set_conclusion(v1::CONCLUSION_ADAPT);
  Evolve(cycle, EventsOf<v1::PdsaCycleConcluded>(
                    Given<v1::PdsaCycle>(cycle).When(Decide, conclude).decision())
                    .at(0));
  EXPECT_EQ(cycle.state(), v1::PdsaCycle::STATE_CONCLUDED);
  EXPECT_EQ(cycle.learned(), "Evenings are missing");
  auto next = Plan();
  next.set_earlier_cycle(kCycle);
  auto then = Given<v1::PdsaCycle>()
                  .With(kDiagram, DrawnDiagram())
                  .With(kCycle, cycle)
                  .Naming("programmes/p1/pdsaCycles/c2")
                  .When(Decide, next);
  EXPECT_FALSE(then.decision().rejected());
}

TEST(PdsaCycle, RejectsEveryStepOutOfOrder) {
  v1::PdsaCycle cycle;
  Evolve(cycle, v1::PdsaCyclePlanned());
  v1::StudyPdsaCycleRequest study;
  v1::ConcludePdsaCycleRequest conclude;
  v1::StartPdsaCycleRequest start;
  Given<v1::PdsaCycle>(cycle).When(Decide, study).ThenRejected(v1::CYCLE_OUT_OF_ORDER);
  Given<v1::PdsaCycle>(cycle).When(Decide, conclude).ThenRejected(v1::CYCLE_OUT_OF_ORDER);
  Evolve(cycle, v1::PdsaCycleStarted());
  Given<v1::PdsaCycle>(cycle).When(Decide, start).ThenRejected(v1::CYCLE_OUT_OF_ORDER);
  Given<v1::PdsaCycle>(cycle).When(Decide, conclude).ThenRejected(v1::CYCLE_OUT_OF_ORDER);
  Evolve(cycle, v1::PdsaCycleStudied());
  Given<v1::PdsaCycle>(cycle).When(Decide, study).ThenRejected(v1::CYCLE_OUT_OF_ORDER);
}

TEST(PdsaCycle, RejectsAnIdeaThatTheDiagramHasNot) {
  auto request = Plan();
  request.set_change_idea("near");  // a driver, no idea
  Given<v1::PdsaCycle>()
      .With(kDiagram, DrawnDiagram())
      .When(Decide, request)
      .ThenRejected(v1::CHANGE_IDEA_NOT_FOUND);
  request.clear_driver_diagram();
  Given<v1::PdsaCycle>().When(Decide, request).ThenRejected(v1::CHANGE_IDEA_NOT_FOUND);
}

TEST(PdsaCycle, ContinuesOnlyWhatIsToBeAdapted) {
  auto request = Plan();
  request.set_earlier_cycle(kCycle);
  v1::PdsaCycle adopted;
  adopted.set_conclusion(v1::CONCLUSION_ADOPT);
  Given<v1::PdsaCycle>()
      .With(kDiagram, DrawnDiagram())
      .With(kCycle, adopted)
      .When(Decide, request)
      .ThenRejected(v1::CYCLE_NOT_TO_BE_CONTINUED);
}

v1::PlanActionRequest PlanAction() {
  v1::PlanActionRequest request;
  request.set_title("Train midwives");
  request.set_owner_role("lead midwife");
  request.set_due_date("2026-06-30");
  auto& milestone = *request.add_milestones();
  milestone.set_milestone("first");
  milestone.set_title("First ten trained");
  milestone.set_due_date("2026-04-30");
  return request;
}

v1::Action PlannedAction() {
  auto then = Given<v1::Action>().Naming(kAction).When(Decide, PlanAction());
  v1::Action action;
  Evolve(action, EventsOf<v1::ActionPlanned>(then.decision()).at(0));
  return action;
}

v1::ReportProgressRequest Report() {
  v1::ReportProgressRequest request;
  request.set_name(kAction);
  request.set_progress("Begun");
  return request;
}

TEST(Action, RejectsDatesAndMilestonesThatDoNotFit) {
  const auto expect_refused = [](const v1::PlanActionRequest& request, const std::string& field) {
    auto then = Given<v1::Action>().Naming(kAction).When(Decide, request);
    then.ThenRejected(v1::ACTION_NOT_PLANNABLE);
    EXPECT_EQ(then.decision().rejection().violations().at(0).field, field);
  };
  auto request = PlanAction();
  request.set_due_date("in summer");
  expect_refused(request, "due_date");
  request = PlanAction();
  request.mutable_milestones(0)->set_due_date("2026-07-01");
  expect_refused(request, "milestones[0].due_date");
  request = PlanAction();
  *request.add_milestones() = request.milestones(0);
  expect_refused(request, "milestones[1].milestone");
}

TEST(Action, ReportsReachOnlyAsItMayBeReleased) {
  for (int64_t people = 1; people <= 7; ++people) {
    auto request = Report();
    request.set_reached_people_count(people);
    request.set_intended_people_count(200);
    auto then = Given<v1::Action>(PlannedAction()).When(Decide, request);
    const auto reported = EventsOf<v1::ProgressReported>(then.decision()).at(0);
    EXPECT_TRUE(reported.reach().figure().suppressed()) << people;
    EXPECT_FALSE(reported.reach().figure().has_numerator()) << people;
  }
  auto request = Report();
  request.set_reached_people_count(93);
  request.set_intended_people_count(198);
  auto then = Given<v1::Action>(PlannedAction()).When(Decide, request);
  const auto figure = EventsOf<v1::ProgressReported>(then.decision()).at(0).reach().figure();
  EXPECT_EQ(figure.numerator(), 95);
  EXPECT_EQ(figure.denominator(), 200);
}

TEST(Action, RejectsAReportThatDoesNotFitAndRepeatsNoCount) {
  const auto expect_refused = [](const v1::ReportProgressRequest& request,
                                 const std::string& field) {
    auto then = Given<v1::Action>(PlannedAction()).When(Decide, request);
    then.ThenRejected(v1::PROGRESS_NOT_AS_PLANNED);
    const auto& violation = then.decision().rejection().violations().at(0);
    EXPECT_EQ(violation.field, field);
    EXPECT_EQ(violation.description.find("3"), std::string::npos);
  };
  auto request = Report();
  request.add_done_milestones("second");
  expect_refused(request, "done_milestones[0]");
  request = Report();
  request.set_reached_people_count(33);
  request.set_intended_people_count(3);
  expect_refused(request, "reached_people_count");
  request = Report();
  request.mutable_fidelity()->set_planned_part_count(4);
  request.mutable_fidelity()->set_delivered_part_count(5);
  expect_refused(request, "fidelity.delivered_part_count");
}

TEST(Action, IsCompletedWhenItsMilestonesAre) {
  v1::CompleteActionRequest complete;
  complete.set_name(kAction);
  v1::Action action = PlannedAction();
  Given<v1::Action>(action).When(Decide, complete).ThenRejected(v1::MILESTONES_OPEN);
  auto report = Report();
  report.add_done_milestones("first");
  Evolve(action,
         EventsOf<v1::ProgressReported>(Given<v1::Action>(action).When(Decide, report).decision())
             .at(0));
  EXPECT_EQ(action.milestones(0).done_date(), "2026-03-02");
  auto then = Given<v1::Action>(action).When(Decide, complete);
  Evolve(action, EventsOf<v1::ActionCompleted>(then.decision()).at(0));
  Given<v1::Action>(action).When(Decide, report).ThenRejected(v1::ACTION_CLOSED);
  v1::DropActionRequest drop;
  Given<v1::Action>(action).When(Decide, drop).ThenRejected(v1::ACTION_CLOSED);
}

TEST(Action, BecomesOverdueOnceTheDayAfterItsDueDate) {
  v1::Action action = PlannedAction();
  EXPECT_TRUE(Given<v1::Action>(action).WhenDue(DecideActionOverdue).decision().events().empty());
  const Instant july(std::chrono::sys_days(std::chrono::year(2026) / 7 / 1));
  EXPECT_EQ(OverdueFrom(action), july);
  auto then = Given<v1::Action>(action).At(july).WhenDue(DecideActionOverdue);
  const auto overdue = EventsOf<v1::ActionBecameOverdue>(then.decision());
  ASSERT_EQ(overdue.size(), 1u);
  Evolve(action, overdue[0]);
  EXPECT_FALSE(OverdueFrom(action).has_value());
  EXPECT_FALSE(Given<v1::Action>(action).When(Decide, Report()).decision().rejected());
}

}  // namespace
}  // namespace fivestep::metrics
