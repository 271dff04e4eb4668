#include "platform/rpc/authenticator.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "fivestep/platform/v1/record.pb.h"
#include "platform/rpc/token_file.h"

namespace fivestep {
namespace {

CallInfo CallFrom(std::string peer, Metadata metadata) {
  CallInfo info;
  info.peer = std::move(peer);
  info.metadata = std::move(metadata);
  return info;
}

TEST(LoopbackAuthenticator, TakesActorAndGrantsFromTheMetadata) {
  const Result<Caller> caller = LoopbackAuthenticator().Authenticate(
      CallFrom("ipv4:127.0.0.1:5000", {{kActorKey, "a-1"},
                                       {kOrganisationKey, "QE1"},
                                       {kRolesKey, "analyst, auditor@programmes/p1"},
                                       {kPermissionsKey, "engagement.words.read"},
                                       {kReasonKey, "complaint 12"},
                                       {kCorrelationKey, "c-1"}}));
  ASSERT_TRUE(caller.ok());
  EXPECT_EQ(caller->id, "a-1");
  EXPECT_EQ(caller->organisation, "QE1");
  EXPECT_EQ(caller->roles, (std::vector<std::string>{"analyst", "auditor@programmes/p1"}));
  EXPECT_EQ(caller->permissions, (std::vector<std::string>{"engagement.words.read"}));
  EXPECT_EQ(caller->reason, "complaint 12");
  EXPECT_EQ(caller->correlation_id, "c-1");
  EXPECT_EQ(caller->assurance, platform::v1::ASSURANCE_LOOPBACK);
}

TEST(LoopbackAuthenticator, GivesNoRolesToACallerWhoClaimsNone) {
  const Result<Caller> caller =
      LoopbackAuthenticator().Authenticate(CallFrom("ipv6:[::1]:5000", {{kActorKey, "a"}}));
  ASSERT_TRUE(caller.ok());
  EXPECT_TRUE(caller->roles.empty());
}

TEST(LoopbackAuthenticator, RefusesWhoeverIsNotOnThisMachine) {
  const Result<Caller> caller =
      LoopbackAuthenticator().Authenticate(CallFrom("ipv4:10.0.0.7:5000", {{kActorKey, "a"}}));
  EXPECT_EQ(caller.status().code(), Code::kUnauthenticated);
  EXPECT_EQ(caller.status().reason(), "UNAUTHENTICATED");
}

TEST(LoopbackAuthenticator, RefusesActorsThatAreNoRandomId) {
  for (const char* actor : {"", "Jane Doe", "jane@nhs.net", "JANE", "ä"}) {
    const Result<Caller> caller =
        LoopbackAuthenticator().Authenticate(CallFrom("ipv4:127.0.0.1:1", {{kActorKey, actor}}));
    EXPECT_EQ(caller.status().code(), Code::kUnauthenticated) << actor;
  }
}

TEST(SplitList, DropsBlanksAndEmptyParts) {
  EXPECT_EQ(SplitList(" a ,, b,"), (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(SplitList(" , ").empty());
}

// SHA-256 of "secret-1" and "secret-2".
constexpr char kFirst[] = "f7e7c36e458e80e6b6a2c67d0a9ec09bd718dadd7bfa8d6bf6e7ad526e46c2f7";
constexpr char kSecond[] = "f4b6bb6548129dacf11c1a9c4dffffefd4aa6b21fcf4e9754cc03b731cbe7c25";

class TokenFile : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string form = (std::filesystem::temp_directory_path() / "tokens-XXXXXX").string();
    ASSERT_NE(mkdtemp(form.data()), nullptr);
    folder_ = form;
    path_ = folder_ + "/tokens.json";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void Write(const std::string& json, mode_t mode = 0600) {
    std::ofstream(path_) << json;
    ASSERT_EQ(chmod(path_.c_str(), mode), 0);
  }
  static std::string Entry(const std::string& digest, const std::string& actor) {
    return R"([{"token_sha256": ")" + digest + R"(", "actor": ")" + actor +
           R"(", "organisation": "QE1", "roles": ["analyst"], "permissions": []}])";
  }
  static Result<Caller> Try(const Authenticator& authenticator, const std::string& token) {
    return authenticator.Authenticate(
        CallFrom("ipv4:10.0.0.7:1", {{kAuthorizationKey, "Bearer " + token}}));
  }
  std::string folder_;
  std::string path_;
};

TEST_F(TokenFile, KnowsItsTokensAndNoOthers) {
  Write(Entry(kFirst, "a-1"));
  auto opened = TokenFileAuthenticator::Open(path_);
  ASSERT_TRUE(opened.ok()) << opened.status().ToString();
  const Result<Caller> caller = Try(**opened, "secret-1");
  ASSERT_TRUE(caller.ok());
  EXPECT_EQ(caller->id, "a-1");
  EXPECT_EQ(caller->roles, (std::vector<std::string>{"analyst"}));
  EXPECT_EQ(caller->assurance, platform::v1::ASSURANCE_TOKEN);
  EXPECT_EQ(Try(**opened, "secret-2").status().code(), Code::kUnauthenticated);
  EXPECT_EQ(Try(**opened, "").status().code(), Code::kUnauthenticated);
  EXPECT_EQ((*opened)->Authenticate(CallFrom("ipv4:10.0.0.7:1", {})).status().code(),
            Code::kUnauthenticated);
}

TEST_F(TokenFile, IsReadAgainWhenItChanges) {
  Write(Entry(kFirst, "a-1"));
  auto opened = TokenFileAuthenticator::Open(path_);
  ASSERT_TRUE(opened.ok());
  Write(Entry(kSecond, "another-actor"));
  usleep(1'100'000);
  EXPECT_TRUE(Try(**opened, "secret-2").ok());
  EXPECT_FALSE(Try(**opened, "secret-1").ok());
}

TEST_F(TokenFile, ThatBecomesUnreadableKeepsTheGrantsAndSaysSo) {
  Write(Entry(kFirst, "a-1"));
  auto opened = TokenFileAuthenticator::Open(path_);
  ASSERT_TRUE(opened.ok());
  Write("not json at all");
  usleep(1'100'000);
  EXPECT_TRUE(Try(**opened, "secret-1").ok());
  EXPECT_FALSE((*opened)->problem().empty());
}

TEST_F(TokenFile, ThatOthersMayReadIsRefused) {
  Write(Entry(kFirst, "a-1"), 0644);
  const auto opened = TokenFileAuthenticator::Open(path_);
  EXPECT_EQ(opened.status().code(), Code::kFailedPrecondition);
  EXPECT_NE(opened.status().message().find("chmod 600"), std::string::npos);
}

TEST_F(TokenFile, ThatIsMisspeltIsRefusedAndNamesTheKey) {
  const std::string good = std::string(R"("token_sha256": ")") + kFirst + R"(", "actor": "a")";
  EXPECT_TRUE(ParseTokenFile("[{" + good + "}]").ok());
  for (const std::string& bad :
       {"{" + good + R"(, "role": ["x"]})", "{" + good + R"(, "roles": "x"})",
        std::string(R"({"token_sha256": "12", "actor": "a"})"), std::string(R"({"actor": "a"})"),
        std::string(R"({"token_sha256": ")") + kFirst + R"(", "actor": "Jane Doe"})",
        std::string("5")}) {
    EXPECT_EQ(ParseTokenFile("[" + bad + "]").status().code(), Code::kFailedPrecondition) << bad;
  }
  EXPECT_FALSE(ParseTokenFile("{}").ok());
}

}  // namespace
}  // namespace fivestep
