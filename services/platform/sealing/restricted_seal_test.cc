#include "platform/sealing/restricted_seal.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "platform/sealing/test_folder.h"

namespace fivestep {
namespace {

constexpr char kOneKey[] = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";
constexpr char kOtherKey[] = "ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";

class RestrictedSeals : public ::testing::Test {
 protected:
  std::string FileOf(const std::string& digits, mode_t mode = 0600) {
    const std::string path = folder_.Path("key-" + std::to_string(++files_));
    TestFolder::Write(path, digits);
    ::chmod(path.c_str(), mode);
    return path;
  }
  RestrictedSeal SealOf(const std::string& digits, const std::string& deployment = "here") {
    return RestrictedSeal::FromFile(FileOf(digits), deployment).value();
  }

  TestFolder folder_;
  int files_ = 0;
};

TEST_F(RestrictedSeals, OpenInAnotherServiceWithTheSameKey) {
  const std::string sealed = SealOf(kOneKey).Seal("exact", "d1");
  EXPECT_EQ(SealOf(kOneKey).Open(sealed, "d1").value(), "exact");
}

TEST_F(RestrictedSeals, TellTheLengthOnlyRoughlyAndDifferEachTime) {
  const RestrictedSeal seal = SealOf(kOneKey);
  EXPECT_EQ(seal.Seal("1", "d").size(), seal.Seal(std::string(4'000, '1'), "d").size());
  EXPECT_NE(seal.Seal("1", "d"), seal.Seal("1", "d"));
}

TEST_F(RestrictedSeals, SayThatTheKeyIsAnotherOne) {
  const std::string sealed = SealOf(kOneKey).Seal("exact", "d1");
  const auto opened = SealOf(kOtherKey).Open(sealed, "d1");
  EXPECT_EQ(opened.status().code(), Code::kFailedPrecondition);
  EXPECT_NE(opened.status().message().find("--restricted-key-file"), std::string::npos);
}

TEST_F(RestrictedSeals, BelongToOneIdentityInOneDeployment) {
  const std::string sealed = SealOf(kOneKey).Seal("exact", "d1");
  EXPECT_EQ(SealOf(kOneKey).Open(sealed, "d2").status().code(), Code::kDataLoss);
  EXPECT_EQ(SealOf(kOneKey, "elsewhere").Open(sealed, "d1").status().code(), Code::kDataLoss);
}

TEST_F(RestrictedSeals, OpenNothingOfWhichAByteIsChangedOrMissing) {
  const RestrictedSeal seal = SealOf(kOneKey);
  const std::string sealed = seal.Seal("exact", "d1");
  for (size_t i = 0; i < sealed.size(); i += 7) {
    std::string changed = sealed;
    changed[i] ^= 1;
    EXPECT_FALSE(seal.Open(changed, "d1").ok()) << i;
  }
  EXPECT_FALSE(seal.Open(sealed.substr(0, sealed.size() - 1), "d1").ok());
  EXPECT_FALSE(seal.Open(std::string_view(), "d1").ok());
}

TEST_F(RestrictedSeals, NeedAKeyThatNobodyElseCanRead) {
  EXPECT_FALSE(RestrictedSeal::FromFile(folder_.Path("none"), "here").ok());
  EXPECT_FALSE(RestrictedSeal::FromFile(FileOf(kOneKey, 0644), "here").ok());
  EXPECT_FALSE(RestrictedSeal::FromFile(FileOf("short"), "here").ok());
}

}  // namespace
}  // namespace fivestep
