#include "platform/sealing/blob_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "platform/sealing/aead.h"
#include "platform/sealing/test_folder.h"

namespace fivestep {
namespace {

using sealing::Sha256;
using sealing::ToHex;

using testing::HasSubstr;
using testing::Not;

constexpr char kDataSet[] = "programmes/p1/dataSets/smoking";
constexpr char kColumns[] = "E01024846,17,412";

class BlobStoreTest : public testing::Test {
 protected:
  void SetUp() override {
    Result<std::unique_ptr<KeyStore>> keys = KeyStore::Open(folder_.Path("keys"), "");
    ASSERT_TRUE(keys.ok());
    keys_ = std::move(*keys);
    Open();
  }
  void Open() {
    Result<std::unique_ptr<BlobStore>> blobs = BlobStore::Open(folder_.Path("blobs"), keys_.get());
    ASSERT_TRUE(blobs.ok());
    blobs_ = std::move(*blobs);
  }
  std::string FileOf(const std::string& digest) const {
    const std::string digits = ToHex(digest);
    return folder_.Path("blobs/" + digits.substr(0, 2) + "/" + digits.substr(2));
  }

  TestFolder folder_;
  std::unique_ptr<KeyStore> keys_;
  std::unique_ptr<BlobStore> blobs_;
};

TEST_F(BlobStoreTest, ReadsWhatItWrote) {
  std::string large(1'000'000, '\0');
  for (size_t i = 0; i < large.size(); ++i) large[i] = static_cast<char>(i * 31);
  for (const std::string& content : {std::string(), std::string(kColumns), large}) {
    const std::string digest = *blobs_->Write(content, kDataSet);
    Open();
    const Result<std::string> read = blobs_->Read(digest);
    ASSERT_TRUE(read.ok()) << read.status().ToString();
    EXPECT_EQ(*read, content);
  }
}

TEST_F(BlobStoreTest, IsNamedByTheDigestOfWhatIsStored) {
  const std::string digest = *blobs_->Write(kColumns, kDataSet);
  EXPECT_EQ(Sha256(TestFolder::Read(FileOf(digest))), digest);
}

TEST_F(BlobStoreTest, GivesEqualContentDifferentDigests) {
  EXPECT_NE(*blobs_->Write(kColumns, kDataSet), *blobs_->Write(kColumns, kDataSet));
}

TEST_F(BlobStoreTest, StoresNothingInTheClear) {
  ASSERT_TRUE(blobs_->Write(kColumns, kDataSet).ok());
  EXPECT_THAT(folder_.Everything(), Not(HasSubstr("E01024846")));
  EXPECT_THAT(folder_.Everything(), Not(HasSubstr("smoking")));
}

TEST_F(BlobStoreTest, KeepsTheKeyOfWhatItStored) {
  const std::string digest = *blobs_->Write(kColumns, kDataSet);
  blobs_.reset();
  keys_.reset();
  SetUp();
  EXPECT_EQ(*blobs_->Read(digest), kColumns);
}

TEST_F(BlobStoreTest, ReportsAnyChangedByte) {
  const std::string digest = *blobs_->Write(kColumns, kDataSet);
  const std::string stored = TestFolder::Read(FileOf(digest));
  for (const size_t at : {size_t{0}, size_t{5}, size_t{30}, size_t{60}, stored.size() - 1}) {
    std::string changed = stored;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    TestFolder::Write(FileOf(digest), changed);
    EXPECT_EQ(blobs_->Read(digest).status().code(), Code::kDataLoss) << at;
  }
  TestFolder::Write(FileOf(digest), stored.substr(0, stored.size() - 1));
  EXPECT_EQ(blobs_->Read(digest).status().code(), Code::kDataLoss);
  TestFolder::Write(FileOf(digest), "");
  EXPECT_EQ(blobs_->Read(digest).status().code(), Code::kDataLoss);
}

TEST_F(BlobStoreTest, SaysWhatItDoesNotHave) {
  EXPECT_EQ(blobs_->Read(std::string(32, 'x')).status().code(), Code::kNotFound);
  EXPECT_EQ(blobs_->Read("short").status().code(), Code::kInvalidArgument);
}

TEST_F(BlobStoreTest, IsGoneWhenItsKeyIsDestroyed) {
  const std::string digest = *blobs_->Write(kColumns, kDataSet);
  ASSERT_TRUE(keys_->Destroy(kDataSet).ok());
  EXPECT_EQ(blobs_->Read(digest).status().code(), Code::kNotFound);
  EXPECT_EQ(blobs_->Write(kColumns, kDataSet).status().code(), Code::kFailedPrecondition);
}

TEST_F(BlobStoreTest, TellsAnErasedKeyFromAForeignKeyStore) {
  const std::string digest = *blobs_->Write(kColumns, kDataSet);
  keys_ = std::move(*KeyStore::Open(folder_.Path("other keys"), ""));
  Open();
  EXPECT_EQ(blobs_->Read(digest).status().code(), Code::kDataLoss);
}

TEST_F(BlobStoreTest, RemovesWhatACrashLeftHalfWritten) {
  const std::string digest = *blobs_->Write(kColumns, kDataSet);
  const std::string half =
      std::filesystem::path(FileOf(digest)).parent_path().string() + "/tmp-00112233";
  TestFolder::Write(half, "half");
  Open();
  EXPECT_FALSE(std::filesystem::exists(half));
  EXPECT_TRUE(blobs_->Read(digest).ok());
}

TEST_F(BlobStoreTest, RefusesWhatIsTooLarge) {
  const std::string huge(static_cast<size_t>(kMaxBlobBytes) + 1, 'x');
  EXPECT_EQ(blobs_->Write(huge, kDataSet).status().code(), Code::kInvalidArgument);
}

TEST_F(BlobStoreTest, SaysThatTheDiskFailed) {
  std::filesystem::remove_all(folder_.Path("blobs"));
  TestFolder::Write(folder_.Path("blobs"), "a file where the folder was");
  EXPECT_EQ(blobs_->Write(kColumns, kDataSet).status().code(), Code::kUnavailable);
}

class BlobParts : public BlobStoreTest {
 protected:
  std::string WriteParts(const std::vector<std::string>& parts) {
    auto writer = blobs_->OpenWriter(kDataSet);
    EXPECT_TRUE(writer.ok());
    for (const std::string& part : parts) EXPECT_TRUE((*writer)->Add(part).ok());
    return *(*writer)->Close();
  }
  Status Visit(const std::string& digest) {
    visited_.clear();
    return blobs_->Visit(digest, [this](std::string_view part) {
      visited_.emplace_back(part);
      return OkStatus();
    });
  }

