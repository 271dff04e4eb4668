// merkle_vectors DIR: holds the proof verifiers against the published vectors in DIR. Exit code 0:
// all as published; 1: a difference; 2: called wrongly.
#include <cstdio>

#include "merkle/merkle_vectors.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "Usage: merkle_vectors DIR\n  DIR holds inclusion/ and consistency/.\n");
    return 2;
  }
  const fivestep::vectors::Outcome outcome = fivestep::vectors::RunVectors(argv[1]);
  for (const std::string& difference : outcome.differences) std::printf("%s\n", difference.c_str());
  const int total = outcome.inclusion_count + outcome.consistency_count;
  std::printf("%d vectors (%d inclusion, %d consistency), %zu differ.\n", total,
              outcome.inclusion_count, outcome.consistency_count, outcome.differences.size());
  return outcome.differences.empty() ? 0 : 1;
}
