// Runs every family file of a folder and says how our answers compare.
#ifndef FIVESTEP_TESTS_ORACLES_FOLDER_RUN_H_
#define FIVESTEP_TESTS_ORACLES_FOLDER_RUN_H_

#include <filesystem>
#include <map>
#include <ostream>
#include <string>

#include "agreement.h"

namespace fivestep::oracles {

// Cases by what came of them.
struct Counts {
  std::size_t agree = 0;
  std::size_t differ = 0;
  std::size_t deviate = 0;
  std::size_t refused = 0;

  std::size_t all() const { return agree + differ + deviate + refused; }
  Counts& operator+=(const Counts& other);
};

struct FolderRun {
  Counts counts;
  // Files that are of no family we know, or not of the format.
  std::size_t unreadable_files = 0;
  // How often each reason to deviate held.
  std::map<std::string, std::size_t> deviations;

  bool agrees() const { return counts.differ == 0 && unreadable_files == 0; }
};

// Runs the *.json files of `folder` in the order of their names. Prints a line for each with its
// counts, below it every difference; at the end the total and the reasons to deviate.
//
// Errors:
//   kInvalidArgument  there is no such folder, it cannot be read, or it holds no *.json file.
Result<FolderRun> RunFolder(const std::filesystem::path& folder, std::ostream& out);

}  // namespace fivestep::oracles

#endif  // FIVESTEP_TESTS_ORACLES_FOLDER_RUN_H_
