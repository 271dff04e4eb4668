// One input of every statistic, from bytes.
#ifndef FIVESTEP_TESTS_FUZZ_STATISTICS_INPUTS_H_
#define FIVESTEP_TESTS_FUZZ_STATISTICS_INPUTS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace fivestep::testing {

// Calls the statistic that the bytes name with the numbers they hold. Every byte string is an
// input; after its end all numbers are 0. Returns what is wrong with the answer, nothing when it
// is an answer or a refusal with a sentence.
std::string TryStatistic(std::span<const std::uint8_t> bytes);

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_FUZZ_STATISTICS_INPUTS_H_
