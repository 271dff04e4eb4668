#include "platform/rpc/error_details.h"

#include <grpcpp/support/status.h>
#include <gtest/gtest.h>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "google/rpc/error_details.pb.h"
#include "platform/core/decision.h"

namespace fivestep {
namespace {

Status Refusal() {
  Status status = StatusOf(platform::v1::QUEUE_FULL, {{"limit", "4096"}});
  status.SetViolations({{"title", "`title` must be filled in."}, {"aim", "`aim` is too long."}});
  status.SetRetryAfter(std::chrono::milliseconds(1'250));
  return status;
}

TEST(ErrorDetails, SurviveTheWayThereAndBack) {
  const Status sent = Refusal();
  const Status received = FromGrpcStatus(ToGrpcStatus(sent));
  EXPECT_EQ(received.code(), Code::kResourceExhausted);
  EXPECT_EQ(received.message(), sent.message());
  EXPECT_EQ(received.reason(), "QUEUE_FULL");
  EXPECT_EQ(received.domain(), "platform.fivestep");
  EXPECT_EQ(received.metadata(), sent.metadata());
  EXPECT_EQ(received.violations(), sent.violations());
  EXPECT_EQ(received.retry_after(), sent.retry_after());
}

TEST(ErrorDetails, AreThePublishedMessages) {
  google::rpc::Status details;
  ASSERT_TRUE(details.ParseFromString(EncodeStatusDetails(Refusal())));
  EXPECT_EQ(details.code(), 8);
  ASSERT_EQ(details.details_size(), 3);
  EXPECT_EQ(details.details(0).type_url(), "type.googleapis.com/google.rpc.ErrorInfo");
  EXPECT_EQ(details.details(1).type_url(), "type.googleapis.com/google.rpc.RetryInfo");
  EXPECT_EQ(details.details(2).type_url(), "type.googleapis.com/google.rpc.BadRequest");
}

TEST(ErrorDetails, AnOkStatusHasNone) {
  EXPECT_TRUE(ToGrpcStatus(OkStatus()).ok());
  EXPECT_TRUE(ToGrpcStatus(OkStatus()).error_details().empty());
}

TEST(ErrorDetails, ViolationsThatDoNotFitAreCounted) {
  std::vector<FieldViolation> violations;
  for (int i = 0; i < 1'000; ++i) {
    violations.push_back({"contributions[" + std::to_string(i) + "].words", std::string(80, 'x')});
  }
  Status status = InvalidArgument("Many fields are wrong.");
  status.SetViolations(violations);
  EXPECT_LE(EncodeStatusDetails(status).size(), kMaxDetailBytes + 200);
  const Status received = FromGrpcStatus(ToGrpcStatus(status));
  ASSERT_GT(received.violations().size(), 10u);
  EXPECT_EQ(received.violations().back().description,
            std::to_string(1'000 - (received.violations().size() - 1)) +
                " more fields are not as they should be; correct these first.");
}

TEST(ErrorDetails, GarbageLeavesCodeAndSentence) {
  const Status received = DecodeStatus(5, "There is no such thing.", "\xff\xff\xff");
  EXPECT_EQ(received.code(), Code::kNotFound);
  EXPECT_EQ(received.message(), "There is no such thing.");
  EXPECT_TRUE(received.reason().empty());
}

TEST(ErrorDetails, ALongSentenceIsCutBetweenCharacters) {
  std::string text;
  for (int i = 0; i < 1'000; ++i) text += "é";
  const Status received = FromGrpcStatus(ToGrpcStatus(Internal(text)));
  EXPECT_LT(received.message().size(), 1'100u);
  EXPECT_TRUE(received.message().ends_with("é…"));
}

}  // namespace
}  // namespace fivestep
