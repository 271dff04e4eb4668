#include "cli/position_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace fivestep::cli {
namespace {

std::string NewFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "fivestep-XXXXXX").string();
  return ::mkdtemp(pattern.data());
}

class PositionFileTest : public testing::Test {
 protected:
  ~PositionFileTest() override { std::filesystem::remove_all(folder_); }

  const std::string folder_ = NewFolder();
  PositionFile file_{folder_ + "/state/positions"};
};

TEST_F(PositionFileTest, RemembersTheHighestOfEachLog) {
  EXPECT_EQ(file_.Read(), Positions());
  ASSERT_TRUE(file_.Learn({}, {{"analysis", 3}}).ok());
  ASSERT_TRUE(file_.Learn({}, {{"metrics", 7}, {"analysis", 2}}).ok());
  EXPECT_EQ(file_.Read(), (Positions{{"analysis", 3}, {"metrics", 7}}));
}

TEST_F(PositionFileTest, NoticesALogThatWasSetUpAfresh) {
  ASSERT_TRUE(file_.Learn({}, {{"analysis", 300}}).ok());
  ASSERT_TRUE(file_.Learn(file_.Read(), {{"analysis", 2}}).ok());
  EXPECT_EQ(file_.Read(), (Positions{{"analysis", 2}}));
}

TEST_F(PositionFileTest, KeepsWhatAnotherCallLearntMeanwhile) {
  ASSERT_TRUE(file_.Learn({}, {{"analysis", 5}}).ok());
  const Positions before = file_.Read();
  ASSERT_TRUE(file_.Learn(before, {{"analysis", 9}}).ok());  // the other call
  ASSERT_TRUE(file_.Learn(before, {{"analysis", 6}}).ok());
  EXPECT_EQ(file_.Read(), (Positions{{"analysis", 9}}));
}

TEST_F(PositionFileTest, ForgetsWhenAsked) {
  ASSERT_TRUE(file_.Learn({}, {{"analysis", 5}}).ok());
  ASSERT_TRUE(file_.Forget().ok());
  EXPECT_EQ(file_.Read(), Positions());
  EXPECT_TRUE(file_.Forget().ok());
}

TEST_F(PositionFileTest, KeepsNothingWithoutAPath) {
  EXPECT_TRUE(PositionFile("").Learn({}, {{"analysis", 5}}).ok());
  EXPECT_EQ(PositionFile("").Read(), Positions());
}

TEST_F(PositionFileTest, SaysThatItCannotWrite) {
  std::ofstream(folder_ + "/state") << "a file where the folder should be";
  EXPECT_EQ(file_.Learn({}, {{"analysis", 5}}).code(), Code::kUnavailable);
}

TEST(PositionList, LeavesOutTheServiceThatIsCalled) {
  EXPECT_EQ(PositionList({{"analysis", 3}, {"metrics", 7}, {"programme", 1}}, "metrics"),
            "analysis=3,programme=1");
  EXPECT_EQ(PositionList({{"metrics", 7}}, "metrics"), "");
}

TEST(PositionList, PassesOverWhatItCannotRead) {
  EXPECT_EQ(ParsePositionList("analysis=3,=4,metrics,programme=x,codesign=-1,engagement=5"),
            (Positions{{"analysis", 3}, {"engagement", 5}}));
}

}  // namespace
}  // namespace fivestep::cli
