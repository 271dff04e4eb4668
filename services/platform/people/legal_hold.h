// Places and releases legal holds: what they name is neither erased nor disposed of.
//
// Stream: `legal_hold/{legal_hold}`.
#ifndef FIVESTEP_PLATFORM_PEOPLE_LEGAL_HOLD_H_
#define FIVESTEP_PLATFORM_PEOPLE_LEGAL_HOLD_H_

#include "fivestep/platform/v1/events.pb.h"
#include "fivestep/platform/v1/people_service.pb.h"
#include "platform/core/decision.h"

namespace fivestep::people {

Decision Decide(const platform::v1::LegalHold& hold,
                const platform::v1::PlaceLegalHoldRequest& command, const CommandContext& context);
Decision Decide(const platform::v1::LegalHold& hold,
                const platform::v1::ReleaseLegalHoldRequest& command,
                const CommandContext& context);

void Evolve(platform::v1::LegalHold& hold, const platform::v1::LegalHoldPlaced& event);
void Evolve(platform::v1::LegalHold& hold, const platform::v1::LegalHoldReleased& event);

}  // namespace fivestep::people

#endif  // FIVESTEP_PLATFORM_PEOPLE_LEGAL_HOLD_H_
