#include "platform/bus/cloud_event.h"

#include <gtest/gtest.h>

#include <map>

namespace fivestep {
namespace {

platform::v1::RecordedEvent ThemeAgreed() {
  platform::v1::RecordedEvent event;
  event.set_position(42);
  event.set_id("01957a5e-7b1c-7000-8000-000000000001");
  event.set_type("fivestep.engagement.v1.ThemeAgreed");
  event.set_stream("theme/cost-of-buses");
  event.set_programme("programmes/smoking");
  event.mutable_recorded_time()->set_seconds(1'772'445'600);
  event.mutable_recorded_time()->set_nanos(250'000'000);
  event.set_correlation_id("0af7651916cd43dd8448eb211c80319c");
  return event;
}

TEST(CloudEvent, HasTheHeadersThatTheContractNames) {
  const auto list = CloudEventHeaders("demo", "engagement", ThemeAgreed());
  const std::map<std::string, std::string> headers(list.begin(), list.end());
  const std::map<std::string, std::string> expected{
      {"ce-id", "01957a5e-7b1c-7000-8000-000000000001"},
      {"ce-source", "/fivestep/demo/engagement"},
      {"ce-specversion", "1.0"},
      {"ce-type", "fivestep.engagement.v1.ThemeAgreed"},
      {"ce-time", "2026-03-02T10:00:00.250Z"},
      {"ce-subject", "theme/cost-of-buses"},
      {"ce-sequence", "00000000000000000042"},
      {"ce-datacontenttype", "application/protobuf"},
      {"ce-dataschema",
       "urn:fivestep:proto:fivestep.platform.v1.RecordedEvent#fivestep.engagement.v1.ThemeAgreed"},
      {"traceparent", TraceParent(ThemeAgreed())}};
  EXPECT_EQ(headers, expected);
}

TEST(TraceParent, TakesACorrelationIdThatIsATraceId) {
  EXPECT_TRUE(TraceParent(ThemeAgreed()).starts_with("00-0af7651916cd43dd8448eb211c80319c-"));
  EXPECT_EQ(TraceParent(ThemeAgreed()).size(), 55u);
}

TEST(TraceParent, TakesTheDigitsOfAUuid) {
  platform::v1::RecordedEvent event = ThemeAgreed();
  event.set_correlation_id("01957a5e-7b1c-7000-8000-00000000000a");
  EXPECT_TRUE(TraceParent(event).starts_with("00-01957a5e7b1c7000800000000000000a-"));
}

TEST(TraceParent, HashesAnyOtherCorrelationIdAlwaysToTheSame) {
  platform::v1::RecordedEvent event = ThemeAgreed();
  for (const char* id :
       {"", "ticket 17", "00000000000000000000000000000000", "0AF7651916CD43DD8448EB211C80319C"}) {
    event.set_correlation_id(id);
    const std::string parent = TraceParent(event);
    EXPECT_EQ(parent.size(), 55u) << id;
    EXPECT_EQ(parent, TraceParent(event)) << id;
    EXPECT_EQ(parent.find_first_not_of("0123456789abcdef-"), std::string::npos) << id;
    EXPECT_FALSE(parent.starts_with("00-00000000000000000000000000000000")) << id;
  }
}

TEST(HeaderValue, IsPercentEncodedAsTheBindingSays) {
  EXPECT_EQ(EncodeHeaderValue("Euro € \"a\" 100%"), "Euro%20%E2%82%AC%20%22a%22%20100%25");
  EXPECT_EQ(EncodeHeaderValue("a\r\nb"), "a%0D%0Ab");
}

TEST(HeaderValue, NeverHoldsAHeaderNameOfTheServer) {
  EXPECT_EQ(EncodeHeaderValue("x-Nats-Expected-Last-Sequence: 7"),
            "x-%4Eats-Expected-Last-Sequence:%207");
}

}  // namespace
}  // namespace fivestep
