#include "platform/bus/stream_reader.h"

#include <gtest/gtest.h>

namespace fivestep {
namespace {

TEST(Delivery, IsReadFromTheServersReplySubject) {
  const auto numbers =
      ParseDelivery("$JS.ACK.FIVESTEP_DEMO_ANALYSIS.c0nsumer.1.101.7.1700000000.5");
  ASSERT_TRUE(numbers.has_value());
  EXPECT_EQ(numbers->sequence, 101);
  EXPECT_EQ(numbers->delivery, 7);
}

TEST(Delivery, IsReadFromTheFormWithDomainAndAccount) {
  const auto numbers =
      ParseDelivery("$JS.ACK.hub.ACCHASH.STREAM.consumer.1.101.7.1700000000.5.rnd");
  ASSERT_TRUE(numbers.has_value());
  EXPECT_EQ(numbers->sequence, 101);
  EXPECT_EQ(numbers->delivery, 7);
}

TEST(Delivery, OfAnythingElseIsNone) {
  for (const char* subject :
       {"", "_INBOX.abc", "$JS.ACK.S.c.1.101.7.1700000000", "$JS.ACK.S.c.1.x.7.1700000000.5",
        "$JS.ACK.S.c.1.0.7.1700000000.5", "$JS.ACK.S.c.1.101.-7.1700000000.5",
        "$JS.ACK.S.c.1.101.7.1700000000.5.6"}) {
    EXPECT_FALSE(ParseDelivery(subject).has_value()) << subject;
  }
}

}  // namespace
}  // namespace fivestep
