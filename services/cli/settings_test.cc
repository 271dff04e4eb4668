#include "cli/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace fivestep::cli {
namespace {

using testing::HasSubstr;

TEST(Addresses, AreReadByLineAndComma) {
  auto addresses = DefaultAddresses();
  ASSERT_TRUE(
      AddAddresses("# our cluster\n programme = a:1 , engagement=b:2\n\nmetrics=[::1]:3 # x",
                   addresses)
          .ok());
  EXPECT_EQ(addresses.at("programme"), "a:1");
  EXPECT_EQ(addresses.at("engagement"), "b:2");
  EXPECT_EQ(addresses.at("metrics"), "[::1]:3");
  EXPECT_EQ(addresses.at("analysis"), "127.0.0.1:7103");
}

TEST(Addresses, SayWhichItemIsWrong) {
  for (const std::string text : {"finance=a:1", "programme", "programme=", "programme=host",
                                 "programme=:1", "programme=host:", "=a:1"}) {
    auto addresses = DefaultAddresses();
    const Status status = AddAddresses(text, addresses);
    EXPECT_EQ(status.code(), Code::kInvalidArgument) << text;
    EXPECT_THAT(status.message(), HasSubstr("`" + text + "`"));
  }
}

TEST(Addresses, TellThisMachineFromOthers) {
  EXPECT_TRUE(IsLoopback("127.0.0.1:7101"));
  EXPECT_TRUE(IsLoopback("localhost:7101"));
  EXPECT_TRUE(IsLoopback("[::1]:7101"));
  EXPECT_FALSE(IsLoopback("127.0.0.1.example:7101"));
  EXPECT_FALSE(IsLoopback("10.0.0.1:7101"));
}

TEST(PositionsFile, LiesInTheStateFolderAndKnowsItsServices) {
  ::setenv("XDG_STATE_HOME", "/state", 1);
  const std::string one = DefaultPositionsFile(DefaultAddresses());
  EXPECT_EQ(one, DefaultPositionsFile(DefaultAddresses()));
  EXPECT_THAT(one, HasSubstr("/state/fivestep/positions-"));
  auto others = DefaultAddresses();
  others["metrics"] = "elsewhere:1";
  EXPECT_NE(one, DefaultPositionsFile(others));
  ::unsetenv("XDG_STATE_HOME");
  ::setenv("HOME", "/home/a", 1);
  EXPECT_THAT(DefaultPositionsFile(others), HasSubstr("/home/a/.local/state/fivestep/"));
}

}  // namespace
}  // namespace fivestep::cli
