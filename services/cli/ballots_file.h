// A file of ballots, as typed from the sheets of a session, as the request that records them.
#ifndef FIVESTEP_CLI_BALLOTS_FILE_H_
#define FIVESTEP_CLI_BALLOTS_FILE_H_

#include <string>

#include "fivestep/codesign/v1/codesign_service.pb.h"
#include "platform/core/status.h"

namespace fivestep::cli {

// The ballots of `content`: a column `token`, and a column for each code on the sheets (`A1`,
// `B2`). An empty cell is an item that was not marked; a ballot without a mark is left out. A cell
// is the mark, or impact and effort as `5/2`.
//
// Errors: INVALID_ARGUMENT for a file without tokens or ballots, a row of another length than the
// header, or a mark that is no whole number, naming line and column.
Result<codesign::v1::CastBlockBallotsRequest> BallotsOf(const std::string& content);

// The same for the dot vote of `session`, whose ideas have the codes I1, I2 and so on, in their
// order there. INVALID_ARGUMENT also for a code that is none of them.
Result<codesign::v1::CastBallotsRequest> DotBallotsOf(const codesign::v1::Session& session,
                                                      const std::string& content);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_BALLOTS_FILE_H_
