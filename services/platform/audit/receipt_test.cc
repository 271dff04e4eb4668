#include "platform/audit/receipt.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "platform/audit/naive_tree.h"

namespace fivestep {
namespace {

constexpr size_t kEvents = 7;
constexpr size_t kIndex = 4;

std::string EventAt(size_t index) { return "leaf " + std::to_string(index); }

SigningKey LogKey() {
  return *SigningKey::FromSeed("fivestep/test/engagement", std::string(kNoteKeyBytes, 'k'));
}

Receipt GoodReceipt() {
  const testing::Hashes leaves = testing::NumberedLeaves(kEvents);
  const CheckpointBody body = {"fivestep/test/engagement",
                               static_cast<int64_t>(kEvents),
                               testing::NaiveRoot(leaves.data(), kEvents),
                               {}};
  Receipt receipt;
  receipt.event = EventAt(kIndex);
  receipt.index = static_cast<int64_t>(kIndex);
  receipt.proof = testing::Bytes(testing::NaivePath(kIndex, leaves.data(), kEvents));
  receipt.checkpoint = *SignCheckpoint(body, LogKey());
  return receipt;
}

TEST(Receipt, ProvesItsEventOffline) {
  const Result<Receipt> read = ParseReceipt(FormatReceipt(GoodReceipt()));
  ASSERT_TRUE(read.ok()) << read.status().ToString();
  EXPECT_EQ(*read, GoodReceipt());
  const Result<CheckpointBody> proved = CheckReceipt(*read, {LogKey().verifier()});
  ASSERT_TRUE(proved.ok()) << proved.status().ToString();
  EXPECT_EQ(proved->size, static_cast<int64_t>(kEvents));
}

TEST(Receipt, OfTheOnlyEventHasNoHashes) {
  Receipt receipt;
  receipt.event = "leaf 0";
  receipt.checkpoint =
      *SignCheckpoint({"fivestep/test/engagement", 1, LeafHash("leaf 0"), {}}, LogKey());
  const Result<Receipt> read = ParseReceipt(FormatReceipt(receipt));
  ASSERT_TRUE(read.ok()) << read.status().ToString();
  EXPECT_TRUE(CheckReceipt(*read, {LogKey().verifier()}).ok());
}

TEST(Receipt, IsRefusedWhenAnyBitOfItsTextChanges) {
  const std::string good = FormatReceipt(GoodReceipt());
  for (size_t i = 0; i < good.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string bad = good;
      bad[i] = static_cast<char>(bad[i] ^ (1 << bit));
      const Result<Receipt> read = ParseReceipt(bad);
      EXPECT_FALSE(read.ok() && CheckReceipt(*read, {LogKey().verifier()}).ok())
          << "byte " << i << ", bit " << bit;
    }
  }
}

TEST(Receipt, OfAnotherEventIsDataLoss) {
  Receipt receipt = GoodReceipt();
  receipt.event = EventAt(kIndex + 1);
  const auto proved = CheckReceipt(receipt, {LogKey().verifier()});
  ASSERT_FALSE(proved.ok());
  EXPECT_EQ(proved.status().code(), Code::kDataLoss);
}

TEST(Receipt, WithAnotherPositionIsDataLoss) {
  for (const int64_t index : {int64_t{0}, int64_t{5}, int64_t{7}, INT64_MAX, int64_t{-1}}) {
    Receipt receipt = GoodReceipt();
    receipt.index = index;
    const auto proved = CheckReceipt(receipt, {LogKey().verifier()});
    ASSERT_FALSE(proved.ok()) << index;
    EXPECT_EQ(proved.status().code(), Code::kDataLoss);
  }
}

TEST(Receipt, SignedWithAnotherKeyIsRefused) {
  const SigningKey other =
      *SigningKey::FromSeed("fivestep/test/engagement", std::string(kNoteKeyBytes, 'o'));
  const auto proved = CheckReceipt(GoodReceipt(), {other.verifier()});
  ASSERT_FALSE(proved.ok());
  EXPECT_EQ(proved.status().code(), Code::kFailedPrecondition);
}

TEST(Receipt, WhatIsNotExactlyAReceiptIsRefused) {
  const std::string good = FormatReceipt(GoodReceipt());
  const std::string first = "c2sp.org/tlog-proof@v1\n";
  const std::string checkpoint = GoodReceipt().checkpoint;
  std::string many = first + "extra AA==\nindex 0\n";
  for (size_t i = 0; i <= kMaxProofHashes; ++i) many += std::string(43, 'A') + "=\n";
  for (const std::string& bad : std::vector<std::string>{
           "", first, good.substr(1), "\n" + good, good + "\n",
           first + "index 0\n\n" + checkpoint,                          // no event
           first + "extra \nindex 0\n\n" + checkpoint,                  // an empty one
           first + "extra AA\nindex 0\n\n" + checkpoint,                // not base64
           first + "index 0\nextra AA==\n\n" + checkpoint,              // another order
           first + "extra AA==\nextra AA==\nindex 0\n\n" + checkpoint,  // twice
           first + "extra AA==\nindex -1\n\n" + checkpoint,             //
           first + "extra AA==\nindex 01\n\n" + checkpoint,             //
           first + "extra AA==\nindex 0\nAAAA\n\n" + checkpoint,        // a short hash
           first + "extra AA==\nindex 0\n\n",                           // no checkpoint
           first + "extra AA==\nindex 0\n" + checkpoint,                // no blank line
           first + "extra AA==\nindex 0\n\nhello\n", many + "\n" + checkpoint}) {
    EXPECT_FALSE(ParseReceipt(bad).ok()) << bad;
  }
}

}  // namespace
}  // namespace fivestep
