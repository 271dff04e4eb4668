#include "codesign/opinion/projection.h"

#include <gtest/gtest.h>

#include <cmath>

namespace fivestep::codesign::opinion {
namespace {

VoteMatrix TwoCamps() {
  VoteMatrix votes(4, 2);
  for (size_t v = 0; v < 4; ++v) {
    votes.Set(v, 0, v < 2 ? Vote::kAgree : Vote::kDisagree);
    votes.Set(v, 1, v < 2 ? Vote::kDisagree : Vote::kAgree);
  }
  return votes;
}

TEST(Projection, PutsTwoCampsAtTheirWorkedPlaces) {
  const Projection projection = Project(TwoCamps(), 1, 60);
  EXPECT_NEAR(std::abs(projection.points(0, 0)), std::sqrt(2), 1e-9);
  EXPECT_NEAR(projection.points(0, 0), projection.points(1, 0), 1e-9);
  EXPECT_NEAR(projection.points(0, 0), -projection.points(2, 0), 1e-9);
  EXPECT_NEAR(projection.explained[0], 1, 1e-9);
  EXPECT_NEAR(projection.explained[1], 0, 1e-9);
}

// The voter's only vote is as far out as the camp's two, since it is stretched by sqrt(2 / 1).
TEST(Projection, StretchesWhoeverVotedLittle) {
  VoteMatrix votes(5, 2);
  for (size_t v = 0; v < 4; ++v) {
    votes.Set(v, 0, v < 2 ? Vote::kAgree : Vote::kDisagree);
    votes.Set(v, 1, v < 2 ? Vote::kDisagree : Vote::kAgree);
  }
  votes.Set(4, 0, Vote::kPass);
  const Projection projection = Project(votes, 1, 60);
  EXPECT_NEAR(projection.points(4, 0), 0, 1e-9);
  votes.Set(4, 0, Vote::kAgree);
  const Projection stretched = Project(votes, 1, 60);
  // Mean of A is 0.2, of B 0; the axis lies close to (1, -1) / sqrt(2).
  EXPECT_NEAR(std::abs(stretched.points(4, 0)), 0.8, 0.05);
}

TEST(Projection, PutsAVoterWithoutVotesInTheMiddle) {
  VoteMatrix votes(5, 2);
  for (size_t v = 0; v < 4; ++v) votes.Set(v, 0, v < 2 ? Vote::kAgree : Vote::kDisagree);
  const Projection projection = Project(votes, 1, 60);
  EXPECT_EQ(projection.points(4, 0), 0);
  EXPECT_EQ(projection.points(4, 1), 0);
}

TEST(Projection, IsTheSameEachTime) {
  const Projection first = Project(TwoCamps(), 7, 15);
  const Projection second = Project(TwoCamps(), 7, 15);
  EXPECT_EQ(first.points, second.points);
}

TEST(Projection, StandsVotesThatAreAllAlike) {
  VoteMatrix votes(3, 2);
  for (size_t v = 0; v < 3; ++v) votes.Set(v, 0, Vote::kAgree);
  const Projection projection = Project(votes, 1, 60);
  EXPECT_TRUE(projection.points.allFinite());
  EXPECT_EQ(projection.explained[0], 0);
}

}  // namespace
}  // namespace fivestep::codesign::opinion
