#include "programme/domain/issue.h"

#include "platform/testing/given.h"

namespace fivestep::programme {
namespace {

using fivestep::testing::Given;

constexpr char kIssue[] = "programmes/p1/issues/analysis-7";

pb::OpenIssueRequest Open() {
  pb::OpenIssueRequest request;
  request.set_issue(kIssue);
  request.set_title("Emerging: smoking");
  request.set_subject_resource("programmes/p1/emergingInequalities/e1");
  request.set_question("Go back?");
  request.set_step(pb::STEP_IDENTIFY_AND_PRIORITISE);
  request.set_owner_role("public health consultant");
  return request;
}

pb::IssueOpened Opened() {
  pb::IssueOpened opened;
  opened.set_issue(kIssue);
  opened.set_title("Emerging: smoking");
  opened.set_subject_resource("programmes/p1/emergingInequalities/e1");
  opened.set_question("Go back?");
  opened.set_step(pb::STEP_IDENTIFY_AND_PRIORITISE);
  opened.set_owner_role("public health consultant");
  opened.mutable_source();
  return opened;
}

pb::AnswerIssueRequest Answer() {
  pb::AnswerIssueRequest request;
  request.set_name(kIssue);
  request.set_answer(pb::ISSUE_ANSWER_GO_ON);
  request.set_reason("The target area covers it.");
  request.add_decided_by_roles("programme board");
  return request;
}

pb::IssueAnswered Answered() {
  pb::IssueAnswered answered;
  answered.set_issue(kIssue);
  answered.set_answer(pb::ISSUE_ANSWER_GO_ON);
  answered.set_reason("The target area covers it.");
  answered.add_decided_by_roles("programme board");
  return answered;
}

TEST(IssueDecider, OpensWithItsQuestionAndOwner) {
  Given<pb::Issue>().When(Decide, Open()).ThenEmits(Opened());
}

TEST(IssueDecider, LeavesAnIssueAloneThatIsThereAlready) {
  const auto then = Given<pb::Issue>().After(Evolve, Opened()).When(Decide, Open());
  EXPECT_FALSE(then.decision().rejected());
  EXPECT_TRUE(then.decision().events().empty());
}

TEST(IssueDecider, IsAnswered) {
  Given<pb::Issue>().After(Evolve, Opened()).When(Decide, Answer()).ThenEmits(Answered());
}

TEST(IssueDecider, RejectsASecondAnswer) {
  Given<pb::Issue>()
      .After(Evolve, Opened())
      .After(Evolve, Answered())
      .When(Decide, Answer())
      .ThenRejected(pb::ISSUE_IS_ANSWERED);
}

TEST(IssueState, HoldsQuestionAndAnswer) {
  Given<pb::Issue> given;
  given.After(Evolve, Opened());
  EXPECT_EQ(given.state().state(), pb::Issue::STATE_OPEN);
  given.After(Evolve, Answered());
  EXPECT_EQ(given.state().state(), pb::Issue::STATE_ANSWERED);
  EXPECT_EQ(given.state().answer_reason(), "The target area covers it.");
}

}  // namespace
}  // namespace fivestep::programme
