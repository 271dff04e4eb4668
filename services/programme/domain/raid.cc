#include "programme/domain/raid.h"

#include <string>
#include <utility>

namespace fivestep::programme {
namespace {

Decision CheckScores(const pb::LogRaidEntryRequest& command) {
  const bool risk = command.kind() == pb::RAID_KIND_RISK;
  const std::string rule =
      risk ? "Score a risk, likelihood and consequence." : "Only a risk is scored.";
  FieldProblems problems;
  problems.Expect(command.has_inherent() == risk, "inherent", rule);
  problems.Expect(command.has_current() == risk, "current", rule);
  problems.Expect(command.has_target() == risk, "target", rule);
  problems.Expect(!command.escalates_to_role().empty() == risk, "escalates_to_role",
                  risk ? "Say who is told when the score is 15 or more."
                       : "Only a risk escalates by its score.");
  problems.Expect(!risk || ScoreOf(command.target()) <= ScoreOf(command.inherent()), "target",
                  "Aim at no more than the score without controls.");
  return problems.empty() ? Decision() : problems.RefuseWith(pb::DETAILS_CONTRADICTORY);
}

pb::RaidEntryEscalated Escalated(const std::string& entry, const std::string& role, int score) {
  pb::RaidEntryEscalated escalated;
  escalated.set_raid_entry(entry);
  escalated.set_escalated_to_role(role);
  escalated.set_reason("The current score is " + std::to_string(score) + ".");
  return escalated;
}

}  // namespace

int ScoreOf(const pb::RaidScore& score) { return score.likelihood() * score.consequence(); }

Decision Decide(const pb::RaidEntry&, const pb::LogRaidEntryRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckScores(command); no.rejected()) return no;
  auto logged = FactOf<pb::RaidEntryLogged>(command, context);
  const int score = ScoreOf(command.current());
  logged.set_current_score(score);
  Decision decision = Emit(std::move(logged));
  if (score >= kEscalatingScore) {
    decision.Add(Escalated(context.new_name, command.escalates_to_role(), score));
  }
  return decision;
}

Decision Decide(const pb::RaidEntry& entry, const pb::ScoreRaidEntryRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckState(entry, command); no.rejected()) return no;
  if (entry.kind() != pb::RAID_KIND_RISK) {
    return Reject(pb::RAID_ENTRY_NOT_A_RISK)
        .With("raid_entry", command.name())
        .With("kind", InWords(pb::RaidKind_Name(entry.kind()), "RAID_KIND_"));
  }
  auto scored = FactOf<pb::RaidEntryScored>(command, context);
  const int score = ScoreOf(command.current());
  scored.set_current_score(score);
  Decision decision = Emit(std::move(scored));
  const bool escalated = entry.state() == pb::RaidEntry::STATE_ESCALATED;
  if (score >= kEscalatingScore && !escalated) {
    decision.Add(Escalated(command.name(), entry.escalates_to_role(), score));
  }
  if (score < kEscalatingScore && escalated) {
    pb::RaidEntryDeescalated deescalated;
    deescalated.set_raid_entry(command.name());
    decision.Add(std::move(deescalated));
  }
  return decision;
}

std::optional<Instant> OverdueFrom(const pb::BoardAction& action) {
  if (action.state() != pb::BoardAction::STATE_OPEN) return std::nullopt;
  return MomentAfter(action.due_date());
}

Decision DecideBoardActionOverdue(const pb::BoardAction& action, const CommandContext& context) {
  const auto due = OverdueFrom(action);
  if (!due || *due > context.now) return Decision();
  pb::BoardActionBecameOverdue overdue;
  overdue.set_board_action(action.name());
  overdue.set_due_date(action.due_date());
  return Emit(std::move(overdue));
}

}  // namespace fivestep::programme
