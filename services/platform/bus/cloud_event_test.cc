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

// As a receiver reads them.
std::map<std::string, std::string> HeadersOf(const HeaderBlock& block) {
  const std::string text = block.name() + ": " + block.value() + "\r\n";
  std::map<std::string, std::string> headers;
  for (size_t from = 0; from < text.size();) {
    const size_t colon = text.find(": ", from);
    const size_t end = text.find("\r\n", from);
    headers[text.substr(from, colon - from)] = text.substr(colon + 2, end - colon - 2);
    from = end + 2;
  }
  return headers;
}

std::string EncodedValue(const std::string& text) {
  HeaderBlock block;
  block.Begin("name");
  block.Encoded(text);
  return block.value();
}

TEST(CloudEvent, HasTheHeadersThatTheContractNames) {
  HeaderBlock block;
  CloudEventHeaders("demo", "engagement").AddTo(block, ThemeAgreed());
  const std::map<std::string, std::string> headers = HeadersOf(block);
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

TEST(CloudEvent, BearsItsOwnTimeAndNotTheOneBefore) {
  CloudEventHeaders headers("demo", "engagement");
  platform::v1::RecordedEvent event = ThemeAgreed();
  for (const auto& [nanos, text] : std::map<int, std::string>{
           {0, "2026-03-02T10:00:00Z"}, {250'000'000, "2026-03-02T10:00:00.250Z"}}) {
    event.mutable_recorded_time()->set_nanos(nanos);
    for (int again = 0; again < 2; ++again) {
      HeaderBlock block;
      headers.AddTo(block, event);
      EXPECT_EQ(HeadersOf(block)["ce-time"], text);
    }
  }
}

TEST(CloudEvent, CannotSmuggleAHeaderInAValue) {
  platform::v1::RecordedEvent event = ThemeAgreed();
  event.set_stream("theme/a\r\nNats-Rollup: all");
  HeaderBlock block;
  CloudEventHeaders("demo", "engagement").AddTo(block, event);
  const std::map<std::string, std::string> headers = HeadersOf(block);
  EXPECT_EQ(headers.size(), 10u);
  EXPECT_EQ(headers.at("ce-subject"), "theme/a%0D%0A%4Eats-Rollup:%20all");
}

TEST(SequenceText, HasTwentyDigitsAlways) {
  EXPECT_EQ(SequenceText(0), "00000000000000000000");
  EXPECT_EQ(SequenceText(1'234'567'890'123), "00000001234567890123");
  EXPECT_EQ(SequenceText(INT64_MAX), "09223372036854775807");
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
  EXPECT_EQ(EncodedValue("Euro € \"a\" 100%"), "Euro%20%E2%82%AC%20%22a%22%20100%25");
  EXPECT_EQ(EncodedValue("a\r\nb"), "a%0D%0Ab");
}

TEST(HeaderValue, NeverHoldsAHeaderNameOfTheServer) {
  EXPECT_EQ(EncodedValue("x-Nats-Expected-Last-Sequence: 7"),
            "x-%4Eats-Expected-Last-Sequence:%207");
}

}  // namespace
}  // namespace fivestep
