#include "platform/bus/acknowledgement.h"

#include <gtest/gtest.h>

namespace fivestep {
namespace {

TEST(Acknowledgement, NamesTheSequenceOfAStoredMessage) {
  const Acknowledgement answer = ParseAcknowledgement("", R"({"stream":"S", "seq":4711})");
  EXPECT_EQ(answer.sequence, 4711);
  EXPECT_EQ(answer.refusal, "");
}

TEST(Acknowledgement, OfAWrongLastSequenceKeepsCodeAndWords) {
  const Acknowledgement answer = ParseAcknowledgement(
      "",
      R"({"error":{"code":400,"err_code":10071,"description":"wrong last sequence: 7"},"stream":"S","seq":0})");
  EXPECT_EQ(answer.error_code, kWrongLastSequence);
  EXPECT_EQ(answer.refusal, "wrong last sequence: 7");
  EXPECT_EQ(answer.sequence, 0);
}

TEST(Acknowledgement, WithoutAServerIsARefusal) {
  EXPECT_EQ(ParseAcknowledgement("503", "").refusal, "no server is there for the stream");
}

TEST(Acknowledgement, ThatCannotBeReadIsARefusal) {
  for (const char* body : {"", "{}", "seq", R"({"seq":)", R"({"seq":-1})", R"({"error":{}})"}) {
    const Acknowledgement answer = ParseAcknowledgement("", body);
    EXPECT_NE(answer.refusal, "") << body;
    EXPECT_EQ(answer.sequence, 0) << body;
  }
}

}  // namespace
}  // namespace fivestep
