// Numbers as a caller may send them: of any size, missing, too many, too few.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "fuzz/fuzz.h"
#include "fuzz/statistics_inputs.h"

namespace fivestep::testing {
namespace {

class FuzzStatistics : public Fuzz {
 protected:
  std::vector<std::uint8_t> Input() {
    std::vector<std::uint8_t> bytes(1 + chance_.Below(800));
    // Half of the inputs are of ordinary figures, as a refusal tests little.
    const bool ordinary = chance_.OneIn(2);
    for (std::uint8_t& byte : bytes) {
      byte = static_cast<std::uint8_t>(chance_.Below(256));
      if (ordinary && byte >= 96 && byte < 192) byte = 200;
    }
    return bytes;
  }
};

TEST_F(FuzzStatistics, GiveAnAnswerOrARefusalForAnyNumbers) {
  Run([&] {
    const std::vector<std::uint8_t> input = Input();
    EXPECT_EQ(TryStatistic(input), "") << ::testing::PrintToString(input);
  });
}

// Inputs that libFuzzer found to reach something new, the longest of each statistic.
TEST_F(FuzzStatistics, GiveAnAnswerOrARefusalForTheCorpus) {
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator("tests/fuzz/corpus/statistics")) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::vector<std::uint8_t> input((std::istreambuf_iterator<char>(file)), {});
    EXPECT_EQ(TryStatistic(input), "") << entry.path();
    ++count;
  }
  EXPECT_GT(count, 0);
}

}  // namespace
}  // namespace fivestep::testing
