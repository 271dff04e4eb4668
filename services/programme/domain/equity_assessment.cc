#include "programme/domain/equity_assessment.h"

#include "platform/core/date.h"

namespace fivestep::programme {

Decision Decide(const pb::EquityAssessment&, const pb::RecordEquityAssessmentRequest& command,
                const CommandContext& context) {
  if (!ParseDate(command.review_date())) {
    return Reject(pb::DATE_NOT_VALID)
        .With("field", "review_date")
        .With("value", command.review_date())
        .Violating("review_date", "Write it as YYYY-MM-DD.");
  }
  const bool needs_actions = command.outcome() == pb::ASSESSMENT_OUTCOME_PROCEED_WITH_ACTIONS;
  if (needs_actions && command.actions().empty()) {
    return Reject(pb::ACTIONS_MISSING).Violating("actions", "Say what must be done.");
  }
  pb::EquityAssessmentRecorded recorded;
  recorded.set_equity_assessment(context.new_name);
  recorded.set_title(command.title());
  recorded.set_target_area(command.target_area());
  recorded.set_kind(command.kind());
  recorded.set_outcome(command.outcome());
  recorded.set_summary(command.summary());
  *recorded.mutable_considered_groups() = command.considered_groups();
  *recorded.mutable_actions() = command.actions();
  recorded.set_assessed_by_role(command.assessed_by_role());
  recorded.set_review_date(command.review_date());
  recorded.set_visibility(command.visibility());
  return Emit(std::move(recorded));
}

void Evolve(pb::EquityAssessment& assessment, const pb::EquityAssessmentRecorded& event) {
  assessment.set_name(event.equity_assessment());
  assessment.set_title(event.title());
  assessment.set_target_area(event.target_area());
  assessment.set_kind(event.kind());
  assessment.set_outcome(event.outcome());
  assessment.set_summary(event.summary());
  *assessment.mutable_considered_groups() = event.considered_groups();
  *assessment.mutable_actions() = event.actions();
  assessment.set_assessed_by_role(event.assessed_by_role());
  assessment.set_review_date(event.review_date());
  assessment.set_visibility(event.visibility());
}

}  // namespace fivestep::programme
