// Random commands against each context's real writer. Whatever is taken or refused: positions and
// streams stay dense, and rows, outcomes and views are what the events give when folded anew,
// before and after a restart.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "contract/models.h"
#include "integration/random_writer.h"
#include "platform/eventlog/log_verifier.h"

namespace fivestep::testing {
namespace {

constexpr size_t kCommands = 150;
// One run of a context takes a second: its log is on the disk. RC_PARAMS says otherwise.
constexpr int kRuns = 3;

// Takes the command or refuses it with a reason and without a trace. Returns whether it was taken.
bool TryOne(RandomWriter& writer, uint16_t which, uint32_t seed) {
  const int64_t before = writer.log().log().last_position();
  const auto result = writer.Run(which, seed);
  if (!result) return false;
  if (result->status.ok()) return true;
  RC_ASSERT(writer.log().log().last_position() == before);
  RC_ASSERT(result->status.code() != Code::kInternal);
  RC_ASSERT(!result->status.reason().empty());
  RC_ASSERT(!result->status.message().empty());
  return false;
}

void ExpectSound(RandomWriter& writer) {
  VerifyOptions options;
  options.model = &writer.model();
  const auto verified = VerifyLog(writer.log().log(), options);
  RC_ASSERT(verified.ok());
  for (const auto& finding : verified->findings) RC_LOG() << finding.ShortDebugString() << "\n";
  RC_ASSERT(verified->findings.empty());
  RC_ASSERT(verified->size == writer.log().log().last_position());
}

class RandomCommands : public ::testing::TestWithParam<size_t> {};

TEST_P(RandomCommands, LeaveALogThatIsWhatItsEventsGive) {
  ::setenv("RC_PARAMS", ("max_success=" + std::to_string(kRuns)).c_str(), /*overwrite=*/0);
  const ServiceModel& model = contract::Models()[GetParam()];
  int taken = 0;
  const bool sound = rc::check(model.context(), [&] {
    const auto steps = *rc::gen::container<std::vector<std::pair<uint16_t, uint32_t>>>(
        kCommands, rc::gen::pair(rc::gen::resize(100, rc::gen::arbitrary<uint16_t>()),
                                 rc::gen::resize(100, rc::gen::arbitrary<uint32_t>())));
    RandomWriter writer(model);
    for (const auto& [which, seed] : steps) taken += TryOne(writer, which, seed) ? 1 : 0;
    ExpectSound(writer);
    writer.Restart();
    ExpectSound(writer);
  });
  EXPECT_TRUE(sound);
  // Commands that are all refused would show nothing.
  EXPECT_GT(taken, kRuns * static_cast<int>(kCommands) / 50) << model.context();
}

INSTANTIATE_TEST_SUITE_P(Contexts, RandomCommands,
                         ::testing::Range<size_t>(0, contract::Models().size()),
                         [](const auto& context) {
                           return contract::Models()[context.param].context();
                         });

}  // namespace
}  // namespace fivestep::testing
