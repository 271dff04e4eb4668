// Bytes made wrong at random.
#ifndef FIVESTEP_TESTS_FUZZ_MUTATION_H_
#define FIVESTEP_TESTS_FUZZ_MUTATION_H_

#include <string>
#include <string_view>

#include "platform/testing/chance.h"

namespace fivestep::testing {

// No mutant is longer: splices of splices would grow without end.
inline constexpr size_t kMaxMutantBytes = 1 << 20;

// `bytes` with between one and four changes: flipped bits, other bytes, telling bytes and numbers
// put in, a part cut out, doubled or moved, the end cut off, a part of `other` in its place.
std::string Mutate(std::string bytes, std::string_view other, Chance& chance);

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_FUZZ_MUTATION_H_
