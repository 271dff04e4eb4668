#include "codesign/session_queries.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "codesign/domain/block_result.h"
#include "codesign/domain/examples.h"
#include "codesign/domain/voting_examples.h"
#include "platform/testing/fake_read_context.h"

namespace fivestep::codesign {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// A closed session with a dot vote, one closed block, and somebody who disagrees.
class SessionPages : public ::testing::Test {
 protected:
  SessionPages() {
    v1::Session session = ClosedSession();
    session.set_name(kSession);
    session.set_place("Family hub");
    for (const int rank : {1, 2, 3}) session.add_ranks(rank);
    v1::AttendanceBand& residents = *session.add_attendance();
    residents.set_group(v1::STAKEHOLDER_GROUP_RESIDENTS);
    residents.set_attendee_count_rounded(15);
    v1::AttendanceBand& clinicians = *session.add_attendance();
    clinicians.set_group(v1::STAKEHOLDER_GROUP_CLINICIANS);
    clinicians.set_fewer_than_eight(true);
    session.set_lived_experience_share(v1::LIVED_EXPERIENCE_SHARE_HALF_TO_THREE_QUARTERS);
    context_.Put(session);
    for (const std::string& name : {kIdeaA, kIdeaB, kIdeaC}) {
      v1::Idea idea = SampleIdea(kSession, 3);
      idea.set_title("Idea <" + name.substr(name.size() - 1) + ">");
      context_.PutRow(name, idea);
    }
    v1::MethodBlock block = OpenBlock(v1::BALLOT_KIND_RATINGS);
    block.set_method(v1::BLOCK_METHOD_DELPHI);
    for (const int count : {0, 2, 0, 0, 0, 0, 0, 0, 0, 2}) {
      block.mutable_items(0)->add_value_counts(count);
    }
    block.set_state(v1::MethodBlock::STATE_CLOSED);
    for (const v1::ItemResult& result : ResultsOf(block)) *block.add_results() = result;
    context_.PutRow(kBlock, block);
    v1::Dissent dissent;
    dissent.set_session(kSession);
    dissent.set_title("Vouchers were ruled out too early");
    dissent.set_stakeholder_group(v1::STAKEHOLDER_GROUP_VCFSE);
    context_.PutRow("programmes/p1/dissents/d1", dissent);
    dissent.set_session(kOtherSession);
    dissent.set_title("From another session");
    context_.PutRow("programmes/p1/dissents/d2", dissent);
  }

  std::string Summary(const std::string& name = kSession) {
    v1::GetSessionSummaryRequest request;
    request.set_name(name);
    const auto answer = AnswerGetSessionSummary(request, context_);
    return answer.ok() ? answer->page() : answer.status().ToString();
  }
  std::string Sheets(int ballots) {
    v1::GetSessionSheetsRequest request;
    request.set_name(kSession);
    request.set_ballot_count(ballots);
    const auto answer = AnswerGetSessionSheets(request, context_);
    return answer.ok() ? answer->page() : answer.status().ToString();
  }

  testing::FakeReadContext context_;
};

TEST_F(SessionPages, SumUpWhoCameWhatWasSaidAndWhoDisagrees) {
  const std::string page = Summary();
  EXPECT_THAT(page, HasSubstr("fewer than 8"));
  EXPECT_THAT(page, HasSubstr("about 15"));
  EXPECT_THAT(page, HasSubstr("With lived experience: half to three quarters."));
  EXPECT_THAT(page, HasSubstr("Vouchers were ruled out too early"));
  EXPECT_THAT(page, Not(HasSubstr("From another session")));
  EXPECT_THAT(page, HasSubstr("Family hub"));
}

TEST_F(SessionPages, ShowEveryMarkBesideAMedian) {
  EXPECT_THAT(Summary(), HasSubstr("median 5, middle half 1 to 9; no consensus"));
  EXPECT_THAT(Summary(), HasSubstr("1: 2, 9: 2"));
}

TEST_F(SessionPages, EscapeWhatPeopleWrote) {
  EXPECT_THAT(Summary(), HasSubstr("Idea &lt;b&gt;"));
  EXPECT_THAT(Summary(), Not(HasSubstr("Idea <b>")));
}

TEST_F(SessionPages, SayThatASessionWasSuperseded) {
  v1::Session session = ClosedSession();
  session.set_name(kSession);
  session.set_state(v1::Session::STATE_SUPERSEDED);
  session.set_superseded_by(kOtherSession);
  session.set_supersede_reason("tables mixed up");
  context_.Put(session);
  EXPECT_THAT(Summary(), HasSubstr("recorded wrongly (tables mixed up). " + kOtherSession));
}

TEST_F(SessionPages, KnowNoSessionThatIsNotThere) {
  EXPECT_THAT(Summary(kOtherSession), HasSubstr("NOT_FOUND"));
}

TEST_F(SessionPages, PrintABallotForEachWithATokenThatTheImportTakes) {
  const std::string page = Sheets(20);
  const std::regex token("class=\"token\">([a-z0-9]{10})<");
  std::set<std::string> tokens;
  for (std::sregex_iterator at(page.begin(), page.end(), token), end; at != end; ++at) {
    tokens.insert((*at)[1]);
  }
  // 20 of the session's dot vote and 20 of the block.
  EXPECT_EQ(tokens.size(), 40u);
  for (const char* code : {">A1<", ">A3<", ">I1<", ">I3<", ">STAKEHOLDER_GROUP_RESIDENTS<"}) {
    EXPECT_THAT(page, HasSubstr(code));
  }
  EXPECT_THAT(page, HasSubstr(kBlock));
}

}  // namespace
}  // namespace fivestep::codesign
