#include "programme/domain/heat.h"

#include <chrono>
#include <string>
#include <utility>

namespace fivestep::programme {
namespace {

Decision CheckReviewDate(const pb::CompleteHeatStageRequest& command,
                         const CommandContext& context) {
  const Date today = DayOf(context.now);
  const Date earliest = MonthsAfter(today, kEarliestReviewMonths);
  const Date latest = MonthsAfter(today, kLatestReviewMonths);
  const auto day = ParseDate(command.review_date());
  const bool asked = command.stage() == pb::HEAT_STAGE_ASSESS;
  const bool right =
      asked ? day && *day >= earliest && *day <= latest : command.review_date().empty();
  if (right) return Decision();
  return Reject(pb::HEAT_REVIEW_DATE_NOT_IN_RANGE)
      .With("value", command.review_date())
      .With("rule", asked ? "the review comes six to twelve months after this stage"
                          : "only HEAT_STAGE_ASSESS sets it")
      .With("earliest", ToText(earliest))
      .With("latest", ToText(latest))
      .Violating("review_date", asked ? "Name a day six to twelve months ahead."
                                      : "Leave it empty with this stage.");
}

}  // namespace

pb::HeatStage NextStage(const pb::Heat& heat) {
  switch (heat.state()) {
    case pb::Heat::STATE_PREPARING:
      return pb::HEAT_STAGE_PREPARE;
    case pb::Heat::STATE_ASSESSING:
      return pb::HEAT_STAGE_ASSESS;
    case pb::Heat::STATE_REFINING:
      return pb::HEAT_STAGE_REFINE_AND_APPLY;
    case pb::Heat::STATE_AWAITING_REVIEW:
    case pb::Heat::STATE_REVIEW_DUE:
      return pb::HEAT_STAGE_REVIEW;
    default:
      return pb::HEAT_STAGE_UNSPECIFIED;
  }
}

Date MonthsAfter(const Date& day, int months) {
  const Date moved = day + std::chrono::months(months);
  return moved.ok() ? moved : moved.year() / moved.month() / std::chrono::last;
}

Decision Decide(const pb::Heat& heat, const pb::CompleteHeatStageRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckState(heat, command); no.rejected()) return no;
  const pb::HeatStage next = NextStage(heat);
  if (command.stage() != next) {
    return Reject(pb::HEAT_STAGE_NOT_NEXT)
        .With("heat", command.name())
        .With("stage", pb::HeatStage_Name(command.stage()))
        .With("next", pb::HeatStage_Name(next));
  }
  if (Decision no = CheckReviewDate(command, context); no.rejected()) return no;
  auto completed = FactOf<pb::HeatStageCompleted>(command, context);
  completed.set_about(heat.details().about());
  if (completed.review_date().empty()) completed.set_review_date(heat.review_date());
  completed.set_completed_date(ToText(DayOf(context.now)));
  return Emit(std::move(completed));
}

std::optional<Instant> ReviewDueFrom(const pb::Heat& heat) {
  if (heat.state() != pb::Heat::STATE_AWAITING_REVIEW) return std::nullopt;
  return MomentAfter(heat.review_date());
}

Decision DecideHeatReviewDue(const pb::Heat& heat, const CommandContext& context) {
  const auto due = ReviewDueFrom(heat);
  if (!due || *due > context.now) return Decision();
  pb::HeatReviewBecameDue event;
  event.set_heat(heat.name());
  event.set_review_date(heat.review_date());
  return Emit(std::move(event));
}

void Evolve(pb::Heat& heat, const pb::HeatStageCompleted& event) {
  pb::HeatStageRecord& record = *heat.add_completed_stages();
  record.set_stage(event.stage());
  *record.mutable_answers() = event.answers();
  record.set_completed_by_role(event.completed_by_role());
  record.set_completed_date(event.completed_date());
  heat.set_review_date(event.review_date());
  MoveOn(event, heat);
}

}  // namespace fivestep::programme
