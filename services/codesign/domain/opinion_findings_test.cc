#include "codesign/domain/opinion_findings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "codesign/domain/voting_examples.h"

namespace fivestep::codesign {
namespace {

using ::testing::ElementsAre;

// 60 voters in two camps of 35 and 25 over 12 statements: odd ones please the first, even ones the
// second, and the last pleases all.
v1::VoteBatchContent TwoCamps() {
  v1::VoteBatchContent votes;
  for (int voter = 0; voter < 60; ++voter) {
    v1::VoterVotes& entry = *votes.add_voters();
    entry.set_token(TokenOf(voter));
    for (int number = 1; number <= 11; ++number) {
      const bool agrees = (voter < 35) == (number % 2 == 1);
      const bool as_the_camp = (voter * 7 + number * 3) % 10 != 0;
      agrees == as_the_camp ? entry.add_agrees(number) : entry.add_disagrees(number);
    }
    entry.add_agrees(12);
  }
  return votes;
}

TEST(MergedVotes, KeepTheLastVoteAndTheLastGroup) {
  v1::VoteBatchContent first;
  *first.add_voters() = VotesOf(2, {3, 1});
  *first.add_voters() = VotesOf(1, {2});
  first.mutable_voters(1)->set_stakeholder_group(v1::STAKEHOLDER_GROUP_CLINICIANS);
  v1::VoteBatchContent second;
  *second.add_voters() = VotesOf(1, {}, {2}, {1});
  const v1::VoteBatchContent merged = MergedVotes({first, second});
  ASSERT_EQ(merged.voters_size(), 2);
  EXPECT_EQ(merged.voters(0).token(), TokenOf(1));
  EXPECT_EQ(merged.voters(0).stakeholder_group(), v1::STAKEHOLDER_GROUP_CLINICIANS);
  EXPECT_TRUE(merged.voters(0).agrees().empty());
  EXPECT_THAT(merged.voters(0).disagrees(), ElementsAre(2));
  EXPECT_THAT(merged.voters(0).passes(), ElementsAre(1));
  EXPECT_THAT(merged.voters(1).agrees(), ElementsAre(1, 3));
}

TEST(OpinionFindings, TellGroupsTheirStatementsAndWhatUnitesAll) {
  const v1::OpinionFindings findings = FindingsOf(OpenVote(12), TwoCamps());
  ASSERT_EQ(findings.answer(), v1::OPINION_ANSWER_GROUPS);
  EXPECT_GT(findings.silhouette(), findings.silhouette_of_chance());
  ASSERT_EQ(findings.groups_size(), 2);
  EXPECT_EQ(findings.groups(0).voter_count(), 35);
  EXPECT_EQ(findings.groups(1).voter_count(), 25);
  ASSERT_EQ(findings.groups(0).representative_size(), 5);
  EXPECT_TRUE(findings.groups(0).representative(0).agrees());
  EXPECT_EQ(findings.groups(0).representative(0).number() % 2, 1);
  EXPECT_EQ(findings.agreed(0).number(), 12);
  const v1::StatementOpinion& uniting = findings.statements(11);
  EXPECT_NEAR(uniting.group_informed_consensus(), 36.0 / 37 * 26 / 27, 1e-12);
  EXPECT_EQ(uniting.tally().agree_count(), 60);
  EXPECT_LT(findings.statements(0).group_informed_consensus(), 0.3);
}

TEST(OpinionFindings, SayWithWhatTheyWereComputed) {
  const v1::OpinionFindings findings = FindingsOf(OpenVote(12), TwoCamps());
  EXPECT_EQ(findings.settings().algorithm(), "polis-batch-1");
  EXPECT_EQ(findings.settings().permutation_count(), 99);
  EXPECT_EQ(findings.settings().voters_needed(), 50);
  EXPECT_EQ(findings.settings().smallest_group(), 8);
}

TEST(OpinionFindings, AreTheSameForTheSameVotes) {
  EXPECT_EQ(FindingsOf(OpenVote(12), TwoCamps()).SerializeAsString(),
            FindingsOf(OpenVote(12), TwoCamps()).SerializeAsString());
}

TEST(OpinionFindings, LeaveStatementsOutThatWereRejected) {
  v1::StatementVote vote = OpenVote(12);
  vote.mutable_statements(11)->set_standing(v1::STATEMENT_STANDING_REJECTED);
  const v1::OpinionFindings findings = FindingsOf(vote, TwoCamps());
  EXPECT_EQ(findings.statements_size(), 11);
  for (const v1::ConsensusStatement& agreed : findings.agreed()) EXPECT_NE(agreed.number(), 12);
}

TEST(OpinionFindings, AnswerNoGroupsWithTooFewVoters) {
  v1::VoteBatchContent votes;
  for (int voter = 0; voter < 20; ++voter) *votes.add_voters() = VotesOf(voter, {1}, {2});
  const v1::OpinionFindings findings = FindingsOf(OpenVote(2), votes);
  EXPECT_EQ(findings.answer(), v1::OPINION_ANSWER_TOO_FEW_VOTERS);
  EXPECT_TRUE(findings.groups().empty());
  EXPECT_EQ(findings.voter_count(), 20);
  EXPECT_EQ(findings.agreed(0).number(), 1);
  EXPECT_EQ(findings.rejected(0).number(), 2);
}

// 20 residents, 9 clinicians and 3 commissioners: all agree with 1, clinicians are split over 2,
// and one commissioner alone voted on 3.
v1::VoteBatchContent Declared() {
  v1::VoteBatchContent votes;
  for (int voter = 0; voter < 32; ++voter) {
    v1::VoterVotes& entry = *votes.add_voters();
    entry.set_token(TokenOf(voter));
    entry.set_stakeholder_group(voter < 20   ? v1::STAKEHOLDER_GROUP_RESIDENTS
                                : voter < 29 ? v1::STAKEHOLDER_GROUP_CLINICIANS
                                             : v1::STAKEHOLDER_GROUP_COMMISSIONERS);
    entry.add_agrees(1);
    voter >= 20 && voter < 29 && voter % 2 == 0 ? entry.add_disagrees(2) : entry.add_agrees(2);
  }
  votes.mutable_voters(31)->add_agrees(3);
  return votes;
}

TEST(OpinionFindings, ShowDeclaredGroupsByTheirStancesOnly) {
  const v1::OpinionFindings findings = FindingsOf(OpenVote(3), Declared());
  ASSERT_EQ(findings.declared_groups_size(), 3);
  EXPECT_FALSE(findings.declared_groups(0).fewer_than_eight());
  EXPECT_TRUE(findings.declared_groups(2).fewer_than_eight());
  EXPECT_EQ(findings.statements(0).declared(2).stance(), v1::GROUP_STANCE_AGREED);
  EXPECT_EQ(findings.statements(1).declared(1).stance(), v1::GROUP_STANCE_SPLIT);
  // One vote of three would say how that person voted.
  EXPECT_EQ(findings.statements(2).declared(2).stance(), v1::GROUP_STANCE_TOO_FEW_VOTES);
  EXPECT_THAT(findings.agreed_across_declared(), ElementsAre(1));
}

TEST(OpinionFindings, TakeTheConsensusOfDeclaredGroupsFromRoundedCounts) {
  const v1::OpinionFindings findings = FindingsOf(OpenVote(3), Declared());
  // Residents 20 of 20; clinicians 9 of 9, rounded to 10 of 10; the three commissioners are left
  // out.
  EXPECT_NEAR(findings.statements(0).declared_consensus(), 21.0 / 22 * 11 / 12, 1e-12);
  EXPECT_EQ(findings.statements(2).declared_consensus(), 0);
}

// Nothing of a declared group can be told from what is shown but its stance: a commissioner who
// changes side changes no figure.
TEST(OpinionFindings, GiveNobodyInASmallDeclaredGroupAway) {
  v1::VoteBatchContent votes = Declared();
  v1::OpinionFindings before = FindingsOf(OpenVote(3), votes);
  // One commissioner and one resident swap their votes on 2: totals and stances stay.
  votes.mutable_voters(29)->clear_agrees();
  votes.mutable_voters(29)->add_agrees(1);
  votes.mutable_voters(29)->add_disagrees(2);
  votes.mutable_voters(20)->clear_disagrees();
  votes.mutable_voters(20)->add_agrees(2);
  const v1::OpinionFindings after = FindingsOf(OpenVote(3), votes);
  EXPECT_EQ(before.statements(1).tally().SerializeAsString(),
            after.statements(1).tally().SerializeAsString());
  EXPECT_EQ(before.declared_groups(2).SerializeAsString(),
            after.declared_groups(2).SerializeAsString());
}

}  // namespace
}  // namespace fivestep::codesign
