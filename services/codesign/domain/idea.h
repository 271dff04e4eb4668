// Records the ideas of a session, and dissent from its result.
//
// Streams: `idea/{idea}`, `dissent/{dissent}`. See services/codesign/README.md for the commands ->
// events table.
#ifndef FIVESTEP_CODESIGN_DOMAIN_IDEA_H_
#define FIVESTEP_CODESIGN_DOMAIN_IDEA_H_

#include "fivestep/codesign/v1/codesign_service.pb.h"
#include "fivestep/codesign/v1/events.pb.h"
#include "fivestep/codesign/v1/idea.pb.h"
#include "fivestep/codesign/v1/session.pb.h"
#include "platform/core/decision.h"

namespace fivestep::codesign {

// Ideas of one session. Their names are kept in the session's row and in `SessionClosed`, both of
// which hold at most 64 KiB: 200 names of up to 160 bytes leave half of it free. Nobody ranks more.
inline constexpr int kMaxIdeasPerSession = 200;

Decision Decide(const v1::Session& session, const v1::RecordIdeasRequest& command,
                const CommandContext& context);
// Needs the session's row.
Decision Decide(const v1::Dissent& dissent, const v1::RecordDissentRequest& command,
                const CommandContext& context);

void Evolve(v1::Idea& idea, const v1::IdeaRecorded& event);
void Evolve(v1::Idea& idea, const v1::DotsAdded& event);
void Evolve(v1::Dissent& dissent, const v1::DissentRecorded& event);

}  // namespace fivestep::codesign

#endif  // FIVESTEP_CODESIGN_DOMAIN_IDEA_H_
