#include "platform/audit/sha256.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>

namespace fivestep {
namespace {

// The examples of FIPS 180-4's companion document.
TEST(Sha256, AgreesWithThePublishedExamples) {
  EXPECT_EQ(ToHex(Sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(ToHex(Sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Sha256, OfNothingIsTheDigestOfTheEmptyString) {
  EXPECT_EQ(ToHex(Sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Sha256, ReadsZeroBytesAsAnyOther) {
  EXPECT_NE(Sha256(std::string_view("a\0b", 3)), Sha256(std::string_view("a\0c", 3)));
}

TEST(Sha256, IsTheSameOnEveryThread) {
  Sha256Digest other{};
  std::thread([&other] { other = Sha256("abc"); }).join();
  EXPECT_EQ(other, Sha256("abc"));
}

TEST(Sha256, IsTheSameOfAMessageThatComesInParts) {
  Sha256Stream stream;
  for (const char* part : {"a", "", "bc"}) stream.Add(part);
  EXPECT_EQ(stream.Finish(), Sha256("abc"));
}

}  // namespace
}  // namespace fivestep
