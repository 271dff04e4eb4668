#include "codesign/domain/opinion_findings.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "codesign/domain/attendance.h"
#include "codesign/opinion/consensus.h"
#include "codesign/opinion/opinion_groups.h"

namespace fivestep::codesign {
namespace {

using opinion::Vote;
using opinion::VoteCounts;
using opinion::VoteMatrix;
using Members = std::vector<size_t>;  // indices of voters

// Raise it whenever the same votes could give another result.
constexpr char kAlgorithm[] = "polis-batch-1";

void SetSettings(const opinion::GroupSettings& used, v1::OpinionSettings& settings) {
  settings.set_algorithm(kAlgorithm);
  settings.set_votes_to_count(used.votes_to_count);
  settings.set_voters_to_fill(used.voters_to_fill);
  settings.set_voters_needed(used.voters_needed);
  settings.set_smallest_group(used.smallest_group);
  settings.set_most_groups(used.most_groups);
  settings.set_permutation_count(used.permutations);
  settings.set_percentile(used.percentile);
  settings.set_seed(static_cast<int64_t>(used.seed));
}

VoteMatrix MatrixOf(const v1::StatementVote& vote, const v1::VoteBatchContent& votes) {
  VoteMatrix matrix(static_cast<size_t>(votes.voters_size()),
                    static_cast<size_t>(vote.statements_size()));
  for (int v = 0; v < votes.voters_size(); ++v) {
    const auto set = [&](const auto& numbers, Vote choice) {
      for (const int number : numbers) {
        matrix.Set(static_cast<size_t>(v), static_cast<size_t>(number - 1), choice);
      }
    };
    set(votes.voters(v).agrees(), Vote::kAgree);
    set(votes.voters(v).disagrees(), Vote::kDisagree);
    set(votes.voters(v).passes(), Vote::kPass);
  }
  return matrix;
}

std::vector<size_t> AcceptedOf(const v1::StatementVote& vote) {
  std::vector<size_t> accepted;
  for (const v1::VoteStatement& statement : vote.statements()) {
    if (statement.standing() != v1::STATEMENT_STANDING_ACCEPTED) continue;
    accepted.push_back(static_cast<size_t>(statement.number() - 1));
  }
  return accepted;
}

std::map<v1::StakeholderGroup, Members> DeclaredOf(const v1::VoteBatchContent& votes) {
  std::map<v1::StakeholderGroup, Members> declared;
  for (int v = 0; v < votes.voters_size(); ++v) {
    const v1::StakeholderGroup group = votes.voters(v).stakeholder_group();
    if (group == v1::STAKEHOLDER_GROUP_UNSPECIFIED) continue;
    declared[group].push_back(static_cast<size_t>(v));
  }
  return declared;
}

v1::OpinionAnswer AnswerOf(opinion::GroupAnswer answer) {
  switch (answer) {
    case opinion::GroupAnswer::kGroups:
      return v1::OPINION_ANSWER_GROUPS;
    case opinion::GroupAnswer::kTooFewVoters:
      return v1::OPINION_ANSWER_TOO_FEW_VOTERS;
    case opinion::GroupAnswer::kGroupsTooSmall:
      return v1::OPINION_ANSWER_GROUPS_TOO_SMALL;
    case opinion::GroupAnswer::kNoMoreThanChance:
      return v1::OPINION_ANSWER_NO_MORE_THAN_CHANCE;
  }
  return v1::OPINION_ANSWER_UNSPECIFIED;
}

v1::GroupStance GroupStanceOf(const VoteCounts& counts) {
  switch (opinion::StanceOf(counts)) {
    case opinion::Stance::kNotSaid:
      return v1::GROUP_STANCE_TOO_FEW_VOTES;
    case opinion::Stance::kAgreed:
      return v1::GROUP_STANCE_AGREED;
    case opinion::Stance::kAgreedAgainst:
      return v1::GROUP_STANCE_AGREED_AGAINST;
    case opinion::Stance::kSplit:
      return v1::GROUP_STANCE_SPLIT;
  }
  return v1::GROUP_STANCE_UNSPECIFIED;
}

void SetTally(const VoteCounts& counts, v1::VoteTally& tally) {
  tally.set_agree_count(counts.agree);
  tally.set_disagree_count(counts.disagree);
  tally.set_pass_count(counts.pass);
}

int NumberOf(size_t statement) { return static_cast<int>(statement) + 1; }

// What the votes are looked at by.
struct Matter {
  VoteMatrix matrix;
  std::vector<size_t> accepted;
  std::vector<Members> groups;  // of opinion
  std::map<v1::StakeholderGroup, Members> declared;
};

void AddGroups(const Matter& matter, v1::OpinionFindings& findings) {
  for (size_t g = 0; g < matter.groups.size(); ++g) {
    Members others;
    for (size_t o = 0; o < matter.groups.size(); ++o) {
      if (o != g) others.insert(others.end(), matter.groups[o].begin(), matter.groups[o].end());
    }
    v1::OpinionGroup& group = *findings.add_groups();
    group.set_number(static_cast<int>(g) + 1);
    group.set_voter_count(static_cast<int>(matter.groups[g].size()));
    for (const opinion::Representative& found :
         opinion::RepresentativeOf(matter.matrix, matter.accepted, matter.groups[g], others)) {
      v1::RepresentativeStatement& statement = *group.add_representative();
      statement.set_number(NumberOf(found.statement));
      statement.set_agrees(found.agrees);
      statement.set_share(found.share);
      statement.set_ratio(found.ratio);
      statement.set_share_test(found.share_test);
      statement.set_ratio_test(found.ratio_test);
    }
  }
}

void AddDeclared(const Matter& matter, size_t statement, v1::StatementOpinion& opinion) {
  std::vector<VoteCounts> rounded;
  for (const auto& [group, members] : matter.declared) {
    const VoteCounts counts = matter.matrix.CountsOf(statement, members);
    v1::DeclaredStance& stance = *opinion.add_declared();
    stance.set_group(group);
    stance.set_stance(GroupStanceOf(counts));
    if (counts.seen() < opinion::kSmallestDeclaredGroup) continue;
    // A share of rounded counts gives no count away (guard-rail 1).
    const int agree = RoundedCount(counts.agree);
    rounded.push_back({agree, RoundedCount(counts.seen()) - agree, 0});
  }
  if (rounded.size() >= 2) {
    opinion.set_declared_consensus(opinion::GroupInformedConsensus(rounded));
  }
}

void AddStatements(const Matter& matter, v1::OpinionFindings& findings) {
  for (const size_t s : matter.accepted) {
    v1::StatementOpinion& opinion = *findings.add_statements();
    opinion.set_number(NumberOf(s));
    SetTally(matter.matrix.CountsOf(s), *opinion.mutable_tally());
    std::vector<VoteCounts> by_group;
    for (const Members& members : matter.groups) {
      by_group.push_back(matter.matrix.CountsOf(s, members));
      SetTally(by_group.back(), *opinion.add_groups());
    }
    if (!by_group.empty()) {
      opinion.set_group_informed_consensus(opinion::GroupInformedConsensus(by_group));
    }
    AddDeclared(matter, s, opinion);
  }
}

bool AgreedByAllDeclared(const v1::StatementOpinion& opinion) {
  int agreed = 0;
  for (const v1::DeclaredStance& stance : opinion.declared()) {
    if (stance.stance() == v1::GROUP_STANCE_TOO_FEW_VOTES) continue;
    if (stance.stance() != v1::GROUP_STANCE_AGREED) return false;
    ++agreed;
  }
  return agreed >= 2;
}

void AddAgreedAcrossDeclared(v1::OpinionFindings& findings) {
  std::vector<std::tuple<double, double, int>> agreed;  // minus consensus, minus share, number
  for (const v1::StatementOpinion& opinion : findings.statements()) {
    if (!AgreedByAllDeclared(opinion)) continue;
    const v1::VoteTally& tally = opinion.tally();
    const int seen = tally.agree_count() + tally.disagree_count() + tally.pass_count();
    agreed.push_back({-opinion.declared_consensus(),
                      -opinion::SmoothedShare(tally.agree_count(), seen), opinion.number()});
  }
  std::sort(agreed.begin(), agreed.end());
  for (const auto& entry : agreed) findings.add_agreed_across_declared(std::get<2>(entry));
}

template <class List>
void AddConsensus(const Matter& matter, bool agree, List& list) {
  for (const opinion::Consensus& found :
       opinion::ConsensusOf(matter.matrix, matter.accepted, agree)) {
    auto& statement = *list.Add();
    statement.set_number(NumberOf(found.statement));
    statement.set_share(found.share);
    statement.set_share_test(found.share_test);
  }
}

}  // namespace

v1::VoteBatchContent MergedVotes(const std::vector<v1::VoteBatchContent>& batches) {
  struct Voter {
    v1::StakeholderGroup group = v1::STAKEHOLDER_GROUP_UNSPECIFIED;
    std::map<int, Vote> votes;
  };
  std::map<std::string, Voter> by_token;
  for (const v1::VoteBatchContent& batch : batches) {
    for (const v1::VoterVotes& cast : batch.voters()) {
      Voter& voter = by_token[cast.token()];
      for (const int number : cast.agrees()) voter.votes[number] = Vote::kAgree;
      for (const int number : cast.disagrees()) voter.votes[number] = Vote::kDisagree;
      for (const int number : cast.passes()) voter.votes[number] = Vote::kPass;
      if (cast.stakeholder_group() != v1::STAKEHOLDER_GROUP_UNSPECIFIED) {
        voter.group = cast.stakeholder_group();
      }
    }
  }
  v1::VoteBatchContent merged;
  for (const auto& [token, voter] : by_token) {
    v1::VoterVotes& entry = *merged.add_voters();
    entry.set_token(token);
    entry.set_stakeholder_group(voter.group);
    for (const auto& [number, vote] : voter.votes) {
      if (vote == Vote::kAgree) entry.add_agrees(number);
      if (vote == Vote::kDisagree) entry.add_disagrees(number);
      if (vote == Vote::kPass) entry.add_passes(number);
    }
  }
  return merged;
}

v1::OpinionFindings FindingsOf(const v1::StatementVote& vote, const v1::VoteBatchContent& votes) {
  const opinion::GroupSettings settings;
  Matter matter{MatrixOf(vote, votes), AcceptedOf(vote), {}, DeclaredOf(votes)};
  const opinion::OpinionGroups found =
      opinion::FindOpinionGroups(matter.matrix, matter.accepted, settings);
  matter.groups.resize(static_cast<size_t>(found.group_count));
  for (size_t i = 0; i < found.groups.size(); ++i) {
    matter.groups[static_cast<size_t>(found.groups[i])].push_back(found.counted[i]);
  }
  opinion::GroupSettings anybody = settings;
  anybody.votes_to_count = 1;
  v1::OpinionFindings findings;
  SetSettings(settings, *findings.mutable_settings());
  findings.set_voter_count(
      static_cast<int>(opinion::CountedVoters(matter.matrix, matter.accepted, anybody).size()));
  findings.set_counted_voter_count(static_cast<int>(found.counted.size()));
  findings.set_answer(AnswerOf(found.answer));
  findings.set_silhouette(found.silhouette);
  findings.set_silhouette_of_chance(found.silhouette_of_chance);
  for (const double share : found.explained) findings.add_explained_shares(share);
  AddGroups(matter, findings);
  AddStatements(matter, findings);
  AddConsensus(matter, true, *findings.mutable_agreed());
  AddConsensus(matter, false, *findings.mutable_rejected());
  for (const auto& [group, members] : matter.declared) {
    v1::DeclaredGroup& declared = *findings.add_declared_groups();
    declared.set_group(group);
    declared.set_fewer_than_eight(static_cast<int>(members.size()) < kSmallestShownCount);
  }
  AddAgreedAcrossDeclared(findings);
  return findings;
}

}  // namespace fivestep::codesign
