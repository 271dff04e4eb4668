#include "platform/sealing/aead.h"

#include <gtest/gtest.h>

namespace fivestep {
namespace {

using sealing::AsKey;
using sealing::Decrypt;
using sealing::Encrypt;
using sealing::FromHex;
using sealing::HmacSha256;
using sealing::kAeadTagBytes;
using sealing::KeyCommitment;
using sealing::kNonceBytes;
using sealing::Pad;
using sealing::RandomKey;
using sealing::Sha256;
using sealing::ToHex;
using sealing::Unpad;

TEST(Aead, OpensWhatItSealed) {
  const Key key = RandomKey();
  const std::string sealed = Encrypt(key, "words", "envelope");
  std::string opened;
  ASSERT_TRUE(Decrypt(key, sealed, "envelope", opened));
  EXPECT_EQ(opened, "words");
  EXPECT_EQ(sealed.size(), kNonceBytes + 5 + kAeadTagBytes);
}

TEST(Aead, SealsTheSameWordsDifferentlyEachTime) {
  const Key key = RandomKey();
  EXPECT_NE(Encrypt(key, "words", ""), Encrypt(key, "words", ""));
}

TEST(Aead, RefusesAnyChangedByte) {
  const Key key = RandomKey();
  const std::string sealed = Encrypt(key, "words", "envelope");
  for (size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    std::string opened = "before";
    EXPECT_FALSE(Decrypt(key, changed, "envelope", opened)) << "byte " << i;
    EXPECT_EQ(opened, "");
  }
}

TEST(Aead, RefusesAnotherKeyAnotherEnvelopeAndShortInput) {
  const Key key = RandomKey();
  const std::string sealed = Encrypt(key, "words", "envelope");
  std::string opened;
  EXPECT_FALSE(Decrypt(RandomKey(), sealed, "envelope", opened));
  EXPECT_FALSE(Decrypt(key, sealed, "envelopf", opened));
  EXPECT_FALSE(Decrypt(key, sealed.substr(0, kNonceBytes + kAeadTagBytes - 1), "envelope", opened));
  EXPECT_FALSE(Decrypt(key, "", "envelope", opened));
}

TEST(Aead, CommitsToKeyAndNonce) {
  const Key key = RandomKey();
  const std::string one = Encrypt(key, "words", "");
  const std::string two = Encrypt(key, "words", "");
  EXPECT_EQ(KeyCommitment(key, one), KeyCommitment(key, one));
  EXPECT_NE(KeyCommitment(key, one), KeyCommitment(key, two));
  EXPECT_NE(KeyCommitment(key, one), KeyCommitment(RandomKey(), one));
}

// FIPS 180-4, example "abc".
TEST(Sha256, GivesThePublishedValue) {
  EXPECT_EQ(ToHex(Sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

// RFC 4231, test case 2, whose key "Jefe" is filled with zeros as HMAC does.
TEST(HmacSha256, GivesThePublishedValue) {
  std::string padded = "Jefe";
  padded.resize(kKeyBytes, '\0');
  EXPECT_EQ(ToHex(HmacSha256(AsKey(padded), "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Padding, HidesTheLengthAndComesOff) {
  for (size_t length = 0; length <= 130; ++length) {
    std::string text(length, '\x80');
    Pad(text, 64);
    EXPECT_EQ(text.size(), (length / 64 + 1) * 64);
    ASSERT_TRUE(Unpad(text, 64));
    EXPECT_EQ(text, std::string(length, '\x80'));
  }
}

TEST(Padding, RefusesWhatWasNotPadded) {
  std::string zeros(64, '\0');
  std::string odd(63, '\x80');
  std::string nothing;
  EXPECT_FALSE(Unpad(zeros, 64));
  EXPECT_FALSE(Unpad(odd, 64));
  EXPECT_FALSE(Unpad(nothing, 64));
}

TEST(Hex, ReadsOnlyWholePairsOfDigits) {
  std::string bytes;
  EXPECT_TRUE(FromHex("00ff", bytes));
  EXPECT_EQ(bytes, std::string("\0\xff", 2));
  EXPECT_FALSE(FromHex("0", bytes));
  EXPECT_FALSE(FromHex("0g", bytes));
  EXPECT_FALSE(FromHex("00 ff", bytes));
}

}  // namespace
}  // namespace fivestep
