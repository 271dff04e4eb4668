// Makes the golden logs out of what a stack has left behind.
//
//   golden_make HOME OUTPUT      HOME: what deploy/up used, stopped by deploy/down
//   golden_make --json GOLDEN    writes only the texts anew, from the logs in GOLDEN
//
// Opening and closing a copy moves what is in its write-ahead log into tables, so that the result
// is small.
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "contract/golden_log.h"
#include "contract/models.h"

namespace fivestep::contract {
namespace {

namespace fs = std::filesystem;

// RocksDB's diary, its lock, and its note of the options, which it does not read.
bool IsLeftOut(const fs::path& file) {
  const std::string name = file.filename();
  return name == "LOCK" || name.starts_with("LOG") || name.starts_with("OPTIONS-");
}

void RemoveWhatIsNotNeeded(const fs::path& directory) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file() && IsLeftOut(entry.path())) files.push_back(entry.path());
  }
  for (const fs::path& file : files) fs::remove(file);
}

void WriteJson(const ServiceModel& model, const fs::path& directory, const fs::path& output) {
  const GoldenLog log(directory, &model);
  std::ofstream(output / (model.context() + ".json")) << log.AsJson();
  std::printf("%s: %zu events\n", model.context().c_str(), log.events().size());
}

void Make(const ServiceModel& model, const fs::path& home, const fs::path& output) {
  const fs::path golden = output / model.context();
  fs::remove_all(golden);
  fs::create_directories(golden);
  constexpr auto kAll = fs::copy_options::recursive;
  fs::copy(home / "data" / model.context() / "log", golden / "log", kAll);
  fs::copy(home / "keys" / model.context(), golden / "keys", kAll);
  if (const fs::path blobs = home / "data" / model.context() / "blobs"; fs::exists(blobs)) {
    fs::copy(blobs, golden / "blobs", kAll);
  }
  WriteJson(model, golden, output);
  RemoveWhatIsNotNeeded(golden);
}

void MakeJsonOnly(const ServiceModel& model, const fs::path& golden) {
  const fs::path copy = fs::temp_directory_path() / ("golden_make-" + std::to_string(::getpid()));
  CopyGolden(golden / model.context(), copy);
  WriteJson(model, copy, golden);
  fs::remove_all(copy);
}

}  // namespace
}  // namespace fivestep::contract

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: golden_make HOME OUTPUT | golden_make --json GOLDEN\n");
    return 64;
  }
  try {
    for (const auto& model : fivestep::contract::Models()) {
      if (std::string(argv[1]) == "--json") {
        fivestep::contract::MakeJsonOnly(model, argv[2]);
      } else {
        fivestep::contract::Make(model, argv[1], argv[2]);
      }
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "golden_make: %s\n", error.what());
    return 1;
  }
  return 0;
}
