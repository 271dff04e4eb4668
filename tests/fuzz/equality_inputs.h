// One input of every measure of inequality between groups, from bytes.
#ifndef FIVESTEP_TESTS_FUZZ_EQUALITY_INPUTS_H_
#define FIVESTEP_TESTS_FUZZ_EQUALITY_INPUTS_H_

#include <string>

#include "fuzz/fuzz_bytes.h"

namespace fivestep::testing {

// Each returns what is wrong with the answers; nothing when they are answers or refusals with a
// sentence.
std::string TryUnorderedMeasures(Bytes& bytes);
std::string TryOrderedMeasures(Bytes& bytes);
std::string TrySimpleMeasures(Bytes& bytes);
std::string TryChangeMeasures(Bytes& bytes);
std::string TryAreaMeasures(Bytes& bytes);

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_FUZZ_EQUALITY_INPUTS_H_
