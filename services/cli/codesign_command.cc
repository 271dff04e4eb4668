// `fivestep votes` and `fivestep session`.
#include <iostream>

#include "cli/ballots_file.h"
#include "cli/commands.h"
#include "cli/json_text.h"
#include "cli/output_file.h"
#include "cli/votes_file.h"
#include "platform/core/resource_name.h"

namespace fivestep::cli {
namespace {

namespace pb = codesign::v1;

// Calls the method, and says what went wrong; the answer is left in `answer`.
template <class Request, class Response>
int Ask(const std::string& method, Request& request, Session& session, Response& answer) {
  const std::string request_id = FillRequestId(request, request.request_id());
  auto given = session.Ask<Response>("codesign", "CodesignService/" + method, request);
  if (!given.ok()) return Fail(given.status(), "codesign", request_id, session);
  if (session.settings().json) std::cout << ToJson(*given, JsonLayout::kPretty);
  answer = std::move(*given);
  return kDone;
}

int WritePage(const std::string& page, const std::string& output) {
  if (output.empty()) {
    std::cout << page;
    return kDone;
  }
  if (const Status written = WriteFile(output, page); !written.ok()) return FailUsage(written);
  std::cerr << output << '\n';
  return kDone;
}

int CastDots(const BallotsCommand& command, const std::string& content, Session& session) {
  pb::GetSessionRequest get;
  get.set_name(command.target);
  const auto target = session.Ask<pb::Session>("codesign", "CodesignService/GetSession", get);
  if (!target.ok()) return Fail(target.status(), "codesign", "", session);
  auto request = DotBallotsOf(*target, content);
  if (!request.ok()) return FailUsage(request.status());
  request->set_request_id(command.request_id);
  pb::CastBallotsResponse answer;
  if (const int code = Ask("CastBallots", *request, session, answer); code != kDone) return code;
  if (!session.settings().json) std::cout << answer.ballots_size() << " ballots recorded\n";
  return kDone;
}

}  // namespace

int Run(const VotesCommand& command, Session& session) {
  if (!command.request_id.empty() && command.salt.empty()) {
    return FailUsage(InvalidArgument(
        "--request-id needs --salt: another salt makes other tokens, which is no repeat."));
  }
  StatementsFile statements;
  if (!command.statements_file.empty()) {
    const Result<std::string> content = ReadInput(command.statements_file);
    if (!content.ok()) return FailUsage(content.status());
    auto read = StatementsOf(command, *content);
    if (!read.ok()) return FailUsage(read.status());
    statements = std::move(*read);
  }
  const Result<std::string> content = ReadInput(command.file);
  if (!content.ok()) return FailUsage(content.status());
  const std::string salt = command.salt.empty() ? NewRequestId() : command.salt;
  auto calls = VotesOf(command, statements.numbers, salt, *content);
  if (!calls.ok()) return FailUsage(calls.status());
  pb::StatementVote vote;
  if (!command.statements_file.empty()) {
    const int code = Ask("AddStatements", statements.request, session, vote);
    if (code != kDone) return code;
  }
  for (pb::CastVotesRequest& call : *calls) {
    if (const int code = Ask("CastVotes", call, session, vote); code != kDone) return code;
  }
  if (!session.settings().json) {
    std::cout << vote.statements_size() << " statements, " << vote.vote_count() << " votes\n";
  }
  return kDone;
}

int Run(const SessionPageCommand& command, Session& session) {
  if (command.sheets) {
    pb::GetSessionSheetsRequest request;
    request.set_name(command.session);
    request.set_ballot_count(command.ballot_count);
    const auto sheets = session.Ask<pb::GetSessionSheetsResponse>(
        "codesign", "CodesignService/GetSessionSheets", request);
    if (!sheets.ok()) return Fail(sheets.status(), "codesign", "", session);
    return WritePage(sheets->page(), command.output);
  }
  pb::GetSessionSummaryRequest request;
  request.set_name(command.session);
  const auto summary = session.Ask<pb::GetSessionSummaryResponse>(
      "codesign", "CodesignService/GetSessionSummary", request);
  if (!summary.ok()) return Fail(summary.status(), "codesign", "", session);
  return WritePage(summary->page(), command.output);
}

int Run(const BallotsCommand& command, Session& session) {
  const Result<std::string> content = ReadInput(command.file);
  if (!content.ok()) return FailUsage(content.status());
  ResourceName target;
  const bool named = ResourceName::Parse(command.target, target);
  if (named && target.collection() == "sessions") return CastDots(command, *content, session);
  auto request = BallotsOf(*content);
  if (!request.ok()) return FailUsage(request.status());
  request->set_name(command.target);
  request->set_request_id(command.request_id);
  pb::MethodBlock block;
  if (const int code = Ask("CastBlockBallots", *request, session, block); code != kDone) {
    return code;
  }
  if (!session.settings().json) {
    std::cout << request->ballots_size() << " ballots recorded, " << block.ballot_count()
              << " in all\n";
  }
  return kDone;
}

}  // namespace fivestep::cli
