#include "cli/votes_file.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "cli/csv_file.h"
#include "platform/audit/sha256.h"

namespace fivestep::cli {
namespace {

namespace pb = codesign::v1;

constexpr char kRejectedElsewhere[] = "rejected where the vote was held";

// Half of a digest, in letters that a token may have: 80 bits tell all voters apart.
std::string TokenOf(const std::string& salt, const std::string& voter) {
  constexpr char kDigits[] = "0123456789abcdef";
  const Sha256Digest digest = Sha256(salt + "\n" + voter);
  std::string token;
  for (size_t i = 0; i < 10; ++i) {
    const auto byte = static_cast<unsigned char>(digest[i]);
    token += kDigits[byte >> 4];
    token += kDigits[byte & 15];
  }
  return token;
}

struct Columns {
  size_t voter = 0;
  size_t statement = 0;
  size_t vote = 0;
  std::optional<size_t> time = std::nullopt;
  std::optional<size_t> group = std::nullopt;
};

Status Place(const CsvFile& file, const std::string& name, size_t& place) {
  const Result<size_t> found = file.ColumnOf(name);
  if (!found.ok()) return found.status();
  place = *found;
  return OkStatus();
}

Result<Columns> ColumnsOf(const VotesCommand& command, const CsvFile& file) {
  Columns columns;
  FIVESTEP_RETURN_IF_ERROR(Place(file, command.voter_column, columns.voter));
  FIVESTEP_RETURN_IF_ERROR(Place(file, command.statement_column, columns.statement));
  FIVESTEP_RETURN_IF_ERROR(Place(file, command.vote_column, columns.vote));
  if (const auto time = file.ColumnOf(command.time_column); time.ok()) columns.time = *time;
  if (!command.group_column.empty()) {
    size_t group = 0;
    FIVESTEP_RETURN_IF_ERROR(Place(file, command.group_column, group));
    columns.group = group;
  }
  return columns;
}

// `residents` or `STAKEHOLDER_GROUP_RESIDENTS`; an empty cell is nobody's group.
bool ToGroup(std::string text, pb::StakeholderGroup& group) {
  if (text.empty()) return true;
  std::transform(text.begin(), text.end(), text.begin(), ::toupper);
  if (!text.starts_with("STAKEHOLDER_GROUP_")) text = "STAKEHOLDER_GROUP_" + text;
  return pb::StakeholderGroup_Parse(text, &group) && group != pb::STAKEHOLDER_GROUP_UNSPECIFIED;
}

struct CastVote {
  int64_t time = 0;
  std::string voter;
  int number = 0;
  int64_t vote = 0;
  pb::StakeholderGroup group = pb::STAKEHOLDER_GROUP_UNSPECIFIED;
};

Result<CastVote> VoteOf(const VotesCommand& command, const Columns& columns,
                        const std::map<std::string, int>& numbers, const CsvFile& file) {
  const CsvCells& row = file.row();
  CastVote cast;
  cast.voter = row[columns.voter];
  if (cast.voter.empty()) return file.BadCell(command.voter_column, "is empty");
  int64_t number = 0;
  if (numbers.empty()) {
    const bool whole = ToWholeNumber(row[columns.statement], number);
    if (!whole) return file.BadCell(command.statement_column, "is no number of a statement");
  } else if (const auto found = numbers.find(row[columns.statement]); found != numbers.end()) {
    number = found->second;
  } else {
    return file.BadCell(command.statement_column, "is no id of the file of statements");
  }
  cast.number = static_cast<int>(number);
  if (!ToWholeNumber(row[columns.vote], cast.vote) || cast.vote < -1 || cast.vote > 1) {
    return file.BadCell(command.vote_column, "is not 1 (agree), -1 (disagree) or 0 (pass)");
  }
  if (columns.time && !ToWholeNumber(row[*columns.time], cast.time)) {
    return file.BadCell(command.time_column, "is no whole number");
  }
  if (columns.group && !ToGroup(row[*columns.group], cast.group)) {
    return file.BadCell(command.group_column, "is no stakeholder group");
  }
  return cast;
}

struct Voter {
  pb::StakeholderGroup group = pb::STAKEHOLDER_GROUP_UNSPECIFIED;
  std::map<int, int64_t> votes;  // by statement
};

std::vector<pb::CastVotesRequest> CallsOf(const VotesCommand& command,
                                          const std::map<std::string, Voter>& voters) {
  std::vector<pb::CastVotesRequest> calls;
  int votes_in_call = 0;
  for (const auto& [token, voter] : voters) {
    const int count = static_cast<int>(voter.votes.size());
    if (calls.empty() || calls.back().voters_size() == kVotersPerCall ||
        votes_in_call + count > kVotesPerCall) {
      pb::CastVotesRequest& call = calls.emplace_back();
      call.set_name(command.vote);
      if (!command.request_id.empty()) {
        call.set_request_id(command.request_id + "-" + std::to_string(calls.size()));
      }
      votes_in_call = 0;
    }
    votes_in_call += count;
    pb::VoterVotes& entry = *calls.back().add_voters();
    entry.set_token(token);
    entry.set_stakeholder_group(voter.group);
    for (const auto& [number, vote] : voter.votes) {
      if (vote == 1) entry.add_agrees(number);
      if (vote == -1) entry.add_disagrees(number);
      if (vote == 0) entry.add_passes(number);
    }
  }
  return calls;
}

}  // namespace

bool ToWholeNumber(const std::string& text, int64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

Result<StatementsFile> StatementsOf(const VotesCommand& command, const std::string& content) {
  Result<CsvFile> read = CsvFile::Read(content);
  if (!read.ok()) return read.status();
  CsvFile& file = *read;
  size_t id = 0;
  size_t text = 0;
  size_t moderation = 0;
  FIVESTEP_RETURN_IF_ERROR(Place(file, command.statement_column, id));
  FIVESTEP_RETURN_IF_ERROR(Place(file, command.text_column, text));
  FIVESTEP_RETURN_IF_ERROR(Place(file, command.moderation_column, moderation));
  std::map<int64_t, std::pair<std::string, pb::StatementEntry>> by_id;
  while (file.Next()) {
    FIVESTEP_RETURN_IF_ERROR(file.CheckLength());
    int64_t number = 0;
    if (!ToWholeNumber(file.row()[id], number)) {
      return file.BadCell(command.statement_column, "is no whole number");
    }
    auto& [name, entry] = by_id[number];
    name = file.row()[id];
    entry.set_text(file.row()[text]);
    const std::string& decided = file.row()[moderation];
    entry.set_standing(decided == "1"    ? pb::STATEMENT_STANDING_ACCEPTED
                       : decided == "-1" ? pb::STATEMENT_STANDING_REJECTED
                                         : pb::STATEMENT_STANDING_PROPOSED);
    if (decided == "-1") entry.set_reason(kRejectedElsewhere);
  }
  if (by_id.empty()) return InvalidArgument("The file has no statements.");
  StatementsFile statements;
  statements.request.set_name(command.vote);
  if (!command.request_id.empty()) {
    statements.request.set_request_id(command.request_id + "-statements");
  }
  for (auto& [number, statement] : by_id) {
    *statements.request.add_statements() = std::move(statement.second);
    statements.numbers[statement.first] = statements.request.statements_size();
  }
  return statements;
}

Result<std::vector<pb::CastVotesRequest>> VotesOf(const VotesCommand& command,
                                                  const std::map<std::string, int>& numbers,
                                                  const std::string& salt,
                                                  const std::string& content) {
  Result<CsvFile> read = CsvFile::Read(content);
  if (!read.ok()) return read.status();
  CsvFile& file = *read;
  const Result<Columns> columns = ColumnsOf(command, file);
  if (!columns.ok()) return columns.status();
  std::vector<CastVote> votes;
  while (file.Next()) {
    FIVESTEP_RETURN_IF_ERROR(file.CheckLength());
    auto vote = VoteOf(command, *columns, numbers, file);
    if (!vote.ok()) return vote.status();
    votes.push_back(std::move(*vote));
  }
  if (votes.empty()) return InvalidArgument("The file has no votes.");
  std::stable_sort(votes.begin(), votes.end(),
                   [](const CastVote& a, const CastVote& b) { return a.time < b.time; });
  std::map<std::string, Voter> voters;
  for (const CastVote& vote : votes) {
    Voter& voter = voters[TokenOf(salt, vote.voter)];
    voter.votes[vote.number] = vote.vote;
    if (vote.group != pb::STAKEHOLDER_GROUP_UNSPECIFIED) voter.group = vote.group;
  }
  return CallsOf(command, voters);
}

}  // namespace fivestep::cli
