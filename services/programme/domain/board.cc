#include "programme/domain/board.h"

#include <algorithm>
#include <map>

namespace fivestep::programme {
namespace {

FieldProblems CheckDetails(const pb::GovernanceBoardDetails& details) {
  FieldProblems problems;
  const auto& members = details.members();
  const auto voting = std::count_if(members.begin(), members.end(),
                                    [](const pb::BoardMember& member) { return member.votes(); });
  const bool chair_sits = std::any_of(
      members.begin(), members.end(),
      [&details](const pb::BoardMember& member) { return member.role() == details.chair_role(); });
  problems.Expect(chair_sits, "details.chair_role", "Name one of the members as the chair.");
  problems.Expect(voting >= details.quorum_count(), "details.quorum_count",
                  "Ask for no more members than have a vote.");
  return problems;
}

}  // namespace

int VotingPresent(const pb::GovernanceBoardDetails& board, const std::vector<std::string>& roles) {
  std::map<std::string, int> seats;
  for (const pb::BoardMember& member : board.members()) seats[member.role()] += member.votes();
  int present = 0;
  for (const std::string& role : roles) {
    const auto seat = seats.find(role);
    if (seat == seats.end() || seat->second == 0) continue;
    --seat->second;
    ++present;
  }
  return present;
}

Decision Decide(const pb::GovernanceBoard&, const pb::EstablishBoardRequest& command,
                const CommandContext& context) {
  const FieldProblems problems = CheckDetails(command.details());
  if (!problems.empty()) return problems.RefuseWith(pb::DETAILS_CONTRADICTORY);
  return Emit(FactOf<pb::BoardEstablished>(command, context));
}

Decision Decide(const pb::GovernanceBoard& board, const pb::ReviseBoardRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckState(board, command); no.rejected()) return no;
  const FieldProblems problems = CheckDetails(command.details());
  if (!problems.empty()) return problems.RefuseWith(pb::DETAILS_CONTRADICTORY);
  return Emit(FactOf<pb::BoardRevised>(command, context));
}

}  // namespace fivestep::programme
