#include "platform/audit/checkpoint.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "platform/audit/merkle.h"

namespace fivestep {
namespace {

const std::string kRoot = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";  // of the empty tree

SigningKey TestKey(const std::string& name) {
  return *SigningKey::FromSeed(name, std::string(kNoteKeyBytes, 'k'));
}

CheckpointBody Body() { return {CheckpointOrigin("test", "engagement"), 3, LeafHash("x"), {}}; }

TEST(Checkpoint, TheBodyIsOriginSizeAndRoot) {
  const std::string text = FormatCheckpointBody({"fivestep/test/engagement", 0, EmptyRoot(), {}});
  EXPECT_EQ(text, "fivestep/test/engagement\n0\n" + kRoot + "\n");
  const Result<CheckpointBody> body = ParseCheckpointBody(text);
  ASSERT_TRUE(body.ok());
  EXPECT_EQ(body->root, EmptyRoot());
}

TEST(Checkpoint, WhatWasSignedIsReadBack) {
  const SigningKey key = TestKey("fivestep/test/engagement");
  const Result<std::string> note = SignCheckpoint(Body(), key);
  ASSERT_TRUE(note.ok()) << note.status().ToString();
  EXPECT_EQ(*VerifyCheckpoint(*note, {key.verifier()}), Body());
  EXPECT_EQ(*ReadCheckpoint(*note), Body());
}

TEST(Checkpoint, LinesThatAnotherLogAddsAreKept) {
  const Result<CheckpointBody> body =
      ParseCheckpointBody("example.com/log\n20852163\n" + kRoot + "\nTimestamp 123\nmore\n");
  ASSERT_TRUE(body.ok()) << body.status().ToString();
  EXPECT_EQ(body->size, 20852163);
  EXPECT_EQ(body->extensions, (std::vector<std::string>{"Timestamp 123", "more"}));
}

TEST(Checkpoint, WhatIsNotExactlyABodyIsRefused) {
  for (const std::string& bad : std::vector<std::string>{
           "", "log\n", "log\n1\n", "log\n1\n" + kRoot, "\n1\n" + kRoot + "\n",
           "log\n01\n" + kRoot + "\n", "log\n-1\n" + kRoot + "\n", "log\n+1\n" + kRoot + "\n",
           "log\n1 \n" + kRoot + "\n", "log\n\n" + kRoot + "\n", "log\n0x1\n" + kRoot + "\n",
           "log\n9223372036854775808\n" + kRoot + "\n", "log\n1\nAAAA\n", "log\n1\n\n",
           "log\n1\n" + kRoot.substr(0, 43) + "\n", "log\n1\n" + kRoot + "\n\n",
           "log\n1\n" + kRoot + "\n\nmore\n", "log\n1\n" + kRoot + "\nmore"}) {
    EXPECT_FALSE(ParseCheckpointBody(bad).ok()) << bad;
  }
  EXPECT_TRUE(ParseCheckpointBody("log\n9223372036854775807\n" + kRoot + "\n").ok());
}

TEST(Checkpoint, TheKeyOfAnotherLogDoesNotSignIt) {
  const Result<std::string> note = SignCheckpoint(Body(), TestKey("fivestep/test/metrics"));
  ASSERT_FALSE(note.ok());
  EXPECT_EQ(note.status().code(), Code::kInvalidArgument);
}

TEST(Checkpoint, OneOfAnotherLogIsRefusedThoughItsSignatureIsRight) {
  const SigningKey key = TestKey("fivestep/test/metrics");
  const Result<std::string> note = SignNote(FormatCheckpointBody(Body()), key);
  const Result<CheckpointBody> body = VerifyCheckpoint(*note, {key.verifier()});
  ASSERT_FALSE(body.ok());
  EXPECT_EQ(body.status().code(), Code::kFailedPrecondition);
}

TEST(Checkpoint, ASignedNoteThatIsNoCheckpointIsRefused) {
  const SigningKey key = TestKey("fivestep/test/engagement");
  EXPECT_FALSE(VerifyCheckpoint(*SignNote("hello\n", key), {key.verifier()}).ok());
  EXPECT_FALSE(ReadCheckpoint("hello\n").ok());
}

}  // namespace
}  // namespace fivestep
