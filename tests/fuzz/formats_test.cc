// Files that a service reads when it starts: the token file and the key store.
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "fuzz/fuzz.h"
#include "platform/rpc/token_file.h"
#include "platform/sealing/key_store.h"
#include "platform/testing/test_log.h"

namespace fivestep::testing {
namespace {

class FuzzFormats : public Fuzz {};

TEST_F(FuzzFormats, ATokenFileIsReadOrRefusedWithASentence) {
  const std::string digest(64, 'a');
  const std::vector<std::string> good{
      R"([{"token_sha256": ")" + digest + R"(", "actor": "a-person", "organisation": "QE1",
          "roles": ["analyst", "auditor@programmes/p1"], "permissions": []}])",
      R"([{"token_sha256": ")" + digest + R"(", "actor": "b", "organisation": "RXN",
          "roles": ["administrator"], "permissions": ["engagement.contributions.readWords"]},
          {"token_sha256": "0123456789abcdef", "actor": 7, "organisation": null}])",
      "[]"};
  Run([&] {
    const auto grants = ParseTokenFile(MutantOf(good));
    if (!grants.ok()) {
      EXPECT_EQ(grants.status().code(), Code::kFailedPrecondition);
      EXPECT_FALSE(grants.status().message().empty());
      return;
    }
    for (const TokenGrant& grant : *grants) EXPECT_TRUE(IsActorId(grant.actor)) << grant.actor;
  });
}

std::string Read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

void Write(const std::string& path, const std::string& content) {
  std::ofstream(path, std::ios::binary) << content;
  ::chmod(path.c_str(), 0600);
}

// A store of a few keys, one of them destroyed, as the bytes of its two files.
class FuzzKeyStore : public Fuzz {
 protected:
  static constexpr char kErased[] = "contribution/erased";

  FuzzKeyStore() {
    auto keys = std::move(KeyStore::Open(directory_.path(), "").value());
    for (int i = 0; i < 6; ++i) {
      named_.push_back(keys->KeyOf("contribution/c" + std::to_string(i)).value());
      EXPECT_TRUE(i % 2 == 1 || keys->Sync().ok());
    }
    erased_ = keys->KeyOf(kErased).value();
    EXPECT_TRUE(keys->Sync().ok() && keys->Destroy(kErased).ok());
    keys.reset();
    log_ = Read(directory_ / "keys.log");
    wrapping_ = Read(directory_ / "wrapping.key");
  }

  // A store that opened gives each key as it was or says that it has none, and works on.
  void CheckStore(KeyStore& keys) {
    for (const NamedKey& named : named_) {
      const Result<Key> found = keys.Find(named.id);
      EXPECT_TRUE(!found.ok() || *found == named.key) << named.id;
    }
    EXPECT_FALSE(keys.Find(erased_.id).ok());
    const Result<NamedKey> fresh = keys.KeyOf("contribution/new");
    ASSERT_TRUE(fresh.ok()) << fresh.status().ToString();
    ASSERT_TRUE(keys.Sync().ok());
    const Result<Key> found = keys.Find(fresh->id);
    EXPECT_TRUE(found.ok() && *found == fresh->key);
  }

  void OpenWith(const std::string& log, const std::string& wrapping) {
    Write(directory_ / "keys.log", log);
    Write(directory_ / "wrapping.key", wrapping);
    auto keys = KeyStore::Open(directory_.path(), "");
    if (keys.ok()) return CheckStore(**keys);
    const Code code = keys.status().code();
    EXPECT_TRUE(code == Code::kFailedPrecondition || code == Code::kDataLoss)
        << keys.status().ToString();
    EXPECT_FALSE(keys.status().message().empty());
  }

  TemporaryDirectory directory_;
  std::vector<NamedKey> named_;
  NamedKey erased_;
  std::string log_;
  std::string wrapping_;
};

TEST_F(FuzzKeyStore, OpensWithTheRightKeysOrNotAtAll) {
  OpenWith(log_, wrapping_);
  Run([&] {
    if (chance_.OneIn(8)) return OpenWith(log_, Mutate(wrapping_, log_, chance_));
    OpenWith(Mutate(log_, log_, chance_), wrapping_);
  });
}

}  // namespace
}  // namespace fivestep::testing
