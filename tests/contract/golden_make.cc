// Makes the golden logs out of what a stack has left behind.
//
//   golden_make HOME OUTPUT      HOME: what deploy/up or deploy/demo --keep used, stopped by
//   deploy/down
//
// Opening and closing a copy moves what is in its write-ahead log into tables, so that the result
// is small.
#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>

#include "contract/golden_log.h"
#include "contract/models.h"

namespace fivestep::contract {
namespace {

namespace fs = std::filesystem;

// RocksDB's own diary, and its lock.
bool IsLeftOut(const fs::path& file) {
  const std::string name = file.filename();
  return name == "LOCK" || name.starts_with("LOG");
}

void RemoveDiaries(const fs::path& directory) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file() && IsLeftOut(entry.path())) files.push_back(entry.path());
  }
  for (const fs::path& file : files) fs::remove(file);
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
  {
    const GoldenLog log(golden, &model);
    std::ofstream(output / (model.context() + ".json")) << log.AsJson();
    std::printf("%s: %zu events\n", model.context().c_str(), log.events().size());
  }
  RemoveDiaries(golden);
}

}  // namespace
}  // namespace fivestep::contract

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: golden_make HOME OUTPUT\n");
    return 64;
  }
  try {
    for (const auto& model : fivestep::contract::Models()) {
      fivestep::contract::Make(model, argv[1], argv[2]);
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "golden_make: %s\n", error.what());
    return 1;
  }
  return 0;
}
