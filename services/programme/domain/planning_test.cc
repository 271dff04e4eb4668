#include "programme/domain/planning.h"

#include "platform/testing/given.h"

namespace fivestep::programme {
namespace {

using fivestep::testing::Given;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kPrompts[] = "programmes/p1/planningPromptSets/april";
constexpr char kLater[] = "programmes/p1/planningPromptSets/may";
constexpr char kMatrix[] = "programmes/p1/planningMatrices/m1";

pb::PlanningPromptSet Prompts() {
  pb::PlanningPromptSet prompts;
  pb::PlanningPromptsLoaded loaded;
  loaded.set_planning_prompt_set(kPrompts);
  Keep(prompts, loaded);
  return prompts;
}

pb::PlanningPromptSet Superseded() {
  pb::PlanningPromptSet prompts = Prompts();
  pb::PlanningPromptsSuperseded superseded;
  superseded.set_planning_prompt_set(kPrompts);
  superseded.set_superseded_by(kLater);
  Keep(prompts, superseded);
  return prompts;
}

pb::PlanningMatrix Open() {
  pb::PlanningMatrix matrix;
  pb::PlanningMatrixOpened opened;
  opened.set_planning_matrix(kMatrix);
  Keep(matrix, opened);
  return matrix;
}

pb::PlanningCell Cell(int area, int stage, pb::PlanningRating rating) {
  pb::PlanningCell cell;
  cell.set_area(static_cast<pb::PlanningArea>(area));
  cell.set_stage(static_cast<pb::PlanningStage>(stage));
  cell.set_rating(rating);
  return cell;
}

pb::RatePlanningCellRequest Rate(const pb::PlanningCell& cell) {
  pb::RatePlanningCellRequest command;
  command.set_name(kMatrix);
  *command.mutable_cell() = cell;
  return command;
}

pb::PlanningCellRated Rated(const pb::PlanningCell& cell) {
  pb::PlanningCellRated event;
  event.set_planning_matrix(kMatrix);
  *event.mutable_cell() = cell;
  return event;
}

TEST(LoadPlanningPrompts, TakesThePlaceOfTheEditionBefore) {
  pb::LoadPlanningPromptsRequest command;
  command.add_prompts()->set_text("Who cannot reach the clinic?");
  command.set_supersedes(kPrompts);
  pb::PlanningPromptsLoaded loaded;
  loaded.set_planning_prompt_set(kLater);
  loaded.add_prompts()->set_text("Who cannot reach the clinic?");
  loaded.set_supersedes(kPrompts);
  pb::PlanningPromptsSuperseded superseded;
  superseded.set_planning_prompt_set(kPrompts);
  superseded.set_superseded_by(kLater);
  Given<pb::PlanningPromptSet>()
      .With(kPrompts, Prompts())
      .Naming(kLater)
      .When(Decide, command)
      .ThenEmits(loaded, superseded);
  Given<pb::PlanningPromptSet>()
      .With(kPrompts, Superseded())
      .Naming("programmes/p1/planningPromptSets/june")
      .When(Decide, command)
      .ThenRejected(pb::PROMPTS_SUPERSEDED);
}

TEST(OpenPlanningMatrix, AsksTheEditionInUse) {
  pb::OpenPlanningMatrixRequest command;
  command.mutable_details()->set_planning_prompt_set(kPrompts);
  EXPECT_FALSE(Given<pb::PlanningMatrix>()
                   .With(kPrompts, Prompts())
                   .When(Decide, command)
                   .decision()
                   .rejected());
  Given<pb::PlanningMatrix>()
      .With(kPrompts, Superseded())
      .When(Decide, command)
      .ThenRejected(pb::PROMPTS_SUPERSEDED);
}

TEST(RatePlanningCell, AsksWhyNotAndWhatShowsIt) {
  pb::PlanningCell cell = Cell(1, 1, pb::PLANNING_RATING_NOT_APPLICABLE);
  Given<pb::PlanningMatrix>(Open())
      .When(Decide, Rate(cell))
      .ThenRejected(pb::DETAILS_CONTRADICTORY);
  cell.set_explanation("The clinic has no research.");
  Given<pb::PlanningMatrix>(Open()).When(Decide, Rate(cell)).ThenEmits(Rated(cell));
  cell.set_rating(pb::PLANNING_RATING_EMBEDDED);
  Given<pb::PlanningMatrix>(Open())
      .When(Decide, Rate(cell))
      .ThenRejected(pb::DETAILS_CONTRADICTORY);
  cell.add_evidence_links("programmes/p1/themes/t1");
  Given<pb::PlanningMatrix>(Open()).When(Decide, Rate(cell)).ThenEmits(Rated(cell));
}

TEST(RatePlanningCell, ReplacesWhatWasRatedBefore) {
  pb::PlanningMatrix matrix = Open();
  Evolve(matrix, Rated(Cell(1, 1, pb::PLANNING_RATING_NOT_CONSIDERED)));
  Evolve(matrix, Rated(Cell(1, 1, pb::PLANNING_RATING_EMERGING)));
  ASSERT_EQ(matrix.cells_size(), 1);
  EXPECT_EQ(matrix.cells(0).rating(), pb::PLANNING_RATING_EMERGING);
}

TEST(ClosePlanningMatrix, NamesEveryCellThatIsNotRated) {
  pb::PlanningMatrix matrix = Open();
  EXPECT_EQ(UnratedCells(matrix).size(), static_cast<size_t>(kPlanningCells));
  Evolve(matrix, Rated(Cell(1, 1, pb::PLANNING_RATING_EMERGING)));
  pb::ClosePlanningMatrixRequest command;
  command.set_name(kMatrix);
  auto then = Given<pb::PlanningMatrix>(matrix).When(Decide, command);
  then.ThenRejected(pb::PLANNING_CELLS_MISSING);
  const std::string& message = then.decision().rejection().message();
  EXPECT_THAT(message, HasSubstr("equitable access / implement"));
  EXPECT_THAT(message, Not(HasSubstr("equitable access / design")));
  for (int area = 1; area <= 7; ++area) {
    for (int stage = 1; stage <= 3; ++stage) {
      Evolve(matrix, Rated(Cell(area, stage, pb::PLANNING_RATING_EMERGING)));
    }
  }
  EXPECT_FALSE(Given<pb::PlanningMatrix>(matrix).When(Decide, command).decision().rejected());
}

}  // namespace
}  // namespace fivestep::programme