  std::vector<std::string> visited_;
};

TEST_F(BlobParts, AreReadAsTheyWereWritten) {
  const std::vector<std::string> parts = {"first", "", std::string(100'000, 'x')};
  const std::string digest = WriteParts(parts);
  Open();
  ASSERT_TRUE(Visit(digest).ok());
  EXPECT_EQ(visited_, parts);
  EXPECT_EQ(Sha256(TestFolder::Read(FileOf(digest))), digest);
}

TEST_F(BlobParts, MayBeNone) {
  ASSERT_TRUE(Visit(WriteParts({})).ok());
  EXPECT_TRUE(visited_.empty());
}

TEST_F(BlobParts, AreOneForABlobWrittenAtOnce) {
  ASSERT_TRUE(Visit(*blobs_->Write(kColumns, kDataSet)).ok());
  EXPECT_EQ(visited_, std::vector<std::string>{kColumns});
}

TEST_F(BlobParts, HoldNothingInTheClear) {
  EXPECT_THAT(TestFolder::Read(FileOf(WriteParts({kColumns}))), Not(HasSubstr("E01024846")));
}

TEST_F(BlobParts, AreRefusedWhenAByteIsAnother) {
  const std::string digest = WriteParts({kColumns, kColumns});
  const std::string good = TestFolder::Read(FileOf(digest));
  for (size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 1);
    TestFolder::Write(FileOf(digest), bad);
    EXPECT_FALSE(Visit(digest).ok()) << i;
  }
}

TEST_F(BlobParts, AreRefusedWhenTheEndIsCutOff) {
  const std::string digest = WriteParts({kColumns, kColumns});
  const std::string good = TestFolder::Read(FileOf(digest));
  for (size_t size = 0; size < good.size(); ++size) {
    TestFolder::Write(FileOf(digest), good.substr(0, size));
    EXPECT_FALSE(Visit(digest).ok()) << size;
  }
  TestFolder::Write(FileOf(digest), good + "x");
  EXPECT_EQ(Visit(digest).code(), Code::kDataLoss);
}

TEST_F(BlobParts, AreGoneWithTheirKey) {
  const std::string digest = WriteParts({kColumns});
  ASSERT_TRUE(keys_->Destroy(kDataSet).ok());
  EXPECT_EQ(Visit(digest).code(), Code::kNotFound);
}

TEST_F(BlobParts, LeaveNothingWhenTheyAreGivenUp) {
  {
    auto writer = blobs_->OpenWriter(kDataSet);
    ASSERT_TRUE(writer.ok() && (*writer)->Add(kColumns).ok());
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder_.Path("blobs")));
}

TEST_F(BlobParts, OfAnInterruptedUploadAreRemovedAtTheNextStart) {
  TestFolder::Write(folder_.Path("blobs/tmp-0123"), "half");
  Open();
  EXPECT_TRUE(std::filesystem::is_empty(folder_.Path("blobs")));
}

TEST_F(BlobParts, StopAtTheFirstErrorOfTheVisitor) {
  const std::string digest = WriteParts({"a", "b"});
  int visits = 0;
  const Status status = blobs_->Visit(digest, [&](std::string_view) {
    ++visits;
    return InvalidArgument("enough");
  });
  EXPECT_EQ(status.message(), "enough");
  EXPECT_EQ(visits, 1);
}

}  // namespace
}  // namespace fivestep
