// The published test vectors of RFC 6962 proofs (transparency-dev/merkle, `testdata`): one JSON
// file a proof, and whether it must be refused.
#ifndef FIVESTEP_TESTS_MERKLE_MERKLE_VECTORS_H_
#define FIVESTEP_TESTS_MERKLE_MERKLE_VECTORS_H_

#include <filesystem>
#include <string>
#include <vector>

namespace fivestep::vectors {

struct Outcome {
  int inclusion_count = 0;
  int consistency_count = 0;
  // One sentence for each file that is not answered as it says, or cannot be read.
  std::vector<std::string> differences;
};

// Runs all vectors below `directory`, which holds `inclusion` and `consistency`, or `testdata` that
// does. Without either folder there is a difference that says so.
Outcome RunVectors(const std::filesystem::path& directory);

}  // namespace fivestep::vectors

#endif  // FIVESTEP_TESTS_MERKLE_MERKLE_VECTORS_H_
