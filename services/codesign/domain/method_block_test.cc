#include "codesign/domain/method_block.h"

#include <gtest/gtest.h>

#include "codesign/domain/block_template.h"
#include "codesign/domain/examples.h"
#include "codesign/domain/voting_examples.h"
#include "fivestep/codesign/v1/error_reason.pb.h"

namespace fivestep::codesign {
namespace {

using testing::Given;

v1::AddMethodBlockRequest Add(v1::BlockMethod method) {
  v1::AddMethodBlockRequest request;
  request.set_session(kSession);
  request.set_title("What first?");
  request.set_method(method);
  return request;
}

testing::Then Added(const v1::AddMethodBlockRequest& request,
                    const v1::Session& session = HeldSession()) {
  Given<v1::MethodBlock> given;
  given.Naming(kBlock).With(kSession, session);
  return given.When(Decide, request);
}

Given<v1::MethodBlock> InSession(const v1::MethodBlock& block,
                                 const v1::Session& session = HeldSession()) {
  Given<v1::MethodBlock> given(block);
  given.With(kSession, session);
  return given;
}

v1::RecordBlockItemsRequest Items(const std::vector<int>& prompts) {
  v1::RecordBlockItemsRequest request;
  request.set_name(kBlock);
  for (const int prompt : prompts) {
    request.add_items()->set_title("An item");
    request.mutable_items()->rbegin()->set_prompt_number(prompt);
  }
  return request;
}

struct Mark {
  const char* code;
  int value;
  int second_value = 0;
};

v1::CastBlockBallotsRequest Ballot(const std::vector<Mark>& marks,
                                   const std::string& token = "k3x9w2pa") {
  v1::CastBlockBallotsRequest request;
  request.set_name(kBlock);
  v1::BlockBallotEntry& ballot = *request.add_ballots();
  ballot.set_token(token);
  for (const Mark& mark : marks) {
    v1::BallotMark& entry = *ballot.add_marks();
    entry.set_code(mark.code);
    entry.set_value(mark.value);
    entry.set_second_value(mark.second_value);
  }
  return request;
}

v1::CloseMethodBlockRequest Close() {
  v1::CloseMethodBlockRequest request;
  request.set_name(kBlock);
  return request;
}

TEST(MethodBlockDecider, TakesPromptsAndBallotFromTheTemplate) {
  for (int method = 1; method < v1::BlockMethod_ARRAYSIZE; ++method) {
    const auto then = Added(Add(static_cast<v1::BlockMethod>(method)));
    ASSERT_FALSE(then.decision().rejected()) << then.decision().rejection().ToString();
    const auto& added = static_cast<const v1::MethodBlockAdded&>(*then.decision().events()[0]);
    const BlockTemplate& expected = TemplateOf(added.method());
    EXPECT_EQ(added.ballot_rule().kind(), expected.ballot_kind);
    EXPECT_EQ(added.prompts_size(), static_cast<int>(expected.prompts.size()));
    EXPECT_EQ(added.visibility(), platform::v1::VISIBILITY_PARTNERS);
  }
}

TEST(MethodBlockDecider, TakesTheCallersPromptsAndNumbers) {
  auto request = Add(v1::BLOCK_METHOD_NOMINAL_GROUP);
  request.add_prompts("What would help you to stop?");
  request.mutable_ballot_rule()->set_marks_per_ballot(3);
  const auto then = Added(request);
  const auto& added = static_cast<const v1::MethodBlockAdded&>(*then.decision().events()[0]);
  EXPECT_EQ(added.prompts(0), "What would help you to stop?");
  EXPECT_EQ(added.ballot_rule().kind(), v1::BALLOT_KIND_RANKS);
  EXPECT_EQ(added.ballot_rule().marks_per_ballot(), 3);
}

TEST(MethodBlockDecider, RejectsNumbersThatDoNotFitTheMethod) {
  auto dots = Add(v1::BLOCK_METHOD_DOT_VOTING);
  dots.mutable_ballot_rule()->set_marks_per_ballot(3);
  dots.mutable_ballot_rule()->set_max_dots_per_item(4);
  Added(dots).ThenRejected(v1::BALLOT_RULE_INCONSISTENT);
  auto delphi = Add(v1::BLOCK_METHOD_DELPHI);
  delphi.mutable_ballot_rule()->set_marks_per_ballot(3);
  Added(delphi).ThenRejected(v1::BALLOT_RULE_INCONSISTENT);
}

TEST(MethodBlockDecider, AddsBlocksOnlyUntilTheSessionIsClosed) {
  const auto request = Add(v1::BLOCK_METHOD_MOSCOW);
  EXPECT_FALSE(Added(request, ScheduledSession(testing::kNow)).decision().rejected());
  Added(request, ClosedSession()).ThenRejected(v1::SESSION_TAKES_NO_BLOCKS);
}

TEST(MethodBlockDecider, GivesItemsTheLetterOfTheirPromptAndANumber) {
  const auto then =
      InSession(OpenBlock(v1::BALLOT_KIND_RANKS, 5)).When(Decide, Items({1, 2, 2, 1}));
  ASSERT_FALSE(then.decision().rejected());
  const auto& recorded = static_cast<const v1::BlockItemsRecorded&>(*then.decision().events()[0]);
  EXPECT_EQ(recorded.items(0).code(), "A4");
  EXPECT_EQ(recorded.items(1).code(), "B1");
  EXPECT_EQ(recorded.items(2).code(), "B2");
  EXPECT_EQ(recorded.items(3).code(), "A5");
}

TEST(MethodBlockDecider, RejectsItemsThatCannotBeTaken) {
  v1::MethodBlock block = OpenBlock(v1::BALLOT_KIND_RANKS, 5);
  InSession(block).When(Decide, Items({3})).ThenRejected(v1::PROMPT_NOT_OF_BLOCK);
  InSession(block).When(Decide, Items(std::vector<int>(98, 1))).ThenRejected(v1::TOO_MANY_ITEMS);
  InSession(block, ClosedSession())
      .When(Decide, Items({1}))
      .ThenRejected(v1::SESSION_TAKES_NO_BLOCKS);
  block.set_ballot_count(1);
  InSession(block).When(Decide, Items({1})).ThenRejected(v1::BLOCK_VOTING_BEGUN);
}

TEST(BlockBallots, AreCountedByValue) {
  v1::MethodBlock block = OpenBlock(v1::BALLOT_KIND_DOTS, 5, 3);
  auto request = Ballot({{"A1", 3}, {"A3", 2}});
  *request.add_ballots() = Ballot({{"A1", 1}}, "m7q1z8tb").ballots(0);
  const auto then = InSession(block).When(Decide, request);
  ASSERT_FALSE(then.decision().rejected()) << then.decision().rejection().ToString();
  ASSERT_EQ(then.decision().events().size(), 3u);
  const auto& cast = static_cast<const v1::BlockBallotCast&>(*then.decision().events()[0]);
  EXPECT_EQ(cast.block_ballot(), kBlock + "/blockBallots/k3x9w2pa");
  Evolve(block, static_cast<const v1::BlockBallotsCounted&>(*then.decision().events()[2]));
  EXPECT_EQ(block.ballot_count(), 2);
  EXPECT_EQ(block.items(0).value_counts(3), 1);
  EXPECT_EQ(block.items(0).value_counts(1), 1);
  EXPECT_TRUE(block.items(1).value_counts().empty());
  v1::BlockBallot ballot;
  Evolve(ballot, cast);
  EXPECT_EQ(ballot.marks_size(), 2);
}

TEST(BlockBallots, AreTakenOnce) {
  auto given = InSession(OpenBlock(v1::BALLOT_KIND_DOTS, 5, 3));
  given.With(kBlock + "/blockBallots/k3x9w2pa", v1::BlockBallot());
  given.When(Decide, Ballot({{"A1", 1}})).ThenRejected(v1::BALLOT_ALREADY_CAST);
}

TEST(BlockBallots, KeepToTheRulesOfTheirKind) {
  struct Case {
    v1::BallotKind kind;
    int marks;
    int max_dots;
    std::vector<Mark> good;
    std::vector<std::vector<Mark>> bad;
  };
  const std::vector<Case> cases = {
      {v1::BALLOT_KIND_DOTS,
       3,
       2,
       {{"A1", 2}, {"A2", 1}},
       {{{"A1", 3}}, {{"A1", 2}, {"A2", 2}}, {{"A1", 1}, {"A1", 1}}, {{"Z1", 1}}}},
      {v1::BALLOT_KIND_RANKS,
       2,
       0,
       {{"A3", 2}, {"A1", 1}},
       {{{"A1", 2}}, {{"A1", 1}, {"A2", 1}}, {{"A1", 1}, {"A2", 2}, {"A3", 3}}}},
      {v1::BALLOT_KIND_RATINGS, 0, 0, {{"A1", 9}, {"A2", 9}}, {{{"A1", 10}}, {{"A1", 1, 1}}}},
      {v1::BALLOT_KIND_MOSCOW, 0, 0, {{"A1", 4}}, {{{"A1", 5}}}},
      {v1::BALLOT_KIND_IMPACT_EFFORT, 0, 0, {{"A1", 5, 1}}, {{{"A1", 5}}, {{"A1", 1, 6}}}},
  };
  for (const Case& entry : cases) {
    const v1::MethodBlock block = OpenBlock(entry.kind, entry.marks, entry.max_dots);
    EXPECT_FALSE(InSession(block).When(Decide, Ballot(entry.good)).decision().rejected());
    for (const auto& marks : entry.bad) {
      InSession(block).When(Decide, Ballot(marks)).ThenRejected(v1::BALLOTS_NOT_VALID);
    }
  }
}

TEST(BlockBallots, NeedATokenThatIsNobodys) {
  const v1::MethodBlock block = OpenBlock(v1::BALLOT_KIND_DOTS, 5, 3);
  InSession(block).When(Decide, Ballot({{"A1", 1}}, "jane")).ThenRejected(v1::BALLOTS_NOT_VALID);
  auto twice = Ballot({{"A1", 1}});
  *twice.add_ballots() = twice.ballots(0);
  InSession(block).When(Decide, twice).ThenRejected(v1::BALLOTS_NOT_VALID);
}

TEST(MethodBlockDecider, ClosesWithAResult) {
  v1::MethodBlock block = OpenBlock(v1::BALLOT_KIND_DOTS, 5, 3);
  const auto then = InSession(block).When(Decide, Close());
  ASSERT_FALSE(then.decision().rejected());
  Evolve(block, static_cast<const v1::MethodBlockClosed&>(*then.decision().events()[0]));
  EXPECT_EQ(block.state(), v1::MethodBlock::STATE_CLOSED);
  EXPECT_EQ(block.results_size(), 3);
  v1::MethodBlock empty = OpenBlock(v1::BALLOT_KIND_DOTS, 5, 3);
  empty.clear_items();
  InSession(empty).When(Decide, Close()).ThenRejected(v1::BLOCK_HAS_NO_ITEMS);
}

// Every command of a block in every state of the block and of its session.
TEST(MethodBlockStates, AllowEachCommandOnlyWhereTheTableSaysSo) {
  v1::Session superseded = ClosedSession();
  superseded.set_state(v1::Session::STATE_SUPERSEDED);
  for (const v1::Session& session :
       {ScheduledSession(testing::kNow), HeldSession(), ClosedSession(), superseded}) {
    for (const auto state : {v1::MethodBlock::STATE_OPEN, v1::MethodBlock::STATE_CLOSED}) {
      v1::MethodBlock block = OpenBlock(v1::BALLOT_KIND_DOTS, 5, 3);
      block.set_state(state);
      const bool open = state == v1::MethodBlock::STATE_OPEN;
      const bool held = session.state() == v1::Session::STATE_HELD;
      const bool before = held || session.state() == v1::Session::STATE_SCHEDULED;
      const auto expect = [&](const testing::Then& then, bool allowed, const char* reason) {
        EXPECT_EQ(!then.decision().rejected(), open && allowed);
        if (open && allowed) return;
        EXPECT_EQ(then.decision().rejection().reason(), open ? reason : "BLOCK_NOT_OPEN");
      };
      expect(InSession(block, session).When(Decide, Items({1})), before, "SESSION_TAKES_NO_BLOCKS");
      expect(InSession(block, session).When(Decide, Ballot({{"A1", 1}})), held, "SESSION_NOT_OPEN");
      expect(InSession(block, session).When(Decide, Close()), held, "SESSION_NOT_OPEN");
    }
  }
}

}  // namespace
}  // namespace fivestep::codesign
