// Records what people say at an activity, and takes back what somebody no longer wants to have
// said.
//
// Stream: `contribution/{contribution}`. One writer; see services/engagement/README.md.
#ifndef FIVESTEP_ENGAGEMENT_DOMAIN_CONTRIBUTION_H_
#define FIVESTEP_ENGAGEMENT_DOMAIN_CONTRIBUTION_H_

#include "fivestep/engagement/v1/activity.pb.h"
#include "fivestep/engagement/v1/contribution.pb.h"
#include "fivestep/engagement/v1/engagement_service.pb.h"
#include "fivestep/engagement/v1/error_reason.pb.h"
#include "fivestep/engagement/v1/events.pb.h"
#include "platform/core/decision.h"

namespace fivestep::engagement {

namespace pb = fivestep::engagement::v1;

// A contribution that belongs to more themes than this tells nothing about any of them.
inline constexpr int kMaxThemesPerContribution = 50;

// All contributions of the call or none. Each gets a stream, hence a key, of its own.
Decision Decide(const pb::Activity& activity, const pb::RecordContributionsRequest& command,
                const CommandContext& context);

// Takes one back. Its words go with the event (`erases`); what it was part of stays on the record.
Decision Decide(const pb::Contribution& contribution,
                const pb::WithdrawContributionRequest& command, const CommandContext& context);

void Evolve(pb::Contribution& contribution, const pb::ContributionRecorded& event);
void Evolve(pb::Contribution& contribution, const pb::ContributionCoded& event);
void Evolve(pb::Contribution& contribution, const pb::ContributionWithdrawn& event);

}  // namespace fivestep::engagement

#endif  // FIVESTEP_ENGAGEMENT_DOMAIN_CONTRIBUTION_H_
