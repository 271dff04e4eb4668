#include "merkle/merkle_vectors.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "platform/testing/test_log.h"

namespace fivestep::vectors {
namespace {

namespace fs = std::filesystem;

void Write(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path) << text;
}

// An inclusion file of the tree of one leaf, whose root is the leaf's hash.
std::string OneLeaf(const std::string& index, const std::string& want_error) {
  return R"({"leafIdx": )" + index + R"(, "treeSize": 1, "root": ")" + std::string(43, 'A') +
         R"(=", "leafHash": ")" + std::string(43, 'A') + R"(=", "proof": null, "wantErr": )" +
         want_error + "}";
}

TEST(MerkleVectors, AllPublishedOnesAreAnsweredAsTheySay) {
  const fs::path directory =
      fs::path(std::getenv("FIVESTEP_SOURCE")) / ".." / "shared" / "merkle-testdata";
  if (!fs::is_directory(directory)) {
    GTEST_SKIP() << "The published vectors are not at " << directory
                 << ": they are not part of this repository.";
  }
  const Outcome outcome = RunVectors(directory);
  EXPECT_EQ(outcome.inclusion_count, 98);
  EXPECT_EQ(outcome.consistency_count, 98);
  for (const std::string& difference : outcome.differences) ADD_FAILURE() << difference;
}

TEST(MerkleVectors, AFileThatIsAnsweredOtherwiseIsADifference) {
  const fivestep::testing::TemporaryDirectory directory;
  Write(directory / "consistency/none.txt", "");
  Write(directory / "inclusion/0/right.json", OneLeaf("0", "false"));
  // The largest number there is, as the vectors write 0 less 1.
  Write(directory / "inclusion/0/leafIdx-minus-@1.json", OneLeaf("18446744073709551615", "true"));
  EXPECT_TRUE(RunVectors(directory.path()).differences.empty());
  Write(directory / "inclusion/0/wrong [a].json", OneLeaf("0", "true"));
  EXPECT_EQ(RunVectors(directory.path()).differences.size(), 1u);
}

TEST(MerkleVectors, ADamagedFileOrAMissingFolderIsADifference) {
  const fivestep::testing::TemporaryDirectory directory;
  Write(directory / "inclusion/0/damaged.json", "{");
  const Outcome outcome = RunVectors(directory.path());
  EXPECT_EQ(outcome.inclusion_count, 1);
  EXPECT_EQ(outcome.differences.size(), 2u);
}

}  // namespace
}  // namespace fivestep::vectors
