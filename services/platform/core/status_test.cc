#include "platform/core/status.h"

#include <gtest/gtest.h>

namespace fivestep {
namespace {

TEST(Status, PrintsCodeSentenceAndViolations) {
  Status status = InvalidArgument("Two fields are wrong.");
  status.SetViolations({{"title", "must be filled in"}, {"aim", "is too long"}});
  EXPECT_EQ(status.ToString(),
            "INVALID_ARGUMENT: Two fields are wrong.\n  title: must be filled in\n  aim: is too "
            "long");
}

TEST(Result, ValueOfAFailureStopsInsteadOfGuessing) {
  const Result<int> result = NotFound("nothing");
  EXPECT_THROW((void)result.value(), std::logic_error);
  EXPECT_THROW((void)Result<int>(Status()), std::logic_error);
}

}  // namespace
}  // namespace fivestep
