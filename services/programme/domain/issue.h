// Puts questions to the programme that arise elsewhere, and keeps their answers.
//
// Stream: `issue/{issue}`. Opened by reactions only; see services/programme/README.md.
#ifndef FIVESTEP_PROGRAMME_DOMAIN_ISSUE_H_
#define FIVESTEP_PROGRAMME_DOMAIN_ISSUE_H_

#include "fivestep/programme/v1/error_reason.pb.h"
#include "fivestep/programme/v1/events.pb.h"
#include "fivestep/programme/v1/internal.pb.h"
#include "fivestep/programme/v1/issue.pb.h"
#include "platform/core/decision.h"

namespace fivestep::programme {

namespace pb = fivestep::programme::v1;

// An issue that is there already is left as it is: the same event may be handled twice.
Decision Decide(const pb::Issue& issue, const pb::OpenIssueRequest& command,
                const CommandContext& context);
Decision Decide(const pb::Issue& issue, const pb::AnswerIssueRequest& command,
                const CommandContext& context);

void Evolve(pb::Issue& issue, const pb::IssueOpened& event);
void Evolve(pb::Issue& issue, const pb::IssueAnswered& event);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_DOMAIN_ISSUE_H_
