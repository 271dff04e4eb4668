#include "platform/rpc/options.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace fivestep {
namespace {

ParsedOptions Parse(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "engagement");
  return ParseOptions(static_cast<int>(arguments.size()), arguments.data(), "engagement");
}

TEST(Options, HaveDefaultsThatKeepKeysApartFromData) {
  const ParsedOptions parsed = Parse({});
  ASSERT_TRUE(parsed.run);
  EXPECT_EQ(parsed.options.deployment, "local");
  EXPECT_EQ(parsed.options.data_dir, "data/engagement");
  EXPECT_EQ(parsed.options.key_dir, "data/engagement-keys");
}

TEST(Options, ComeFromFlagsBeforeTheEnvironment) {
  setenv("FIVESTEP_DATA_DIR", "/from/environment", 1);
  setenv("FIVESTEP_PEERS", "programme=a:1,analysis=b:2", 1);
  setenv("FIVESTEP_INSECURE_LOOPBACK", "true", 1);
  const ParsedOptions from_environment = Parse({});
  EXPECT_EQ(from_environment.options.data_dir, "/from/environment");
  EXPECT_EQ(from_environment.options.peers.size(), 2u);
  EXPECT_TRUE(from_environment.options.insecure_loopback);
  EXPECT_EQ(Parse({"--data-dir", "/from/flag"}).options.data_dir, "/from/flag");
  unsetenv("FIVESTEP_DATA_DIR");
  unsetenv("FIVESTEP_PEERS");
  unsetenv("FIVESTEP_INSECURE_LOOPBACK");
}

TEST(Options, AnUnknownFlagEndsTheProcess) {
  const ParsedOptions parsed = Parse({"--no-such-flag"});
  EXPECT_FALSE(parsed.run);
  EXPECT_NE(parsed.exit_code, 0);
}

TEST(Options, HelpEndsTheProcessWell) {
  const ParsedOptions parsed = Parse({"--help"});
  EXPECT_FALSE(parsed.run);
  EXPECT_EQ(parsed.exit_code, 0);
}

struct Case {
  const char* what;
  ServiceOptions options;
  const char* remedy;  // null: safe
};

ServiceOptions With(void (*change)(ServiceOptions&)) {
  ServiceOptions options;
  options.data_dir = "d";
  options.key_dir = "d-keys";
  change(options);
  return options;
}

TEST(CheckSafety, SaysWhatToChange) {
  const Case cases[] = {
      {"nothing said", With([](ServiceOptions&) {}), "--token-file"},
      {"loopback", With([](ServiceOptions& o) { o.insecure_loopback = true; }), nullptr},
      {"claims from elsewhere", With([](ServiceOptions& o) {
         o.insecure_loopback = true;
         o.grpc_listen = "0.0.0.0:7100";
       }),
       "127.0.0.1"},
      {"tokens on loopback", With([](ServiceOptions& o) { o.token_file = "t"; }), nullptr},
      {"tokens in the clear", With([](ServiceOptions& o) {
         o.token_file = "t";
         o.grpc_listen = "10.0.0.1:7100";
       }),
       "--tls-cert"},
      {"tokens with TLS", With([](ServiceOptions& o) {
         o.token_file = "t";
         o.grpc_listen = "0.0.0.0:7100";
         o.tls_cert = "c";
         o.tls_key = "k";
       }),
       nullptr},
      {"TLS alone", With([](ServiceOptions& o) {
         o.grpc_listen = "0.0.0.0:7100";
         o.tls_cert = "c";
         o.tls_key = "k";
       }),
       "--token-file"},
      {"half of TLS", With([](ServiceOptions& o) {
         o.token_file = "t";
         o.tls_cert = "c";
       }),
       "both"},
      {"keys in the data", With([](ServiceOptions& o) {
         o.insecure_loopback = true;
         o.key_dir = o.data_dir;
       }),
       "--key-dir"},
      {"backups beside the data", With([](ServiceOptions& o) {
         o.insecure_loopback = true;
         o.data_dir = "var/data/notes";
         o.key_dir = "var/keys/notes";
         o.backup_dir = "var/backups/notes";
       }),
       nullptr},
      {"backups in the data", With([](ServiceOptions& o) {
         o.insecure_loopback = true;
         o.data_dir = "var/data/notes";
         o.backup_dir = "var/data/notes/../notes/backups";
       }),
       "--backup-dir"},
      {"keys in the backups", With([](ServiceOptions& o) {
         o.insecure_loopback = true;
         o.key_dir = "var/backups/keys";
         o.backup_dir = "var/backups";
       }),
       "--backup-dir"},
  };
  for (const Case& c : cases) {
    const Status status = CheckSafety(c.options);
    EXPECT_EQ(status.ok(), c.remedy == nullptr) << c.what << ": " << status.ToString();
    if (c.remedy == nullptr) continue;
    EXPECT_NE(status.message().find(c.remedy), std::string::npos) << c.what;
  }
}

TEST(ParsePeers, TakesContextsAndTargets) {
  const auto peers = ParsePeers({"programme=host:1", "analysis=[::1]:2"});
  ASSERT_TRUE(peers.ok());
  EXPECT_EQ(peers->at("analysis"), "[::1]:2");
  EXPECT_FALSE(ParsePeers({"programme"}).ok());
  EXPECT_FALSE(ParsePeers({"=host:1"}).ok());
  EXPECT_FALSE(ParsePeers({"programme="}).ok());
}

}  // namespace
}  // namespace fivestep
