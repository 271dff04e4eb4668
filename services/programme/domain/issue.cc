#include "programme/domain/issue.h"

namespace fivestep::programme {

Decision Decide(const pb::Issue& issue, const pb::OpenIssueRequest& command,
                const CommandContext&) {
  if (issue.state() != pb::Issue::STATE_UNSPECIFIED) return Decision();
  pb::IssueOpened opened;
  opened.set_issue(command.issue());
  opened.set_title(command.title());
  opened.set_subject_resource(command.subject_resource());
  opened.set_question(command.question());
  opened.set_step(command.step());
  opened.set_owner_role(command.owner_role());
  *opened.mutable_source() = command.source();
  opened.set_visibility(command.visibility());
  return Emit(std::move(opened));
}

Decision Decide(const pb::Issue& issue, const pb::AnswerIssueRequest& command,
                const CommandContext&) {
  if (issue.state() == pb::Issue::STATE_ANSWERED) {
    return Reject(pb::ISSUE_IS_ANSWERED).With("issue", command.name());
  }
  pb::IssueAnswered answered;
  answered.set_issue(command.name());
  answered.set_answer(command.answer());
  answered.set_reason(command.reason());
  *answered.mutable_decided_by_roles() = command.decided_by_roles();
  return Emit(std::move(answered));
}

void Evolve(pb::Issue& issue, const pb::IssueOpened& event) {
  issue.set_name(event.issue());
  issue.set_title(event.title());
  issue.set_state(pb::Issue::STATE_OPEN);
  issue.set_subject_resource(event.subject_resource());
  issue.set_question(event.question());
  issue.set_step(event.step());
  issue.set_owner_role(event.owner_role());
  issue.set_visibility(event.visibility());
}

void Evolve(pb::Issue& issue, const pb::IssueAnswered& event) {
  issue.set_state(pb::Issue::STATE_ANSWERED);
  issue.set_answer(event.answer());
  issue.set_answer_reason(event.reason());
  *issue.mutable_decided_by_roles() = event.decided_by_roles();
}

}  // namespace fivestep::programme
