// Files of statements and votes as the requests that record them.
#ifndef FIVESTEP_CLI_VOTES_FILE_H_
#define FIVESTEP_CLI_VOTES_FILE_H_

#include <map>
#include <string>
#include <vector>

#include "cli/invocation.h"
#include "fivestep/codesign/v1/codesign_service.pb.h"
#include "platform/core/status.h"

namespace fivestep::cli {

// So many voters and votes in one call, which is all that the service takes.
inline constexpr int kVotersPerCall = 5000;
inline constexpr int kVotesPerCall = 20'000;

// The statements of a file, and the number that each id has in the vote.
struct StatementsFile {
  codesign::v1::AddStatementsRequest request;
  std::map<std::string, int> numbers;
};

// The statements of `content` in the order of their ids, numbered from 1. In the column of
// moderation 1 is accepted, -1 rejected, anything else proposed.
//
// Errors: INVALID_ARGUMENT for a column that the file has not, a row of another length than the
// header, or an id that is no whole number.
Result<StatementsFile> StatementsOf(const VotesCommand& command, const std::string& content);

// The votes of `content`, as many calls as they need. The last vote of a voter on a statement wins:
// by the column of times, where there is one, else by the order of the rows. 1 is agree, -1
// disagree, 0 pass. `numbers` gives a statement's number by its id; empty: the file has the
// numbers.
//
// Voters' ids stay where they are: their tokens are made of `salt`, which whoever reads the votes
// does not have.
//
// Errors: INVALID_ARGUMENT as above, for a vote that is none of the three, an unknown statement or
// group, naming line and column and never the cell.
Result<std::vector<codesign::v1::CastVotesRequest>> VotesOf(
    const VotesCommand& command, const std::map<std::string, int>& numbers, const std::string& salt,
    const std::string& content);

// The number, where `text` is a whole one and nothing else.
bool ToWholeNumber(const std::string& text, int64_t& number);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_VOTES_FILE_H_
