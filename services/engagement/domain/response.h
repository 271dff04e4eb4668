// Publishes the answer to a theme: "you said, we did".
#ifndef FIVESTEP_ENGAGEMENT_DOMAIN_RESPONSE_H_
#define FIVESTEP_ENGAGEMENT_DOMAIN_RESPONSE_H_

#include "fivestep/engagement/v1/engagement_service.pb.h"
#include "fivestep/engagement/v1/error_reason.pb.h"
#include "fivestep/engagement/v1/theme.pb.h"
#include "platform/core/decision.h"

namespace fivestep::engagement {

namespace pb = fivestep::engagement::v1;

// The answer is published on the theme and reaches every activity at which it was raised, in one
// decision: nobody is answered while others who said the same are not.
Decision Decide(const pb::Theme& theme, const pb::PublishResponseRequest& command,
                const CommandContext& context);

}  // namespace fivestep::engagement

#endif  // FIVESTEP_ENGAGEMENT_DOMAIN_RESPONSE_H_
