// What may stand on a ballot of a block, and what it adds to the counts.
#ifndef FIVESTEP_CODESIGN_DOMAIN_BLOCK_BALLOT_H_
#define FIVESTEP_CODESIGN_DOMAIN_BLOCK_BALLOT_H_

#include "fivestep/codesign/v1/codesign_service.pb.h"
#include "fivestep/codesign/v1/method_block.pb.h"
#include "platform/core/decision.h"

namespace fivestep::codesign {

// The rejection of ballots that do not keep to the rules of the block, naming every one of them, or
// no rejection. Whether a ballot was cast before is not looked at.
Decision CheckBallots(const v1::MethodBlock& block, const v1::CastBlockBallotsRequest& command);

// Adds the ballot's marks to `counted`, an entry per item. REQUIRES: the ballot keeps to the rule.
void CountMarks(const v1::BlockBallotEntry& ballot, const v1::BallotRule& rule,
                google::protobuf::RepeatedPtrField<v1::BlockItem>& counted);

}  // namespace fivestep::codesign

#endif  // FIVESTEP_CODESIGN_DOMAIN_BLOCK_BALLOT_H_
