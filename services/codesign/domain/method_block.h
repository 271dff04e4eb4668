// The blocks of a session: prompts, items, ballots, result.
//
// Streams: `method_block/{method_block}`, `method_block/{method_block}/block_ballot/{token}`. See
// services/codesign/README.md for the commands -> events table.
#ifndef FIVESTEP_CODESIGN_DOMAIN_METHOD_BLOCK_H_
#define FIVESTEP_CODESIGN_DOMAIN_METHOD_BLOCK_H_

#include "fivestep/codesign/v1/codesign_service.pb.h"
#include "fivestep/codesign/v1/events.pb.h"
#include "fivestep/codesign/v1/method_block.pb.h"
#include "platform/core/decision.h"

namespace fivestep::codesign {

// Items of one block. They are kept in its row with their counts; 100 take less than half of its 64
// KiB, and are more than a room can weigh.
inline constexpr int kMaxItemsPerBlock = 100;

// All need the session's row; the ballots also look up ballots by their names.
Decision Decide(const v1::MethodBlock& block, const v1::AddMethodBlockRequest& command,
                const CommandContext& context);
Decision Decide(const v1::MethodBlock& block, const v1::RecordBlockItemsRequest& command,
                const CommandContext& context);
// All ballots or none.
Decision Decide(const v1::MethodBlock& block, const v1::CastBlockBallotsRequest& command,
                const CommandContext& context);
Decision Decide(const v1::MethodBlock& block, const v1::CloseMethodBlockRequest& command,
                const CommandContext& context);

void Evolve(v1::MethodBlock& block, const v1::MethodBlockAdded& event);
void Evolve(v1::MethodBlock& block, const v1::BlockItemsRecorded& event);
void Evolve(v1::MethodBlock& block, const v1::BlockBallotsCounted& event);
void Evolve(v1::MethodBlock& block, const v1::MethodBlockClosed& event);
void Evolve(v1::BlockBallot& ballot, const v1::BlockBallotCast& event);

}  // namespace fivestep::codesign

#endif  // FIVESTEP_CODESIGN_DOMAIN_METHOD_BLOCK_H_
