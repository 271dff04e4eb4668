// Records what people say at an activity. Taking it back: see consent.h.
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

// Two coders and two codebooks at a time are usual; more labels than this are slips of the pen.
inline constexpr int kMaxCodingsPerContribution = 10;

// All contributions of the call or none. Each gets a stream, hence a key, of its own. What was
// written down away from the network (with a `capture_id`) is taken after the close too, if it was
// said before that, and never twice.
Decision Decide(const pb::Activity& activity, const pb::RecordContributionsRequest& command,
                const CommandContext& context);

void Evolve(pb::Contribution& contribution, const pb::ContributionRecorded& event);
void Evolve(pb::Contribution& contribution, const pb::ContributionCoded& event);
// The latest coding of a coder with a codebook holds.
void Evolve(pb::Contribution& contribution, const pb::CodesApplied& event);

}  // namespace fivestep::engagement

#endif  // FIVESTEP_ENGAGEMENT_DOMAIN_CONTRIBUTION_H_
