// Takes the ballots of a session's dot vote.
//
// Stream: `session/{session}/ballot/{token}`; the dots also go to the ideas' streams. See
// services/codesign/README.md for the commands -> events table, and for why ballots are in the
// clear.
#ifndef FIVESTEP_CODESIGN_DOMAIN_BALLOT_H_
#define FIVESTEP_CODESIGN_DOMAIN_BALLOT_H_

#include <string>

#include "fivestep/codesign/v1/codesign_service.pb.h"
#include "fivestep/codesign/v1/events.pb.h"
#include "fivestep/codesign/v1/session.pb.h"
#include "platform/core/decision.h"

namespace fivestep::codesign {

// A token shorter than this could be guessed or stand for a person (initials, a seat).
inline constexpr size_t kMinTokenLength = 8;

// Whether `token` is long enough and may be part of a resource name.
bool IsUsableToken(const std::string& token);

// All ballots or none: the first that breaks a rule refuses the call. Looks up ballots by their
// names.
Decision Decide(const v1::Session& session, const v1::CastBallotsRequest& command,
                const CommandContext& context);

void Evolve(v1::Ballot& ballot, const v1::BallotCast& event);

}  // namespace fivestep::codesign

#endif  // FIVESTEP_CODESIGN_DOMAIN_BALLOT_H_
