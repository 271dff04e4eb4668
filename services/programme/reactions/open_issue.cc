#include "programme/reactions/open_issue.h"

#include <string>

namespace fivestep::programme {

std::vector<v1::OpenIssueRequest> OpenIssue(const analysis::v1::EmergingInequalityRaised& event,
                                            const platform::v1::RecordedEvent& record) {
  v1::OpenIssueRequest open;
  open.set_issue(record.programme() + "/issues/analysis-" + std::to_string(record.position()));
  open.set_title(event.title());
  open.set_subject_resource(event.emerging_inequality());
  open.set_question(event.reason() +
                    " Does the programme go back to step 2 and look at its priorities again?");
  open.set_step(v1::STEP_IDENTIFY_AND_PRIORITISE);
  open.set_owner_role(event.owner_role());
  open.mutable_source()->set_log("analysis");
  open.mutable_source()->set_position(record.position());
  open.set_visibility(event.visibility());
  return {open};
}

}  // namespace fivestep::programme
