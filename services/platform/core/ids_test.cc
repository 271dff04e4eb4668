#include "platform/core/ids.h"

#include <gtest/gtest.h>

namespace fivestep {
namespace {

// RFC 9562, appendix A.6: unix_ts_ms 0x017F22E279B0, rand_a 0xCC3, rand_b 0x18C4DC0C0C07398F.
TEST(UuidV7, MatchesTheExampleOfRfc9562) {
  const Instant now{std::chrono::milliseconds(0x017F22E279B0)};
  EXPECT_EQ(FormatUuidV7(now, 0xCC3, 0x18C4DC0C0C07398F), "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
}

TEST(UuidV7, SortsByTime) {
  UuidSource source;
  const Instant now{std::chrono::seconds(1'700'000'000)};
  EXPECT_LT(source.NewId(now), source.NewId(now + std::chrono::milliseconds(1)));
}

TEST(UuidV7, IsAValidId) {
  UuidSource source;
  EXPECT_TRUE(IsValidId(source.NewId(SystemClock().Now())));
}

TEST(Ids, RefusesWhatCouldBreakAName) {
  for (const char* bad : {"", "-", "-a", "a-", "A", "a/b", "a.b", "a b", "a\n", "é"}) {
    EXPECT_FALSE(IsValidId(bad)) << bad;
  }
  EXPECT_FALSE(IsValidId(std::string(64, 'a')));
  EXPECT_TRUE(IsValidId(std::string(63, 'a')));
}

}  // namespace
}  // namespace fivestep
