#include "programme/domain/raid.h"

#include "platform/testing/given.h"

namespace fivestep::programme {
namespace {

using fivestep::testing::Given;

constexpr char kEntry[] = "programmes/p1/raidEntries/r1";
constexpr char kAction[] = "programmes/p1/boardActions/a1";

pb::RaidScore Score(int likelihood, int consequence) {
  pb::RaidScore score;
  score.set_likelihood(likelihood);
  score.set_consequence(consequence);
  return score;
}

pb::LogRaidEntryRequest Risk(const pb::RaidScore& current) {
  pb::LogRaidEntryRequest command;
  command.mutable_details()->set_title("Midwives leave.");
  command.set_kind(pb::RAID_KIND_RISK);
  command.set_owner_role("Head of midwifery");
  *command.mutable_inherent() = Score(5, 4);
  *command.mutable_current() = current;
  *command.mutable_target() = Score(2, 4);
  command.set_escalates_to_role("Chief nurse");
  return command;
}

// A row as its log leaves it.
pb::RaidEntry Logged(const pb::LogRaidEntryRequest& command) {
  pb::RaidEntry entry;
  const auto then = Given<pb::RaidEntry>().Naming(kEntry).When(Decide, command);
  for (const auto& event : then.decision().events()) {
    CopySameFields(*event, entry);
    MoveOn(*event, entry);
  }
  return entry;
}

pb::ScoreRaidEntryRequest ScoreIt(const pb::RaidScore& current) {
  pb::ScoreRaidEntryRequest command;
  command.set_name(kEntry);
  *command.mutable_current() = current;
  command.set_controls("Two posts are filled.");
  command.set_reason("Recruitment.");
  return command;
}

size_t EventCount(const testing::Then& then) { return then.decision().events().size(); }

TEST(RaidScore, IsLikelihoodTimesConsequence) { EXPECT_EQ(ScoreOf(Score(4, 5)), 20); }

TEST(LogRaidEntry, KeepsARiskBelowFifteenWithItsOwner) {
  EXPECT_EQ(EventCount(Given<pb::RaidEntry>().Naming(kEntry).When(Decide, Risk(Score(2, 5)))), 1u);
  EXPECT_EQ(Logged(Risk(Score(2, 5))).current_score(), 10);
}

TEST(LogRaidEntry, EscalatesARiskFromFifteenOn) {
  const pb::RaidEntry entry = Logged(Risk(Score(3, 5)));
  EXPECT_EQ(entry.state(), pb::RaidEntry::STATE_ESCALATED);
  EXPECT_EQ(entry.escalated_to_role(), "Chief nurse");
}

TEST(LogRaidEntry, AsksARiskForAllItsScoresAtOnce) {
  auto command = Risk(Score(2, 2));
  command.clear_inherent();
  command.clear_current();
  command.clear_escalates_to_role();
  auto then = Given<pb::RaidEntry>().When(Decide, command);
  then.ThenRejected(pb::DETAILS_CONTRADICTORY);
  EXPECT_EQ(then.decision().rejection().violations().size(), 4u);
}

TEST(LogRaidEntry, TakesNoScoresOfAnythingElse) {
  auto command = Risk(Score(2, 2));
  command.set_kind(pb::RAID_KIND_DEPENDENCY);
  Given<pb::RaidEntry>().When(Decide, command).ThenRejected(pb::DETAILS_CONTRADICTORY);
}

TEST(ScoreRaidEntry, EscalatesOnceAndGivesItBackBelow) {
  EXPECT_EQ(EventCount(
                Given<pb::RaidEntry>(Logged(Risk(Score(2, 2)))).When(Decide, ScoreIt(Score(5, 5)))),
            2u);
  const pb::RaidEntry escalated = Logged(Risk(Score(4, 4)));
  EXPECT_EQ(EventCount(Given<pb::RaidEntry>(escalated).When(Decide, ScoreIt(Score(5, 5)))), 1u);
  const auto below = Given<pb::RaidEntry>(escalated).When(Decide, ScoreIt(Score(2, 5)));
  ASSERT_EQ(EventCount(below), 2u);
  pb::RaidEntry entry = escalated;
  for (const auto& event : below.decision().events()) {
    CopySameFields(*event, entry);
    MoveOn(*event, entry);
  }
  EXPECT_EQ(entry.state(), pb::RaidEntry::STATE_OPEN);
  EXPECT_EQ(entry.current_score(), 10);
  EXPECT_EQ(entry.controls(), "Two posts are filled.");
}

TEST(ScoreRaidEntry, RejectsWhatIsNoRisk) {
  pb::RaidEntry issue = Logged(Risk(Score(2, 2)));
  issue.set_kind(pb::RAID_KIND_ISSUE);
  Given<pb::RaidEntry>(issue)
      .When(Decide, ScoreIt(Score(2, 2)))
      .ThenRejected(pb::RAID_ENTRY_NOT_A_RISK);
}

pb::BoardAction Raised() {
  pb::BoardAction action;
  pb::BoardActionRaised raised;
  raised.set_board_action(kAction);
  raised.set_owner_role("Engagement lead");
  raised.set_due_date("2026-04-01");
  Keep(action, raised);
  return action;
}

pb::BoardActionBecameOverdue Overdue() {
  pb::BoardActionBecameOverdue overdue;
  overdue.set_board_action(kAction);
  overdue.set_due_date("2026-04-01");
  return overdue;
}

TEST(BoardAction, BecomesOverdueOnceForADueDate) {
  const Instant due = *MomentAfter("2026-04-01");
  Given<pb::BoardAction>(Raised()).At(due).WhenDue(DecideBoardActionOverdue).ThenEmits(Overdue());
  EXPECT_EQ(EventCount(Given<pb::BoardAction>(Raised())
                           .At(due - std::chrono::seconds(1))
                           .WhenDue(DecideBoardActionOverdue)),
            0u);
  pb::BoardAction action = Raised();
  Keep(action, Overdue());
  EXPECT_EQ(action.state(), pb::BoardAction::STATE_OVERDUE);
  EXPECT_EQ(OverdueFrom(action), std::nullopt);
}

TEST(BoardAction, IsAwaitedAgainWhenItIsMoved) {
  pb::BoardAction action = Raised();
  Keep(action, Overdue());
  pb::BoardActionMoved moved;
  moved.set_board_action(kAction);
  moved.set_owner_role("Facilitator");
  moved.set_due_date("2026-06-01");
  Keep(action, moved);
  EXPECT_EQ(action.state(), pb::BoardAction::STATE_OPEN);
  EXPECT_EQ(action.owner_role(), "Facilitator");
  EXPECT_EQ(OverdueFrom(action), MomentAfter("2026-06-01"));
}

}  // namespace
}  // namespace fivestep::programme
