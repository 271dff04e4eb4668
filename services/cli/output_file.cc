#include "cli/output_file.h"

#include <fstream>
#include <iostream>

#include "cli/commands.h"

namespace fivestep::cli {

Status WriteFile(const std::string& path, const std::string& content) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << content;
  file.close();
  return file ? OkStatus() : InvalidArgument(path + " cannot be written.");
}

int WriteAnswer(const std::string& path, const std::string& content) {
  if (path.empty()) {
    std::cout << content;
    return kDone;
  }
  const Status written = WriteFile(path, content);
  if (!written.ok()) return FailUsage(written);
  std::cerr << path << '\n';
  return kDone;
}

}  // namespace fivestep::cli
