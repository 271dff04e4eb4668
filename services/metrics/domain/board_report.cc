#include "metrics/domain/board_report.h"

#include <string>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/date.h"
#include "platform/core/violations.h"

namespace fivestep::metrics {
namespace {

Decision NotInState(const v1::BoardReport& report, const std::string& name, const char* needs) {
  return Reject(v1::BOARD_REPORT_NOT_IN_STATE)
      .With("board_report", name)
      .With("state", v1::BoardReport::State_Name(report.state()))
      .With("needs", needs);
}

Decision OldState(const std::string& name) {
  return Reject(platform::v1::PREPARED_ON_OLD_STATE).With("resource", name);
}

}  // namespace

Decision CheckBrief(const v1::DraftBoardReportRequest& command) {
  Violations violations;
  violations.Expect(ParseDate(command.brief().meeting_date()).has_value(), "brief.meeting_date",
                    "must be a day, YYYY-MM-DD");
  for (int i = 0; i < command.brief().next_steps_size(); ++i) {
    violations.Expect(ParseDate(command.brief().next_steps(i).due_date()).has_value(),
                      "brief.next_steps[" + std::to_string(i) + "].due_date",
                      "must be a day, YYYY-MM-DD");
  }
  return violations.empty() ? Decision() : violations.RejectionBy(v1::BOARD_REPORT_NOT_VALID);
}

Decision Decide(const v1::BoardReport&, const v1::DraftBoardReportRequest& command,
                const v1::PreparedBoardReport& prepared, const CommandContext& context) {
  v1::BoardReportDrafted drafted;
  drafted.set_board_report(context.new_name);
  drafted.set_title(command.title());
  *drafted.mutable_brief() = command.brief();
  *drafted.mutable_positions() = prepared.positions();
  drafted.set_content_blob_digest(prepared.content_blob_digest());
  drafted.set_content_digest(prepared.content_digest());
  drafted.set_drafted_by_actor_id(context.actor.id());
  drafted.set_visibility(command.visibility());
  return Emit(drafted);
}

Decision Decide(const v1::BoardReport& report, const v1::ApproveBoardReportRequest& command,
                const CommandContext& context) {
  if (report.state() != v1::BoardReport::STATE_DRAFT) {
    return NotInState(report, command.name(), "only a draft can be approved");
  }
  if (context.actor.id() == report.drafted_by_actor_id()) {
    return Reject(v1::APPROVER_IS_AUTHOR).With("board_report", command.name());
  }
  v1::BoardReportApproved approved;
  approved.set_board_report(command.name());
  approved.set_approved_by_role(command.approved_by_role());
  approved.set_note(command.note());
  approved.set_content_digest(report.content_digest());
  return Emit(approved);
}

Decision Decide(const v1::BoardReport& report, const v1::IssueBoardReportRequest& command,
                const v1::PreparedIssue& prepared, const CommandContext&) {
  if (report.state() != v1::BoardReport::STATE_APPROVED) {
    return NotInState(report, command.name(), "only an approved one can be issued");
  }
  if (prepared.content_digest() != report.content_digest() ||
      prepared.approved_by_role() != report.approved_by_role()) {
    return OldState(command.name());
  }
  v1::BoardReportIssued issued;
  issued.set_board_report(command.name());
  issued.set_issued_by_role(command.issued_by_role());
  *issued.mutable_files() = prepared.files();
  *issued.mutable_checkpoints() = command.checkpoints();
  return Emit(issued);
}

void Evolve(v1::BoardReport& report, const v1::BoardReportDrafted& event) {
  report.set_state(v1::BoardReport::STATE_DRAFT);
  report.set_title(event.title());
  *report.mutable_brief() = event.brief();
  *report.mutable_positions() = event.positions();
  report.set_content_blob_digest(event.content_blob_digest());
  report.set_content_digest(event.content_digest());
  report.set_drafted_by_actor_id(event.drafted_by_actor_id());
  report.set_visibility(event.visibility());
}

void Evolve(v1::BoardReport& report, const v1::BoardReportApproved& event) {
  report.set_state(v1::BoardReport::STATE_APPROVED);
  report.set_approved_by_role(event.approved_by_role());
  report.set_approval_note(event.note());
}

void Evolve(v1::BoardReport& report, const v1::BoardReportIssued& event) {
  report.set_state(v1::BoardReport::STATE_ISSUED);
  report.set_issued_by_role(event.issued_by_role());
  *report.mutable_files() = event.files();
  *report.mutable_checkpoints() = event.checkpoints();
}

}  // namespace fivestep::metrics
