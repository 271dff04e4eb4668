#include "platform/core/decision.h"

#include <gtest/gtest.h>

#include "fivestep/platform/v1/error_reason.pb.h"

namespace fivestep {
namespace {

TEST(Decision, RejectionCarriesCodeSentenceAndFacts) {
  const Decision decision =
      Reject(platform::v1::RESOURCE_EXISTS).With("resource", "programmes/p1/themes/t1");
  ASSERT_TRUE(decision.rejected());
  EXPECT_EQ(decision.rejection().code(), Code::kAlreadyExists);
  EXPECT_EQ(decision.rejection().reason(), "RESOURCE_EXISTS");
  EXPECT_EQ(decision.rejection().domain(), "platform.fivestep");
  EXPECT_EQ(decision.rejection().message(),
            "programmes/p1/themes/t1 exists already. Choose another id, or get the one that is "
            "there.");
}

TEST(Decision, RejectionKeepsItsViolationsWhenFactsAreAdded) {
  const Decision decision = Reject(platform::v1::INVALID_FIELDS)
                                .Violating("title", "must be filled in")
                                .With("count", "1");
  ASSERT_EQ(decision.rejection().violations().size(), 1u);
  EXPECT_EQ(decision.rejection().violations()[0].field, "title");
}

TEST(Decision, EventsKeepTheirOrder) {
  platform::v1::Actor first, second;
  first.set_id("a");
  second.set_id("b");
  const Decision decision = Emit(first, second);
  ASSERT_EQ(decision.events().size(), 2u);
  EXPECT_EQ(static_cast<const platform::v1::Actor&>(*decision.events()[1]).id(), "b");
  EXPECT_FALSE(decision.rejected());
}

}  // namespace
}  // namespace fivestep
