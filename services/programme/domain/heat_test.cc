#include "programme/domain/heat.h"

#include "platform/testing/given.h"

namespace fivestep::programme {
namespace {

using fivestep::testing::Given;

constexpr char kHeat[] = "programmes/p1/heats/h1";
constexpr char kArea[] = "programmes/p1/targetAreas/t1";

pb::Heat Opened() {
  pb::Heat heat;
  pb::HeatOpened opened;
  opened.set_heat(kHeat);
  opened.mutable_details()->set_about(kArea);
  Keep(heat, opened);
  return heat;
}

pb::HeatStageCompleted Completed(pb::HeatStage stage, const std::string& review_date) {
  pb::HeatStageCompleted event;
  event.set_heat(kHeat);
  event.set_about(kArea);
  event.set_stage(stage);
  event.set_review_date(review_date);
  event.set_completed_by_role("Public health consultant");
  event.set_completed_date("2026-03-02");
  return event;
}

// Its first `count` stages are completed.
pb::Heat After(int count) {
  pb::Heat heat = Opened();
  for (int stage = 1; stage <= count; ++stage) {
    Evolve(heat, Completed(static_cast<pb::HeatStage>(stage), stage >= 2 ? "2026-12-01" : ""));
  }
  return heat;
}

pb::CompleteHeatStageRequest Complete(pb::HeatStage stage, const std::string& review_date = "") {
  pb::CompleteHeatStageRequest command;
  command.set_name(kHeat);
  command.set_stage(stage);
  command.set_completed_by_role("Public health consultant");
  command.set_review_date(review_date);
  return command;
}

TEST(CompleteHeatStage, GoesThroughTheStagesInTheirOrder) {
  Given<pb::Heat>(Opened())
      .When(Decide, Complete(pb::HEAT_STAGE_PREPARE))
      .ThenEmits(Completed(pb::HEAT_STAGE_PREPARE, ""));
  Given<pb::Heat>(After(1))
      .When(Decide, Complete(pb::HEAT_STAGE_ASSESS, "2026-12-01"))
      .ThenEmits(Completed(pb::HEAT_STAGE_ASSESS, "2026-12-01"));
  Given<pb::Heat>(After(2))
      .When(Decide, Complete(pb::HEAT_STAGE_REFINE_AND_APPLY))
      .ThenEmits(Completed(pb::HEAT_STAGE_REFINE_AND_APPLY, "2026-12-01"));
  Given<pb::Heat>(After(3))
      .When(Decide, Complete(pb::HEAT_STAGE_REVIEW))
      .ThenEmits(Completed(pb::HEAT_STAGE_REVIEW, "2026-12-01"));
  EXPECT_EQ(After(4).state(), pb::Heat::STATE_REVIEWED);
  EXPECT_EQ(After(4).completed_stages_size(), 4);
}

TEST(CompleteHeatStage, RejectsEveryOtherStage) {
  for (int done = 0; done < 4; ++done) {
    for (int stage = 1; stage <= 4; ++stage) {
      if (stage == done + 1) continue;
      Given<pb::Heat>(After(done))
          .When(Decide, Complete(static_cast<pb::HeatStage>(stage)))
          .ThenRejected(pb::HEAT_STAGE_NOT_NEXT);
    }
  }
}

TEST(CompleteHeatStage, TakesAReviewDateSixToTwelveMonthsAheadWithAssessOnly) {
  for (const char* date : {"", "2026-09-01", "2027-03-03"}) {
    Given<pb::Heat>(After(1))
        .When(Decide, Complete(pb::HEAT_STAGE_ASSESS, date))
        .ThenRejected(pb::HEAT_REVIEW_DATE_NOT_IN_RANGE);
  }
  for (const char* date : {"2026-09-02", "2027-03-02"}) {
    EXPECT_FALSE(Given<pb::Heat>(After(1))
                     .When(Decide, Complete(pb::HEAT_STAGE_ASSESS, date))
                     .decision()
                     .rejected());
  }
  Given<pb::Heat>(After(2))
      .When(Decide, Complete(pb::HEAT_STAGE_REFINE_AND_APPLY, "2026-12-01"))
      .ThenRejected(pb::HEAT_REVIEW_DATE_NOT_IN_RANGE);
}

TEST(HeatReview, BecomesDueOnceAfterWhatWasChanged) {
  const Instant due = *MomentAfter("2026-12-01");
  EXPECT_EQ(ReviewDueFrom(After(2)), std::nullopt);
  EXPECT_EQ(ReviewDueFrom(After(3)), due);
  pb::HeatReviewBecameDue event;
  event.set_heat(kHeat);
  event.set_review_date("2026-12-01");
  Given<pb::Heat>(After(3)).At(due).WhenDue(DecideHeatReviewDue).ThenEmits(event);
  EXPECT_TRUE(Given<pb::Heat>(After(3)).WhenDue(DecideHeatReviewDue).decision().events().empty());
  pb::Heat after = After(3);
  Keep(after, event);
  EXPECT_EQ(after.state(), pb::Heat::STATE_REVIEW_DUE);
  EXPECT_EQ(ReviewDueFrom(after), std::nullopt);
}

TEST(MonthsAfter, EndsWithAShorterMonth) {
  EXPECT_EQ(ToText(MonthsAfter(*ParseDate("2026-08-31"), 6)), "2027-02-28");
  EXPECT_EQ(ToText(MonthsAfter(*ParseDate("2026-03-02"), 12)), "2027-03-02");
}

}  // namespace
}  // namespace fivestep::programme
