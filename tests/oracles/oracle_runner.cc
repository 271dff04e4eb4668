// oracle_runner DIR: compares our statistics with the reference packages' answers in DIR, a folder
// in the format of `../shared/oracles/README.md`. Exits with 1 when anything differs.
#include <iostream>

#include "folder_run.h"

namespace {

constexpr int kDiffers = 1;
constexpr int kNothingToRun = 2;

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "Usage: oracle_runner DIR\n";
    return kNothingToRun;
  }
  const auto run = fivestep::oracles::RunFolder(argv[1], std::cout);
  if (!run.ok()) {
    std::cerr << run.status().message() << "\n";
    return kNothingToRun;
  }
  return run->agrees() ? 0 : kDiffers;
}
