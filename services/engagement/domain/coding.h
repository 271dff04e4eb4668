// Makes contributions part of a theme, and tells theme and activities of each other.
#ifndef FIVESTEP_ENGAGEMENT_DOMAIN_CODING_H_
#define FIVESTEP_ENGAGEMENT_DOMAIN_CODING_H_

#include "fivestep/engagement/v1/engagement_service.pb.h"
#include "fivestep/engagement/v1/error_reason.pb.h"
#include "fivestep/engagement/v1/theme.pb.h"
#include "platform/core/decision.h"

namespace fivestep::engagement {

namespace pb = fivestep::engagement::v1;

// A theme's row names the activities at which it was raised; 250 names of 150 bytes stay well below
// the 64 KiB that a row may have.
inline constexpr int kMaxActivitiesPerTheme = 250;

// All contributions of the call or none. The link sits on the contribution, since a theme's row
// must not grow with people.
Decision Decide(const pb::Theme& theme, const pb::CodeContributionsRequest& command,
                const CommandContext& context);

}  // namespace fivestep::engagement

#endif  // FIVESTEP_ENGAGEMENT_DOMAIN_CODING_H_
