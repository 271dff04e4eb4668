// libFuzzer's entry point for the statistics, built by clang with -DFIVESTEP_LIBFUZZER=ON.
#include <cstdio>
#include <cstdlib>

#include "fuzz/statistics_inputs.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string wrong = fivestep::testing::TryStatistic({data, size});
  if (wrong.empty()) return 0;
  std::fprintf(stderr, "%s\n", wrong.c_str());
  std::abort();
}
