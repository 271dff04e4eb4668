#include "merkle/merkle_vectors.h"

#include <simdjson.h>

#include <algorithm>
#include <stdexcept>

#include "platform/audit/base64.h"
#include "platform/audit/merkle.h"

namespace fivestep::vectors {
namespace {

namespace fs = std::filesystem;
using simdjson::dom::element;

std::string BytesOf(const element& text) {
  std::string bytes;
  if (!FromBase64(std::string_view(text), bytes)) throw std::runtime_error("is not base64");
  return bytes;
}

// `null` is the empty proof.
std::vector<std::string> ProofOf(const element& file) {
  std::vector<std::string> proof;
  const element hashes = file["proof"];
  if (hashes.is_null()) return proof;
  for (const element hash : simdjson::dom::array(hashes)) proof.push_back(BytesOf(hash));
  return proof;
}

bool Inclusion(const element& file) {
  return VerifyInclusion(uint64_t(file["leafIdx"]), uint64_t(file["treeSize"]),
                         BytesOf(file["leafHash"]), ProofOf(file), BytesOf(file["root"]));
}

bool Consistency(const element& file) {
  return VerifyConsistency(uint64_t(file["size1"]), uint64_t(file["size2"]), ProofOf(file),
                           BytesOf(file["root1"]), BytesOf(file["root2"]));
}

int RunFolder(const fs::path& folder, bool (*verifies)(const element&), Outcome& outcome) {
  if (!fs::is_directory(folder)) {
    outcome.differences.push_back(folder.string() + " is not there.");
    return 0;
  }
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  simdjson::dom::parser parser;
  for (const fs::path& path : files) {
    try {
      const element file = parser.load(path.string());
      const bool must_fail = bool(file["wantErr"]);
      if (verifies(file) == must_fail) {
        outcome.differences.push_back(
            path.string() + " was " +
            (must_fail ? "accepted and must be refused." : "refused and must be accepted."));
      }
    } catch (const std::exception& error) {
      outcome.differences.push_back(path.string() + " cannot be read: " + error.what() + ".");
    }
  }
  return static_cast<int>(files.size());
}

}  // namespace

Outcome RunVectors(const fs::path& directory) {
  const fs::path inner = directory / "testdata";
  const fs::path& root = fs::is_directory(inner) ? inner : directory;
  Outcome outcome;
  outcome.inclusion_count = RunFolder(root / "inclusion", Inclusion, outcome);
  outcome.consistency_count = RunFolder(root / "consistency", Consistency, outcome);
  return outcome;
}

}  // namespace fivestep::vectors
