// Two real conversations that were held with Polis, against what was published of them. Data:
// "gathered using the Polis software (compdemocracy.org/polis)", CC BY 4.0, The Computational
// Democracy Project.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <numeric>
#include <string>
#include <tuple>

#include "codesign/opinion/clustering.h"
#include "codesign/opinion/opinion_groups.h"

namespace fivestep::codesign::opinion {
namespace {

namespace fs = std::filesystem;
using Row = std::map<std::string, std::string>;

// A file with a header, as RFC 4180 has it.
std::vector<Row> ReadTable(const fs::path& path) {
  std::ifstream file(path);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  std::vector<std::vector<std::string>> lines(1, {""});
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == ',') {
      lines.back().emplace_back();
    } else if (!quoted && c == '\n') {
      lines.push_back({""});
    } else if (c != '\r') {
      lines.back().back() += c;
    }
  }
  std::vector<Row> rows;
  for (size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].size() != lines[0].size()) continue;  // the empty last line
    Row& row = rows.emplace_back();
    for (size_t c = 0; c < lines[i].size(); ++c) row[lines[0][c]] = lines[i][c];
  }
  return rows;
}

struct Expected {
  const char* folder;
  size_t voters;
  size_t statements;  // that were voted on
  size_t groups;      // as published
};

class PublishedConversation : public ::testing::TestWithParam<Expected> {
 protected:
  void SetUp() override {
    const char* source = std::getenv("FIVESTEP_SOURCE");
    const fs::path folder = fs::path(source == nullptr ? "." : source) /
                            "../shared/data/engagement" / GetParam().folder;
    if (!fs::exists(folder)) GTEST_SKIP() << folder << " is not there";
    statements_ = ReadTable(folder / "comments.csv");
    voters_ = ReadTable(folder / "participants-votes.csv");
    votes_ = ReadTable(folder / "votes.csv");
    std::stable_sort(votes_.begin(), votes_.end(), [](const Row& a, const Row& b) {
      return std::stoll(a.at("timestamp")) < std::stoll(b.at("timestamp"));
    });
    std::sort(statements_.begin(), statements_.end(), [](const Row& a, const Row& b) {
      return std::stoi(a.at("comment-id")) < std::stoi(b.at("comment-id"));
    });
    for (size_t s = 0; s < statements_.size(); ++s) place_[statements_[s].at("comment-id")] = s;
    for (size_t v = 0; v < voters_.size(); ++v) index_[voters_[v].at("participant")] = v;
  }

  // +1 is agree; the last vote wins.
  VoteMatrix Matrix() const {
    VoteMatrix matrix(voters_.size(), statements_.size());
    for (const Row& vote : votes_) {
      matrix.Set(index_.at(vote.at("voter-id")), place_.at(vote.at("comment-id")),
                 static_cast<Vote>(std::stoi(vote.at("vote"))));
    }
    return matrix;
  }

  std::vector<size_t> Kept() const {
    std::vector<size_t> kept;
    for (size_t s = 0; s < statements_.size(); ++s) {
      if (statements_[s].at("moderated") != "-1") kept.push_back(s);
    }
    return kept;
  }

  double AgreementWithThePublished(const OpinionGroups& found) const {
    std::vector<int> ours;
    std::vector<int> published;
    for (size_t i = 0; i < found.counted.size(); ++i) {
      const std::string& group = voters_[found.counted[i]].at("group-id");
      if (group.empty()) continue;
      ours.push_back(found.groups.empty() ? 0 : found.groups[i]);
      published.push_back(std::stoi(group));
    }
    return AdjustedRandIndex(ours, published);
  }

  std::vector<Row> statements_;
  std::vector<Row> voters_;
  std::vector<Row> votes_;
  std::map<std::string, size_t> place_;
  std::map<std::string, size_t> index_;
};

TEST_P(PublishedConversation, HasThePublishedTotals) {
  const VoteMatrix matrix = Matrix();
  EXPECT_EQ(voters_.size(), GetParam().voters);
  size_t voted_on = 0;
  for (size_t s = 0; s < statements_.size(); ++s) voted_on += matrix.CountsOf(s).seen() > 0 ? 1 : 0;
  EXPECT_EQ(voted_on, GetParam().statements);
  for (size_t v = 0; v < voters_.size(); ++v) {
    VoteCounts counts;
    for (size_t s = 0; s < statements_.size(); ++s) {
      if (const auto vote = matrix.At(v, s)) counts.Add(*vote);
    }
    EXPECT_EQ(counts.seen(), std::stoi(voters_[v].at("n-votes")));
    EXPECT_EQ(counts.agree, std::stoi(voters_[v].at("n-agree")));
    EXPECT_EQ(counts.disagree, std::stoi(voters_[v].at("n-disagree")));
  }
}

// The published totals of a statement count every vote, also those that were changed later.
TEST_P(PublishedConversation, HasThePublishedTotalsOfStatements) {
  const VoteMatrix matrix = Matrix();
  std::map<std::string, VoteCounts> every;
  for (const Row& vote : votes_) {
    every[vote.at("comment-id")].Add(static_cast<Vote>(std::stoi(vote.at("vote"))));
  }
  for (size_t s = 0; s < statements_.size(); ++s) {
    const VoteCounts counts = every[statements_[s].at("comment-id")];
    EXPECT_EQ(counts.agree, std::stoi(statements_[s].at("agrees")));
    EXPECT_EQ(counts.disagree, std::stoi(statements_[s].at("disagrees")));
    EXPECT_LE(matrix.CountsOf(s).seen(), counts.seen());
  }
}

// Without our two guards (groups of eight, better than chance), so as Polis looks at it.
TEST_P(PublishedConversation, IsDividedMuchAsItWasPublished) {
  GroupSettings settings;
  settings.voters_needed = 2;
  settings.smallest_group = 1;
  settings.permutations = 0;
  const OpinionGroups found = FindOpinionGroups(Matrix(), Kept(), settings);
  const double index = AgreementWithThePublished(found);
  std::printf("%s: %d groups (published %zu), silhouette %.3f, adjusted Rand index %.3f\n",
              GetParam().folder, found.group_count, GetParam().groups, found.silhouette, index);
  RecordProperty("adjusted_rand_index", std::to_string(index));
  EXPECT_GT(index, 0);
}

TEST_P(PublishedConversation, IsAnsweredAsFewOrManyVotersAllow) {
  const VoteMatrix matrix = Matrix();
  const OpinionGroups found = FindOpinionGroups(matrix, Kept());
  std::printf(
      "%s: %zu voters count, answer %d, silhouette %.3f against %.3f by chance, adjusted "
      "Rand index %.3f\n",
      GetParam().folder, found.counted.size(), static_cast<int>(found.answer), found.silhouette,
      found.silhouette_of_chance, AgreementWithThePublished(found));
  if (GetParam().voters < 50) {
    EXPECT_EQ(found.answer, GroupAnswer::kTooFewVoters);
  }
}

INSTANTIATE_TEST_SUITE_P(Polis, PublishedConversation,
                         ::testing::Values(Expected{"polis_london.youth.policing", 26, 36, 3},
                                           Expected{"polis_scoop-hivemind.affordable-housing", 381,
                                                    165, 2}),
                         [](const ::testing::TestParamInfo<Expected>& conversation) {
                           return conversation.param.voters < 50 ? "small" : "large";
                         });

}  // namespace
}  // namespace fivestep::codesign::opinion
