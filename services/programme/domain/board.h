// Boards: their terms of reference, seats and quorum.
//
// Stream: `governance_board/{governance_board}`. State machine: see services/programme/README.md.
#ifndef FIVESTEP_PROGRAMME_DOMAIN_BOARD_H_
#define FIVESTEP_PROGRAMME_DOMAIN_BOARD_H_

#include <string>
#include <vector>

#include "fivestep/programme/v1/board.pb.h"
#include "fivestep/programme/v1/events.pb.h"
#include "programme/domain/register.h"

namespace fivestep::programme {

// How many of `roles` sit on the board with a vote. A role that holds two seats counts as often as
// it is named, at most twice.
int VotingPresent(const pb::GovernanceBoardDetails& board, const std::vector<std::string>& roles);

// Refused with DETAILS_CONTRADICTORY when the chair has no seat, or fewer members have a vote than
// the quorum asks for.
Decision Decide(const pb::GovernanceBoard& board, const pb::EstablishBoardRequest& command,
                const CommandContext& context);
Decision Decide(const pb::GovernanceBoard& board, const pb::ReviseBoardRequest& command,
                const CommandContext& context);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_DOMAIN_BOARD_H_
