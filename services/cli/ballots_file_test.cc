#include "cli/ballots_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fivestep::cli {
namespace {

using ::testing::HasSubstr;

TEST(BallotsFile, HasAMarkForEachFilledCell) {
  const auto request = BallotsOf("token,A1,A2,B1\nk3x9w2pabc,2,,1\nm7q1z8tbde,,,\n");
  ASSERT_TRUE(request.ok()) << request.status().message();
  ASSERT_EQ(request->ballots_size(), 1);
  EXPECT_EQ(request->ballots(0).token(), "k3x9w2pabc");
  ASSERT_EQ(request->ballots(0).marks_size(), 2);
  EXPECT_EQ(request->ballots(0).marks(1).code(), "B1");
  EXPECT_EQ(request->ballots(0).marks(1).value(), 1);
}

TEST(BallotsFile, HasImpactAndEffortInOneCell) {
  const auto request = BallotsOf("token,A1\nk3x9w2pabc,5/2\n");
  ASSERT_TRUE(request.ok());
  EXPECT_EQ(request->ballots(0).marks(0).value(), 5);
  EXPECT_EQ(request->ballots(0).marks(0).second_value(), 2);
}

TEST(BallotsFile, SaysWhereAMarkIsNone) {
  for (const char* cell : {"x", "1/x", "1.5"}) {
    const auto request = BallotsOf(std::string("token,A1\nk3x9w2pabc,") + cell + "\n");
    ASSERT_FALSE(request.ok()) << cell;
    EXPECT_THAT(request.status().message(), HasSubstr("Row 2"));
    EXPECT_THAT(request.status().message(), HasSubstr("`A1`"));
  }
  EXPECT_FALSE(BallotsOf("code,A1\n").ok());
  EXPECT_FALSE(BallotsOf("token,A1\n").ok());
}

TEST(BallotsFile, NamesIdeasByTheirPlaceInTheSession) {
  codesign::v1::Session session;
  session.set_name("programmes/p/sessions/s");
  session.add_ideas("programmes/p/ideas/x");
  session.add_ideas("programmes/p/ideas/y");
  const auto request = DotBallotsOf(session, "token,I1,I2\nk3x9w2pabc,,3\n");
  ASSERT_TRUE(request.ok()) << request.status().message();
  EXPECT_EQ(request->name(), session.name());
  EXPECT_EQ(request->ballots(0).choices(0).idea(), "programmes/p/ideas/y");
  EXPECT_EQ(request->ballots(0).choices(0).dot_count(), 3);
  EXPECT_FALSE(DotBallotsOf(session, "token,I3\nk3x9w2pabc,1\n").ok());
  EXPECT_FALSE(DotBallotsOf(session, "token,A1\nk3x9w2pabc,1\n").ok());
}

}  // namespace
}  // namespace fivestep::cli
