#include "cli/votes_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fivestep::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

VotesCommand Command() {
  VotesCommand command;
  command.vote = "programmes/p/statementVotes/v";
  command.request_id = "import";
  return command;
}

const std::string kHeader = "timestamp,datetime,comment-id,voter-id,vote\n";

TEST(StatementsFile, NumbersStatementsInTheOrderOfTheirIds) {
  const auto file = StatementsOf(Command(),
                                 "comment-id,moderated,comment-body\n"
                                 "10,1,\"Support, nearer\"\n2,-1,About a person\n7,0,New\n");
  ASSERT_TRUE(file.ok()) << file.status().message();
  ASSERT_EQ(file->request.statements_size(), 3);
  EXPECT_EQ(file->request.request_id(), "import-statements");
  EXPECT_EQ(file->request.statements(0).standing(), codesign::v1::STATEMENT_STANDING_REJECTED);
  EXPECT_FALSE(file->request.statements(0).reason().empty());
  EXPECT_EQ(file->request.statements(1).standing(), codesign::v1::STATEMENT_STANDING_PROPOSED);
  EXPECT_EQ(file->request.statements(2).text(), "Support, nearer");
  EXPECT_EQ(file->numbers.at("10"), 3);
}

TEST(VotesFile, KeepsTheLastVoteByItsTime) {
  const auto calls = VotesOf(Command(), {{"5", 1}, {"6", 2}}, "salt",
                             kHeader + "300,x,5,77,-1\n100,x,5,77,1\n200,x,6,77,0\n");
  ASSERT_TRUE(calls.ok()) << calls.status().message();
  ASSERT_EQ(calls->size(), 1u);
  EXPECT_EQ(calls->at(0).request_id(), "import-1");
  const auto& voter = calls->at(0).voters(0);
  EXPECT_TRUE(voter.agrees().empty());
  EXPECT_THAT(voter.disagrees(), ElementsAre(1));
  EXPECT_THAT(voter.passes(), ElementsAre(2));
}

TEST(VotesFile, SendsTokensThatOnlyTheSaltMakes) {
  const std::string content = kHeader + "1,x,1,jane.doe,1\n";
  const auto once = VotesOf(Command(), {}, "salt", content);
  const auto again = VotesOf(Command(), {}, "salt", content);
  const auto other = VotesOf(Command(), {}, "another", content);
  const std::string token = once->at(0).voters(0).token();
  EXPECT_EQ(token.size(), 20u);
  EXPECT_THAT(token, Not(HasSubstr("jane")));
  EXPECT_EQ(again->at(0).voters(0).token(), token);
  EXPECT_NE(other->at(0).voters(0).token(), token);
}

TEST(VotesFile, TakesNumbersAndDeclaredGroups) {
  VotesCommand command = Command();
  command.voter_column = "token";
  command.statement_column = "number";
  command.group_column = "group";
  const auto calls =
      VotesOf(command, {}, "s", "token,number,vote,group\na,3,1,residents\nb,3,1,\n");
  ASSERT_TRUE(calls.ok()) << calls.status().message();
  int residents = 0;
  for (const auto& voter : calls->at(0).voters()) {
    residents += voter.stakeholder_group() == codesign::v1::STAKEHOLDER_GROUP_RESIDENTS ? 1 : 0;
  }
  EXPECT_EQ(residents, 1);
  EXPECT_FALSE(VotesOf(command, {}, "s", "token,number,vote,group\na,3,1,martians\n").ok());
}

TEST(VotesFile, MakesNoCallThatTheServiceWouldRefuseForItsSize) {
  std::string content = kHeader;
  for (int voter = 0; voter < 300; ++voter) {
    for (int number = 1; number <= 100; ++number) {
      content += "1,x," + std::to_string(number) + "," + std::to_string(voter) + ",1\n";
    }
  }
  const auto calls = VotesOf(Command(), {}, "salt", content);
  ASSERT_TRUE(calls.ok());
  ASSERT_EQ(calls->size(), 2u);
  EXPECT_EQ(calls->at(0).voters_size(), 200);
  EXPECT_EQ(calls->at(1).request_id(), "import-2");
}

TEST(VotesFile, NamesLineAndColumnAndNeverTheCell) {
  for (const char* row : {"1,x,1,jane,2\n", "1,x,one,jane,1\n", "now,x,1,jane,1\n", "1,x,1\n"}) {
    const auto calls = VotesOf(Command(), {}, "salt", kHeader + "1,x,1,7,1\n" + row);
    ASSERT_FALSE(calls.ok()) << row;
    EXPECT_THAT(calls.status().message(), HasSubstr("Row 3"));
    EXPECT_THAT(calls.status().message(), Not(HasSubstr("jane")));
  }
  EXPECT_THAT(VotesOf(Command(), {}, "s", "a,b\n1,2\n").status().message(), HasSubstr("voter-id"));
  EXPECT_FALSE(VotesOf(Command(), {}, "s", kHeader).ok());
}

}  // namespace
}  // namespace fivestep::cli
