// Records what a target area would do to whom.
//
// Stream: `equity_assessment/{equity_assessment}`. See services/programme/README.md for the
// commands
// -> events table.
#ifndef FIVESTEP_PROGRAMME_DOMAIN_EQUITY_ASSESSMENT_H_
#define FIVESTEP_PROGRAMME_DOMAIN_EQUITY_ASSESSMENT_H_

#include "fivestep/programme/v1/equity_assessment.pb.h"
#include "fivestep/programme/v1/error_reason.pb.h"
#include "fivestep/programme/v1/events.pb.h"
#include "platform/core/decision.h"

namespace fivestep::programme {

namespace pb = fivestep::programme::v1;

Decision Decide(const pb::EquityAssessment& assessment,
                const pb::RecordEquityAssessmentRequest& command, const CommandContext& context);

void Evolve(pb::EquityAssessment& assessment, const pb::EquityAssessmentRecorded& event);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_DOMAIN_EQUITY_ASSESSMENT_H_
